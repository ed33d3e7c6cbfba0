"""The index of a release: what questions look up, in one SQLite file beside the store.

It says nothing that the store does not say. It is there because a question that looks up a hundred labels, claims and
edges gets them from SQLite in a few milliseconds, without opening the store (tests/benchmarks/startup.py), and because
it grows with the graph without being read whole.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import StoreError

NAME = "index.sqlite"


def sealed(path: Path) -> sqlite3.Connection:
    """A database of a release, read-only.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    # `immutable`: no locks and no look at a journal, since nobody writes to a release.
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _among(column: str, ids: Iterable[str] | None) -> tuple[str, Sequence[str]]:
    """The condition that a column has one of some ids, and its values; none if there are no ids."""
    if ids is None:
        return "TRUE", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)


class Index:
    """An index that was opened, read-only.

    Raises:
        StoreError: the file is missing or damaged (when opened, or when something is looked up).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sealed(path)
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        weakref.finalize(self, self._database.close)

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(f"`{self._path.name}` of the release cannot be read: {error}", "build it again: agglo build")

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _each(self, query: str, *values: str) -> Iterator[Any]:
        """As `_rows`, one by one: for what would be large if it were all held at once."""
        try:
            yield from self._database.execute(query, values)
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _json(self, query: str, *values: str) -> Any:  # noqa: ANN401
        found = self._rows(query, *values)
        return self._decoded(found[0][0]) if found else None

    def _decoded(self, text: str) -> Any:  # noqa: ANN401
        try:
            return json.loads(text)
        except (ValueError, TypeError) as error:
            raise self._damaged(error) from error

    def text(self, name: str) -> Any:  # noqa: ANN401
        """A value that was stored as a whole: `release`, `vocabulary`, `characters`."""
        found = self._json("SELECT value FROM text WHERE name = ?", name)
        if found is None:
            raise self._damaged(KeyError(name))
        return found

    def label(self, id_: str) -> Mapping[str, str] | None:
        """An entity's labels by language; None if there is no such entity."""
        found: Mapping[str, str] | None = self._json("SELECT label FROM entity WHERE id = ?", id_)
        return found

    def labels(self, among: Iterable[str] | None = None) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The id of every entity, or of each among some, and its labels by language."""
        where, values = _among("id", among)
        for id_, labels in self._rows(f"SELECT id, label FROM entity WHERE {where} ORDER BY id", *values):
            yield id_, self._decoded(labels)

    def type(self, id_: str) -> str:
        """The class of an entity; empty if there is no such entity."""
        found = self._rows("SELECT type FROM entity WHERE id = ?", id_)
        return str(found[0][0]) if found else ""

    def classes(self, id_: str) -> set[str]:
        """The classes and roles of an entity, superclasses included."""
        return {row[0] for row in self._rows("SELECT class FROM role WHERE id = ?", id_)}

    def instances(self, class_name: str) -> set[str]:
        """The entities of a class or role, those of its subclasses included."""
        return {row[0] for row in self._rows("SELECT id FROM instance WHERE class = ?", class_name)}

    def above(self, kind: str, among: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Pairs of an entity, all or some, and what is above it, by `in` or `broader`; by `requires`, what it needs."""
        where, values = _among("id", among)
        yield from self._rows(f"SELECT id, up FROM above WHERE kind = ? AND {where}", kind, *values)

    def directly_above(self, kind: str, id_: str) -> Iterator[str]:
        """What is above one entity, as in `above`."""
        yield from (row[0] for row in self._rows("SELECT up FROM above WHERE kind = ? AND id = ?", kind, id_))

    def directly_below(self, kind: str, id_: str) -> Iterator[str]:
        """What is below one entity, as in `above`."""
        yield from (row[0] for row in self._rows("SELECT id FROM above WHERE kind = ? AND up = ?", kind, id_))

    def source(self, id_: str) -> dict[str, Any] | None:
        """What is known of a source: title, author, kind, …; its `group`, and since when it is `public`."""
        found: dict[str, Any] | None = self._json("SELECT card FROM source WHERE id = ?", id_)
        return found

    def source_cards(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is known of every source, by its id; ordered."""
        for id_, card in self._rows("SELECT id, card FROM source ORDER BY id"):
            yield id_, self._decoded(card)

    def checked_sources(self) -> Iterator[tuple[str, str]]:
        """The sources of which is known when they were last read, and that day."""
        yield from ((id_, card["checked_on"]) for id_, card in self.source_cards() if card.get("checked_on"))

    def sources(self) -> Iterator[dict[str, Any]]:
        """What is known of every source, ordered by id."""
        yield from (card for _, card in self.source_cards())

    def claims(self) -> Iterator[dict[str, Any]]:
        """Every claim's card, ordered by id."""
        yield from (self._decoded(card) for (card,) in self._each("SELECT card FROM claim ORDER BY id"))

    def claim(self, id_: str) -> dict[str, Any] | None:
        """A claim's card: its values and its evidence, as `contents.card` writes them."""
        found: dict[str, Any] | None = self._json("SELECT card FROM claim WHERE id = ?", id_)
        return found

    def has_claim(self, id_: str) -> bool:
        """Whether there is a claim of that id."""
        return bool(self._rows("SELECT 1 FROM outline WHERE id = ?", id_))

    def outlines(self, ids: Iterable[str]) -> list[Any]:
        """The rows of some claims without their texts, as `contents.outline` writes them; all in one look-up."""
        where, values = _among("id", ids)
        return self._rows(f"SELECT * FROM outline WHERE {where}", *values)

    def mentions(self, entity: str) -> list[str]:
        """The claims of which an entity is subject or object, whatever their status; ordered."""
        return [row[0] for row in self._rows("SELECT claim FROM mention WHERE entity = ? ORDER BY claim", entity)]

    def of_relations(self, relations: Iterable[str]) -> list[str]:
        """The claims of some relations, of every status."""
        names = sorted(set(relations))
        marks = ", ".join("?" * len(names))
        query = f"SELECT id FROM outline WHERE relation IN ({marks}) ORDER BY id"
        return [id_ for (id_,) in self._rows(query, *names)]

    def mention_counts(self, things: Iterable[str]) -> dict[str, int]:
        """How many claims have each of some things as subject or object; those that none has are left out."""
        where, values = _among("entity", things)
        return dict(self._rows(f"SELECT entity, COUNT(*) FROM mention WHERE {where} GROUP BY entity", *values))

    def mentioning(self, things: Iterable[str]) -> int:
        """How many claims have any of some things as subject or object."""
        where, values = _among("entity", things)
        return int(self._rows(f"SELECT COUNT(DISTINCT claim) FROM mention WHERE {where}", *values)[0][0])

    def through(self, mechanism: str) -> list[str]:
        """The claims that work through a mechanism, whatever their status; ordered."""
        return [row[0] for row in self._rows("SELECT claim FROM through WHERE mechanism = ? ORDER BY claim", mechanism)]

    def naming(self, things: Iterable[str]) -> list[tuple[str, str, int]]:
        """The claims that name some things, by thing and claim: 0 as subject or object, 1 as a mechanism; ordered."""
        wanted = json.dumps(list(things))
        query = (
            "SELECT entity, claim, 0 FROM mention WHERE entity IN (SELECT value FROM json_each(?)) "
            "UNION ALL SELECT mechanism, claim, 1 FROM through WHERE mechanism IN (SELECT value FROM json_each(?)) "
            "ORDER BY 3, 1, 2"
        )
        return self._rows(query, wanted, wanted)

    def members(self, framework: str) -> list[str]:
        """The members of a framework, in its order."""
        return [row[0] for row in self._rows("SELECT id FROM member WHERE framework = ? ORDER BY place", framework)]

    def points(self) -> list[tuple[str, float, float]]:
        """Every entity with a point: id, latitude, longitude."""
        return self._rows("SELECT id, latitude, longitude FROM point ORDER BY id")

    def derivations(self, subject: str, relation: str, target: str) -> list[tuple[str, str, list[list[str]]]]:
        """The ways in which rules gave a fact: id, rule, and the premises as `compile.derivations.Premise` has them."""
        rows = self._rows(
            "SELECT id, rule, premises FROM derivation WHERE subject = ? AND relation = ? AND object = ? ORDER BY id",
            subject,
            relation,
            target,
        )
        return [(id_, rule, self._decoded(premises)) for id_, rule, premises in rows]

    def every_derivation(
        self, among: Iterable[str] | None = None
    ) -> Iterator[tuple[str, str, str, str, list[list[str]]]]:
        """Subject, relation and object of each derived fact, of all or some subjects, with its rule and premises.

        They are ordered by the fact and the id of the derivation.
        """
        where, values = _among("subject", among)
        columns, order = "subject, relation, object, rule, premises", "subject, relation, object, id"
        for *fact, rule, premises in self._rows(
            f"SELECT {columns} FROM derivation WHERE {where} ORDER BY {order}", *values
        ):
            yield (*fact, rule, self._decoded(premises))

    def disputed(self) -> list[str]:
        """The claims that are not accepted, or that some evidence disputes; ordered."""
        return [row[0] for row in self._rows("SELECT claim FROM disputed ORDER BY claim")]

    def types(self, among: Iterable[str] | None = None) -> dict[str, str]:
        """The class of every entity, or of each among some."""
        where, values = _among("id", among)
        return dict(self._rows(f"SELECT id, type FROM entity WHERE {where}", *values))

    def mechanisms(self) -> list[tuple[str, str]]:
        """Every claim that works through a mechanism, with the mechanism; ordered."""
        return self._rows("SELECT claim, mechanism FROM through ORDER BY claim, mechanism")

    def whereabouts(self) -> list[tuple[str, str]]:
        """Every claim that says where it holds, with the place; ordered."""
        return self._rows("SELECT claim, place FROM site ORDER BY claim, place")

    def links(self) -> list[tuple[str, str]]:
        """Both ends of every claim between two things, whatever its status; ordered by claim."""
        ends = "SELECT id, json_extract(card, '$.subject') AS start, json_extract(card, '$.object') AS end FROM claim"
        return self._rows(f"SELECT start, end FROM ({ends}) WHERE end <> '' ORDER BY id")

    def lines(self, claim: str) -> dict[tuple[str, str], tuple[str, int]]:
        """File and line of a claim and of each piece of its evidence, by kind and id."""
        # `0` is the character after `/`: the ids between are those that begin with the claim's and a slash.
        query = (
            "SELECT kind, id, file, number FROM line WHERE kind = 'Claim' AND id = ? "
            "UNION ALL SELECT kind, id, file, number FROM line WHERE kind = 'Evidence' AND id > ? AND id < ?"
        )
        rows = self._rows(query, claim, f"{claim}/", f"{claim}0")
        return {(kind, id_): (file, number) for kind, id_, file, number in rows}

    def line(self, kind: str, id_: str) -> tuple[str, int]:
        """File and line of a record; an empty file if it is not known."""
        found = self._rows("SELECT file, number FROM line WHERE kind = ? AND id = ?", kind, id_)
        return found[0] if found else ("", 0)

    def meanings(self, kind: str, phrase: str) -> list[str]:
        """What a folded phrase of a kind means."""
        return self._json("SELECT meanings FROM phrase WHERE kind = ? AND phrase = ?", kind, phrase) or []

    def phrases(self, kind: str, part: str = "") -> Iterator[tuple[str, list[str]]]:
        """Every folded phrase of a kind, or those with a text in them, with its meanings."""
        query = "SELECT phrase, meanings FROM phrase WHERE kind = ? AND instr(phrase, ?)"
        for phrase, meanings in self._rows(query, kind, part):
            yield phrase, self._decoded(meanings)

    def spellings(self, kind: str) -> list[str]:
        """Every folded phrase of a kind."""
        return [phrase for (phrase,) in self._rows("SELECT phrase FROM phrase WHERE kind = ?", kind)]

    def edges(self, relations: Iterable[str]) -> list[Any]:
        """The rows of all edges of the given relations, ordered by claim; columns as the fields of `ask.edges.Edge`."""
        wanted = sorted(relations)
        places = ", ".join("?" * len(wanted))
        return self._rows(f"SELECT * FROM edge WHERE relation IN ({places}) ORDER BY claim", *wanted)

    def edges_at(self, relations: Iterable[str], names: Iterable[str], *, ends: bool = False) -> list[Any]:
        """The rows of the edges of some relations that start at some entities, or end at them."""
        wanted = sorted(relations)
        places, column = ", ".join("?" * len(wanted)), "object" if ends else "subject"
        where, values = _among(column, names)
        return self._rows(f"SELECT * FROM edge WHERE {where} AND relation IN ({places})", *values, *wanted)

    def edges_held(self, relations: Iterable[str], places: Iterable[str]) -> list[Any]:
        """The rows of the edges of some relations that say that they hold at some places."""
        wanted = sorted(relations)
        among = ", ".join("?" * len(wanted))
        where, values = _among("place", places)
        query = f"SELECT * FROM edge WHERE claim IN (SELECT claim FROM site WHERE {where}) AND relation IN ({among})"
        return self._rows(query, *values, *wanted)

    def edge_count(self, relations: Iterable[str], signs: Collection[int] = (-1, 0, 1)) -> int:
        """How many edges of some signs the given relations have."""
        counts = self.text("edges")
        return sum(counts.get(f"{each} {sign}", 0) for each in set(relations) for sign in signs)
