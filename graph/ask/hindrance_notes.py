"""What is said of a hidden path: each filter and rule in words, and where on the path it bites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..light import dataclass, replace
from . import kinds
from .answer import Named, Note, edge_passes, obstacle, path_filter
from .claims import claim_view
from .edges import Edge, Path
from .hindrance import HOPS, ORDER, PLACE, RELATION, RULES, SIGN, STATUS, single_filters
from .look import Look
from .present import statement
from .reading import WHY_NOT, Filters, Reading
from .sentences import Chinese, English, message
from .tongues import in_text


@dataclass(frozen=True)
class Telling:
    """Tells of the paths that a question does not get.

    Attributes:
        look: the release as it is looked at without what hides the path.
        reading: the question.
    """

    look: Look
    reading: Reading

    @property
    def language(self) -> str:
        """The question's."""
        return self.reading.language

    @cached_property
    def _filters(self) -> dict[str, Filters]:
        return single_filters(self.reading)

    def phrase(self, name: str) -> str:
        """A filter as a question says it, or a rule in short."""
        if name in RULES:
            return kinds.text(WHY_NOT, f"rule-{name}", self.language)
        filters = self._filters.get(name, Filters())
        if name == "places":
            joint = message("or", self.language)
            shown = joint.join(self.look.shown(place, self.language) for place in filters.places)
            return message("place", self.language, shown).strip()
        write = Chinese if self.language.startswith("zh") else English
        first, *_ = write(self.look, replace(self.reading, filters=filters)).filters()
        return first

    def phrases(self, names: Sequence[str]) -> str:
        """Several of them, each in quotation marks."""
        quoted = (kinds.text(WHY_NOT, "quoted", self.language, self.phrase(name)) for name in names)
        return message("and", self.language).join(quoted)

    def details(self, name: str, path: Path) -> Iterator[Note]:
        """Where on a path a filter or a rule bites."""
        if name == HOPS:
            yield Note("steps", (len(path.edges),))
        elif name == STATUS:
            yield from self._states(path)
        elif name == SIGN:
            against = "opposite" if path.sign < 0 else "opposite-of-less"
            yield Note(against, (Named(path.start), Named(path.end)))
        elif name == RELATION:
            yield Note("other-relations")
        elif name in (ORDER, PLACE):
            yield from self._steps(name, path)
        elif left_out := [edge for edge in path.edges if not self._passes(name, edge)]:
            shown = message("list", self.language).join(self._with_confidence(name, edge) for edge in left_out)
            yield Note("leaves-out", (self.phrase(name), shown))
        else:
            yield Note("not-met", (self.phrase(name),))

    def _passes(self, name: str, edge: Edge) -> bool:
        """Whether a claim by itself meets a filter; one that is about whole paths is met by every claim."""
        filters = self._filters[name]
        if filters.not_through:
            return path_filter(self.look, filters)(Path((edge,)))
        look = self.look.known_by(filters.known_by) if filters.known_by is not None else self.look
        return edge_passes(edge, filters, look)

    def said(self, edge: Edge) -> str:
        """A claim as a sentence, with its period."""
        claim = claim_view(self.look, edge.claim)
        when = kinds.text(WHY_NOT, "brackets", self.language, self._period(claim.when)) if claim.when else ""
        return statement(self.look, claim, self.language) + when

    def _period(self, edtf: str) -> str:
        start, slash, end = edtf.partition("/")
        if not slash:
            return edtf
        name = "since" if end == ".." else "until" if start == ".." else "from-to"
        return kinds.text(WHY_NOT, name, self.language, start, end)

    def _with_confidence(self, name: str, edge: Edge) -> str:
        if name != "confidence":
            return self.said(edge)
        sure = "unassessed" if edge.confidence is None else "sure"
        text = kinds.text(WHY_NOT, sure, self.language, f"{edge.confidence or 0:.2f}")
        return self.said(edge) + kinds.text(WHY_NOT, "brackets", self.language, text)

    def _states(self, path: Path) -> Iterator[Note]:
        for edge in path.edges:
            claim = claim_view(self.look, edge.claim)
            if claim.status != "accepted":
                yield Note(claim.status, (self.said(edge),))
                if claim.reason:
                    yield Note("reason", (in_text(claim.reason, self.language),))

    def _steps(self, name: str, path: Path) -> Iterator[Note]:
        for number, edge in enumerate(path.edges[1:], 1):
            trail = path.edges[:number]
            if obstacle(self.look, trail, edge) != name:
                continue
            if name == ORDER:
                late = next(one for one in trail if one.since and edge.begun < one.since)
                yield Note("began-before", (self.said(edge), self.said(late)))
            else:
                yield Note("elsewhere", (Named(edge.subject), Named(trail[0].subject), Named(edge.object)))
