"""Many questions, one after another: from a prompt on a terminal, else one a line from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from agglo.graph import AggloError
from agglo.graph.light import dataclass, replace

from .exits import Exit, report
from .options import Tongue
from .output import write_lines
from .shown import Style, show

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph

COMMANDS = {
    ":evidence": "every claim with all its evidence, or no longer · 显示全部证据，或不再显示",
    ":sparql": "the query in place of the answer, or no longer · 显示查询而不是答案，或不再显示",
    ":limit": "at most so many answers; `:limit 0` for all · 最多几条答案，0 为全部",
    ":lang": "answers in en, zh-Hans or zh-Hant; `:lang` alone for the question's own · 答案的语言",
    ":help": "this · 帮助",
    ":quit": "the end; so does Ctrl-D · 退出",
}
"""Each command of the prompt and what it is for."""

_QUIT = (":quit", ":q", ":exit")


@dataclass
class Conversation:
    """Answers what is said, line by line.

    Attributes:
        graph: the graph.
        style: how answers are shown; commands change it.
        status: the exit status of the last line that failed.
        over: whether a command ended it.
    """

    graph: KnowledgeGraph
    style: Style
    status: Exit = Exit.DONE
    over: bool = False

    def take(self, line: str) -> None:
        """Answer a question or do a command; an error is shown and the conversation goes on."""
        line = line.strip()
        if line.startswith((":", "：")):
            self._command(line.replace("：", ":", 1))
        elif line and not line.startswith("#"):
            try:
                show(self.graph, line, self.graph.read(line), self.style)
            except AggloError as error:
                self.status = report(error)

    def _command(self, line: str) -> None:
        name, _, given = line.partition(" ")
        given = given.strip()
        if name in _QUIT:
            self.over = True
        elif name == ":help":
            write_lines(help_lines())
        elif name == ":evidence" and not given:
            self._set(replace(self.style, evidence=not self.style.evidence), f"evidence {_on(not self.style.evidence)}")
        elif name == ":sparql" and not given:
            self._set(replace(self.style, sparql=not self.style.sparql), f"sparql {_on(not self.style.sparql)}")
        elif name == ":limit" and given.isascii() and given.isdecimal() and len(given) < 10:
            self._set(replace(self.style, limit=int(given)), f"at most {int(given)} answers" if int(given) else "all")
        elif name == ":lang" and given in ("", *Tongue):
            self._set(replace(self.style, language=given), given or "the language of each question")
        else:
            self._refuse(name)

    def _set(self, style: Style, said: str) -> None:
        self.style = style
        _tell(said)

    def _refuse(self, name: str) -> None:
        self.status = Exit.USAGE
        if name in COMMANDS:
            _tell(f"`{name}` is for: {COMMANDS[name]}")
        else:
            _tell(f"no command `{name}`; there are {', '.join(COMMANDS)}")


def _on(state: bool) -> str:
    return "on" if state else "off"


def _tell(text: str) -> None:
    sys.stderr.write(f"agglo: {text}\n")


def help_lines() -> list[str]:
    """What `:help` shows: examples in both languages, and the commands."""
    from agglo.graph.ask.sentences import examples

    asked = [f"  {text}" for language in ("en", "zh-Hans") for text in examples(language)[:4]]
    width = max(map(len, COMMANDS))
    told = [f"{name:{width}}  {text}" for name, text in COMMANDS.items()]
    return ["Ask in English or Chinese · 可用中文或英文提问：", *asked, "", *told]


def converse(graph: KnowledgeGraph, style: Style) -> Exit:
    """Take questions until there are no more.

    Returns:
        `DONE` after a prompt; of questions from standard input, the status of the last one that failed.
    """
    conversation = Conversation(graph, style)
    if sys.stdin is None:
        return Exit.DONE
    if sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty():
        from .prompt import prompt

        prompt(conversation)
        return Exit.DONE
    _each(conversation, _lines())
    return conversation.status


def _lines() -> Iterable[str]:
    """The lines of standard input, read as UTF-8 whatever the locale is."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def _each(conversation: Conversation, lines: Iterable[str]) -> None:
    for line in lines:
        conversation.take(line)
        if conversation.over:
            return
