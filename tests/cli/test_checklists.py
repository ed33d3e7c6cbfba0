"""What people read of a move of a mechanism, of survivorship, and of a portfolio; and what programs get."""

import csv
import json

from agglo.graph import KnowledgeGraph

from .conftest import Command

MOVE = """\
Read as: Can shared campus move from Eindhoven to Austin?

 1. shared campus: from Eindhoven to Austin
    no preconditions recorded: this graph cannot say
    already on record in Austin
      • Sematech anchors Austin chip cluster (1988–1995)
        through shared campus
        reprint; 1 more  world.yaml:58
    at work in Eindhoven; claims: 1
      • Philips anchors Eindhoven high-tech cluster (since 1984)
        through shared campus, spin-off
        first-paper, section 2, line 12; 1 more  world.yaml:43
    no failure on record (claims that it worked: 2; places: 2): beware of
    survivorship

1 answer. Examined: 2 claims, 1 path; release {release}. --evidence shows who
says so, --sparql the query.
"""


def test_a_move_for_people(ask: Command, tiny_graph: KnowledgeGraph) -> None:
    ran = ask("transfer", "shared-campus", "--from", "Eindhoven", "--to", "Austin")
    assert (ran.status, ran.out) == (0, MOVE.format(release=tiny_graph.release.marker.id))
    asked = ask("ask", "can shared campus move from Eindhoven to Austin")
    assert asked.out == ran.out


def test_all_evidence_of_a_move(ask: Command) -> None:
    ran = ask("transfer", "shared-campus", "--to", "Austin", "--evidence")
    assert "[world.yaml:" in ran.out
    assert "supports: " in ran.out


def test_a_portfolio_of_a_place_in_chinese(ask: Command) -> None:
    lines = ask("portfolio", "奥斯汀", "--lang", "zh-Hans").out.splitlines()
    assert lines[0] == "读作：政策与机制如何对应，位于奥斯汀？"
    assert lines[2:5] == [" 1. 共享园区", "    没有政策提及它", "    已采纳的因果论断：1 条"]


def test_the_flag_of_survivorship(ask: Command) -> None:
    shown = ask("show", "shared-campus").out
    assert "claims that it worked: 2; places: 2; failures: 0" in shown
    assert "no failure on record: beware of survivorship" in shown
    assert "survivorship" not in ask("show", "spin-off").out
    assert json.loads(ask("show", "shared-campus", "--json").out)["track"]["survivorship"] is True
    assert "没有失败记录：谨防幸存者偏差" in ask("show", "shared-campus", "--lang", "zh-Hans").out
    assert "謹防倖存者偏差" in ask("show", "shared-campus", "--lang", "zh-Hant").out


def test_what_programs_get(ask: Command) -> None:
    question = "which mechanisms have no failure on record"
    (row,) = json.loads(ask("ask", question, "--json").out)["answers"]
    assert (row["from"]["id"], row["to"], row["claims"]) == ("shared-campus", None, [])
    (note,) = row["notes"]
    assert [(claim["file"], claim["line"]) for claim in note["claims"]] == [("world.yaml", 43), ("world.yaml", 58)]
    assert note["claims"][0]["evidence"]
    (flat,) = csv.DictReader(ask("ask", question, "--format", "csv").out.splitlines())
    assert flat["from"] == "shared-campus"
    assert flat["claims"] == "; ".join(claim["id"] for claim in note["claims"])
    table = ask("ask", question, "--format", "md").out
    assert "(world.yaml:43); " in table
    assert "places: 2; the best claim for each:" in table
