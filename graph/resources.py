"""Where the ontology and the facts that ship with the package are."""

from pathlib import Path

# Not importlib.resources: importing it costs as much as opening the store, and pip always unpacks wheels.
_PACKAGE = Path(__file__).parent.parent


def shipped_ontology() -> Path:
    """The folder of the ontology that ships with this package."""
    return _PACKAGE / "ontology"


def shipped_facts() -> Path:
    """The folder of the facts that ship with this package."""
    return _PACKAGE / "facts"
