"""Names near a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from .vocabulary import Term

_LONGEST = 200  # nothing is like a name longer than this
_FAR = 12.0  # a name this much less like than the best one is no suggestion beside it


def nearest(name: str, known: Iterable[str], limit: int = 3) -> Sequence[str]:
    """The names most like `name`, best first; none if nothing is like it.

    Likeness is rapidfuzz's: the plain edit ratio (at least 70 per cent), Jaro-Winkler (at least 80 per cent, for slips
    in short words), or, for names of several words, the same words in another order (at least 90 per cent) or the share
    of words in common (at least 90 per cent).

    >>> nearest("philps", ["philips", "asml"])
    ['philips']
    """
    return list(_scores(name, known))[:limit]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known names, or an empty text.

    >>> did_you_mean("anchor", ["anchors", "funds"])
    'did you mean `anchors`?'
    """
    return asked(_close(name, known))


def nearest_terms(name: str, terms: Mapping[str, Term]) -> Sequence[str]:
    """The terms that may be meant by `name`: those with that label, or else those of about as near a name.

    >>> nearest_terms("company", {"Firm": Term("Firm", "iri", {"en": "firm"}, {"en": ("firm", "company")})})
    ['Firm']
    """
    plain = name.replace("_", " ").casefold()
    called = [
        each
        for each, term in terms.items()
        if any(form.casefold() == plain for form in chain.from_iterable(term.forms.values()))
    ]
    return called[:3] or _close(name, terms)


def _close(name: str, known: Iterable[str]) -> list[str]:
    """The nearest names that are about as near as the best one."""
    scores = _scores(name, known)
    best = max(scores.values(), default=0.0)
    return [text for text, score in scores.items() if score > best - _FAR][:3]


def asked(names: Sequence[str]) -> str:
    """A hint that asks whether one of the names is meant; empty without names."""
    return f"did you mean {' or '.join(f'`{each}`' for each in names)}?" if names else ""


def _scores(name: str, known: Iterable[str]) -> dict[str, float]:
    """How like `name` each known name is that is at all like it, best first."""
    from rapidfuzz import fuzz, process, utils
    from rapidfuzz.distance import JaroWinkler

    if len(name) > _LONGEST:
        return {}
    choices = list(known)
    scores: dict[str, float] = {}
    for scorer, cutoff, scale, less in (
        (fuzz.ratio, 70.0, 1.0, 0.0),
        (fuzz.token_sort_ratio, 90.0, 1.0, 5.0),
        (JaroWinkler.normalized_similarity, 0.8, 100.0, 15.0),
        (fuzz.token_set_ratio, 90.0, 1.0, 25.0),
    ):
        hits = process.extract(
            name, choices, scorer=scorer, processor=utils.default_process, limit=20, score_cutoff=cutoff
        )
        for text, score, _ in hits:
            scores[text] = max(scores.get(text, 0.0), score * scale - less)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
