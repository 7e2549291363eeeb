"""Programs that a stage of a Dockerfile makes for the C library of Debian, and that start in an image without it.

Sources: the Dockerfiles of golang and rust (Debian's bring gcc, with which Go compiles in C's resolver of names, and so
links against the C library, unless ``CGO_ENABLED=0``; Rust's target is ``*-linux-gnu``); Alpine's libc is musl, and
scratch and distroless/static have none: *exec /app: no such file or directory*, although the file is there, as its
loader is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.files.start_flaws import PATH, Flaw, Unstartable
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.container import Container, dockerfile, stage_of
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile

_WITHOUT_IT = frozenset({"alpine", "scratch", "distroless/static"})
# What makes a program that needs no C library or another one, or brings the library along.
_SAVING = pattern(
    r"CGO_ENABLED(?!=1)|-static\b|crt-static|extld|netgo|musl|ARCH|compat|glibc|ld-linux|--target|linkmode|\bzig\b"
    r"|\.a\b|\bmake\b|cross|RUSTFLAGS|CARGO_"
)
_OF_GO, _OUTPUT = pattern(r"\bgo build\b([^;&|\n]*+)"), pattern(r"\s-o[ =]?(\S+)")
_OF_RUST = pattern(r"\bcargo build\b")
_RELEASE = pattern(r"(?:.*/)?target/(?:release|debug)/[^/*?]+")
_HELP = {
    "golang": "build it with CGO_ENABLED=0, or in an image of Alpine",
    "rust": "build it in an image of Alpine, or start it in one of Debian or distroless/cc",
}


def of_libc(member: Member, step: Step) -> Unstartable | None:
    """The program that is started, where its image has no loader for it."""
    inside, base = step.inside, step.inside.base
    name = step.words[0].value
    if base is None or not isinstance(base.value, str) or not any(each in base.value for each in _WITHOUT_IT):
        return None
    from toybox_lint.deployment.health.tools import known_as

    if inside.built is None or not isinstance(name, str) or not member.listening.listeners:
        return None
    if known_as(base.value) not in _WITHOUT_IT:
        return None
    made = next(filter(None, (_made(inside, path) for path in _places(inside, name))), None)
    file = dockerfile(inside.service.build, inside.files) if inside.service.build else None
    if made is None or file is None or _SAVING.search(file.value) or _brings_libraries(inside):
        return None
    origin, shown = step.words[0].origin, base.value if base.origin.exact else "its image"
    said = (made, shown, _HELP[made])
    return Unstartable(member, Flaw.OTHER_LIBC, posixpath.basename(name), origin, said, origin)


def _places(inside: Container, name: str) -> Iterator[str]:
    if "/" not in name:
        yield from (f"{folder}/{name}" for folder in PATH)
    elif path := inside.path(name):
        yield path


def _made(inside: Container, path: str) -> str | None:
    """The language of the program, if one copied from a stage stands there."""
    if inside.built is None or mount_over(inside.service.mounts, path):
        return None
    for copy in reversed(inside.built.copies):
        source = _source(copy, path)
        if source is not None:
            stage = stage_of(inside, copy.stage) if copy.stage is not None else None
            return None if stage is None else _language(stage, source)
    return None


def _source(copy: Copy, path: str) -> str | None:
    """What the copy puts there, if it is one file by its name; ``""`` where it may be another."""
    if not isinstance(copy.target, str):
        return ""
    for source in copy.sources:
        text = source.value
        if not isinstance(text, str) or "*" in text:
            return ""
        name = posixpath.basename(text.rstrip("/"))
        if path in (copy.target, f"{copy.target.rstrip('/')}/{name}"):
            return text
    return None


def _language(stage: Container, source: str) -> str | None:
    """Go or Rust, where Debian's image of it certainly makes the program."""
    base, built = stage.base, stage.built
    if base is None or built is None or not isinstance(base.value, str):
        return None
    image, runs = reference(base.value), "\n".join(built.runs)
    if "alpine" in image.tag or any(_SAVING.search(name) for name in built.variables):
        return None
    name = posixpath.basename(source)
    if image.path == "golang":
        outputs = (_OUTPUT.search(found[1]) for found in _OF_GO.finditer(runs))
        made = [posixpath.basename(found[1].strip("\"'")) for found in outputs if found]
        return image.path if made == [name] else None
    if image.path == "rust" and _RELEASE.fullmatch(source) and _OF_RUST.search(runs) and not _is_set(stage):
        return image.path
    return None


def _is_set(stage: Container) -> bool:
    """Whether a file of the host may tell Cargo another target."""
    context = stage.service.build.context if stage.service.build else None
    if not isinstance(context, str):
        return True
    places = (f".cargo/{name}" for name in ("config.toml", "config"))
    return any(isinstance(stage.files.read(resolve(context, place)), SourceFile) for place in places)


def _brings_libraries(inside: Container) -> bool:
    built = inside.built
    targets = [copy.target for copy in built.copies] if built else []
    mounts = [mount.target for mount in inside.service.mounts]
    return any(
        not isinstance(each, str) or each == "/" or each.startswith("/lib") for each in (*targets, *mounts)
    )
