"""Where a program of one's own listens, by the one call in its text that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Listener, Process
from toybox_lint.deployment.listening.sources.own_programs import started
from toybox_lint.deployment.listening.sources.whole_texts import is_whole
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import Located

_LONGEST = 200_000
_OF_R = (".R", ".r")
_PYTHON = (".py",)
_NODE = (".js", ".mjs", ".cjs", ".ts")
_SCRIPTS = (*_PYTHON, *_NODE)
_BUN = "bun"
_OF_THE_ENVIRONMENT = pattern(r"\bprocess\.env\b|\bgetenv\b|\benviron\b")


def from_own_text(inside: Container, process: Process | None) -> Iterator[Listener]:
    """Where the program says that it listens; nothing where more than one call may be meant."""
    bun = bool(process and process.words and process.words[0].value == _BUN)
    yield from from_texts(started(inside, process), inside, process, bun=bun)


def from_texts(
    texts: Iterable[tuple[str, Located[str]]], inside: Container, process: Process | None, *, bun: bool
) -> Iterator[Listener]:
    """The same of texts that are known. ``bun``: it is Bun that runs them."""
    for name, text in texts:
        if len(text.value) > _LONGEST:
            continue
        if name.endswith(".rb") and process is not None:
            from toybox_lint.deployment.listening.sources.sinatra import from_sinatra

            yield from from_sinatra(name, text, inside, process)
        if name.endswith(_OF_R):
            from toybox_lint.deployment.listening.sources.r_texts import from_r

            yield from from_r(name, text, inside)
        for found in _scripted(name, text, inside, bun=bun):
            yield replace(found, whole=is_whole(text, inside.files))


def _scripted(name: str, text: Located[str], inside: Container, *, bun: bool) -> Sequence[Listener]:
    """Where a program in Python or JavaScript listens."""
    around = inside
    if name.endswith(_SCRIPTS) and _asks(text.value):
        from toybox_lint.deployment.listening.sources.lending import as_read_by, with_imported

        around = as_read_by(with_imported(text, inside), inside)
    if name.endswith(_PYTHON):
        from toybox_lint.deployment.listening.sources.texts_of_python import of_python

        return tuple(of_python(name, text, around))
    if not (bun or name.endswith(_NODE)):
        return ()
    from toybox_lint.deployment.listening.sources.texts_of_node import exported, of_node

    found = tuple(of_node(name, text, around)) if name.endswith(_NODE) else ()
    return found or (tuple(exported(name, text, around)) if bun else ())


@remembered
def _asks(text: str) -> bool:
    """Whether a program of this text takes something from its environment."""
    return bool(_OF_THE_ENVIRONMENT.search(text))
