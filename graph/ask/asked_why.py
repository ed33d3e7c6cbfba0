"""From the words of `agglo why` to its reading: a claim's id, or a thing with a role, or two things and a relation."""

from __future__ import annotations

from collections.abc import Callable, Collection

from ..errors import NameNotFoundError, QuestionError
from .lexicon import CLAIM, CLASS, RELATION
from .look import Look
from .reading import WHY, Reading, Slot


def why_reading(look: Look, resolve: Callable[[str], str], words: tuple[str, str, str], language: str) -> Reading:
    """The reading of one, two or three words.

    Args:
        look: the store.
        resolve: the id of an entity by any of its names.
        words: what, then a role or a relation or a mechanism, then the other end; the last two may be empty.
        language: of the answer's labels.

    Raises:
        NameNotFoundError: nothing has one of the names.
        QuestionError: a name is ambiguous.
    """
    what, second, target = words
    if target:
        relation = _relation(look, second)
        return Reading(WHY, relation, Slot(entity=resolve(what)), Slot(entity=resolve(target)), language=language)
    claim = _claim(look, what)
    if not second:
        if not claim:
            raise NameNotFoundError(what, _near_claims(look, what), "claim")
        return Reading(WHY, "", Slot(), Slot(), claim=claim, language=language)
    if claim:
        return Reading(WHY, "", Slot(), Slot(entity=resolve(second)), claim=claim, language=language)
    return Reading(WHY, "", Slot(entity=resolve(what)), Slot(type=_class(look, second)), language=language)


def _claim(look: Look, name: str) -> str:
    """A claim's id, as it stands or as people may type it; empty if there is none."""
    if look.release.index.claim(name) is not None:
        return name
    found = look.lexicon.lookup(CLAIM, name)
    return found[0] if len(found) == 1 and "." in name else ""


def _near_claims(look: Look, name: str) -> list[str]:
    from ..names import nearest

    ids = [id_ for _, ids in look.release.index.phrases(CLAIM) for id_ in ids]
    return list(nearest(name, ids))


def _class(look: Look, name: str) -> str:
    classes = look.release.vocabulary.classes
    if name in classes:
        return name
    return _one(look, CLASS, name, classes, "class")


def _relation(look: Look, name: str) -> str:
    relations = {n: r for n, r in look.release.vocabulary.relations.items() if r.kind in ("causal", "structural")}
    if name in relations:
        return name
    return _one(look, RELATION, name, relations, "relation")


def _one(look: Look, kind: str, name: str, known: Collection[str], what: str) -> str:
    """The one term that a text means."""
    from .parsing import Sentence

    sentence = Sentence(look.lexicon.atoms(name))
    whole = (meanings for end, _, meanings in look.lexicon.at(kind, sentence, 0) if end == len(sentence.atoms))
    found = [each for each in next(whole, ()) if each in known]
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError(f"`{name}` may be any of {len(found)} {what}s", "use one of the names", found)
    from ..names import nearest

    raise NameNotFoundError(name, nearest(name, known), what)
