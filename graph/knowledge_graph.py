"""The library's front door: open a graph, ask it, query it, hand it on."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ask.answer import Answer, answer
from .ask.look import Look
from .ask.read import Reader
from .ask.reading import DEFAULT_HOPS, PATHS, Reading, Slot
from .collector import collector_paused
from .errors import NameNotFoundError, QuestionError, StoreError
from .light import dataclass, replace
from .namespaces import PREFIXES
from .resources import shipped_facts, shipped_ontology
from .store.inputs import Inputs, fresh_release
from .store.release import Release

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .query import Limits, QueryWorker
    from .query.results import Answer as SparqlAnswer
    from .view.shown import Page

MAX_HOPS = 6


def default_root(facts: Path, ontology: Path) -> Path:
    """Where the release of a folder of facts is kept when no place is given: in the user's cache."""
    # A checksum will do: a release that other inputs made is built again, never answered from.
    both = "\n".join((str(facts.resolve()), str(ontology.resolve())))
    name = f"{zlib.crc32(both.encode()):08x}"
    return _cache() / "releases" / name


def _cache() -> Path:
    """The user's cache folder for Agglo."""
    if sys.platform == "linux":
        # The XDG base directory specification, in a line: importing platformdirs takes as long as reading a question.
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "agglo"
    import platformdirs

    return Path(platformdirs.user_cache_dir("agglo"))


