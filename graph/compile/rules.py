"""Derived facts: SPARQL CONSTRUCT rules, run until they add nothing.

A rule file `rules/NAME.rq` constructs the fact and a node for it: `?d a agglo:Derivation ; agglo:rule rule:NAME ;
prov:wasDerivedFrom ?premise`. A rule may look at accepted claims and at derived facts, never at the absence of a
derived fact, so the result does not depend on the order. It names the relation or the class of the derived facts that
it looks at: that is how we know when it must run again, and which quads it needs to see at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pyoxigraph as ox

from .. import namespaces as ns
from ..errors import OntologyError
from . import ntriples as nt

_ROUNDS = 50
_BATCH = 8 * 1024 * 1024  # bytes of lines held at a time
_IN_MEMORY = 8 * _BATCH  # what a rule gives beyond that waits on disk

_STRING_OR_COMMENT = re.compile(r"(<[^<>\s]*>)|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")
_A = r"(?:(?<![\w?$:-])a(?![\w:-])|\brdf:type\b|#type>)"  # the predicate, never a variable's name
_NAME = re.compile(r"<([^<>\s]*)>|([A-Za-z][\w-]*):([\w-]+(?:\.[\w-]+)*)|" + _A)
# What may match any predicate or class: `?s ?p ?o`, `; ?p ?o`, `a ?class`, a path from `a`, or of all but some; and
# what we do not read: names of the rule's own making, escapes, long strings.
_ANYTHING = re.compile(
    rf"[?$]\w+\s+[?$]\w|;\s*[?$]\w|{_A}(?!\s+[\w<]|\s*[;.,}}])|{_A}\s+[^\s;.,{{}}][^.;{{}}]*[?$]|!\s*(?:[(^<]|[\w-]*:)"
    r"|\b(?i:prefix|base)\b|(?<![\w-]):|\\|\"{3}|'{3}"
)
_DECLARES = re.compile(r"\b(?:prefix|base)\b", re.IGNORECASE)

# A look at what an earlier round gave; it makes no difference to the result.
OWN_WORK = re.compile(r"FILTER\s+NOT\s+EXISTS\s*\{\s*\?derivation\s+prov:wasDerivedFrom\s+\?\w+\s*\.?\s*\}")

_DERIVED_FROM = ns.PROV + "wasDerivedFrom"
_TYPE = ns.RDF + "type"
_ENTRIES = f"<{ns.ENTRY}".encode()
# Predicates whose object is the relation or the class of a fact; and those that say how a derivation is written down,
# and nothing of which fact it is that is derived.
_NAMING = frozenset({nt.TYPE.encode(), nt.term("relation").encode()})
_BOOKKEEPING = frozenset(
    {*(nt.term(name).encode() for name in ("subject", "object", "rule")), nt.node(_DERIVED_FROM).encode()}
)


def load_rules(folder: Path) -> dict[str, str]:
    """The text of each rule by its name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.rq"))}


def seen(rules: Iterable[str]) -> Callable[[str], bool]:
    """What tells whether a line of N-Quads concerns rules: whether they name its predicate, or the class that it gives.

    Rules over the lines that concern them give just what they give over all.
    """
    named: set[str] = set()
    for text in rules:
        if (names := _names(text)) is None:
            return lambda line: True
        named.update(f"<{name}>" for name in names)

    def concerns(line: str) -> bool:
        _, predicate, target = line.split(" ", 2)
        return predicate in named and (predicate != nt.TYPE or target[: target.find(" ")] in named)

    return concerns


def depends(rules: Iterable[str]) -> Callable[[ox.Quad], bool]:
    """What tells whether rules may give anything else when a record says a quad, or no longer says it.

    As `seen`; but that a claim was derived from its evidence makes no difference to rules that name the predicate only
    for what they give themselves.
    """
    texts = list(rules)
    looks = any((names := _names(OWN_WORK.sub("", _pattern(text)))) is None or _DERIVED_FROM in names for text in texts)
    concerns = seen(texts)
    return lambda quad: concerns(f"{quad} .") and (looks or quad.predicate.value != _DERIVED_FROM)


def apply_rules(store: ox.Store, rules: Mapping[str, str], also: Callable[[bytes], object] = lambda lines: None) -> int:
    """Run the rules to a fixpoint. A rule runs again only when something came in that it names.

    Args:
        store: the quads that concern the rules, at least; theirs are added to it.
        rules: the text of each by its name.
        also: told, as lines, of all quads that a rule gave, some at a time; of one that several gave, several times.

    Returns:
        How many quads were added.

    Raises:
        OntologyError: a rule does not parse, is no CONSTRUCT, makes blank nodes, or the rules do not come to an end.
    """
    reads = {name: _names(_pattern(text)) for name, text in rules.items()}
    due = list(rules)
    before = len(store)
    for _ in range(_ROUNDS):
        given: set[str] = set()
        for name in due:
            given |= _run(store, name, rules[name], also)
        due = [name for name, names in reads.items() if given and (names is None or not names.isdisjoint(given))]
        if not due:
            return len(store) - before
    raise OntologyError(f"the rules still add facts after {_ROUNDS} rounds")


def _run(store: ox.Store, name: str, text: str, also: Callable[[bytes], object]) -> set[str]:
    """Add what a rule gives to the store; gives the relations and classes of its facts, none if all were there."""
    try:
        result = store.query(text, prefixes=dict(ns.PREFIXES))
    except SyntaxError as error:
        raise OntologyError(f"rule `{name}`: {error}") from error
    if not isinstance(result, ox.QueryTriples):
        raise OntologyError(f"rule `{name}` is no CONSTRUCT")
    given: set[str] = set()
    # As text, which the engine writes and reads many times faster than an object a quad. The result is of the store as
    # it was: what is added comes when all of it has been written.
    before = None
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        result.serialize(file, ox.RdfFormat.N_TRIPLES)
        file.seek(0)
        while chunk := file.read(_BATCH) + file.readline():
            before = len(store) if before is None else before  # the engine counts quad by quad
            given |= _given(name, chunk.splitlines())
            store.load(chunk, ox.RdfFormat.N_TRIPLES, lenient=True)
            also(chunk)
    return given if before is not None and len(store) > before else set()


def _given(rule: str, lines: Iterable[bytes]) -> set[str]:
    """The relations and classes of the facts that derived lines state or are about."""
    found = set()
    for line in lines:
        subject, predicate, target = line.split(b" ", 2)
        if subject.startswith(b"_") or target.startswith(b"_"):
            # A new one each time: the rule would never come to an end, and no two builds would be equal.
            raise OntologyError(f"rule `{rule}` makes blank nodes", "give them an IRI with BIND")
        # An entry states what a record says already.
        if predicate not in _BOOKKEEPING and not subject.startswith(_ENTRIES):
            found.add(target if predicate in _NAMING else predicate)
    return {each.removesuffix(b" .").decode().strip("<>") for each in found}


def _names(text: str) -> frozenset[str] | None:
    """The IRIs that a rule names; None if it may look at any predicate or class."""
    if _ANYTHING.search(bare := _STRING_OR_COMMENT.sub(lambda found: found[1] or '""', text)) or "\\" in text:
        return None
    return frozenset(
        iri or (ns.PREFIXES.get(prefix, "") + local if prefix else _TYPE) for iri, prefix, local in _NAME.findall(bare)
    )


def _pattern(text: str) -> str:
    """The WHERE part of a CONSTRUCT; all of it if the two cannot be told apart, or names are declared before."""
    _, _, pattern = text.partition("}")
    return pattern if "{" in pattern and not _DECLARES.search(text) else text
