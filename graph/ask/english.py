"""The regular forms of English words: to read those that the vocabulary does not list, and to write sentences."""

from __future__ import annotations

from collections.abc import Iterator

_BE = {"is": "are", "was": "were", "has": "have", "does": "do"}
_PAST = {"drives": "drove", "draws": "drew", "makes": "made", "gets": "got", "leads": "led", "transfers": "transferred"}
_BASE = {"spun": "spin", "led": "lead", "drove": "drive", "drew": "draw", "made": "make", "got": "get"}
_BASE |= {"went": "go", "rose": "rise", "closed": "close", "declined": "decline", "moved": "move"}
_SIBILANT = ("s", "x", "z", "ch", "sh")


def singulars(noun: str) -> Iterator[str]:
    """What a noun may be the plural of.

    >>> list(singulars("policies"))
    ['policie', 'policy']
    """
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith("ss"):
        return
    yield noun[:-1]
    if noun.endswith("ies"):
        yield noun[:-3] + "y"
    elif noun.endswith("es"):
        yield noun[:-2]


def plural(noun: str) -> str:
    """The plural of a noun or of a phrase that ends in one.

    >>> plural("public body"), plural("campus"), plural("person")
    ('public bodies', 'campuses', 'people')
    """
    before, _, last = noun.rpartition(" ")
    if last == "person":
        last = "people"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(_SIBILANT) else "s"
    return f"{before} {last}" if before else last


def bases(verb: str) -> Iterator[str]:
    """The forms that the vocabulary may list for a verb in another form: without an ending, or with that of `drives`.

    >>> list(bases("hosting"))
    ['host', 'hosts', 'hoste', 'hostes']
    """
    stems: list[str] = []
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("s", "")):
        if verb.endswith(ending) and len(verb) > len(ending) + 2:
            stems.append(verb[: -len(ending)] + instead)
    for stem in stems or [verb]:
        yield from (each for each in (stem, third_person(stem)) if each != verb)


def third_person(base: str) -> str:
    """The form of a verb after `it`.

    >>> third_person("apply"), third_person("drive")
    ('applies', 'drives')
    """
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(_SIBILANT) else "s")


def base_form(phrase: str) -> str:
    """A relation's label after `did`: from `drives`, from `spun off`, from `founded`.

    >>> base_form("supplies talent to"), base_form("spun off"), base_form("founded"), base_form("is part of")
    ('supply talent to', 'spin off', 'found', 'be part of')
    """
    verb, gap, rest = phrase.partition(" ")
    return ("be" if verb in ("is", "was") else _base(verb)) + gap + rest


def plural_form(phrase: str) -> str:
    """A relation's label after a plural noun: `drive`, `are members of`; a past form stays.

    >>> plural_form("operates"), plural_form("is part of"), plural_form("is a member of"), plural_form("enacted")
    ('operate', 'are part of', 'are members of', 'enacted')
    """
    verb, gap, rest = phrase.partition(" ")
    article, _, noun = rest.partition(" ")
    if verb in ("is", "was") and article in ("a", "an") and noun.endswith(" of"):
        rest = plural(noun.removesuffix(" of")) + " of"
    return (_BE.get(verb) or (_base(verb) if verb.endswith("s") else verb)) + gap + rest


def past_form(phrase: str) -> str:
    """A relation's label in the past tense.

    >>> past_form("drives"), past_form("anchors"), past_form("supplies talent to"), past_form("spun off")
    ('drove', 'anchored', 'supplied talent to', 'spun off')
    """
    verb, gap, rest = phrase.partition(" ")
    if not verb.endswith("s"):
        return phrase
    base = _base(verb)
    regular = base + "d" if base.endswith("e") else base[:-1] + "ied" if base.endswith("y") else base + "ed"
    return (_PAST.get(verb) or regular) + gap + rest


def _base(verb: str) -> str:
    if verb in _BASE:
        return _BASE[verb]
    if verb in _BE:
        return _BE[verb]
    if verb.endswith("ed"):
        return verb[:-2]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "xes", "ches", "shes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
