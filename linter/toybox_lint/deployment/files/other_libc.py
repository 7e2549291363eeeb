"""Programs that a stage of a Dockerfile makes for the C library of Debian, and that start in an image without it.

Sources: the Dockerfiles of golang and rust (Debian's bring gcc, with which Go compiles in C's resolver of names, and so
links against the C library, unless ``CGO_ENABLED=0``; Rust's target is ``*-linux-gnu``); Alpine's libc is musl, and
scratch and distroless/static have none: *exec /app: no such file or directory*, although the file is there, as its
loader is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.start_flaws import PATH, Flaw, Unstartable
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.container import Container, dockerfile, stage_of
from toybox_lint.deployment.listening.images.contents import content_at, mount_over, path_below
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.listening.images.well_known import is_of_any_tag, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile

_WITHOUT_IT = frozenset({"alpine", "scratch", "distroless/static"})
# What makes a program that needs no C library or another one, or brings the library along.
_SAVING = pattern(
    r"CGO_ENABLED(?!=1)|-static\b|crt-static|extld|netgo|musl|ARCH|compat|glibc|ld-linux|--target|linkmode|\bzig\b"
    r"|\.a\b|\bmake\b|cross|RUSTFLAGS|CARGO_|GOFLAGS|GOENV|buildmode|GOOS=(?!linux)|\bCC="
)
# What a stage runs beside what makes nothing: the two compilers, without anything that a variable says to them.
_MAKING = pattern(
    r"(?:[A-Z_0-9]+=\S*\s+)*(?:go\s+(?:build|mod|get|generate|vet|test|version|install)"
    r"|cargo\s+(?:build|chef|install|fetch|vendor)|cd|touch)\b(?:(?!--config)[^$`<>])*"
    r"|(?:echo|printf)\s[^$`<>]*>\s*\S+\.(?:rs|go)"
)
_VALUES = pattern(r"-X[ =][\"']?[^\s\"']*")
_REMOVING = pattern(r"\b(?:remove|purge|autoremove)\b")
# Where the two compilers look for settings of theirs.
_SETTINGS = ("/root/.config/go/env", "/usr/local/cargo/config.toml", "/usr/local/cargo/config")
_OF_CARGO, _OF_RUSTUP = (".cargo/config.toml", ".cargo/config"), ("rust-toolchain.toml", "rust-toolchain")
# What the sources of a program say of how it is linked: build scripts and manifests of Rust, and lines of cgo.
_LINKING = pattern(
    r"(?<!\w)-static\b|(?<!\w)-static-pie|crt-static|\bmusl\b|rustflags|forced-target|no_main|nostartfiles"
    r"|kind\s*=\s*\"static\""
)
# Packages of Go's own that are linked with it, and those of others, which may import them.
_BY_C = pattern(r"\"(?:net(?:/[\w/]+)?|os/user|plugin|C|[\w-]+\.[\w.-]+/[^\"\s]+)\"")
_OF_LANGUAGE = {"golang": (".go",), "rust": (".toml", ".rs")}
# Folders above one another in which a compiler's settings are looked for.
_DEEPEST = 30
_INSTALLING = pattern(r"\bapk\b|LD_")
_OF_GO, _OUTPUT = pattern(r"\bgo[ \t]+build\b"), pattern(r"(?<!\S)-o[ =]?(\S+)")
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

    if known_as(base.value) not in _WITHOUT_IT:
        return None
    if inside.built is None or not isinstance(name, str) or not member.listening.listeners:
        return None
    made = next(filter(None, (_made(inside, path) for path in _places(inside, name))), None)
    file = dockerfile(inside.service.build, inside.files) if inside.service.build else None
    if made is None or file is None or _SAVING.search(file.value) or _brings_libraries(inside):
        return None
    if any(_SAVING.search(text) or _INSTALLING.search(text) for text in step.before):
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
        source = _source(copy, path, inside)
        if source is not None:
            stage = stage_of(inside, copy.stage) if copy.stage is not None else None
            return None if stage is None else _language(stage, source)
    return None


def _is_of_folder(copy: Copy, inside: Container) -> bool:
    """Whether it may bring several files, and the program among them."""
    context = inside.service.build.context if inside.service.build else None
    if copy.stage is not None or not isinstance(context, str):
        return True
    return any(
        inside.files.is_directory(resolve(context, str(each.value).lstrip("/"))) for each in copy.sources
    )


def _source(copy: Copy, path: str, inside: Container) -> str | None:
    """What the copy puts there, if it is one file by its name; ``""`` where it may be another."""
    if not isinstance(copy.target, str):
        return ""
    for source in copy.sources:
        text = source.value
        if not isinstance(text, str) or "*" in text:
            return ""
        name = posixpath.basename(text.rstrip("/"))
        if path in (copy.target, f"{copy.target.rstrip('/')}/{name}"):
            return posixpath.join("/", text)
    return "" if path_below(path, copy.target) and _is_of_folder(copy, inside) else None


def _language(stage: Container, source: str) -> str | None:
    """Go or Rust, where Debian's image of it certainly makes the program."""
    base, built = stage.base, stage.built
    if base is None or built is None or not isinstance(base.value, str):
        return None
    image, runs, folder = reference(base.value), "\n".join(built.runs), stage.folder
    named = "alpine" in image.tag or is_of_any_tag(base.value) or not isinstance(folder, str)
    if named or any(_SAVING.search(each) for each in built.variables):
        return None
    if not all(map(_is_plain, built.runs)) or any(_is_told(stage, each) for each in _settings(stage)):
        return None
    if image.path == "golang":
        builds = filter(_OF_GO.search, commands(runs))
        made = [stage.path(name.strip("\"'")) for each in builds for name in _OUTPUT.findall(each)]
        found = made == [source] and not source.endswith("/")
    elif image.path == "rust":
        found = _RELEASE.fullmatch(source) is not None and _OF_RUST.search(runs) is not None
        found = found and source.startswith(posixpath.join(str(folder), "target/"))
    else:
        return None
    return image.path if found and not _is_linked_otherwise(stage, image.path) else None


