"""How words are found: folded, longest first, in the forms that the vocabulary does not list."""

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.lexicon import ENTITY, RELATION, Lexicon, normal
from agglo.graph.ask.look import Look
from agglo.graph.ask.parsing import Sentence
from agglo.graph.ask.read import Reader
from agglo.graph.errors import QuestionError
from agglo.graph.folding import Atom, atoms, fold, key

NAMES = {"silicon valley": ["valley"], "silicon valley technology cluster": ["cluster"], "硅谷": ["valley"]}


def lexicon(entities: dict[str, list[str]], relations: dict[str, list[str]] | None = None) -> Lexicon:
    return Lexicon({"class": {}, "relation": relations or {}, "entity": entities}, {ord("矽"): ord("硅")})


def found(words: Lexicon, kind: str, text: str, *, every: bool = False) -> list[tuple[int, list[str]]]:
    sentence = Sentence(words.atoms(text), every=every)
    return [(end, list(meanings)) for end, _, meanings in words.at(kind, sentence, 0)]


def test_the_longest_name_wins_and_the_shorter_ones_come_after_it_on_request() -> None:
    words = lexicon(NAMES)
    assert found(words, ENTITY, "Silicon Valley Technology Cluster today") == [(4, ["cluster"])]
    assert found(words, ENTITY, "Silicon Valley technology cluster", every=True) == [(4, ["cluster"]), (2, ["valley"])]
    assert found(words, ENTITY, "Silicon Valley technology") == [(2, ["valley"])]
    assert found(words, ENTITY, "Silicon") == []


def test_case_width_accents_script_and_punctuation_do_not_matter() -> None:
    words = lexicon(NAMES)
    for text in ("SILICON-VALLEY", "ｓｉｌｉｃｏｎ ｖａｌｌｅｙ", "Sílicon  Valléy", "矽谷", "硅 谷"):
        assert found(words, ENTITY, normal(text))[0][1] == ["valley"], text


def test_possessives_plurals_and_tenses_are_found() -> None:
    names = lexicon(NAMES | {"shared campus": ["campus"], "policy": ["policy"]})
    assert found(names, ENTITY, "Silicon Valley's technology cluster") == [(5, ["cluster"])]
    assert found(names, ENTITY, "shared campuses") == [(2, ["campus"])]
    assert found(names, ENTITY, "policies") == [(1, ["policy"])]
    verbs = lexicon({}, {"hosts": ["hosts"], "apply to": ["applies_to"], "drove": ["drives"]})
    assert found(verbs, RELATION, "hosting") == [(1, ["hosts"])]
    assert found(verbs, RELATION, "applied to") == [(2, ["applies_to"])]
    assert found(verbs, RELATION, "driver") == []


def test_a_phrase_of_atoms_is_the_text_that_the_tables_have() -> None:
    for text in ("High-Tech Campus", "3D打印", "Ōta-ku 大田区, 12.5%", "ASML's 公司 Ltd.", "中a文1字"):
        pieces = atoms(text)
        phrases = dict(Sentence(pieces).phrases(0, 99))
        assert phrases == {end: key(pieces[:end]) for end in range(1, len(pieces) + 1)}
        assert phrases[len(pieces)] == fold(text)


def test_folding_splits_what_must_be_split() -> None:
    assert atoms("埃因霍温2024") == [Atom(c, i, i + 1) for i, c in enumerate("埃因霍温")] + [Atom("2024", 4, 8)]
    assert fold("Straße") == fold("STRASSE")
    assert fold("  …  ") == ""


def test_a_verb_with_two_meanings_is_asked_back(tiny_graph: KnowledgeGraph) -> None:
    own = Look(tiny_graph.release)
    tables = {kind: dict(table) for kind, table in own.lexicon.tables.items()}
    tables["relation"]["touched"] = ["includes", "applies_to"]
    own.__dict__["lexicon"] = Lexicon(tables, own.lexicon.table)
    try:
        Reader(own).read("which firms touched which clusters")
    except QuestionError as error:
        assert "2 ways" in error.message
        assert sorted(error.suggestions) == [
            "Which firms apply to which clusters?",
            "Which firms include which clusters?",
        ]
    else:
        raise AssertionError("it was guessed at")


def test_a_verb_with_two_meanings_is_read_if_only_one_fits(tiny_graph: KnowledgeGraph) -> None:
    own = Look(tiny_graph.release)
    tables = {kind: dict(table) for kind, table in own.lexicon.tables.items()}
    tables["relation"]["touched"] = ["works_for", "spun_off"]
    own.__dict__["lexicon"] = Lexicon(tables, own.lexicon.table)
    assert Reader(own).read("which people touched which firms").relation == "works_for"
    assert Reader(own).read("which firms touched which firms").relation == "spun_off"
