"""The ontology loads, and each term has what people and programs need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

import pyoxigraph as ox
import pytest

from agglo.graph import KnowledgeGraph, Release, Vocabulary
from agglo.graph.compile.chinese import folding_table, traditional
from agglo.graph.folding import fold
from agglo.graph.namespaces import ONTOLOGY as TERMS
from agglo.graph.ontology import vocabulary_from_triples
from agglo.graph.vocabulary import Term

from .conftest import TRIPLES, full, texts

# A noun before a verb is the class, alone it is the verb: the question's order tells these apart.
NOUN_AND_VERB = {"anchor", "anchors", "fund", "funds", "创始人"}
# Before a place name this is the filter, between two noun phrases the relation.
FILTER_AND_VERB = {"located in", "位于"}
# After `why` these ask for causes, else they say what happened (发展 with an object: who developed it).
CAUSED_AND_EVENT = {"grow", "grown", "rise", "risen", "emerged", "decline", "declined"}
CAUSED_AND_EVENT |= {"发展", "崛起", "兴起", "衰落", "衰退"}
# After `can` a mechanism moves, else a firm did.
MOVED = {"move"}
# After `where are` and a mechanism it tells that this worked, else who used it.
WORKED = {"used"}
# After `how does` and a name it is the verb, else a kind of thing.
VERB_AND_NOUN = {"work", "works"}


@pytest.fixture(scope="module")
def folded() -> Mapping[int, int]:
    table = folding_table()
    return str.maketrans("".join(table), "".join(table.values()))


def forms(terms: Mapping[str, Term], table: Mapping[int, int]) -> dict[str, set[str]]:
    """Each form as questions are compared, with the names of the terms that have it."""
    found: dict[str, set[str]] = {}
    for name, term in terms.items():
        for text in (text for many in term.forms.values() for text in many):
            found.setdefault(fold(text, table), set()).add(name)
    return found


def test_it_holds_what_it_is_known_to_hold(vocabulary: Vocabulary) -> None:
    assert {"City", "Firm", "Cluster", "Mechanism", "Anchor"} <= set(vocabulary.classes)
    assert {"drives", "anchors", "spun_off", "located_in", "went_bankrupt", "has_output"} <= set(vocabulary.relations)
    assert vocabulary.classes["University"].ancestors == ("Organisation", "Entity")
    assert vocabulary.classes["Anchor"].role
    assert len(vocabulary.units) > 40
    assert len(vocabulary.words) > 15


@pytest.mark.parametrize("name", ["en", "zh-Hans", "zh-Hant"])
def test_every_class_relation_and_unit_has_a_label(vocabulary: Vocabulary, name: str) -> None:
    terms = [*vocabulary.classes.values(), *vocabulary.relations.values(), *vocabulary.units.values()]
    assert len(terms) > 150
    assert [term.name for term in terms if not term.label.get(name)] == []


def test_every_class_and_relation_says_what_it_means_in_both_languages(vocabulary: Vocabulary) -> None:
    for term in (*vocabulary.classes.values(), *vocabulary.relations.values()):
        given = texts(term.iri, "skos:definition")
        assert sorted(given) == ["en", "zh-hans"], term.name
        assert all(len(many) == 1 for many in given.values()), term.name
        assert [term.definition] == given["en"]


def test_a_definition_is_the_english_one_whichever_comes_first() -> None:
    about = f"<{TERMS}Thing> a <{full('owl:Class')}> ; <{full('rdfs:subClassOf')}> <{TERMS}Entity> ; "
    means = full("skos:definition")
    text = about + f'<{means}> "物"@zh-Hans , "A thing."@en .'
    found = vocabulary_from_triples(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert found.classes["Thing"].definition == "A thing."


def test_every_class_has_a_colour_and_a_shape(vocabulary: Vocabulary) -> None:
    for term in vocabulary.classes.values():
        assert re.fullmatch(r"#[0-9A-F]{6}", term.colour), term.name
    # Below Entity each branch has its own; the grey of last resort is for Entity and for roles.
    plain = [name for name, term in vocabulary.classes.items() if term.colour == "#888888"]
    assert plain == ["Anchor", "Entity"]
    branches = [term for term in vocabulary.classes.values() if term.ancestors == ("Entity",) and not term.role]
    assert len({(term.colour, term.shape) for term in branches}) == len(branches)


def test_every_relation_has_kind_domain_and_range(vocabulary: Vocabulary) -> None:
    kinds: dict[str, int] = {}
    for term in vocabulary.relations.values():
        kinds[term.kind] = kinds.get(term.kind, 0) + 1
        assert term.domain, term.name
        assert bool(term.range) == (term.kind in ("causal", "structural")), term.name
        assert {*term.domain, *term.range} <= set(vocabulary.classes), term.name
        if term.kind in ("causal", "structural"):
            assert {"en", "zh-Hans", "zh-Hant"} <= set(term.inverse), term.name
    assert sorted(kinds) == ["attribute", "causal", "event", "structural"]


def test_a_kind_of_a_relation_is_of_its_sort_and_sign(vocabulary: Vocabulary) -> None:
    pairs = [(term, vocabulary.relations[above]) for term in vocabulary.relations.values() for above in term.parents]
    assert len(pairs) > 20
    for term, above in pairs:
        assert (term.kind, term.polarity) == (above.kind, above.polarity), term.name


def test_no_form_belongs_to_two_relations(vocabulary: Vocabulary, folded: Mapping[int, int]) -> None:
    found = forms(vocabulary.relations, folded)
    assert len(found) > 300
    assert {form: names for form, names in found.items() if len(names) > 1} == {}


def test_no_form_belongs_to_two_classes(vocabulary: Vocabulary, folded: Mapping[int, int]) -> None:
    assert {form: names for form, names in forms(vocabulary.classes, folded).items() if len(names) > 1} == {}


def test_relations_classes_and_words_share_no_form(vocabulary: Vocabulary, folded: Mapping[int, int]) -> None:
    relations = set(forms(vocabulary.relations, folded))
    classes = set(forms(vocabulary.classes, folded))
    words = set(forms(vocabulary.words, folded))
    assert relations & classes == NOUN_AND_VERB
    assert relations & words == FILTER_AND_VERB | CAUSED_AND_EVENT | MOVED | WORKED
    assert classes & words == VERB_AND_NOUN


def test_an_inverse_form_is_no_other_relation_nor_class(vocabulary: Vocabulary, folded: Mapping[int, int]) -> None:
    relations, classes = forms(vocabulary.relations, folded), forms(vocabulary.classes, folded)
    inverses: dict[str, set[str]] = {}
    for name, term in vocabulary.relations.items():
        for text in chain.from_iterable(term.inverse_forms.values()):
            inverses.setdefault(fold(text, folded), set()).add(name)
    assert len(inverses) > 80
    for form, names in inverses.items():
        assert len(names) == 1, form
        # What reads both ways has one form for both.
        assert relations.get(form, names) == names, form
        assert form not in relations or all(vocabulary.relations[name].symmetric for name in names), form
        assert form not in classes, form


def _script_pairs() -> Iterator[tuple[str, str, list[str], list[str]]]:
    for predicate in ("rdfs:label", "agglo:inverseLabel", "agglo:inverseAltLabel", "skos:altLabel"):
        found: dict[str, dict[str, list[str]]] = {}
        for t in TRIPLES:
            if t.predicate == ox.NamedNode(full(predicate)) and isinstance(t.object, ox.Literal):
                assert isinstance(t.subject, ox.NamedNode)
                found.setdefault(t.subject.value, {}).setdefault(t.object.language or "", []).append(t.object.value)
        for subject, by_language in found.items():
            yield subject, predicate, by_language.get("zh-hans", []), by_language.get("zh-hant", [])


def test_traditional_labels_are_the_simplified_ones_in_other_characters() -> None:
    pairs = [pair for pair in _script_pairs() if pair[2]]
    assert len(pairs) > 300
    for subject, predicate, simplified, given in pairs:
        # Traditional text is written down where it differs.
        expected = {traditional(text) for text in simplified} - set(simplified)
        assert set(given) == expected, (subject, predicate)


def test_keys_become_properties_that_are_no_relations(vocabulary: Vocabulary) -> None:
    """A relation's direct edge stands for accepted claims only, so no key may make one."""
    relations = {term.iri for term in vocabulary.relations.values()}
    keys = [key for many in vocabulary.keys.values() for key in many.values()]
    assert len(keys) > 40
    for key in keys:
        assert key.compiles_to.startswith("http"), key.name
        assert key.compiles_to not in relations, key.name
        assert {*key.types, *key.range} <= set(vocabulary.classes), key.name
        assert key.definition, key.name
        assert {"en", "zh-Hans"} <= set(key.label), key.name
        assert key.value_kind != "choice" or vocabulary.choices[key.keyword], key.name


