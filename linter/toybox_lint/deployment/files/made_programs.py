"""What compilers leave behind in a stage of a Dockerfile, by their commands and manifests.

Sources: Cargo's manual ("Build cache", "Cargo targets"); ``go help build``; Mix's documentation of ``mix release``;
that of ``dotnet publish``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat

from toybox_lint.deployment.files import poms
from toybox_lint.deployment.files.absent_scripts import makes_nothing
from toybox_lint.deployment.files.outputs import Output
from toybox_lint.deployment.files.unversioned import git_ignores, templates
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.images.stages import Built, Copy
from toybox_lint.files import Files, is_in, lies_in, overlap, resolve
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
    r"go (?:mod (?:download|tidy|verify)|vet|env|version)\b|go test\b(?!.*\s-(?:c|o|\w*profile|outputdir)\b)"
    r"|dotnet (?:restore|test)\b|dotnet build\b(?!.*\s(?:-o|--output)\b)"
)
# Folders that nobody has but who builds something there.
_OF_OUTPUT = ("/out", "/build", "/dist", "/output", "/app", "/src")
_NAME = pattern(r"\bname[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"']")
# A program of Cargo's; what else lies there has an ending, or belongs to Cargo.
_OF_CARGO = pattern(r"target/(?:release|debug)/(?!(?:build|deps|examples|incremental|lib\w*)\Z)[\w-]+")
_OF_GRADLE = "ORG_GRADLE_PROJECT_"
_BY_VARIABLE = pattern(r"\bCARGO_|\bMIX_ENV=|\bORG_GRADLE_PROJECT_")
# The number of a version is no name of a program.
_MODULE = pattern(r"^module[ \t]+(?:\S*/)?((?!v\d+[ \t\r]*$)[\w.-]+)(?:/v\d+)?[ \t\r]*$", re.MULTILINE)
_WITH_MORE = ("-C", "-buildmode")
_APP = pattern(r"\bapp:\s*:(\w+)")
_NAMES = pattern(r"\breleases\b|default_release|\bapps_path\b|\bbuild_path\b|build_per_environment")
_OF_A_COMPILER = pattern(r"/target/|/build/libs/")
_WORKDIR = pattern(r"^[ \t]*WORKDIR\s", re.MULTILINE | re.IGNORECASE)
_FROM = pattern(r"^[ \t]*FROM\s", re.MULTILINE | re.IGNORECASE)
# By which Maven is told more, or a version is made of what git says.
_TOLD_TO_MAVEN = (".mvn/extensions.xml", ".mvn/maven.config")


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
    if not _is_in_one_folder(built) or any(map(_BY_VARIABLE.search, built.runs)):
        return None
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


def _is_in_one_folder(built: Built) -> bool:
    """Whether all commands are run in the last working folder, to which something is copied."""
    folder = built.folder
    if not isinstance(folder, str):
        return False
    if any(len(_WORKDIR.findall(each)) > 1 for each in _FROM.split(built.base.origin.file.text)):
        return False
    return any(lies_in(folder, posixpath.dirname(f"{copy.target}")) for copy in built.copies)


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
    below = posixpath.relpath(path, folder)
    if not _OF_CARGO.fullmatch(below) or "[workspace" in text or "target" in _config(stage):
        return None
    if any(name.startswith("CARGO_") for name in _variables(stage)):
        return None
    kind = "release" if "--release" in options or "-r" in options else "debug"
    places = [
        f"target/{kind}/{name}" for name in dict.fromkeys((*_NAME.findall(text), *_more_of_rust(stage)))
    ]
    return _unless(path, places, "cargo build", stage) if places else None


def _config(stage: Container) -> str:
    return "".join(_text(f".cargo/{name}", stage) for name in ("config.toml", "config"))


def _more_of_rust(stage: Container) -> Iterator[str]:
    """The programs in a folder of their own."""
    found = _entries(posixpath.join(str(stage.folder), "src/bin"), stage)
    yield from (each.removesuffix(".rs") for each in found)


def _entries(folder: str, stage: Container) -> Iterator[str]:
    """What the folders of the project have that are copied to ``folder``."""
    build = stage.service.build
    context = build.context if build and isinstance(build.context, str) else "/"
    for copy in _covering(folder, stage):
        for source in copy.sources:
            place = resolve(context, str(source.value).lstrip("/"))
            yield from stage.files.names(resolve(place, path_below(folder, str(copy.target)) or "."))


def _of_go(path: str, options: list[str], stage: Container) -> Output | None:
    """What ``-o`` names, or the last part of the module's name."""
    named = [after for word, after in pairwise(options) if word == "-o"]
    module = _MODULE.search(_text("go.mod", stage))
    if len(named) > 1 or any(word.startswith("-o") and word != "-o" for word in options):
        return None
    if any(word.startswith(_WITH_MORE) for word in options):
        return None
    if named and not named[0].endswith(("/", ".")):
        made = named[0]
    elif not named and module and all(word.startswith("-") or word == "." for word in options):
        made = module[1]
    else:
        return None
    out = posixpath.normpath(posixpath.join(str(stage.folder), made))
    folder = posixpath.dirname(path)
    name = posixpath.basename(path)
    own = folder in _OF_OUTPUT or (folder != "/" and lies_in(folder, str(stage.folder)))
    beside = folder == posixpath.dirname(out) and own and "." not in name and name != "vendor"
    alike = name == posixpath.basename(out) or beside
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
    usual = posixpath.basename(path) in ("out", "publish", "app")
    return _unless(path, [out], "dotnet publish", stage) if usual else None


