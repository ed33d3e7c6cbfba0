"""Small pieces of SPARQL, built from terms and never from a reader's text."""

from __future__ import annotations

from collections.abc import Iterable

from .. import namespaces as ns
from .look import Look

_NAMES = "agglo:subject|agglo:object|agglo:through"
_NOWHERE = "NOT EXISTS { ?claim agglo:where ?some }"


def directly_in(look: Look) -> str:
    """The property path from an entity to what it is directly in."""
    lifting = sorted(r.name for r in look.release.vocabulary.relations.values() if r.lifts)
    return f"({'|'.join(f'agglo:{name}' for name in ('in', *lifting))})"


def inside_of(look: Look) -> str:
    """The property path from an entity to everything that it is in."""
    return f"{directly_in(look)}*"


def values(variable: str, iris: Iterable[str]) -> str:
    """A VALUES clause of one variable."""
    return f"VALUES {variable} {{ {' '.join(shown(iri) for iri in iris)} }}"


def lies_in(look: Look, node: str, places: Iterable[str]) -> str:
    """The condition that something lies in one of some places, or is one of them."""
    return f"EXISTS {{ {values('?place', places)} {node} {inside_of(look)} ?place }}"


def concerning(look: Look, about: str) -> list[str]:
    """The lines by which `?claim` is what `inquest` takes to be about a thing."""
    return [
        f"{{ ?claim {_NAMES} {about} }}",
        f"UNION {{ ?named {inside_of(look)} {about} . {{ ?claim agglo:where ?named }}",
        f"  UNION {{ ?claim {_NAMES} ?named . FILTER {_NOWHERE} }} }}",
    ]


def concerns(look: Look, about: str) -> str:
    """The condition of `concerning`, for a claim that was found otherwise."""
    inside = f"FILTER EXISTS {{ ?named {inside_of(look)} {about} }}"
    return (
        f"EXISTS {{ ?claim {_NAMES} {about} }} || EXISTS {{ ?claim agglo:where ?named . {inside} }} "
        f"|| ({_NOWHERE} && EXISTS {{ ?claim {_NAMES} ?named . {inside} }})"
    )


def of_relations(names: Iterable[str]) -> tuple[str, str]:
    """The lines by which `?claim` is of one of some relations, and `?relation` that one."""
    return values("?relation", (ns.ONTOLOGY + name for name in sorted(names))), "?claim agglo:relation ?relation ."


def shown(iri: str) -> str:
    """An IRI as a prefixed name where its local part is plain, else in full."""
    for prefix, namespace in ns.PREFIXES.items():
        local = iri.removeprefix(namespace)
        if iri.startswith(namespace) and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    import pyoxigraph as ox

    return str(ox.NamedNode(iri))
