"""The prompt of `agglo ask`: a line editor with history and completion."""

from __future__ import annotations

import contextlib
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from agglo.graph.ask.lexicon import CLASS, INVERSE, RELATION

from .conversation import COMMANDS, Conversation
from .options import Tongue

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from agglo.graph import KnowledgeGraph

_PROMPT = "agglo> "
_WELCOME = """Ask in English or Chinese; Tab completes, :help helps, Ctrl-D ends.
可用中文或英文提问；Tab 补全，:help 帮助，Ctrl-D 退出。"""
_LONGEST = 60  # characters before the cursor that may be the beginning of a name
_SHOWN = 24


def prompt(conversation: Conversation) -> None:
    """Take questions from the terminal until Ctrl-D or `:quit`; Ctrl-C drops the line, or the answer that is made."""
    session: PromptSession[str] = PromptSession(
        _PROMPT, history=_history(), completer=Names(conversation.graph), complete_while_typing=False
    )
    print(_WELCOME)  # noqa: T201
    while not conversation.over:
        with contextlib.suppress(KeyboardInterrupt):
            try:
                line = session.prompt()
            except EOFError:
                return
            conversation.take(line)


def _history() -> History:
    """What was asked before, in the user's state folder; for this time only where that cannot be written."""
    import platformdirs

    path = Path(platformdirs.user_state_path("agglo")) / "history"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Nobody else's business.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


class Names(Completer):
    """Completes the beginning of a name, a class or a verb before the cursor, of an example question, of a command.

    Names and words are those of the graph in both languages, whatever the question's.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._sorted: list[tuple[str, str]] = []

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The completions, those of the longest beginning first."""
        before = document.text_before_cursor.lstrip()
        seen: set[str] = set()
        found = _commands(before) if before.startswith(":") else self._names(before)
        for text, length in found:
            # The same from one more word back is nothing new.
            whole = before[: len(before) - length] + text
            if whole not in seen and len(seen) < _SHOWN:
                seen.add(whole)
                yield Completion(text, start_position=-length)

    def _names(self, before: str) -> Iterator[tuple[str, int]]:
        from agglo.graph.ask.sentences import examples

        for example in (text for language in Tongue for text in examples(language)):
            if before and example.casefold().startswith(before.casefold()):
                yield example, len(before)
        known = self._known()
        for part in _beginnings(before):
            key = part.casefold()
            for place in range(bisect_left(known, (key, "")), len(known)):
                folded, text = known[place]
                if not folded.startswith(key):
                    break
                yield text, len(part)

    def _known(self) -> list[tuple[str, str]]:
        """Every name and word with its key, sorted; made at the first Tab."""
        if not self._sorted:
            look = self._graph.look
            words = {phrase for kind in (CLASS, RELATION, INVERSE) for phrase in look.lexicon.phrases(kind)}
            names = {name for id_, labels in look.release.index.labels() for name in (id_, *labels.values())}
            self._sorted = sorted((text.casefold(), text) for text in words | names)
        return self._sorted


def _beginnings(before: str) -> Iterator[str]:
    """The ends of a text that may begin a name: from the beginning of a word on, or from any Chinese character on."""
    for start in range(max(0, len(before) - _LONGEST), len(before)):
        here, last = before[start], before[start - 1 : start]
        if not here.isspace() and (not last or last.isspace() or not last.isalnum() or not (here + last).isascii()):
            yield before[start:]


def _commands(before: str) -> Iterator[tuple[str, int]]:
    if before.startswith(":lang "):
        given = before.removeprefix(":lang ")
        yield from ((language.value, len(given)) for language in Tongue if language.value.startswith(given))
    else:
        yield from ((name, len(before)) for name in COMMANDS if name.startswith(before))
