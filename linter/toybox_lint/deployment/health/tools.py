"""Whether a program is in a service's image."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.listening.images.well_known import is_of_any_tag, reference
from toybox_lint.files import lies_in
from toybox_lint.patterns import pattern, re

# What may bring any program: scripts, archives, package lists in variables, whole folders of programs.
_OPAQUE = pattern(
    r"\.sh\b|(?<!\S)(?:ba|a|da)?sh[ \t]+[^\s-]|xargs|\$\(|--with-deps"
    r"|\b(brew|nix|dpkg|rpm|tar|make|install-packages)\b|@\w+deps"
)
_COMMANDS = pattern(r"[;&|]+")
_APT, _INSTALL = pattern(r"\bapt(?:-get)?\s"), pattern(r"\binstall\b")
_MANAGERS = (
    (pattern(r"\b(?:apt|apt-get|dnf|yum|microdnf)\b"), _INSTALL),
    (pattern(r"\bapk\b"), pattern(r"\badd\b")),
)
# Commands that only touch files which are there.
_TOUCHING = pattern(
    r"^\s*(chmod|chown|sed|dos2unix|ln|rm|ls|test|mkdir|touch|echo|adduser|addgroup|useradd)\b"
)
_SEPARATOR = pattern(r"&&|\|\||[;\n]")
# One program: below a folder of programs, under its name.
_PROGRAM = pattern(r"/(?:usr/(?:local/)?)?s?bin/[^/]+")
# One file: a program that was built, or a script by the end of its name.
_ALONE = pattern(r".*/(?:s?bin|release|debug)/[^/*?\[]+|[^*?\[]*\.(?:sh|bash|py|js|rb|pl)")
# The releases in the names of distroless images: nodejs22-debian12.
_RELEASES = pattern(r"(?<=[a-z])\d+(?=-|\Z)|-debian\d+")
_PROGRAM_FOLDERS = pattern(r"/(?:usr/(?:local/)?)?s?bin(?:/.*)?|/(?:usr(?:/local)?/?)?")


def brings(inside: Container, program: str) -> bool | None:
    """Whether the image has ``program``; ``None`` when that is not known."""
    from toybox_lint.deployment.health.tables import TRACKED

    base = inside.base.value if inside.base else None
    had = programs(base) if isinstance(base, str) else None
    if had is None or program not in TRACKED:
        return None
    if program in had:
        return True
    if inside.service.build and (inside.built is None or _may_add(inside, program)):
        return None
    if _is_installed(inside, program):
        return None
    return None if any(_covers(str(mount.target)) for mount in inside.service.mounts) else False


def has_not(inside: Container, word: str) -> bool:
    """Whether a program is certainly not there that is called so, with its folder where one is written."""
    image = inside.base.value if inside.base else None
    return isinstance(image, str) and (_lacks(image, word, inside) or _is_empty_of(image, word, inside))


def _lacks(image: str, program: str, inside: Container) -> bool:
    """Whether the image, as it comes, has that program no more, or under another name."""
    from toybox_lint.deployment.health.tables import LACKING

    if inside.service.build or program not in LACKING or is_of_any_tag(image):
        return False
    targets = [str(mount.target) for mount in inside.service.mounts]
    if any(lies_in(program, each) or _covers(each) for each in targets):
        return False
    named = reference(image)
    for line in LACKING.strip().splitlines():
        names, _, words = line.partition(" = ")
        path, _, tag = names.partition(":")
        if path == named.path and program in words.split() and re.search(tag, named.tag or "latest"):
            return True
    return False


def _is_empty_of(image: str, program: str, inside: Container) -> bool:
    """Whether it stands at a place to which nothing is copied, in an image that has no programs of its own."""
    from toybox_lint.deployment.health.tables import EMPTY

    built = inside.built
    if known_as(image) not in EMPTY or "debug" in image or built is None or built.runs or program[:1] != "/":
        return False
    targets = [copy.target for copy in built.copies]
    mounts = [mount.target for mount in inside.service.mounts]
    return all(
        isinstance(each, str) and not lies_in(program, each.rstrip("/") or "/")
        for each in (*targets, *mounts)
    )


def _is_installed(inside: Container, program: str) -> bool:
    """Whether what the service starts puts ``program`` into the container first."""
    from toybox_lint.deployment.health.tables import ALSO

    started = (inside.service.entrypoint, inside.service.command)
    text = " ".join(str(word.value) for each in started if each for word in each.words)
    installs = any(any(True for _ in _given(text, *each)) for each in _MANAGERS)
    return installs and any(name in text for name in (program, *ALSO.get(program, ())))


def _given(text: str, manager: re.Pattern[str], verb: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The commands by which a manager of packages does that, each from its name on, and what stands behind the verb."""
    for part in _COMMANDS.split(text):
        named = manager.search(part)
        found = verb.search(part, named.end()) if named else None
        if named and found:
            yield part[named.start() :], part[found.end() :]


