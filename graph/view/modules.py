"""The page's scripts as one text: ES modules joined in the order of their imports.

A page that opens from disk and allows only scripts of known hashes can import nothing, so each module becomes a block
of its own that gives what it exports. Only the plain forms are taken: `import { a, b } from "./x.js";`,
`import "./x.js";`, `export { a, b };` and `export` before `const`, `function`, `async function` or `class`. A module
may await at its top level.

A bundler (esbuild, Rollup) would be a program to install for this one step. A block is a `function` in parentheses,
which V8 compiles at once; an arrow function it reads twice.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from ..errors import EngineError

_IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<kind>const|function|async function|class) (?P<name>[\w$]+)", re.MULTILINE)
_LIST = re.compile(r"^export \{(?P<names>[^}]*)\};\n", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(main: str, read: Callable[[str], str]) -> str:
    """Join a module with all that it imports into one script, which runs at once.

    Args:
        main: name of the module to start with, as a path with `/`.
        read: gives the text of a module by its name.

    Raises:
        EngineError: modules import each other in a circle, name what is not exported, or use another form.
    """
    exports: dict[str, tuple[str, ...]] = {}
    blocks: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise EngineError(f"scripts import each other in a circle: {' → '.join((*above, name))}")
        if name in exports:
            return
        text = read(name)
        for found in _IMPORT.finditer(text):
            add(_place(name, found["path"]), (*above, name))
        exports[name], block = _block(name, text, exports)
        blocks.append(block)

    add(main, ())
    return '"use strict";\n(async function () {\n' + "".join(blocks) + "})();\n"


def _place(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _block(name: str, text: str, exports: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], str]:
    """A module's exported names, and its text as a block that makes them."""

    def taken(found: re.Match[str]) -> str:
        place = _place(name, found["path"])
        names = _names(found["names"] or "")
        if lacking := [each for each in names if each.partition(" as ")[0] not in exports[place]]:
            raise EngineError(f"{name} imports {', '.join(lacking)}, which {place} does not export")
        inside = ", ".join(each.replace(" as ", ": ") for each in names)
        return f"const {{ {inside} }} = {_variable(place)};\n" if names else ""

    given = [found["name"] for found in _EXPORT.finditer(text)]
    for found in _LIST.finditer(text):
        given += _names(found["names"])
    body = _EXPORT.sub(r"\g<kind> \g<name>", _LIST.sub("", _IMPORT.sub(taken, text)))
    if left := _OTHER.search(body):
        raise EngineError(f"{name} has a line that cannot be joined: {left[0]}")
    head = f"// {name}\nconst {_variable(name)} = await (async function () {{\n"
    return tuple(given), f"{head}{body}return {{ {', '.join(given)} }};\n}})();\n"


def _names(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