def _is_linked_otherwise(stage: Container, language: str) -> bool:
    """Whether its sources say something of how it is linked, or are too many to be read."""
    from toybox_lint.deployment.listening.sources.compiled import sources_from_host

    found = [sources_from_host(stage, ending) for ending in _OF_LANGUAGE[language]]
    if any(each is None or any(_links(file.text) for _, file in each) for each in found):
        return True
    texts = [file.text for each in found for _, file in each or ()]
    return language == "golang" and bool(texts) and not any(map(_BY_C.search, texts))


@remembered
def _links(text: str) -> bool:
    """Whether a text says something of how it is linked."""
    return bool(_LINKING.search(text))


def _is_plain(run: str) -> bool:
    """Whether nothing but the compilers makes something there, and they are told nothing by variables."""
    return all(
        _MAKING.fullmatch(each) or (makes_nothing(each) and not _REMOVING.search(each))
        for each in commands(_VALUES.sub("", run))
    )


def _is_told(stage: Container, path: str) -> bool:
    """Whether a file of settings is there, or one for rustup that names another target."""
    found = content_at(stage, path)
    if isinstance(found, SourceFile) and posixpath.basename(path) in _OF_RUSTUP:
        return "musl" in found.text
    return found is not None


def _settings(stage: Container) -> Iterator[str]:
    """Files that may tell the compilers of another target, or to link otherwise."""
    yield from _SETTINGS
    folder, below = stage.folder if isinstance(stage.folder, str) else "/", ""
    for _ in range(_DEEPEST):
        if folder == below:
            return
        yield from (posixpath.join(folder, name) for name in (*_OF_CARGO, *_OF_RUSTUP))
        folder, below = posixpath.dirname(folder), folder


def _brings_libraries(inside: Container) -> bool:
    """Whether libraries may come into the image beside the program."""
    built = inside.built
    if built is None or not all(makes_nothing(run) and "$" not in run for run in built.runs):
        return True
    targets = [copy.target for copy in built.copies]
    mounts = [mount.target for mount in inside.service.mounts]
    return any(
        not isinstance(each, str) or each == "/" or each.startswith("/lib") for each in (*targets, *mounts)
    )