def programs(image: str) -> frozenset[str] | None:
    """Those of the tracked programs that the image brings; ``None`` for an image that nobody knows.

    An image that is named by its digest alone may have any tag.
    """
    for tag, found in _by_path().get(known_as(image), ()):
        if tag is not None and is_of_any_tag(image):
            return None
        if tag is None or tag.search(reference(image).tag):
            return found
    return None


def known_as(image: str) -> str:
    """The repository path of an image; of distroless ones without the releases of the language and of Debian."""
    path = reference(image).path
    return _RELEASES.sub("", path) if path.startswith("distroless/") else path


def is_busybox(image: str) -> bool:
    """Whether the image's ``wget`` is certainly that of BusyBox."""
    from toybox_lint.deployment.health.tables import BUSYBOX

    found = reference(image)
    return programs(image) is not None and (found.path in BUSYBOX or "alpine" in found.tag)


@cache
def _by_path() -> dict[str, list[tuple[re.Pattern[str] | None, frozenset[str]]]]:
    from toybox_lint.deployment.health.tables import IMAGES, TRACKED

    found: dict[str, list[tuple[re.Pattern[str] | None, frozenset[str]]]] = {}
    for line in IMAGES.strip().splitlines():
        names, _, words = line.partition(" = ")
        head, _, tag = names.partition(":")
        for name in head.split():
            entry = (pattern(tag) if tag else None, TRACKED & set(words.split()))
            found.setdefault(name, []).append(entry)
    return found


def _may_add(inside: Container, program: str) -> bool:
    """Whether the Dockerfile may put ``program`` into the image."""
    from toybox_lint.deployment.health.tables import ALSO

    built = inside.built
    assert built is not None
    names = (program, *ALSO.get(program, ()))
    if any(any(name in run for name in names) or _is_opaque(run) or _unclear(run) for run in built.runs):
        return True
    return any(_copies(copy, names) for copy in built.copies)


def _is_opaque(run: str) -> bool:
    """Whether it runs something that may bring any program."""
    commands = [part for part in _SEPARATOR.split(run) if not _TOUCHING.match(part)]
    return bool(_OPAQUE.search("\n".join(commands)))


def _unclear(run: str) -> bool:
    """Whether packages are installed with what they recommend, which may be much, or by a variable's name."""
    from toybox_lint.deployment.health.tables import HARMLESS

    for whole, rest in _given(run, _APT, _INSTALL):
        words = [word for word in rest.split() if not word.startswith("-")]
        quiet = "--no-install-recommends" in whole
        if any("$" in word for word in words):
            return True
        if not quiet and any(not word.startswith("lib") and word not in HARMLESS for word in words):
            return True
    return "apk add" in run and "$" in run


def _copies(copy: Copy, names: tuple[str, ...]) -> bool:
    if not isinstance(copy.target, str):
        return True
    named = any(name in str(source.value) or name in copy.target for source in copy.sources for name in names)
    if named or _PROGRAM.fullmatch(copy.target) or not _covers(copy.target):
        return named
    return not all(_ALONE.fullmatch(str(source.value)) for source in copy.sources)


def _covers(target: str) -> bool:
    return bool(_PROGRAM_FOLDERS.fullmatch(target))
