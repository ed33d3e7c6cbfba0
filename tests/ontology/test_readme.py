"""The ontology's README says what the ontology says."""

from __future__ import annotations

import re

from agglo.graph import Vocabulary

from .readme_tables import README, with_tables


def test_the_tables_are_those_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    text = README.read_text("utf-8")
    assert text == with_tables(text, vocabulary), "run: python -m tests.ontology.readme_tables"


def test_every_class_relation_and_key_is_in_the_readme(vocabulary: Vocabulary) -> None:
    text = README.read_text("utf-8")
    keywords = {keyword for keys in vocabulary.keys.values() for keyword in keys}
    named = {*vocabulary.classes, *vocabulary.relations, *keywords}
    assert len(named) > 120
    assert {name for name in named if f"`{name}`" not in text} == set()


def test_every_file_of_the_ontology_is_in_the_readme() -> None:
    text = README.read_text("utf-8")
    files = [p for p in README.parent.iterdir() if p.is_file() and p.name != README.name]
    assert len(files) > 8
    assert {p.name for p in files if f"`{p.name}`" not in text} == set()


def test_every_kind_of_value_is_in_the_readme() -> None:
    from agglo.graph.read.values import READERS

    section = README.read_text("utf-8").partition("Kinds of value:")[2].partition("**A unit.**")[0]
    assert set(re.findall(r"`([a-z-]+)`", section)) >= {*READERS, "evidence"}