@dataclass(frozen=True)
class KnowledgeGraph:
    """A release that was opened.

    >>> graph = KnowledgeGraph.open()  # doctest: +SKIP
    >>> graph.ask("which anchors drove which clusters").rows[0].path.start  # doctest: +SKIP
    'asml'
    """

    release: Release

    @classmethod
    def open(
        cls,
        facts: Path | str | None = None,
        *,
        graph: Path | str | None = None,
        ontology: Path | str | None = None,
        say: Callable[[str], None] = lambda _: None,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> KnowledgeGraph:
        """Open a graph.

        Args:
            facts: a folder of fact files, built first if it has changed; by default the facts that ship.
            graph: a release, or the root above it; nothing is built.
            ontology: a folder to use in place of the ontology that ships.
            say: told in a line what takes long.
            progress: files read, of how many, while building.

        Raises:
            FactError: the facts have faults; the last good release can still be opened with `graph`.
            StoreError: the release is missing or damaged.
        """
        if graph is not None:
            return cls(Release.open(Path(graph)))
        folder = Path(facts) if facts is not None else shipped_facts()
        terms = Path(ontology) if ontology is not None else shipped_ontology()
        root = default_root(folder, terms)
        place = fresh_release(root, Inputs.of(folder, terms))
        if place is None:
            from .building import build

            place = build(folder, root, terms, say=say, progress=progress).folder
        try:
            return cls(Release.open(place))
        except StoreError:
            # A damaged release in the cache is nobody's loss: the facts are at hand.
            from .building import build

            return cls(Release.open(build(folder, root, terms, say=say, progress=progress).folder))

    @cached_property
    def look(self) -> Look:
        """Low-level reading of labels and claims."""
        return Look(self.release)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.look)

    def read(self, question: str) -> Reading:
        """Read a question without answering it.

        Raises:
            QuestionError: it cannot be read; the error names the nearest questions that can.
        """
        return self._reader.read(question)

    def ask(self, question: str | Reading) -> Answer:
        """Answer a question in English or Chinese.

        Raises:
            QuestionError: it cannot be read.
        """
        with collector_paused():
            found = answer(self.look, self.read(question) if isinstance(question, str) else question)
        return replace(found, viewer=self._drawn)

    def _drawn(self, found: Answer) -> Page:
        """An answer as a page: the claims that it names, and nothing else."""
        from .view.collect import page_data
        from .view.page import render_page
        from .view.part import part_of_answer
        from .view.shown import Page

        with collector_paused():
            data = page_data(self.look, part_of_answer(self.look, found))
        return Page(render_page(data, language=found.reading.language))

    def paths(
        self, start: str, end: str, *, hops: int = DEFAULT_HOPS, relation: str = "drives", language: str = "en"
    ) -> Answer:
        """Every simple path of claims from one entity to another, best first.

        Args:
            start: id or name of the cause.
            end: id or name of the effect.
            hops: the longest path, in claims, 1 to 6.
            relation: the relation whose kinds make the path.
            language: the language of the answer's labels.

        Raises:
            NameNotFoundError: an entity or relation is not in the graph.
            QuestionError: a name is ambiguous, or `hops` is out of range.
        """
        return self.ask(self.path_reading(start, end, hops=hops, relation=relation, language=language))

    def path_reading(
        self, start: str, end: str, *, hops: int = DEFAULT_HOPS, relation: str = "drives", language: str = "en"
    ) -> Reading:
        """The reading that `paths` answers."""
        _checked(hops)
        relations = self.release.vocabulary.relations
        if relation not in relations:
            from .names import nearest

            raise NameNotFoundError(relation, nearest(relation, relations), "relation")
        ends = Slot(entity=self.resolve(start)), Slot(entity=self.resolve(end))
        return Reading(PATHS, relation, *ends, hops=hops, language=language)

    def reading(
        self,
        kind: str,
        subject: str = "",
        target: str = "",
        *,
        mechanism: str = "",
        hops: int | None = None,
        kind_of: str = "",
        language: str = "en",
    ) -> Reading:
        """The reading of a question that asks for claims or weighs them, by the names that it is about.

        Args:
            kind: `about`, `disputes`, or one of `agglo.graph.ask.kinds.NAMES`.
            subject: id or name of what it is about; empty if it is about nothing in particular.
            target: the second name, where the kind has one.
            mechanism: the mechanism, where the kind has one beside the two.
            hops: the longest chain, in claims, 1 to 6; by default as the kind has it.
            kind_of: the class of things that it is about, in place of a name.
            language: the language of the answer's labels.

        Raises:
            NameNotFoundError: nothing has one of the names, or there is no such class.
            QuestionError: a name is ambiguous or missing, or `hops` is out of range.
        """
        from .ask.kinds import is_about_something, longest

        hops = _checked(longest(kind) if hops is None else hops)
        one, other, third = (self.resolve(name) if name else "" for name in (subject, target, mechanism))
        classes = self.release.vocabulary.classes
        if kind_of and kind_of not in classes:
            from .names import nearest

            raise NameNotFoundError(kind_of, nearest(kind_of, classes), "class")
        if is_about_something(kind) and not (one or other or third or kind_of):
            raise QuestionError(f"the question `{kind}` is about something: give its name")
        ends = Slot(entity=one, type=kind_of), Slot(entity=other)
        return Reading(kind, "", *ends, hops=hops, language=language, mechanism=third)

    def why(self, what: str, second: str = "", target: str = "", *, language: str = "en") -> Reading:
        """The reading of "why": of a claim by its id, of a thing and a role, or of a thing, a relation and another.

        Raises:
            NameNotFoundError: nothing has one of the names.
            QuestionError: a name is ambiguous.
        """
        from .ask.asked_why import why_reading

        return why_reading(self.look, self.resolve, (what, second, target), language)

    def resolve(self, name: str) -> str:
        """The id of an entity, from its id or any of its names.

        Raises:
            NameNotFoundError: nothing has that name.
            QuestionError: several things have it.
        """
        if self._is_id(name) and self.look.exists(name):
            return name
        lexicon = self._reader.lexicon
        found = lexicon.lookup("entity", name)
        if len(found) == 1:
            return found[0]
        if found:
            shown = [f"{id_} = {self.look.shown(id_, 'en')}" for id_ in found]
            raise QuestionError(f"`{name}` may be any of {len(found)} entities", "use one of the ids", shown)
        from .names import nearest

        ids = {lexicon.lookup("entity", phrase)[0] for phrase in nearest(name, lexicon.phrases("entity"))}
        raise NameNotFoundError(name, sorted(ids))

    @staticmethod
    def _is_id(name: str) -> bool:
        return bool(name) and name.isascii() and name.replace("-", "").replace(".", "").isalnum() and name.islower()

    def sparql(self, query: str, *, limits: Limits | None = None) -> SparqlAnswer:
        """Run a SPARQL query in a guarded process: with a time, memory and row limit, and without a network.

        The process is kept for the next query, unless limits are given.

        Raises:
            QueryError: it does not parse, or is not a query.
            QueryLimitError: it ran over a limit.
        """
        from .query import sparql

        if limits is None:
            return self._worker.run(query)
        return sparql(self.release.folder / "store", query, prefixes=PREFIXES, limits=limits)

    @cached_property
    def _worker(self) -> QueryWorker:
        from .query import QueryWorker

        return QueryWorker(self.release.folder / "store", prefixes=PREFIXES)

    def to_rdflib(self) -> rdflib.Graph:
        """The graph as an rdflib Graph over the same store, read-only, through oxrdflib.

        Call `query()` with the query alone (or `initNs`): with other keywords oxrdflib falls back to rdflib's own, much
        slower engine without a word.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        found = rdflib.Graph(
            store=OxigraphStore(store=self.release.store), identifier=rdflib.URIRef("urn:x-rdflib:default")
        )
        for prefix, namespace in PREFIXES.items():
            found.bind(prefix, namespace)
        return found

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The accepted claims between entities as a networkx MultiDiGraph: one edge a claim, keyed by its id."""
        from .export.networks import to_networkx

        with collector_paused():
            return to_networkx(self.look)

    @cached_property
    def _page_data(self) -> dict[str, Any]:
        """What any page of this graph holds: collecting it takes longer than writing a page."""
        from .view.collect import page_data

        with collector_paused():
            return page_data(self.look)

    def view(
        self,
        out: Path | str | None = None,
        *,
        focus: str | Iterable[str] = (),
        hops: int = 1,
        question: str = "",
        alone: bool = False,
        language: str = "en",
        max_size: float = 8.0,
    ) -> Page:
        """The graph as one offline HTML page, which a notebook shows.

        Args:
            out: a file to write it to as well.
            focus: ids or names of things to open on, in place of the opening question.
            hops: how many steps around them are drawn, 1 to 6, as far as the picture holds them.
            question: a question to open on.
            alone: whether the page holds nothing but what it opens on; it is made from that alone, and grows with
                that and not with the graph.
            language: the language that the page opens in; the reader can change it.
            max_size: megabytes; a file that would be larger gets a folder beside it, `NAME.data`, which belongs to it.

        Raises:
            NameNotFoundError: nothing has a name in `focus`.
            QuestionError: the question cannot be read, a name is ambiguous, `hops` is out of range, or a page should
                hold nothing but what it opens on, and nothing is said of that.
            OSError: the file cannot be written.
        """
        from .view.collect import page_data
        from .view.focus import opened
        from .view.page import render_page, write_page
        from .view.part import chosen
        from .view.shown import Page

        ids = [self.resolve(name) for name in ([focus] if isinstance(focus, str) else focus) if name]
        _checked(hops)
        if question and not alone:
            self.read(question)
        with collector_paused():
            if alone:
                found = self.ask(question) if question else None
                data = page_data(self.look, chosen(self.look, ids, hops, found))
            else:
                data = {**self._page_data, **opened(self.look, ids, hops, question)}
            if out is None:
                return Page(render_page(data, language=language))
            write_page(data, Path(out), language=language, max_size=max_size)
        return Page(Path(out).read_text("utf-8"))


def _checked(hops: int) -> int:
    """The longest path as it was said, if it is within the limits."""
    if not 1 <= hops <= MAX_HOPS:
        raise QuestionError(f"a path has 1 to {MAX_HOPS} claims, not {hops}")
    return hops
