"""The texts of a program's own that its first one imports, and those that these import."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_PYTHON = ".py"
_ENDINGS = ("", ".js", ".mjs", ".cjs", ".ts", ".json", "/index.js", "/index.ts")
_IN_NODE = pattern(
    r"""(?:\brequire\s*\(|\bimport\s*\(|\bfrom\s|\bimport\s)\s*["'`](\.{1,2}/[^"'`\n]+)["'`]"""
)
_IN_PYTHON = pattern(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import[ \t]+(?P<what>[\w, \t]+)|import[ \t]+(?P<names>[\w., \t]+))",
    re.MULTILINE,
)
# No small program has more of them.
_MOST = 40


def imported_texts(file: SourceFile, files: Files) -> Iterator[str]:
    """The texts behind ``file``, without its own, as far as they can be found beside it."""
    seen, waiting = {file.path}, [file]
    while waiting and len(seen) <= _MOST:
        for path in _imported(waiting.pop(0)):
            found = None if path in seen else files.read(path)
            seen.add(path)
            if isinstance(found, SourceFile):
                waiting.append(found)
                yield found.text


@remembered
def _imported(file: SourceFile) -> tuple[str, ...]:
    return tuple(_paths(file))


def _paths(file: SourceFile) -> Iterator[str]:
    folder = posixpath.dirname(file.path)
    if not file.path.endswith(_PYTHON):
        for match in _IN_NODE.finditer(file.text):
            yield from (resolve(folder, f"{match[1]}{ending}") for ending in _ENDINGS)
        return
    for match in _IN_PYTHON.finditer(file.text):
        source = match["source"] or ""
        dots = len(source) - len(source.lstrip("."))
        bases = (
            [folder, posixpath.dirname(folder)] if dots == 0 else [resolve(folder, "../" * (dots - 1) or ".")]
        )
        for module in _modules(source[dots:], match["what"], match["names"]):
            for base in bases:
                yield resolve(base, f"{module}{_PYTHON}")
                yield resolve(base, f"{module}/__init__{_PYTHON}")


def _modules(source: str, what: str | None, names: str | None) -> Iterator[str]:
    """The paths of the modules of one line: what is imported from one may be one itself."""
    listed = [each.strip().partition(" ")[0].replace(".", "/") for each in (what or names or "").split(",")]
    within = source.replace(".", "/")
    if what is None:
        yield from listed
        return
    if within:
        yield within
    yield from (posixpath.join(within, each) for each in listed)
