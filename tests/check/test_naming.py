"""References, labels, keys and circles."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.check.naming import _loops

from .conftest import Check

CLAIM = "source: first-paper\nclaims:\n  - claim: {}\n    evidence: [{{gist: {{en: It says so.}}}}]\n"


def test_a_source_is_no_entity_and_an_entity_no_source(faults_of: Check) -> None:
    text = CLAIM.format("first-paper supplies philips").replace("{gist", "{source: philips, gist")
    assert faults_of(text) == [
        "facts.yaml:3:5: there is no entity `first-paper` (it is a source; name an entity)",
        "facts.yaml:4:17: there is no source `philips` (it is an entity; name a source)",
    ]


def test_names_that_a_broken_file_may_define_are_not_missed(faults_of: Check) -> None:
    claim = CLAIM.format("philips supplies nijmegen").replace("first-paper", "third-paper")
    assert len(faults_of(claim)) == 2
    broken = "sources: {third-paper: [\nentities: {nijmegen: {}}"
    assert [line.split(":")[0] for line in faults_of(facts_yaml=claim, broken_yaml=broken)] == ["broken.yaml"]


def test_a_part_of_a_word_in_a_broken_file_defines_nothing(faults_of: Check) -> None:
    claim = CLAIM.format("philips supplies nij")
    assert any("no entity `nij`" in line for line in faults_of(facts_yaml=claim, broken_yaml="entities: {nijmegen: ["))


def test_names_in_a_broken_line_of_json_are_not_missed(faults_of: Check) -> None:
    claim = CLAIM.format("philips supplies nijmegen")
    assert len(faults_of(facts_yaml=claim, broken_jsonl='{"section": "entities", "id": "nijmegen", }')) == 1


def test_an_unknown_default_source_is_said_once_where_it_is_named(faults_of: Check) -> None:
    text = CLAIM.format("philips supplies asml").replace("first-paper", "frist-paper")
    evidence = text[text.index("[{") :]
    assert faults_of(text + f"  - claim: asml supplies philips\n    evidence: {evidence}") == [
        "facts.yaml:1:1: there is no source `frist-paper` (did you mean `first-paper`?)"
    ]


def test_every_item_of_a_list_has_its_own_place(faults_of: Check) -> None:
    text = CLAIM.format("philips spun_off asml\n    id: again\n    through: [spin-off, spin, shared-campus, share]")
    assert [line.split(": ")[0] for line in faults_of(text)] == ["facts.yaml:5:25", "facts.yaml:5:46"]


def test_a_label_with_a_fault_is_not_called_incomplete_too(faults_of: Check) -> None:
    text = "entities:\n  nijmegen: {type: City, label: {en: 5, zh-Hans: 奈梅亨}}\n"
    assert faults_of(text) == ["facts.yaml:2:34: `label` in `en` is text, found `5` (put it in quotes)"]


def test_one_language_is_enough_for_a_gist_and_not_for_a_label(faults_of: Check) -> None:
    text = CLAIM.format("philips supplies asml")
    assert faults_of(text.replace("{en: It says so.}", "{zh-Hans: 据称。}")) == []
    assert "neither in `en` nor in `zh-Hans`" in faults_of(text.replace("{en:", "{nl:"))[0]


def test_a_circle_behind_a_way_that_leads_to_it_is_found(faults_of: Check) -> None:
    region = "  {}: {{type: Region, label: {{en: R, zh-Hans: 区}}, in: {}}}\n"
    chain = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]
    for order in itertools.permutations(chain):
        (fault,) = faults_of("entities:\n" + "".join(region.format(*each) for each in order))
        assert "b → c → b" in fault


def test_a_long_circle_is_cut_short(faults_of: Check) -> None:
    region = "  r-{}: {{type: Region, label: {{en: R, zh-Hans: 区}}, in: r-{}}}\n"
    (fault,) = faults_of("entities:\n" + "".join(region.format(n, (n + 1) % 40) for n in range(40)))
    assert "r-0 → r-1 → " in fault
    assert "(40 in all) → r-0" in fault
    assert len(fault) < 200


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdefx")), max_size=14))
def test_a_circle_is_found_just_where_there_is_one(edges: list[tuple[str, str]]) -> None:
    above = {name: tuple(dict.fromkeys(b for a, b in edges if a == name)) for name in "abcdef"}
    graph = nx.DiGraph([edge for edge in edges if edge[1] in above])
    loops = list(_loops(above))
    assert bool(loops) == (not nx.is_directed_acyclic_graph(graph))
    for loop in loops:
        assert loop[0] == min(loop)
        assert all(b in above[a] for a, b in itertools.pairwise([*loop, loop[0]]))
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    assert all(any(set(loop) <= knot for loop in loops) for knot in knots)


RIVALS = """
source: first-paper
claims:
  - claim: mit supplies asml
    rival: {}
    evidence: [{{gist: {{en: It says so.}}}}]
"""


def test_a_rival_is_another_claim(faults_of: Check) -> None:
    assert faults_of(RIVALS.format("[philips.spun_off.asml]")) == []
    assert faults_of(RIVALS.format("[philips.spun_off.asm]")) == [
        "facts.yaml:5:13: there is no claim `philips.spun_off.asm` (did you mean `philips.spun_off.asml`?)"
    ]
    assert faults_of(RIVALS.format("mit.supplies.asml")) == [
        "facts.yaml:5:5: the claim `mit.supplies.asml` names itself (name the other claim)"
    ]
