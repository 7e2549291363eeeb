"""The programs that honcho and foreman start, by their ``Procfile``.

Sources: the manuals of both (``start`` with the names of processes, ``-f`` for the file, ``-p`` for the port; the first
process is given ``PORT`` as it is, or 5000, each further one a hundred more; both read ``.env``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.digits import whole
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_LINE = pattern(r"(?m)^([\w-]+):[ \t]*(\S[^\n\r]*)")
_FIRST, _STEP = 5000, 100
_FILES, _PORTS = ("-f", "--procfile"), ("-p", "--port")
_TAKING = (*_FILES, *_PORTS, "-e", "--env", "-d", "--app-root", "-c", "-m", "--formation", "-t", "--timeout")


@dataclass(frozen=True, slots=True)
class Declared:
    """The text of one process, and the ``port`` it is given; ``lent``: a file may give it other variables."""

    text: Located[str]
    port: int | None
    lent: bool


def declared(words: Words, inside: Container) -> Iterator[Declared]:
    """The processes that are started; none where the file is not seen."""
    texts = [word.value if isinstance(word.value, str) else "" for word in words]
    if "start" not in texts:
        return
    name = next((after for flag, after in pairwise(texts) if flag in _FILES), "Procfile")
    told = next((after for flag, after in pairwise(texts) if flag in _PORTS), None)
    after = texts[texts.index("start") + 1 :]
    chosen = {
        text for before, text in pairwise(("", *after)) if text[:1] not in ("", "-") and before not in _TAKING
    }
    path, dotenv = inside.path(name), inside.path(".env")
    file = content_at(inside, path) if path else None
    if not isinstance(file, SourceFile):
        return
    lent = dotenv is None or content_at(inside, dotenv) is not None
    base = whole(told) if told else None if lent else _base(inside)
    source = whole_text(file)
    for number, match in enumerate(_LINE.finditer(file.text)):
        if not chosen or match[1] in chosen:
            port = None if base is None else base + number * _STEP
            yield Declared(Located(match[2], source.origin.part(*match.span(2))), port, lent)


def _base(inside: Container) -> int | None:
    """What is counted from; ``None`` where a variable decides it that is not known."""
    given = inside.variables.given("PORT")
    if given is not None:
        return whole(given.value) if isinstance(given.value, str) else None
    return _FIRST if inside.variables.known and inside.variables.whole else None
