"""What compilers leave behind in a stage of a Dockerfile, by their commands and manifests.

Sources: Cargo's manual ("Build cache", "Cargo targets"); ``go help build``; Mix's documentation of ``mix release``;
that of ``dotnet publish``; Maven's of ``finalName``, which is ``${artifactId}-${version}`` by default.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat

from toybox_lint.deployment.files.absent_scripts import makes_nothing
from toybox_lint.deployment.files.outputs import Output
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.images.stages import Built, Copy
from toybox_lint.files import is_in, lies_in, overlap, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.typed import TypeAlias

_Finder: TypeAlias = "Callable[[str, list[str], Container], Output | None]"

_COMMANDS = pattern(r"&&|\|\||;|\n")
_CONTINUED = "\\\n"
# By which a file may get its place otherwise.
_PUTTING = pattern(r"\b(?:mv|cp|ln|install|rsync|upx|tar|unzip|make|cd|sh|bash|just|task)\s|\$|>")
_MAKES_NOTHING = pattern(
    r"go (?:mod|vet|test|env|version)\b|dotnet (?:restore|test)\b|dotnet build\b(?!.*\s(?:-o|--output)\b)"
)
# Folders that nobody has but who builds something there.
_OF_OUTPUT = ("/out", "/build", "/dist", "/output", "/app", "/src")
_NAME = pattern(r"^[ \t]*name[ \t]*=[ \t]*\"([^\"\n]+)\"", re.MULTILINE)
_MODULE = pattern(r"^module[ \t]+(?:\S*/)?([\w.-]+)[ \t\r]*$", re.MULTILINE)
_APP = pattern(r"\bapp:\s*:(\w+)")
_NAMES = pattern(r"\breleases\b|\bapps_path\b|\bbuild_path\b|build_per_environment")
_ARTIFACT = pattern(r"<artifactId>\s*([\w.-]+)\s*</artifactId>")
_VERSION = pattern(r"<version>\s*([\w.-]+)\s*</version>")
_FINAL = pattern(r"<finalName>\s*([\w.-]+)\s*</finalName>")
_PART = pattern(r"<(parent|dependencies|dependencyManagement|build|profiles|properties|reporting)>")
_MOVED_BY_MAVEN = pattern(
    r"classifier|shade|assembly|outputDirectory|<modules>|<profiles>|native|quarkus|jib"
)


def made_programs(path: str, stage: Container) -> Output | None:
    """What a compiler makes in place of ``path``, which is to be copied from a stage; ``None`` if it may be there."""
    built = stage.built
    if built is None or not isinstance(stage.folder, str) or any(char in path for char in "*?[$"):
        return None
    compiler = _compiler(built)
    return compiler[0](path, compiler[1], stage) if compiler else None


@remembered
def _compiler(built: Built) -> tuple[_Finder, list[str]] | None:
    """What the one command of a compiler in a stage makes, and its words; ``None`` where others may make it, too."""
    commands = [
        _bare(each.split()) for run in built.runs for each in _COMMANDS.split(run.replace(_CONTINUED, " "))
    ]
    if any(_PUTTING.search(" ".join(words) + " ") for words in commands):
        return None
    for wanted, find, narrow in _FINDERS:
        found = [each for each in commands if tuple(each[: len(wanted)]) == wanted]
        if len(found) == 1:
            others = (" ".join(each) for each in commands if each and each is not found[0])
            harmless = narrow or all(_MAKES_NOTHING.match(each) or makes_nothing(each) for each in others)
            return (find, found[0][len(wanted) :]) if harmless else None
    return None


def _bare(words: list[str]) -> list[str]:
    """A command without the variables, and the mounts of its build, in front of it."""
    at = next((number for number, word in enumerate(words) if not _is_before(word)), len(words))
    return words[at:]


def _is_before(word: str) -> bool:
    return word.startswith("--mount") or ("=" in word and word.partition("=")[0].isupper())


def _of_cargo(path: str, options: list[str], stage: Container) -> Output | None:
    """``target/release/NAME`` of the one package."""
    if any(
        word not in ("--release", "-r", "--locked", "--frozen", "--offline", "--verbose") for word in options
    ):
        return None
    text, folder = _text("Cargo.toml", stage), str(stage.folder)
    if "[workspace" in text or "target-dir" in text or "CARGO_TARGET_DIR" in _variables(stage):
        return None
    kind = "release" if "--release" in options or "-r" in options else "debug"
    places = [
        f"target/{kind}/{name}" for name in dict.fromkeys((*_NAME.findall(text), *_more_of_rust(stage)))
    ]
    below = posixpath.relpath(path, folder)
    return _unless(path, places, "cargo build", stage) if places and below.startswith("target/") else None


def _more_of_rust(stage: Container) -> Iterator[str]:
    build = stage.service.build
    if build and isinstance(build.context, str):
        yield from (each.removesuffix(".rs") for each in stage.files.names(resolve(build.context, "src/bin")))


def _of_go(path: str, options: list[str], stage: Container) -> Output | None:
    """What ``-o`` names, or the last part of the module's name."""
    named = [after for word, after in pairwise(options) if word == "-o"]
    module = _MODULE.search(_text("go.mod", stage))
    if len(named) > 1 or any(word.startswith("-o") and word != "-o" for word in options):
        return None
    if named and not named[0].endswith(("/", ".")):
        made = named[0]
    elif not named and module and not [word for word in options if "/" in word or word.endswith("...")]:
        made = module[1]
    else:
        return None
    out = posixpath.normpath(posixpath.join(str(stage.folder), made))
    folder = posixpath.dirname(path)
    beside = folder == posixpath.dirname(out) and (folder in _OF_OUTPUT or lies_in(folder, str(stage.folder)))
    alike = posixpath.basename(path) == posixpath.basename(out) or beside
    return _unless(path, [out], "go build", stage) if alike else None