def test_identifiers_of_each_scheme_match_their_pattern(vocabulary: Vocabulary) -> None:
    good = {
        "doi": "10.1016/S0167-7187(02)00176-5",
        "geonames": "2756253",
        "isbn": "9780679744351",
        "isic": "C26",
        "jel": "R52",
        "iso3166": "NL",
        "lei": "724500Y6DUVHQD6OXN27",
        "ror": "02c2kyt77",
        "wikidata": "Q9832",
    }
    assert set(good) == set(vocabulary.schemes)
    for name, identifier in good.items():
        scheme = vocabulary.schemes[name]
        assert re.match(scheme.pattern, identifier), name
        assert not re.match(scheme.pattern, f"{identifier} <b>"), name
        assert scheme.template.count("{}") == 1


@pytest.mark.parametrize(
    ("question", "subject", "relation"),
    [
        ("who anchors eindhoven-high-tech", "", "anchors"),
        ("which anchors anchored which clusters", "Anchor", "anchors"),
        ("which anchors drove which clusters", "Anchor", "drives"),
        ("what funds philips", "", "funds"),
        ("which funds funded which firms", "Fund", "funds"),
        ("which firms are located in eindhoven", "Firm", "located_in"),
    ],
)
def test_what_is_two_things_is_told_apart_by_its_place(
    tiny_release: Release, question: str, subject: str, relation: str
) -> None:
    reading = KnowledgeGraph(tiny_release).read(question)
    assert (reading.subject.type, reading.relation) == (subject, relation)
