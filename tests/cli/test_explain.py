"""`agglo why-not` and `agglo rivals`, as people and programs see them."""

import csv
import io
import json

import pytest

from .conftest import TINY, Command

FACTS = ("--facts", str(TINY))


def test_why_not_says_what_is_missing_in_three_scripts(command: Command) -> None:
    for language, said in (("en", "Missing hop"), ("zh-Hans", "缺失的一步"), ("zh-Hant", "缺失的一步")):
        ran = command("why-not", "sematech", "asml", "--lang", language, *FACTS)
        assert (ran.status, ran.err) == (0, "")
        assert said in ran.out


def test_why_not_takes_the_longest_path_and_the_clocks(command: Command) -> None:
    ran = command("why-not", "philips", "lithography-cluster", "--hops", "1", *FACTS)
    assert "in at most 1 step?" in ran.out
    assert "Number of steps that would do: 2" in ran.out
    ran = command("why-not", "philips", "asml", "--as-of", "1900", *FACTS)
    assert "Hidden by “as of 1900”" in ran.out


def test_rivals_names_the_cause_that_is_known(command: Command) -> None:
    ran = command("rivals", "asml", *FACTS)
    assert "no rival recorded" in ran.out
    ran = command("rivals", "asml", "--besides", "philips", "--lang", "zh-Hans", *FACTS)
    assert ran.out.startswith("读作：除飞利浦之外还有什么带动了阿斯麦？")
    assert "没有记录与之竞争的解释" in ran.out


@pytest.mark.parametrize("arguments", [("why-not", "philips", "sematech"), ("rivals", "asml")])
def test_what_is_found_is_in_every_format(command: Command, arguments: tuple[str, ...]) -> None:
    found = json.loads(command(*arguments, *FACTS, "--json").out)
    assert found["kind"] == arguments[0]
    title, verdict = found["answers"][0]["title"], found["answers"][0]["verdict"]
    first = next(csv.DictReader(io.StringIO(command(*arguments, *FACTS, "--format", "csv").out)))
    assert (first["title"], first["verdict"]) == (title, verdict)
    lines = command(*arguments, *FACTS, "--format", "md").out.splitlines()
    assert lines[2].endswith("| claims | finding |")
    assert title in lines[4]
    assert json.loads(command(*arguments, *FACTS, "--format", "jsonl").out.splitlines()[0])["title"] == title
