"""Assemblies of .NET that a container starts, and that the projects of its build do not make.

Source: .NET's documentation of ``dotnet publish`` and ``AssemblyName``, which is the name of the project's file where
the project names none; on Linux its case counts.
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.poms import without_comments
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable, instead
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container, stage_of
from toybox_lint.deployment.listening.images.contents import mount_over, path_below
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.suggest import is_slip_in_a_word

_ENDING = ".dll"
_PROJECT = pattern(r".+\.(?:cs|fs|vb)proj")
_ASSEMBLY = pattern(r"<AssemblyName>([^<]*+)</AssemblyName>")
# By which a project, or what a build is told, gives assemblies other names than those that stand there.
_NAMING = pattern(r"<AssemblyName\b|TargetName|<Import\b|<Target\b", re.IGNORECASE)
_TOLD = pattern(r"AssemblyName|TargetName", re.IGNORECASE)
# Files that count for all projects below them.
_FOR_ALL = ("Directory.Build.props", "Directory.Build.targets")
_MAKING = pattern(r"dotnet\s+(?:publish|build)\b(.*)", re.DOTALL)
# What else a stage may run without giving an assembly another name, or making another project.
_BESIDE = pattern(
    r"dotnet\s+(?:restore|build|publish|test|clean|workload|nuget|tool)\b.*|(?:npm|pnpm|yarn|npx|cd)\s.*",
    re.DOTALL,
)
_SKIPPED = frozenset(("node_modules", "bin", "obj"))
_FILE = pattern(
    r".+\.(?:cs|css|csv|cshtml|html|js|json|md|png|razor|resx|sln|slnx|sql|svg|ts|tsx|txt|xml|ya?ml)"
)
# By which there are projects, or assemblies, that the files do not show, or other words for the compiler.
_MORE = pattern(r"\.gitmodules|.*\.(?:dll|rsp)", re.IGNORECASE)
# What is fetched or unpacked.
_FETCHED = pattern(r"://|^git@|\.(?:tar|tgz|zip)\b")
_OF_DOTNET = "dotnet/"
_FAR, _MOST = 6, 400


def absent_assembly(member: Member, step: Step) -> Unstartable | None:
    """What ``dotnet`` is to start, where a project of nearly that name, or the one that is published, makes another."""
    words, inside = step.words, step.inside
    name = words[1].value if len(words) > 1 and program_name(words) == "dotnet" else None
    if not isinstance(name, str) or not name.endswith(_ENDING) or step.before:
        return None
    path = inside.path(name)
    stage = _publishing(inside, path) if path else None
    build, made = inside.service.build, _made(stage) if stage else []
    if not made or build is None or build.contexts or not isinstance(build.context, str):
        return None
    known = _assemblies(build.context, inside.files)
    meant = posixpath.basename(name).removesuffix(_ENDING)
    if not known or meant in known.values():
        return None
    others = tuple(f"{each}{_ENDING}" for each in _meant(meant, made, known, inside.files))
    if not others:
        return None
    edits = instead(words[1], tuple(posixpath.join(posixpath.dirname(name), each) for each in others))
    return Unstartable(member, Flaw.MISNAMED, name, words[1].origin, others, words[1].origin, edits)


def _publishing(inside: Container, path: str) -> Container | None:
    """The one stage from which the folder of ``path`` is copied as it is, where nothing else brings files there."""
    built = inside.built
    if built is None or mount_over(inside.service.mounts, path) or not all(map(makes_nothing, built.runs)):
        return None
    if not _is_of_dotnet(inside) or not all(isinstance(each.target, str) for each in built.copies):
        return None
    folder = posixpath.dirname(path)
    around = [each for each in built.copies if path_below(path, str(each.target)) is not None]
    if len(around) != 1 or around[0].stage is None or posixpath.normpath(str(around[0].target)) != folder:
        return None
    stage = stage_of(inside, around[0].stage)
    return stage if stage is not None and _is_shown(stage) else None


def _is_of_dotnet(inside: Container) -> bool:
    """Whether it rests on an image of .NET's own, which has no projects and no assemblies to start."""
    base = inside.base.value if inside.base else None
    return isinstance(base, str) and reference(base).path.startswith(_OF_DOTNET)