def _of_mix(path: str, options: list[str], stage: Container) -> Output | None:
    """``_build/prod/rel/NAME`` of the one application."""
    text = _text("mix.exs", stage)
    app, stages = _APP.search(text), _variables(stage).get("MIX_ENV")
    below = posixpath.relpath(path, str(stage.folder))
    if options or app is None or stages is None or _NAMES.search(text) or "/rel/" not in below:
        return None
    return _unless(path, [f"_build/{stages}/rel/{app[1]}"], "mix release", stage)


def _of_dotnet(path: str, options: list[str], stage: Container) -> Output | None:
    """What ``-o`` names."""
    named = [after for word, after in pairwise(options) if word in ("-o", "--output")]
    if len(named) != 1:
        return None
    out = posixpath.normpath(posixpath.join(str(stage.folder), named[0]))
    usual = posixpath.basename(path) in ("out", "publish", "app", "build", "dist")
    return _unless(path, [out], "dotnet publish", stage) if usual else None


def _of_maven(path: str, options: list[str], stage: Container) -> Output | None:
    """``target/NAME-VERSION.jar``, or what ``finalName`` is."""
    text = _text("pom.xml", stage)
    below = posixpath.relpath(path, str(stage.folder))
    if not below.startswith("target/") or not below.endswith(".jar") or _MOVED_BY_MAVEN.search(text):
        return None
    if any(word.startswith("-D") and not word.startswith("-Dskip") for word in options) or "-f" in options:
        return None
    own, final = _without_parts(text), _FINAL.findall(text)
    artifact, version = _ARTIFACT.search(own), _VERSION.search(own)
    if len(final) > 1 or "<packaging>" in own or (text.count("<finalName>") != len(final)):
        return None
    if not final and (artifact is None or version is None):
        return None
    name = final[0] if final else f"{artifact[1]}-{version[1]}" if artifact and version else ""
    return _unless(path, [f"target/{name}.jar"], "Maven", stage)


def _without_parts(pom: str) -> str:
    """What a project says of itself, and not of its parent or of others."""
    kept, at, endless = "", 0, set[str]()
    for opened in _PART.finditer(pom):
        if opened.start() < at or opened[1] in endless:
            continue
        end = pom.find(f"</{opened[1]}>", opened.end())
        if end < 0:
            endless.add(opened[1])
            continue
        kept, at = kept + pom[at : opened.start()], end + len(f"</{opened[1]}>")
    return kept + pom[at:]


def _unless(path: str, made: list[str], tool: str, stage: Container) -> Output | None:
    """What is made, unless the path may be there all the same."""
    folder = str(stage.folder)
    if any(overlap(path, resolve(folder, each)) for each in made) or content_at(stage, path) is not None:
        return None
    if not all(map(_is_shown, _covering(path, stage), repeat(stage))):
        return None
    below = posixpath.relpath(path, folder)
    build = stage.service.build
    context = build.context if build and isinstance(build.context, str) else None
    names = stage.files.names(posixpath.dirname(resolve(context or "/", below))) if context else ()
    return None if posixpath.basename(path) in names else Output(tool, tuple(made))


def _covering(path: str, stage: Container) -> list[Copy]:
    """What is copied into a folder around a path."""
    copies = stage.built.copies if stage.built else []
    return [each for each in copies if path_below(path, str(each.target)) is not None]


def _is_shown(copy: Copy, stage: Container) -> bool:
    """Whether all that it copies is in the project."""
    build = stage.service.build
    if copy.stage or build is None or not isinstance(build.context, str):
        return False
    places = [resolve(build.context, str(source.value).lstrip("/")) for source in copy.sources]
    files = stage.files
    return all(
        files.is_directory(place) or is_in(posixpath.basename(place), posixpath.dirname(place), files)
        for place in places
    )


def _text(name: str, stage: Container) -> str:
    path = stage.path(name)
    found = content_at(stage, path) if path else None
    return found.text if isinstance(found, SourceFile) else ""


def _variables(stage: Container) -> dict[str, str]:
    given = stage.built.variables if stage.built else {}
    return {name: str(value.value) for name, value in given.items()}


# What a command begins with, what its words mean, and whether its own folder tells what it has made.
_FINDERS: tuple[tuple[tuple[str, ...], _Finder, bool], ...] = (
    (("cargo", "build"), _of_cargo, True),
    (("go", "build"), _of_go, False),
    (("mix", "release"), _of_mix, True),
    (("mix", "do", "deps.get,", "release"), _of_mix, True),
    (("dotnet", "publish"), _of_dotnet, False),
    (("mvn",), _of_maven, True),
)
