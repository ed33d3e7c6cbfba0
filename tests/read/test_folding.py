from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.folding import atoms, fold, key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Silicon  VALLEY!", "silicon valley"),
        ("High-Tech Campus", "high tech campus"),
        ("Ōta-ku", "ota ku"),
        ("São Paulo", "sao paulo"),
        ("Straße", "strasse"),
        ("ＡＳＭＬ", "asml"),
        ("12.5%", "12.5"),
        ("3,5", "3 5"),
        ("A4纸", "a 4纸"),
        ("大田区", "大田区"),
        ("大 田 区", "大田区"),
        ("大田区 Tokyo", "大田区tokyo"),
        ("飞利浦（荷兰）", "飞利浦荷兰"),
        ("", ""),
        ("!?…—", ""),
        ("snake_case", "snake case"),
    ],
)
def test_a_text_as_it_is_looked_up(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_accents_made_of_two_characters_are_the_same_as_those_of_one() -> None:
    assert fold("e\u0301tude") == fold("\u00e9tude") == "etude"


def test_traditional_characters_fold_with_a_table() -> None:
    assert fold("飛利浦", str.maketrans("飛", "飞")) == "飞利浦"


def test_atoms_know_where_they_stood() -> None:
    text = "ASML 在荷兰"
    assert [(a.text, text[a.start : a.end]) for a in atoms(text)] == [
        ("asml", "ASML"),
        ("在", "在"),
        ("荷", "荷"),
        ("兰", "兰"),
    ]
    assert key(atoms(text)) == "asml在荷兰"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_a_folded_text_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(fold(once)) == fold(once)
    assert not once.startswith(" ")
    assert not once.endswith(" ")