def _is_shown(stage: Container) -> bool:
    """Whether all that a stage compiles is in the project, under the names that it has there."""
    built = stage.built
    if built is None or not _is_of_dotnet(stage):
        return False
    told = (*built.variables, *built.arguments)
    return not any(map(_TOLD.search, told)) and all(map(_is_as_it_is, built.copies))


def _is_as_it_is(copy: Copy) -> bool:
    target = str(copy.target)
    renamed = _PROJECT.fullmatch(target) and posixpath.basename(target) != posixpath.basename(
        str(copy.sources[0].value)
    )
    fetched = any(_FETCHED.search(str(each.value)) for each in copy.sources)
    return not (copy.stage or copy.heredocs or renamed or fetched)


def _made(stage: Container) -> list[str]:
    """What follows the commands that make assemblies in a stage; nothing where others may make some, or name them."""
    told = [each for run in stage.built.runs for each in commands(run)] if stage.built else []
    if any(_TOLD.search(each) or not (_BESIDE.fullmatch(each) or makes_nothing(each)) for each in told):
        return []
    return [match[1] for match in map(_MAKING.fullmatch, told) if match is not None]


def _meant(name: str, made: list[str], known: dict[str, str], files: Files) -> tuple[str, ...]:
    """The assemblies of the one project that the compiler is told each time, or of those of nearly that name."""
    told = [{posixpath.basename(word.strip("\"'")) for word in words.split()} for words in made]
    named = [path for path in known if all(posixpath.basename(path) in words for words in told)]
    if len(named) == 1:
        project = files.read(named[0])
        # A package may have an assembly to start, too.
        return () if isinstance(project, SourceFile) and f'"{name}"' in project.text else (known[named[0]],)
    named = [path for path in known if _is_nearly(name, known[path]) or _is_nearly(name, _stem(path))]
    return tuple(dict.fromkeys(known[path] for path in named))


def _is_nearly(name: str, other: str) -> bool:
    """Whether both have the same letters, in whatever case and with whatever dots between, but for a slip."""
    return _letters(name) == _letters(other) or is_slip_in_a_word(name, other)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


@remembered
def _known(_: Files) -> dict[str, dict[str, str] | None]:
    """What was found below the folders that have been asked for."""
    return {}


def _assemblies(context: str, files: Files) -> dict[str, str] | None:
    """The assemblies of the projects below a folder, by their files; ``None`` where one may be called otherwise."""
    known = _known(files)
    if context not in known:
        known[context] = _read(context, files)
    return known[context]


def _read(context: str, files: Files) -> dict[str, str] | None:
    found: dict[str, str] = {}
    paths = _projects(context, files)
    for path in paths or ():
        file = files.read(path)
        text = without_comments(file.text) if isinstance(file, SourceFile) else None
        names = _ASSEMBLY.findall(text) if text is not None else []
        given = len(_NAMING.findall(text)) if text is not None else 1
        if posixpath.basename(path) in _FOR_ALL:
            if given:
                return None
        elif given != len(names) or len(names) > 1 or any("$" in each or "&" in each for each in names):
            return None
        else:
            found[path] = names[0].strip() if names else _stem(path)
    return None if paths is None else found


def _projects(context: str, files: Files) -> list[str] | None:
    """The files of projects below a folder, and those for all of them; ``None`` where there may be more."""
    folders, found = [(context, 0)], list[str]()
    for folder, depth in folders:
        for entry in files.names(folder):
            path = f"{folder}/{entry}"
            if _MORE.fullmatch(entry):
                return None
            if _PROJECT.fullmatch(entry) or entry in _FOR_ALL:
                found.append(path)
            elif not (_FILE.fullmatch(entry) or entry.startswith(".") or entry in _SKIPPED):
                if not files.is_directory(path):
                    continue
                if depth >= _FAR or len(folders) >= _MOST:
                    return None
                folders.append((path, depth + 1))
    return found
