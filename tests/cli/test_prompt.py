"""`agglo ask` without a question: a prompt on a terminal, else one question a line."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from agglo.cli.conversation import Conversation
from agglo.cli.prompt import Names, prompt
from agglo.cli.shown import Form, Style
from agglo.graph import KnowledgeGraph

from .conftest import AGGLO, TINY, Command

QUESTION = "which anchors drove which clusters"
FACTS = ("--facts", str(TINY))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "agglo"


def typed(graph: KnowledgeGraph, keys: str) -> Conversation:
    """A conversation after keys at the prompt."""
    conversation = Conversation(graph, Style())

    def type_them() -> None:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            prompt(conversation)

    # In a thread of its own: a browser of other tests may keep an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(type_them).result()
    return conversation


def test_questions_are_answered_until_the_end(
    tiny_graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str], state: Path
) -> None:
    typed(tiny_graph, f"{QUESTION}\r飞利浦分拆出哪些企业\rnonsense here\rwhat did Philips spin off\r\x04")
    out, err = capfd.readouterr()
    assert out.count("Read as:") == 2
    assert "读作：飞利浦分拆出了哪些企业" in out
    assert "cannot read" in err
    history = state / "history"
    assert QUESTION in history.read_text("utf-8")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    # The newest is one key away: the arrow up, and return.
    typed(tiny_graph, "\x1b[A\r\x04")
    assert "What did Philips spin off" in capfd.readouterr().out


def test_a_line_may_be_dropped_and_commands_change_the_answers(
    tiny_graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = typed(tiny_graph, f"what is\x03:limit 1\r:evidence\r:lang zh-Hans\r{QUESTION}\r:quit\rnever read\r")
    out, err = capfd.readouterr()
    assert ended.over
    assert ended.style == Style(evidence=True, limit=1, language="zh-Hans")
    assert out.count("读作：哪些锚机构带动了哪些集群") == 1
    assert (" 1. " in out, " 2. " in out) == (True, False)
    assert "never read" not in out + err


def test_where_no_history_can_be_kept_the_prompt_works(
    tiny_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    typed(tiny_graph, f"{QUESTION}\r\x04")
    assert "Read as:" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (":limit", "`:limit` is for"),
        (":limit -1", "`:limit` is for"),
        (":limit ٣", "`:limit` is for"),
        (":limit 99999999999999", "`:limit` is for"),
        (":lang fr", "`:lang` is for"),
        (":evidence on", "`:evidence` is for"),
        (":frobnicate", "no command `:frobnicate`; there are :evidence"),
        (":", "no command `:`"),
        (":sparql", "sparql on"),
        (":limit 0", "all"),
        (":lang zh-Hant", "zh-Hant"),
        (":lang", "the language of each question"),
    ],
)
def test_commands_say_what_they_did_or_are_for(
    tiny_graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    Conversation(tiny_graph, Style()).take(line)
    assert said in capfd.readouterr().err


def test_help_shows_examples_and_every_command(tiny_graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str]) -> None:
    Conversation(tiny_graph, Style()).take("：help")
    out = capfd.readouterr().out
    for each in (QUESTION, "哪些锚机构带动了哪些集群", ":evidence", ":sparql", ":limit", ":lang", ":help", ":quit"):
        assert each in out


def completions(graph: KnowledgeGraph, text: str) -> list[str]:
    """What Tab offers after a text, as the whole line would be."""
    event = CompleteEvent(completion_requested=True)
    found = Names(graph).get_completions(Document(text), event)
    return [text[: len(text) + each.start_position] + each.text for each in found]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("which anch", "which anchors drove which clusters"),  # an example
        ("what did Phil", "what did Philips"),
        ("what did PHIL", "what did Philips"),
        ("飞利浦分拆出哪些企", "飞利浦分拆出哪些企业"),
        ("what is 飞", "what is 飞利浦"),
        ("how did Philips incu", "how did Philips incubates"),
        ("which clus", "which clusters"),
        (":ev", ":evidence"),
        (":lang zh-T", ""),
        (":lang zh-H", ":lang zh-Hans"),
    ],
)
def test_names_words_examples_and_commands_are_completed(tiny_graph: KnowledgeGraph, text: str, whole: str) -> None:
    found = completions(tiny_graph, text)
    assert whole in found if whole else not found
    assert len(found) == len(set(found)) <= 24


@pytest.mark.parametrize("text", ["", " ", "zzzzzz", "（", "\x00", "的" * 200, "x " * 200])
def test_odd_beginnings_are_no_trouble(tiny_graph: KnowledgeGraph, text: str) -> None:
    assert completions(tiny_graph, text) is not None


@pytest.fixture
def terminal(tiny_graph: KnowledgeGraph) -> Iterator[Any]:
    """The installed command on a terminal."""
    child = pexpect.spawn(
        str(AGGLO),
        ["ask", *FACTS],
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 100),
        # Nobody answers here when it asks where the cursor is.
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )
    child.expect("agglo>")
    yield child
    child.close(force=True)


def test_on_a_terminal_there_is_a_prompt(terminal: Any) -> None:
    terminal.send(f"{QUESTION}\r")
    terminal.expect("Read as: Which anchors drove which clusters")
    terminal.expect("agglo>")
    terminal.send("half a questi\x03")
    terminal.expect("agglo>")
    terminal.send("没有飞利浦会怎样\r")
    terminal.expect("读作：没有飞利浦会怎样")
    terminal.expect("agglo>")
    terminal.send("\x04")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def piped(text: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([AGGLO, "ask", *FACTS, *arguments], input=text, capture_output=True, check=False)


def test_without_a_terminal_each_line_is_a_question(tiny_graph: KnowledgeGraph) -> None:
    ran = piped(f"# two questions\n\n{QUESTION}\r\n飞利浦分拆出哪些企业".encode(), "--limit", "1")
    assert (ran.returncode, ran.stderr) == (0, b"")
    out = ran.stdout.decode()
    assert (out.count("Read as:"), out.count("读作："), "agglo>" in out) == (1, 1, False)


def test_an_error_does_not_end_the_lines_and_is_told_at_the_end(tiny_graph: KnowledgeGraph) -> None:
    ran = piped(f"what is \xff\n{QUESTION}\n:quit\n{QUESTION}\n".encode("latin-1"), "--format", "csv")
    assert ran.returncode == 2
    assert b"agglo: the question stops" in ran.stderr
    assert ran.stdout.count(b"philips") > 0
    assert piped(b"").returncode == 0


def test_a_question_needs_no_quotes(command: Command) -> None:
    plain = command("ask", *QUESTION.split(), *FACTS, "--json")
    quoted = command("ask", QUESTION, "--json", *FACTS)
    assert (plain.status, plain.err) == (0, "")
    assert plain == quoted
    empty = command("ask", "", *FACTS)
    assert (empty.status, "the question is empty" in empty.err) == (2, True)


def test_forms_of_answers_hold_always(tiny_graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str]) -> None:
    conversation = Conversation(tiny_graph, Style(form=Form.JSONL, as_of=1990))
    conversation.take(QUESTION)
    conversation.take(f"{QUESTION} as of 1991")
    out, err = capfd.readouterr()
    assert all(line.startswith("{") for line in out.splitlines())
    assert "names a date for the clock" in err
