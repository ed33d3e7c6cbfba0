"""What goes wrong is said on standard error, with its status; nothing else is on standard output."""

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from .conftest import TINY, Command

FACTS = ("--facts", str(TINY))
COMMANDS = [
    "build",
    "check",
    "schema",
    "ask",
    "paths",
    "disputes",
    "without",
    "gaps",
    "transfer",
    "portfolio",
    "why-not",
    "rivals",
    "loops",
    "compare",
    "similar",
    "load",
    "witnesses",
    "diff",
    "why",
    "sparql",
    "view",
    "show",
    "search",
    "stats",
    "export",
]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["--frobnicate"], "No such option"),
        (["ask", "--frobnicate", "x"], "No such option"),
        (["ask", "x", "--format", "xml"], "'xml' is not one of"),
        (["ask", "x", "--json", "--format", "csv"], "exclude each other"),
        (["ask", "x", "--limit", "-1"], "-1 is not in the range"),
        (["ask", "x", "--facts", "no-such-folder"], "does not exist"),
        (["ask", "x", "--graph", "no-such-folder"], "does not exist"),
        (["ask", "x", "--graph", __file__], "is a file"),
        (["ask", "x", "--ontology", "no-such-folder"], "does not exist"),
        (["ask", "x", "--graph", str(TINY), *FACTS], "give --graph alone"),
        (["ask", "hello", *FACTS], "cannot read the question from `hello`"),
        (["ask", "", *FACTS], "the question is empty"),
        (["ask", "which anchors drove Cambridge", *FACTS], "cambridge-massachusetts"),
        (["ask", "哪些锚机构带动了剑桥", *FACTS], "请用其中一个 id 再问一次"),
        (["paths", "--from", "philips", *FACTS], "Missing option '--to'"),
        (["paths", "--from", "philips", "--to", "asml", "--hops", "7"], "7 is not in the range"),
        (["paths", "--from", "philips", "--to", "asml", "--hops", "two"], "is not a valid int"),
        (["paths", "--from", "philips", "--to", "asml", "--lang", "fr"], "'fr' is not one of"),
        (["paths", "--from", "Philps", "--to", "asml", *FACTS], "nearest: philips"),
        (["paths", "--from", "Cambridge", "--to", "asml", *FACTS], "may be any of 2"),
        (["load", "Philps", *FACTS], "nearest: philips"),
        (["witnesses", "Clusterr", *FACTS], "there is no class `Clusterr` hint: nearest: Cluster"),
        (["witnesses", "--in", "Eindhofen", *FACTS], "nearest: eindhoven"),
        (["witnesses", "--in", "philips", *FACTS], "`philips` is no place"),
        (["diff", str(TINY)], "Missing argument"),
        (["show", "nobody-at-all", *FACTS], "there is no entity `nobody-at-all`"),
        (["show", "Philps", *FACTS], "nearest: philips"),
        (["show", "philips", "--lang", "xx"], "'xx' is not one of"),
        (["transfer", "spin-off", *FACTS], "Missing option '--to'"),
        (["transfer", "--to", "Austin", *FACTS], "name a mechanism"),
        (["transfer", "philips", "--to", "Austin", *FACTS], "`philips` is not a mechanism"),
        (["transfer", "spin-off", "--to", "asml", *FACTS], "`asml` is not a place"),
        (["transfer", "spin-of", "--to", "Austin", *FACTS], "nearest: spin-off"),
        (["portfolio", "asml", *FACTS], "`asml` is not a place"),
        (["loops", "--hops", "7"], "7 is not in the range"),
        (["loops", "Philps", *FACTS], "nearest: philips"),
        (["compare", "philips", *FACTS], "Missing argument"),
        (["compare", "philips", "Philips", *FACTS], "`Philips` cannot be compared with itself"),
        (["compare", "philips", "philips", "--lang", "zh-Hans", *FACTS], "不能与自己比较"),
        (["similar", *FACTS], "Missing argument"),
        (["without", "", *FACTS], "give a name"),
        (["compare", "philips", "", *FACTS], "give a name"),
        (["gaps", "philips", "philips", *FACTS], "`philips` is not a place"),
        (["gaps", "eindhoven", "philips", *FACTS], "`philips` is not a framework"),
        (["similar", "Cambridge", *FACTS], "may be any of 2"),
        (["search"], "Missing argument"),
        (["sparql", *FACTS], "give a query"),
        (["sparql", "ASK {}", "--file", "q.rq", *FACTS], "give a query"),
        (["sparql", "--file", "no-such-file.rq", *FACTS], "cannot read `no-such-file.rq`"),
        (["sparql", "SELECT", *FACTS], "line 1, column"),
        (["sparql", "INSERT DATA { id:a id:b id:c }", *FACTS], "read-only"),
        (["sparql", "ASK {}", "--format", "xls"], "'xls' is not one of"),
        (["sparql", "ASK {}", "--timeout", "0"], "is not in the range"),
        (["view", "--out", "no-such-folder/page.html", *FACTS], "there is no folder `no-such-folder`"),
        (["view", "--lang", "de", *FACTS], "'de' is not one of"),
        (["view", "--alone", "--out", "page.html", *FACTS], "goes with --focus or --question"),
        (["export", "--format", "doc", *FACTS], "'doc' is not one of"),
        (["export", "--out", "no-such-folder/graph.nq", *FACTS], "there is no folder `no-such-folder`"),
        (["export", "--out", ".", *FACTS], "is a folder"),
        (["check", "--facts", "no-such-folder"], "does not exist"),
        (["schema", "--ontology", __file__], "is a file"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_wrong_usage_and_unknown_names_have_status_2(command: Command, arguments: list[str], said: str) -> None:
    ran = command(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("folder", ["empty", "foreign", "broken marker", "other format"])
def test_a_folder_that_is_no_release_has_status_3(command: Command, tmp_path: Path, folder: str) -> None:
    marker = tmp_path / "release.json"
    if folder == "foreign":
        (tmp_path / "readme.txt").write_text("not ours")
    elif folder == "broken marker":
        marker.write_text("{")
    elif folder == "other format":
        marker.write_text('{"format": 0, "id": "x", "sha256": "x", "quads": 0, "described": 0, "examined": {}}')
    ran = command("stats", "--graph", str(tmp_path))
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("agglo: ")
    assert "agglo build" in ran.err
    assert "Traceback" not in ran.err


def test_a_query_that_takes_too_long_has_status_3(ask: Command) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    ran = ask("sparql", query, "--timeout", "0.3")
    assert (ran.status, ran.out) == (3, "")
    assert "0.3 s" in ran.err


def test_facts_with_faults_have_status_1(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("entities:\n  nowhere: {type: Citty, label: {en: Nowhere}}\n", "utf-8")
    built = command("build", "--facts", str(tmp_path), "--out", str(tmp_path / "release"))
    assert (built.status, built.out) == (1, "")
    assert "bad.yaml:2:13" in built.err
    assert "City" in built.err
    asked = command("ask", "which anchors drove which clusters", "--facts", str(tmp_path))
    assert (asked.status, asked.out) == (1, "")
    # To `check`, the faults are the data.
    checked = command("check", "--facts", str(tmp_path))
    assert (checked.status, checked.err) == (1, "")
    assert "bad.yaml:2:13" in checked.out


def test_an_ontology_that_is_none_has_status_1(command: Command, tmp_path: Path) -> None:
    ran = command("schema", "--ontology", str(tmp_path))
    assert (ran.status, ran.out) == (1, "")
    assert "no Turtle files" in ran.err


def test_where_a_query_is_wrong_is_said_once(ask: Command) -> None:
    ran = ask("sparql", "SELECT ?a\n{{ ?a agglo:anchors ?b }\nLIMIT 3")
    assert ran.err.count("line 3, column 1") == 1
    shown = ran.err.splitlines()
    assert shown[1:3] == ["    LIMIT 3", "    ^"]


def test_a_bug_is_a_line_and_no_traceback(ask: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("this cannot happen")

    monkeypatch.setattr("agglo.graph.knowledge_graph.answer", broken)
    ran = ask("ask", "which anchors drove which clusters")
    assert (ran.status, ran.out) == (3, "")
    assert "internal error: ValueError: this cannot happen" in ran.err
    assert "AGGLO_DEBUG" in ran.err


def test_without_arguments_every_command_is_listed(command: Command) -> None:
    bare, asked = command(), command("--help")
    assert bare.status == 2
    assert asked.status == 0
    for shown in (bare.err, asked.out):
        assert [line.split()[0] for line in shown.partition("Commands:\n")[2].splitlines()] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(command: Command, name: str) -> None:
    ran = command(name, "--help", columns=79)
    assert (ran.status, ran.err) == (0, "")
    assert f"agglo {name}" in ran.out
    assert "--help" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_of_many_that_break_one_rule_of_the_graph_three_are_shown(command: Command, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    unused = [f"  idle-{n}: {{type: Firm, label: {{en: Idle {n}, zh-Hans: 闲置{n}}}}}" for n in range(7)]
    (tmp_path / "idle.yaml").write_text("\n".join(["entities:", *unused]) + "\n", "utf-8")
    few, every = (command("check", "--facts", str(tmp_path), *more) for more in ((), ("--all",)))
    assert (few.status, every.status) == (1, 1)
    shown = [[line for line in ran.out.splitlines() if line.startswith("idle.yaml:")] for ran in (few, every)]
    assert [len(lines) for lines in shown] == [3, 7]
    assert shown[0] == shown[1][:3]
    # Two more are of the world itself.
    assert "    … and 6 more of the same\n" in few.out
    assert few.out.endswith("       9  faults; --all lists them\n")
    assert "more of the same" not in every.out
    assert every.out.endswith("       9  faults\n")


def test_the_version_is_told(command: Command) -> None:
    ran = command("--version")
    assert (ran.status, ran.out, ran.err) == (0, f"agglo {version('agglo')}\n", "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("which anchors drove which cluzters", ("cannot read", "  hint: here would fit", "  You could ask:")),
        ("哪些锚机构带动了什么鬼", ("读不懂", "  提示：这里", "  可以这样问：")),
        ("哪些錨機構帶動了什麼鬼", ("讀不懂", "  提示：這裡", "  可以這樣問：")),
    ],
)
def test_a_refusal_is_in_one_script(command: Command, question: str, said: tuple[str, ...]) -> None:
    ran = command("ask", question, "--facts", str(TINY))
    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) > len(said)
    assert [
        line[: len(text)] for line, text in zip((lines[0].removeprefix("agglo: "), *lines[1:]), said, strict=False)
    ] == list(said)
