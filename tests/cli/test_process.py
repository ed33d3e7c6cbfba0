"""The installed command in a process of its own: locales, pipes, terminals, signals."""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path

import pytest

from .conftest import AGGLO, TINY, Command

QUESTION = "which anchors drove which clusters"
FACTS = ("--facts", str(TINY))


def test_the_same_question_has_the_same_bytes_in_every_process(start: Command) -> None:
    one, two = (start("ask", QUESTION, *FACTS, "--json", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert (one.status, one.err) == (0, "")
    assert one == two
    assert json.loads(one.out)["found"] == 4


@pytest.mark.parametrize(
    "variables",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=lambda variables: "-".join(variables),
)
def test_chinese_is_written_as_utf_8_in_any_locale(start: Command, variables: dict[str, str]) -> None:
    ran = start("ask", "飞利浦分拆出哪些企业", *FACTS, **variables)
    assert (ran.status, ran.err) == (0, "")
    assert "1. 飞利浦 → 阿斯麦" in ran.out
    refused = start("ask", "合肥的产值是多少", *FACTS, **variables)
    assert (refused.status, refused.out) == (2, "")
    assert "Traceback" not in refused.err


def test_arguments_that_are_no_text_do_no_harm(tiny_graph: object) -> None:
    ran = subprocess.run(
        [AGGLO, "ask", b"which anchors \xff drove which clusters", *FACTS, "--json"], capture_output=True
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout.decode("utf-8"))["found"] == 4


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(tiny_graph: object) -> None:
    # Far more than a pipe holds.
    with subprocess.Popen([AGGLO, "export", *FACTS], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(30), said) == (0, b"")


@pytest.mark.parametrize(("target", "said"), [(">&-", "standard output is closed"), (">/dev/full", "No space left")])
def test_output_that_cannot_be_written_is_an_error(tiny_graph: object, target: str, said: str) -> None:
    command = f'"$0" ask "$1" --facts "$2" {target}'
    ran = subprocess.run(["bash", "-c", command, AGGLO, QUESTION, TINY], capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert ran.stderr == f"agglo: {said}{' on device' if 'space' in said else ''}\n"


@pytest.mark.parametrize("query", ["-", None])
def test_a_query_from_standard_input_or_a_file(start: Command, tmp_path: Path, query: str | None) -> None:
    text = "\ufeffSELECT ?c { id:philips agglo:anchors ?c }\n# 飞利浦".encode()
    file = tmp_path / "query.rq"
    file.write_bytes(text)
    where = (query,) if query else ("--file", str(file))
    ran = start("sparql", *where, *FACTS, "--format", "csv", given=text)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.split() == ["c", "https://w3id.org/agglo/id/eindhoven-high-tech"]


def test_a_query_that_is_not_utf_8_is_refused(start: Command, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_bytes(b"ASK { \xff }")
    for where, given in ((("-",), file.read_bytes()), (("--file", str(file)), b"")):
        ran = start("sparql", *where, *FACTS, given=given)
        assert (ran.status, ran.out) == (2, "")
        assert "utf-8" in ran.err.lower()
        assert "Traceback" not in ran.err


def until_it_has_a_child(process: subprocess.Popen[bytes]) -> None:
    """Wait for the process that answers, since a signal while Python imports may be lost on the way."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(600):
        assert process.poll() is None
        if children.read_text():
            return
        time.sleep(0.05)
    pytest.fail("no process was started for the query")


def test_control_c_stops_a_query(tiny_graph: object) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with subprocess.Popen(
        [AGGLO, "sparql", query, *FACTS, "--timeout", "50"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever runs the tests in the background of a shell has them ignore it, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as process:
        until_it_has_a_child(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().strip() == "agglo: interrupted"


def in_a_terminal(arguments: list[str], columns: int, status: int = 0, **variables: str) -> str:
    """What a command shows in a terminal of so many columns."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")} | variables
    with subprocess.Popen([AGGLO, *arguments], stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(controller, 65536):
                shown += piece
        except OSError:  # the terminal is gone with the command
            pass
        assert process.wait(30) == status
    os.close(controller)
    return shown.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_is_as_wide_as_it_is_and_shows_what_matters_in_bold(tiny_graph: object) -> None:
    shown = in_a_terminal(["ask", QUESTION, *FACTS], 44)
    assert "\x1b[1mPhilips → Eindhoven high-tech cluster\x1b[0m" in shown
    plain = shown.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    assert 36 < max(map(len, plain.splitlines())) <= 44


def test_a_refusal_fits_the_terminal(tiny_graph: object) -> None:
    shown = in_a_terminal(["ask", "which anchors drove Cambridge", *FACTS], 50, status=2).splitlines()
    assert shown[-3:] == [
        "  You could ask:",
        "    which anchors drove cambridge-england",
        "    which anchors drove cambridge-massachusetts",
    ]
    assert 40 < max(map(len, shown)) <= 50


def test_no_color_is_heeded(tiny_graph: object) -> None:
    assert "\x1b" not in in_a_terminal(["ask", QUESTION, *FACTS], 80, NO_COLOR="1")
    assert "\x1b" not in in_a_terminal(["stats", *FACTS], 80, NO_COLOR="1")


def test_the_first_question_builds_the_facts_and_the_second_does_not(start: Command, tmp_path: Path) -> None:
    first, second = (start("ask", QUESTION, *FACTS, XDG_CACHE_HOME=str(tmp_path)) for _ in range(2))
    assert first == second
    assert first.status == 0
    assert [folder.name for folder in tmp_path.iterdir()] == ["agglo"]
