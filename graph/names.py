"""Names near a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def nearest(name: str, known: Iterable[str], limit: int = 3) -> Sequence[str]:
    """The names most like `name`, best first; none if nothing is like it.

    Likeness is rapidfuzz's: the plain edit ratio (at least 70 per cent), Jaro-Winkler (at least 80 per cent, for slips
    in short words), or, for names of several words, the share of words in common (at least 90 per cent).

    >>> nearest("philps", ["philips", "asml"])
    ['philips']
    """
    from rapidfuzz import fuzz, process, utils
    from rapidfuzz.distance import JaroWinkler

    choices = list(known)
    scores: dict[str, float] = {}
    for scorer, cutoff, scale, less in (
        (fuzz.ratio, 70.0, 1.0, 0.0),
        (JaroWinkler.normalized_similarity, 0.8, 100.0, 15.0),
        (fuzz.token_set_ratio, 90.0, 1.0, 25.0),
    ):
        hits = process.extract(
            name, choices, scorer=scorer, processor=utils.default_process, limit=20, score_cutoff=cutoff
        )
        for text, score, _ in hits:
            scores[text] = max(scores.get(text, 0.0), score * scale - less)
    return sorted(scores, key=lambda text: (-scores[text], text))[:limit]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known names, or an empty text.

    >>> did_you_mean("anchor", ["anchors", "funds"])
    'did you mean `anchors`?'
    """
    near = nearest(name, known)
    return f"did you mean {' or '.join(f'`{each}`' for each in near)}?" if near else ""
