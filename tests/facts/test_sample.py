"""The sample is the same for the same seed, and shows the lines that its claims cite."""

from __future__ import annotations

from agglo.graph import KnowledgeGraph

from .sample import picked, shown


def test_a_seed_gives_the_same_claims_again(shipped_graph: KnowledgeGraph) -> None:
    first = picked(shipped_graph, 1, 60)
    assert len(set(first)) == 60
    assert picked(shipped_graph, 1, 60) == first != picked(shipped_graph, 2, 60)
    cited = picked(shipped_graph, 1, 10_000, cited=True)
    assert 1500 < len(cited) < len(picked(shipped_graph, 1, 10_000))


def test_a_claim_is_shown_with_the_lines_it_cites(tiny_graph: KnowledgeGraph) -> None:
    lines = [f"This is line {n}." for n in range(1, 51)]
    said = "\n".join(shown(tiny_graph, "philips.anchors.eindhoven-high-tech", {"first-paper": lines}))
    assert "Philips anchors Eindhoven high-tech cluster" in said
    assert "through: shared-campus, spin-off" in said
    assert "      line 12: This is line 12." in said
    assert "when: 1984/.." in said
    assert "supports second-report" in said
