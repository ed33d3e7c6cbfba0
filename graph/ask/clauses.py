"""What the grammar makes of a question on the way to its reading."""

from __future__ import annotations

from ..light import dataclass
from .reading import Slot


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: what it stands for, and whether it asks (`which clusters`) or only names a kind (`clusters`)."""

    slot: Slot
    asks: bool = False


@dataclass(frozen=True)
class Clause:
    """Who does what to whom; `how` if the question asks for the way."""

    relation: str
    subject: Phrase
    object: Phrase
    how: bool = False


@dataclass(frozen=True)
class Fault:
    """Why a text of the right form is no question: `contradicts`, `asks-nothing`, `unfit-filter`; names of messages."""

    message: str
