"""The programs that honcho and foreman start, by their ``Procfile``.

Sources: the manuals of both (``start`` with the names of processes, ``-f`` for the file, ``-p`` for the port; the first
process is given ``PORT`` as it is, or 5000, each further one a hundred more; both read ``.env``), and honcho's own text
(2.0): it counts those alone that it starts, in the order of their names in the command.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.digits import whole
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_LINE = pattern(r"(?m)^([\w-]+):[ \t]*(\S[^\n\r]*)")
_FIRST, _STEP = 5000, 100
# Options with a value, by their short names; of the last, several of one process each have a port of their own.
_OPTIONS = {
    **dict.fromkeys(("-f", "--procfile"), "-f"),
    **dict.fromkeys(("-p", "--port"), "-p"),
    **dict.fromkeys(("-e", "--env"), "-e"),
    **dict.fromkeys(("-d", "--app-root", "--root", "-q", "--quiet", "-t", "--timeout"), "-d"),
    **dict.fromkeys(("-c", "--concurrency", "-m", "--formation"), "-c"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """The text of one process, and the ``port`` it is given; ``lent``: a file may give it other variables."""

    text: Located[str]
    port: int | None
    lent: bool


def declared(words: Words, inside: Container) -> Iterator[Declared]:
    """The processes that are started; none where the file is not seen."""
    texts = [word.value for word in words[1:] if isinstance(word.value, str)]
    options, plain = _read(texts)
    if plain[:1] != ["start"] or "-c" in options or len(texts) < len(words) - 1:
        return
    path, dotenv = inside.path(options.get("-f", "Procfile")), inside.path(".env")
    file = content_at(inside, path) if path else None
    if not isinstance(file, SourceFile):
        return
    lent = "-e" in options or dotenv is None or content_at(inside, dotenv) is not None
    base = whole(options["-p"]) if "-p" in options else None if lent else _base(inside)
    source, counted = whole_text(file), program_name(words) == "honcho"
    lines = {match[1]: match for match in _LINE.finditer(file.text)}
    order = plain[1:] if counted and len(plain) > 1 else list(lines)
    for number, name in enumerate(order):
        if name in lines and name in (plain[1:] or order):
            port = None if base is None else base + number * _STEP
            text = Located(lines[name][2], source.origin.part(*lines[name].span(2)))
            yield Declared(text, port, lent)


def _read(texts: list[str]) -> tuple[dict[str, str], list[str]]:
    """The values of the options, and the words that are none."""
    options: dict[str, str] = {}
    plain: list[str] = []
    rest = iter(texts)
    for text in rest:
        if not text.startswith("-"):
            plain.append(text)
            continue
        flag, _, value = text.partition("=") if text.startswith("--") else (text[:2], "", text[2:])
        if flag in _OPTIONS:
            options[_OPTIONS[flag]] = value or next(rest, "")
    return options, plain


def _base(inside: Container) -> int | None:
    """What is counted from; ``None`` where a variable decides it that is not known."""
    given = inside.variables.given("PORT")
    if given is not None:
        return whole(given.value) if isinstance(given.value, str) else None
    return _FIRST if inside.variables.known and inside.variables.whole else None
