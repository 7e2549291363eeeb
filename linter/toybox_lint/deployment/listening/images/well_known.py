"""Well-known images and the ports they listen on when nothing tells them otherwise."""

from __future__ import annotations

from functools import cache, lru_cache

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located

# A variant of an image with php-fpm, and words of those that bring the server in front of it, too.
_FPM = pattern(r"(?:\A|[.-])fpm(?:\Z|[.\d-])")
_WITH_SERVER = pattern(r"nginx|apache|caddy|httpd|unit|lighttpd|supervisor|full|all-in-one|aio")
# Docker's own registry, which leaves the folder "library" out of its names.
_HUBS = frozenset(("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"))
_OFFICIAL = "library/"
_PASSING_ON = pattern(r"docker|hub|mirror|proxy|cache")
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
    Dockerfile or documentation; the rest is general knowledge. ``settings`` are folders of it that may say otherwise,
    ``opening`` variables that may move or close it without naming a port. ``commands`` are the beginnings of
    commands that start what it is known for. ``securing`` are variables that turn on TLS, with a value behind ``=``
    where only that does; ``hosts`` hold the address of the main port. ``others`` are the variables of further ports.
    """

    path: str
    ports: tuple[tuple[int, Speaks], ...]
    tag: re.Pattern[str] | None = None
    verified: bool = False
    variables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    securing: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    others: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=1024)
def reference(image: str) -> Reference:
    """``docker.io/library/caddy:2`` is the path ``caddy`` with the tag ``2``.

    ``registry.example.com/caddy`` is somebody's own, as registries but Docker's have no names without a folder; and so
    is ``registry.example.com/library/caddy``, as Harbor has a project of that name for all that is pushed, unless the
    host says that it passes Docker's on.
    """
    match = _REFERENCE.fullmatch(image)
    if not match:
        return Reference(image, "")
    path = match["path"].lower()
    first, slash, rest = path.partition("/")
    elsewhere = slash and ("." in first or ":" in first or first == "localhost")
    own = rest.startswith(_OFFICIAL) and first not in _HUBS and not _PASSING_ON.search(first)
    if elsewhere and ("/" in rest or first in _HUBS) and not own:
        path = rest
    return Reference(path.removeprefix("docker/library/").removeprefix("library/"), match["tag"] or "")


def is_of_any_tag(image: str) -> bool:
    """Whether a digest says which image it is, and no tag does."""
    return "@" in image and not reference(image).tag


def named(image: Located[Text] | None) -> str | None:
    """An image as written, without its tag where a variable decides that: ``caddy:${TAG:-2}`` is ``caddy``."""
    if image is None or isinstance(image.value, str):
        return None if image is None else str(image.value)
    before, dollar, _ = image.origin.text.strip("\"'").partition("$")
    return before[:-1] if dollar and before[-1:] in (":", "@") else None


def of_any_tag(image: Located[Text]) -> KnownImage | None:
    """An image of which the tag is not known: its entry, or what several for different tags have together.

    ``None`` when they speak differently, or when there may be a tag that is none of theirs.
    """
    name = named(image)
    entries = _entries(reference(name).path) if name else ()
    if not entries or entries[-1].tag or len({each.ports[0][1] for each in entries}) > 1:
        return None
    if len(entries) == 1:
        return entries[0]
    ports = dict.fromkeys(port for each in entries for port in each.ports)
    return replace(entries[-1], ports=tuple(ports), verified=False)


@lru_cache(maxsize=1024)
def known_image(image: str) -> KnownImage | None:
    """The entry of ``image`` in the table; ``None`` for an image that nobody knows."""
    wanted = reference(image)
    for entry in _entries(wanted.path):
        if entry.tag is None or entry.tag.search(wanted.tag):
            return entry
    return _of_fpm(wanted)


def _of_fpm(wanted: Reference) -> KnownImage | None:
    """What is usual for an image of a variant with php-fpm alone, as those of applications in PHP have one."""
    alone = _FPM.search(wanted.tag) and not _WITH_SERVER.search(f"{wanted.path}:{wanted.tag}")
    return KnownImage(wanted.path, ((9000, Speaks.FASTCGI),)) if alone else None


def variant(image: str, port: int, speaks: Speaks) -> str | None:
    """The word of those tags of a well-known image that speak so on ``port``, where its own tag names no variant."""
    entries = _entries(reference(image).path)
    own = known_image(image)
    if own is None or own.tag is not None or any(number == port for number, _ in own.ports):
        return None
    others = (each for each in entries if each.tag is not None and each.ports[0] == (port, speaks))
    return next((str(each.tag.pattern) for each in others if each.tag and each.tag.pattern.isalpha()), None)


def is_plain(image: str) -> bool:
    """Whether the image only carries a language or a system, and sets no variable a server would read."""
    from toybox_lint.deployment.listening.tables.images import PLAIN

    path = reference(image).path
    return path in PLAIN or path.startswith("distroless/")


def image_program(image: str) -> str | None:
    """The program that a well-known image starts with whatever arguments it is given."""
    from toybox_lint.deployment.listening.tables.images import PROGRAMS

    return PROGRAMS.get(reference(image).path)


def is_program(name: str) -> bool:
    """Whether a well-known image is called so, and its owner too: ``grafana``, ``ghost``; not ``server`` or ``web``."""
    return f"{name}/{name}" in _lines() or ("/" not in name and name in _lines() and not is_plain(name))


def is_known(image: str) -> bool:
    """Whether the image is in the table, whatever its tag, and is more than a language or a system."""
    return reference(image).path in _lines() and not is_plain(image)


@lru_cache(maxsize=256)
def _entries(path: str) -> tuple[KnownImage, ...]:
    """The entries of a repository path, in the order in which their tags are tried."""
    return tuple(_entry(path, tag, facts) for tag, facts in _lines().get(path, ()))


@cache
def _lines() -> dict[str, list[tuple[str, str]]]:
    """Tag pattern and facts of each line by path, read no further: a run asks for a few of them."""
    from toybox_lint.deployment.listening.tables.applications import APPLICATIONS
    from toybox_lint.deployment.listening.tables.images import IMAGES

    found: dict[str, list[tuple[str, str]]] = {}
    for line in (IMAGES + APPLICATIONS).split("\n"):
        names, _, facts = line.partition(" = ")
        for name in names.split():
            path, _, tag = name.partition(":")
            found.setdefault(path, []).append((tag, facts))
    return found


def _entry(path: str, tag: str, facts: str) -> KnownImage:
    words = facts.split()
    return KnownImage(
        path,
        tuple(_port(word.partition("$")[0]) for word in words if word[0].isdigit()),
        pattern(tag) if tag else None,
        "!" in words,
        tuple(word[1:] for word in words if word[0] == "$"),
        tuple(word for word in words if word[0] == "/"),
        tuple(word[1:] for word in words if word[0] == "?"),
        tuple(tuple(word[1:].split("+")) for word in words if word[0] == ">"),
        tuple(word[1:] for word in words if word[0] == "~"),
        tuple(word[1:] for word in words if word[0] == "@"),
        tuple(_moved(word) for word in words if word[0].isdigit() and "$" in word),
    )


def _moved(word: str) -> tuple[int, str]:
    port, _, variable = word.partition("$")
    return _port(port)[0], variable


def _port(word: str) -> tuple[int, Speaks]:
    number, _, speaks = word.partition("/")
    return int(number), Speaks(speaks or "http")