def _of_maven(path: str, options: list[str], stage: Container) -> Output | None:
    """``target/NAME-VERSION.jar``, or what ``finalName`` is."""
    if any(_text(each, stage) for each in _TOLD_TO_MAVEN):
        return None
    made = poms.archive(path, str(stage.folder), options, _text("pom.xml", stage))
    return None if made is None else _unless(path, [made], "Maven", stage)


def _of_gradle(path: str, options: list[str], stage: Container) -> Output | None:
    """``build/libs/NAME-VERSION.jar``."""
    from toybox_lint.deployment.files.made_by_gradle import archive

    names = [f"{name}{ending}" for name in ("build", "settings") for ending in (".gradle", ".gradle.kts")]
    told = (*_variables(stage), *(stage.built.arguments if stage.built else ()))
    folder = posixpath.join(str(stage.folder), "buildSrc")
    if any(name.startswith(_OF_GRADLE) for name in told) or any(_entries(folder, stage)):
        return None
    if not all(_is_certain(name, stage) for name in (*names, "gradle.properties")):
        return None
    build, settings = (
        "".join(_text(each, stage) for each in names[:2]),
        "".join(_text(each, stage) for each in names[2:]),
    )
    made = archive(path, str(stage.folder), options, build, settings, _text("gradle.properties", stage))
    return None if made is None else _unless(path, [made], "Gradle", stage)


def _unless(path: str, made: list[str], tool: str, stage: Container) -> Output | None:
    """What is made, unless the path may be there all the same."""
    folder = str(stage.folder)
    if lies_in(folder, path) or any(overlap(path, resolve(folder, each)) for each in made):
        return None
    if content_at(stage, path) is not None:
        return None
    if not all(map(_is_shown, _covering(path, stage), repeat(stage))):
        return None
    below = posixpath.relpath(path, folder)
    build = stage.service.build
    context = build.context if build and isinstance(build.context, str) else None
    if context is None:
        return None
    place = resolve(context, below)
    known = posixpath.basename(path) in stage.files.names(posixpath.dirname(place))
    return None if known or _may_come(place, stage.files) else Output(tool, tuple(made))


def _may_come(place: str, files: Files) -> bool:
    """Whether it is made from a template, or git ignores it where it is no place of a compiler's."""
    return any(templates(place, files)) or (not _OF_A_COMPILER.search(place) and git_ignores(place, files))


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


def _is_certain(name: str, stage: Container) -> bool:
    """Whether the text of a file in the working folder is known, or that nothing puts one there."""
    path = stage.path(name)
    return path is not None and isinstance(content_at(stage, path), (SourceFile, type(None)))


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
    (("mvn",), _of_maven, False),
    (("gradle",), _of_gradle, False),
    (("./gradlew",), _of_gradle, False),
)
