"""Read a query before the engine does, and say in the user's terms what the engine found wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from ..errors import QueryError, Spot
from .tokens import Token, tokens

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_WORD_LIST = """
    a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy count
    create data datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor
    from graph group group_concat having haslang haslangdir hours if in insert into iri isblank isiri isliteral
    isnumeric istriple isuri lang langdir langmatches lateral lcase limit load max md5 min minus minutes month move
    named not now object offset optional order predicate prefix rand reduced regex replace round sameterm sample
    seconds select separator service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang
    strlangdir strlen strstarts struuid subject substr sum timezone to triple true tz ucase undef union unsaid uri
    using uuid values version where with year adjust
"""
_WORDS = frozenset(_WORD_LIST.split())
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_SENTENCE = re.compile(r"(?:The|An|A|BIND|SELECT|Duplicated|Repeated|Literals|Variables|Unexpected)\b [^\[\]\"]+")
_CLOSING = {"}": "{", ")": "(", "]": "["}
_WIDTH = 100  # characters of a line that are shown around the caret

Finding = tuple[int, str, str]  # offset, message, hint


def spot(query: str, offset: int) -> Spot:
    """The place of an offset, with its line and a caret below it as `text`."""
    before = query[:offset]
    start = before.rfind("\n") + 1
    end = query.find("\n", offset)
    line = query[start : len(query) if end < 0 else end].rstrip("\r")
    column = offset - start
    left = max(0, column - _WIDTH // 2)
    shown = line[left : left + _WIDTH]
    prefix, suffix = "…" if left else "", "…" if left + _WIDTH < len(line) else ""
    lead = "".join(map(_blank, prefix + shown[: column - left]))
    text = prefix + "".join(map(_visible, shown)) + suffix
    return Spot(before.count("\n") + 1, column + 1, f"{text}\n{lead}^")


def _visible(character: str) -> str:
    """Controls as spaces or replacement characters: a query is shown on terminals."""
    if character.isprintable() or character == "\t":
        return character
    return "\ufffd"


def _blank(character: str) -> str:
    """What is as wide as a character and empty."""
    if character == "\t":
        return "\t"
    if unicodedata.combining(character):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def fail(query: str, offset: int, message: str, hint: str = "") -> QueryError:
    """An error at an offset in the query."""
    place = spot(query, offset)
    return QueryError(f"line {place.line}, column {place.column}: {message}", hint, place)


def _form(found: Iterable[Token]) -> Token | None:
    return next((t for t in found if t.kind == "word" and t.text.upper() not in _PROLOGUE), None)


def refuse(query: str, prefixes: Mapping[str, str]) -> str:
    """Refuse what is never run: no query at all, updates, SERVICE.

    Returns:
        SELECT, ASK, CONSTRUCT or DESCRIBE; empty where only the engine can tell.
    """
    first = next(tokens(query), None)
    if first is None:
        raise QueryError("the query is empty", "try SELECT * WHERE { ?s ?p ?o } LIMIT 10")
    word = _form(tokens(query))
    form = word.text.upper() if word else ""
    if word and form in UPDATES:
        raise fail(query, word.start, f"{form} is an update, and this graph is read-only", "change the facts and build")
    if re.search("service", query, re.IGNORECASE):
        found = list(tokens(query))
        call = _service(found, {*prefixes, *declared(found)})
        if call:
            raise fail(
                query,
                call.start,
                "SERVICE is not allowed: a query never reaches the network",
                "ask the other endpoint itself",
            )
    return form if form in FORMS else ""


def _service(found: Sequence[Token], known: set[str]) -> Token | None:
    """The first SERVICE; the engine wants no space around it: `trueSERVICE<…>`, `SERVICEex:a`, `service:a {`."""
    for token, after in zip(found, [*found[1:], None], strict=True):
        if token.kind == "word" and "SERVICE" in token.text.upper():
            return token
        prefix = token.text.partition(":")[0]
        if token.kind == "prefixed" and "SERVICE" in prefix.upper():
            opens = after is not None and after.text == "{"
            if opens or prefix not in known:
                return token
    return None


def declared(found: Sequence[Token]) -> set[str]:
    """The prefixes that the query itself declares, without the colon."""
    return {
        name.text[:-1]
        for word, name in pairwise(found)
        if word.text.upper().endswith("PREFIX") and word.kind == "word" and name.kind == "prefixed"
    }


def star_order(query: str) -> list[str]:
    """For `SELECT *`: every variable of the query in order of appearance, without the mark; else nothing."""
    found = iter(tokens(query))
    word = _form(found)
    if word is None or not word.text.upper().startswith("SELECT"):
        return []
    token = next(found, None)
    if token and token.text.upper() in {"DISTINCT", "REDUCED"}:
        token = next(found, None)
    if token is None or token.text != "*":
        return []
    return list(dict.fromkeys(token.text[1:] for token in found if token.kind == "variable"))


def explain(query: str, offset: int, expected: str, prefixes: Mapping[str, str]) -> QueryError:
    """The error to raise for a query that the engine cannot parse, with the most likely cause.

    Args:
        query: as the user wrote it.
        offset: of the token that the engine stumbled over; a cause stands there or before it.
        expected: what the engine would have taken there.
        prefixes: those declared outside of the query.
    """
    found = list(tokens(query))
    before = [token for token in found if token.start <= offset]
    causes: tuple[Callable[[], Finding | None], ...] = (
        partial(_open_string, before),
        partial(_bad_iri, query, found, before),
        partial(_undeclared, before, {*prefixes, *declared(found)}),
        partial(_engine_sentence, expected, offset),
        partial(_unknown_word, before),
        partial(_unbalanced, found, offset),
        partial(_unexpected, found, offset),
    )
    cause = next(filter(None, (find() for find in causes)))
    return fail(query, *cause)


def _open_string(before: Sequence[Token]) -> Finding | None:
    return next(((t.start, "this string is never closed", "") for t in before if t.kind == "open"), None)


def _undeclared(before: Sequence[Token], known: set[str]) -> Finding | None:
    for token in before:
        prefix = token.text.partition(":")[0]
        if token.kind == "prefixed" and prefix not in known:
            near = _nearest(prefix, known)
            hint = f"nearest: `{near}:`" if near else f"declare it first: PREFIX {prefix}: <…>"
            return token.start, f"the prefix `{prefix}:` is not declared", hint
    return None


def _engine_sentence(expected: str, offset: int) -> Finding | None:
    sentence = _SENTENCE.search(expected)
    if not sentence:
        return None
    text = sentence[0].split(", ")[0].strip(" .")
    return offset, text[0].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text, ""


def _bad_iri(query: str, found: Sequence[Token], before: Sequence[Token]) -> Finding | None:
    based = any(token.text.upper() == "BASE" for token in found)
    for token, after in pairwise([*before, None]):
        if token is None:
            continue
        if token.kind == "iri" and not based and not _ABSOLUTE.match(token.text):
            hint = "write it in full, with a prefix, or put BASE <…> first"
            return token.start, f"`{token.text[:_WIDTH]}` is not an absolute IRI", hint
        # What is no IRI for its characters was cut to `<` and a name such as `http:`.
        if token.text == "<" and after and after.start == token.end and after.kind == "prefixed":
            line = query[token.start :].partition("\n")[0].partition(">")[0]
            if re.match(r"<(https?|urn|mailto|file|ftp|tag):", line):
                message = f"`{line[:_WIDTH].rstrip()}` is not an IRI"
                return token.start, message, "no spaces, quotes or braces between < and >"
    return None


def _unknown_word(before: Sequence[Token]) -> Finding | None:
    for token in before:
        if token.kind == "word" and token.text.lower() not in _WORDS:
            near = _nearest(token.text.lower(), _WORDS)
            return token.start, f"`{token.text[:40]}` is no SPARQL word", f"nearest: {near.upper()}" if near else ""
    return None


def _unbalanced(found: Sequence[Token], offset: int) -> Finding | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _CLOSING.values():
            opened.append(token)
        elif token.text in _CLOSING:
            if opened and opened[-1].text == _CLOSING[token.text]:
                opened.pop()
            elif token.start <= offset:
                return token.start, f"this `{token.text}` closes nothing", ""
    at_end = not found or offset >= found[-1].end
    return (opened[-1].start, f"this `{opened[-1].text}` is never closed", "") if at_end and opened else None


def _unexpected(found: Sequence[Token], offset: int) -> Finding:
    index = next((i for i, token in enumerate(found) if token.start >= offset), len(found))
    after = f" after `{found[index - 1].text[:40]}`" if index else ""
    if index == len(found):
        return offset, "the query ends too early", ""
    return offset, f"unexpected `{found[index].text[:40]}`{after}", ""


def _nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like the word; empty if none is near."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, sorted(choices), scorer=fuzz.ratio, score_cutoff=60)
    return best[0] if best else ""
