"""Assemblies of .NET that a container starts, and that the projects of its build do not make.

Source: .NET's documentation of ``dotnet publish`` and ``AssemblyName``, which is the name of the project's file where
the project names none; on Linux its case counts.
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable, instead
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container, stage_of
from toybox_lint.deployment.listening.images.contents import mount_over, path_below
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.suggest import nearest

_ENDING = ".dll"
_PROJECT = pattern(r".+\.(?:cs|fs|vb)proj")
_ASSEMBLY = pattern(r"<AssemblyName>([^<]*+)</AssemblyName>")
_NAMING = "AssemblyName"
# Files that count for all projects below them.
_FOR_ALL = ("Directory.Build.props", "Directory.Build.targets")
_MAKING = pattern(r"dotnet\s+(?:publish|build)\b(.*)", re.DOTALL)
# What else a stage may run without giving an assembly another name, or making another project.
_BESIDE = pattern(
    r"dotnet\s+(?:restore|build|publish|test|clean|workload|nuget|tool)\b.*|(?:npm|pnpm|yarn|npx|cd)\s.*",
    re.DOTALL,
)
_SKIPPED = frozenset(("node_modules", "bin", "obj", "packages"))
_FILE = pattern(
    r".+\.(?:cs|css|csv|cshtml|html|js|json|md|png|razor|resx|sln|slnx|sql|svg|ts|tsx|txt|xml|ya?ml)"
)
_MODULES = ".gitmodules"
_FAR, _MOST = 6, 400


def absent_assembly(member: Member, step: Step) -> Unstartable | None:
    """What ``dotnet`` is to start, where the stage that publishes it has projects of other names alone."""
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
    found = _meant(meant, made, known)
    others = tuple(f"{each}{_ENDING}" for each in found)
    edits = instead(words[1], tuple(posixpath.join(posixpath.dirname(name), each) for each in others))
    return Unstartable(member, Flaw.MISNAMED, name, words[1].origin, others, words[1].origin, edits)


def _publishing(inside: Container, path: str) -> Container | None:
    """The one stage from which the folder of ``path`` is copied as it is, where nothing else brings files there."""
    built = inside.built
    if built is None or mount_over(inside.service.mounts, path) or not all(map(makes_nothing, built.runs)):
        return None
    folder = posixpath.dirname(path)
    around = [each for each in built.copies if path_below(path, str(each.target)) is not None]
    if len(around) != 1 or around[0].stage is None or posixpath.normpath(str(around[0].target)) != folder:
        return None
    return stage_of(inside, around[0].stage)


def _made(stage: Container) -> list[str]:
    """What follows the commands that make assemblies in a stage; nothing where others may make some, or name them."""
    told = [each for run in stage.built.runs for each in commands(run)] if stage.built else []
    if any(_NAMING in each or not (_BESIDE.fullmatch(each) or makes_nothing(each)) for each in told):
        return []
    return [match[1] for match in map(_MAKING.fullmatch, told) if match is not None]


def _meant(name: str, made: list[str], known: dict[str, str]) -> tuple[str, ...]:
    """The assembly of the one project that is named to the compiler, or those of nearly that name, or all."""
    named = {
        project for words in made for word in words.split() if (project := posixpath.basename(word)) in known
    }
    if len(named) == 1:
        return (known[named.pop()],)
    every = tuple(dict.fromkeys(known.values()))
    return nearest(name, every) or every


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
    paths = None if _MODULES in files.names(context) else _projects(context, files)
    for path in paths or ():
        file = files.read(path)
        text = file.text if isinstance(file, SourceFile) else None
        project = posixpath.basename(path)
        if text is None or (project in _FOR_ALL and _NAMING in text):
            return None
        if project not in _FOR_ALL:
            names = _ASSEMBLY.findall(text)
            if (
                len(names) > 1
                or len(names) != text.count(f"<{_NAMING}")
                or any("$" in each for each in names)
            ):
                return None
            found[project] = names[0].strip() if names else posixpath.splitext(project)[0]
    return None if paths is None else found


def _projects(context: str, files: Files) -> list[str] | None:
    """The files of projects below a folder, and those for all of them; ``None`` where there may be more."""
    folders, found = [(context, 0)], list[str]()
    for folder, depth in folders:
        for entry in files.names(folder):
            path = f"{folder}/{entry}"
            if _PROJECT.fullmatch(entry) or entry in _FOR_ALL:
                found.append(path)
            elif not (_FILE.fullmatch(entry) or entry.startswith(".") or entry in _SKIPPED):
                if not files.is_directory(path):
                    continue
                if depth >= _FAR or len(folders) >= _MOST:
                    return None
                folders.append((path, depth + 1))
    return found
