"""Well-known images and the ports they listen on when nothing tells them otherwise."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located

_REFERENCE = pattern(r"(?P<path>[^@]+?)(?::(?P<tag>[\w][\w.-]*))?(?:@.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """An image reference in parts: repository path without registry, and tag (empty when not given)."""

    path: str
    tag: str


@dataclass(frozen=True, slots=True)
class KnownImage:
    """An image's ports with what they speak.

    ``tag`` is a pattern that the tag must match. ``variables`` of its environment set the main port, as a
    number or an address. ``verified`` marks what was read in the image's own
    Dockerfile or documentation; the rest is general knowledge. ``settings`` are folders of it that may say otherwise.
    """

    path: str
    ports: tuple[tuple[int, Speaks], ...]
    tag: re.Pattern[str] | None = None
    verified: bool = False
    variables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def reference(image: str) -> Reference:
    """``docker.io/library/caddy:2`` is the path ``caddy`` with the tag ``2``."""
    match = _REFERENCE.fullmatch(image)
    if not match:
        return Reference(image, "")
    path = match["path"].lower()
    first, slash, rest = path.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        path = rest
    return Reference(path.removeprefix("library/"), match["tag"] or "")


def named(image: Located[Text] | None) -> str | None:
    """An image as written, without its tag where a variable decides that: ``caddy:${TAG:-2}`` is ``caddy``."""
    if image is None or isinstance(image.value, str):
        return None if image is None else str(image.value)
    before, dollar, _ = image.origin.text.strip("\"'").partition("$")
    return before[:-1] if dollar and before[-1:] in (":", "@") else None


def of_any_tag(image: Located[Text]) -> KnownImage | None:
    """The entry of an image of which the tag is not known, where it makes no difference."""
    name = named(image)
    entries = _by_path().get(reference(name).path, []) if name else []
    return entries[0] if len(entries) == 1 and entries[0].tag is None else None


def known_image(image: str) -> KnownImage | None:
    """The entry of ``image`` in the table; ``None`` for an image that nobody knows."""
    wanted = reference(image)
    for entry in _by_path().get(wanted.path, ()):
        if entry.tag is None or entry.tag.search(wanted.tag):
            return entry
    return None


def is_plain(image: str) -> bool:
    """Whether the image only carries a language or a system, and sets no variable a server would read."""
    from toybox_lint.deployment.listening.tables.images import PLAIN

    path = reference(image).path
    return path in PLAIN or path.startswith("distroless/")


def image_program(image: str) -> str | None:
    """The program that a well-known image starts with whatever arguments it is given."""
    from toybox_lint.deployment.listening.tables.images import PROGRAMS

    return PROGRAMS.get(reference(image).path)


@cache
def _by_path() -> dict[str, list[KnownImage]]:
    from toybox_lint.deployment.listening.tables.images import IMAGES

    found: dict[str, list[KnownImage]] = {}
    for line in IMAGES.strip().splitlines():
        names, _, facts = line.partition(" = ")
        words = facts.split()
        ports = tuple(_port(word) for word in words if word[0].isdigit())
        variables = tuple(word[1:] for word in words if word[0] == "$")
        settings = tuple(word for word in words if word[0] == "/")
        for name in names.split():
            path, _, tag = name.partition(":")
            found.setdefault(path, []).append(
                KnownImage(path, ports, pattern(tag) if tag else None, "!" in words, variables, settings)
            )
    return found


def _port(word: str) -> tuple[int, Speaks]:
    number, _, speaks = word.partition("/")
    return int(number), Speaks(speaks or "http")
