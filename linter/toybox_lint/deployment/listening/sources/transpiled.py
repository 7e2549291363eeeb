"""The text, mostly in TypeScript, from which a compiler made a module that a container runs.

Source: the manuals of TypeScript (``outDir``, ``rootDir``), Nest (``src/main.ts`` becomes ``dist/main.js``) and Nx
(``apps/NAME/src/main.ts`` becomes ``dist/apps/NAME/main.js``), Angular (``src/server.ts``). A module has the
name of its source.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container, stage_of
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.source import SourceFile

_OUTPUT = word_set("dist build out lib")
_ENDINGS = (".ts", ".mts", ".cts", ".js", ".mjs")
# Ways through stages that are copied from one another: half of them are left behind each stage, of several sources
# each gets its part.
_WAYS = 32


def source_of(inside: Container, path: str) -> SourceFile | None:
    """The one text that the module at ``path`` is made of, in the container or in the stage that it comes from."""
    for place, there in _origins(inside, path, _WAYS):
        for each in _sources(there):
            found = content_at(place, each)
            if isinstance(found, SourceFile):
                return found
    return None


def _origins(inside: Container, path: str, ways: int) -> Iterator[tuple[Container, str]]:
    """The path, and where it is in the stages from which it is copied."""
    yield inside, path
    found = list(_before(inside, path)) if inside.built and ways > 1 else []
    for stage, before in found if len(found) <= ways else ():
        yield from _origins(stage, before, ways // max(2, len(found)))


def _before(inside: Container, path: str) -> Iterator[tuple[Container, str]]:
    """Where the path may be in other stages, the last that was copied first."""
    for copy in reversed(inside.built.copies if inside.built else ()):
        rest = path_below(path, copy.target) if copy.stage and isinstance(copy.target, str) else None
        stage = stage_of(inside, str(copy.stage)) if rest is not None else None
        for source in copy.sources if stage else ():
            if stage is not None and isinstance(source.value, str):
                yield stage, posixpath.join("/", source.value, rest or "")


def _sources(path: str) -> Iterator[str]:
    """Where its source may be: beside the folder that a compiler writes to, or in ``src`` there."""
    parts = path.split("/")
    at = next((number for number, part in enumerate(parts[:-1]) if part in _OUTPUT), None)
    if at is None:
        return
    before, inner = "/".join(parts[:at]), "/".join(parts[at + 1 :])
    stem = posixpath.splitext(inner)[0]
    folder, name = posixpath.split(stem)
    places = [f"src/{stem}", stem, posixpath.join(folder, "src", name)]
    if inner.endswith("/server/server.mjs"):
        places += ["src/server", "server"]  # Angular's, of ``dist/NAME/server/server.mjs``
    for place in dict.fromkeys(places):
        yield from (f"{before}/{place}{ending}" for ending in _ENDINGS)
