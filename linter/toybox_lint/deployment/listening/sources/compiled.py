"""The texts from which a program is compiled: of a Dockerfile's ``go build`` or ``cargo build``, or of ``go run``.

Sources: ``go help build`` (``-o``, packages, what the names of files say of the system), The Cargo Book (targets).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.deployment.listening.container import Container, stage_of, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.stages import Built, Copy
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, SourceFile

# More than that is no small program, in which one call decides.
_MOST_FILES = 400
_MOST_FOLDERS = 400
_LONGEST = 500_000
_QUOTED = pattern(r"\"[^\"]*\"|'[^']*'")
_GO = pattern(r"\bgo[ \t]+(?:build|install)\b([^\n;&|]*)")
_CARGO = pattern(r"\bcargo[ \t]+(?:build|install|auditable[ \t]+build|zigbuild)\b([^\n;&|]*)")
# What makes a program of a script and its runtime: by Bun, or by Deno.
_SCRIPTS = pattern(r"\b(bun[ \t]+build|deno[ \t]+compile)\b([^\n;&|]*)")
_OUTFILE = pattern(r"(?:--outfile|--output|-o)(?:=|[ \t]+)(\S+)")
_SCRIPT = pattern(r"(?<!\S)(?!-)\S+\.(?:ts|mts|js|mjs)(?!\S)")
_TAKING = word_set("""
    -o -ldflags -tags -gcflags -asmflags -mod -modfile -p -buildmode -installsuffix -toolexec -overlay -C
""")
_ASIDE = word_set("vendor testdata node_modules target tests examples benches third_party")
_OF_ANOTHER_SYSTEM = pattern(
    r"_(?:test|windows|darwin|js|wasm|plan9|freebsd|netbsd|openbsd|android|ios)\.go\Z"
)
_EXCLUDED = pattern(r"^//go:build[^\n]*\b(?:ignore|tools|windows|darwin|js|wasm|integration)\b", re.MULTILINE)
_MAIN = pattern(r"^package[ \t]+main\b", re.MULTILINE)


_CD = pattern(r"\bcd[ \t]")
_ARGUMENT = pattern(r"\$(?:(\w+)|\{(\w+)\})")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The texts of a program, each with its path below the folder that it is built from, and their language."""

    language: str
    texts: tuple[tuple[str, Located[str]], ...]


def compiled(inside: Container, process: Process) -> Compiled | None:
    """What the program that ``process`` starts is made of; ``None`` where that cannot be told for certain."""
    words = [word.value for word in process.words]
    if words[:2] == ["go", "run"]:
        package = _package([str(word) for word in words[2:]])
        return _go(sources_from_host(inside, ".go"), inside.folder, package)
    if words[:2] == ["cargo", "run"] and len(words) == 2:
        return _rust(sources_from_host(inside, ".rs"), None)
    program = inside.path(words[0]) if words and isinstance(words[0], str) and inside.built else None
    return _built(inside, program, named="/" in str(words[0])) if program else None


def _built(inside: Container, program: str, *, named: bool) -> Compiled | None:
    """What a stage of the Dockerfile makes of the texts of its context."""
    assert inside.built is not None
    copy = next((each for each in reversed(inside.built.copies) if _brings(each, program, named)), None)
    if copy is None:
        return _made(inside, inside.built, posixpath.basename(program))
    source = _source(copy, program)
    stage = stage_of(inside, copy.stage) if copy.stage and source else None
    return (
        _made(inside, stage.built, posixpath.basename(source)) if stage and stage.built and source else None
    )


def _brings(copy: Copy, program: str, named: bool) -> bool:
    """Whether a copy puts the program where it is; one without a path is looked for by its name alone."""
    if not isinstance(copy.target, str):
        return False
    target, name = copy.target, posixpath.basename(program)
    sources = [posixpath.basename(str(each.value).rstrip("/")) for each in copy.sources]
    if not named:
        return target.endswith(f"bin/{name}") or (target.rstrip("/").endswith("bin") and name in sources)
    return target == program or (program.startswith(f"{target.rstrip('/')}/") and copy.stage is not None)


def _source(copy: Copy, program: str) -> str | None:
    """Where the program is in the stage from which it is copied."""
    if len(copy.sources) != 1 or not isinstance(copy.sources[0].value, str):
        name = posixpath.basename(program)
        paths = [str(each.value) for each in copy.sources]
        return next((path for path in paths if posixpath.basename(path) == name), None)
    source, target = copy.sources[0].value, str(copy.target)
    if target == program or posixpath.basename(source) == posixpath.basename(program):
        return source
    return posixpath.join(source, posixpath.basename(program))


def _made(inside: Container, stage: Built, name: str) -> Compiled | None:
    """The program ``name`` of a stage that compiles one, or several of which one has that name."""
    runs = [_QUOTED.sub("-", _expanded(run, stage)) for run in stage.runs]
    go = [match[1].split() for run in runs for match in _GO.finditer(run)]
    cargo = [match[1].split() for run in runs for match in _CARGO.finditer(run)]
    within = replace(inside, built=stage, folder=stage.folder, service=replace(inside.service, mounts=()))
    if go and not cargo and not any(_CD.search(run) and _GO.search(run) for run in runs):
        chosen = go if len(go) == 1 else [each for each in go if _output(each) == name]
        if len(chosen) == 1 and _output(chosen[0]) in (None, name):
            return _go(sources_from_host(within, ".go"), stage.folder, _package(chosen[0]))
    if cargo and not go:
        return _rust(sources_from_host(within, ".rs"), name)
    return None if go else _of_script(within, runs, name)


def _of_script(within: Container, runs: list[str], name: str) -> Compiled | None:
    """The one script of which Bun or Deno makes the program."""
    for match in (match for run in runs for match in _SCRIPTS.finditer(run)):
        words, deno = match[2], match[1].startswith("deno")
        output, script = _OUTFILE.search(words), _SCRIPT.search(words)
        made = output is not None and posixpath.basename(output[1]) == name
        path = within.path(script[0]) if script and made and (deno or "--compile" in words) else None
        file = content_at(within, path) if path else None
        if isinstance(file, SourceFile):
            return Compiled("deno" if deno else "bun", ((posixpath.basename(file.path), whole_text(file)),))
    return None


def _expanded(run: str, stage: Built) -> str:
    """The text with the arguments of the build that are known; those of the shell stay as they are."""
    if "$" not in run or not stage.arguments:
        return run

    def known(found: re.Match[str]) -> str:
        value = stage.arguments.get(found[1] or found[2])
        return value if isinstance(value, str) else found[0]

    return _ARGUMENT.sub(known, run)


def _output(words: list[str]) -> str | None:
    """The name that ``-o`` gives, ``None`` where it leaves it open."""
    for word, after in pairwise((*words, "")):
        flag, equals, value = word.partition("=")
        if flag == "-o":
            path = value if equals else after
            return None if path.endswith(("/", ".")) or "$" in path else posixpath.basename(path)
    return None


def _package(words: list[str]) -> str | None:
    """The folder of the one package among the arguments of ``go build``; ``None`` for several, or none known."""
    packages, skip = list[str](), False
    for word in words:
        if skip or word.startswith("-"):
            skip = not skip and word in _TAKING
            if word.startswith("-C"):
                return None
        else:
            packages.append(posixpath.dirname(word) or "." if word.endswith(".go") else word)
    found = dict.fromkeys(packages or ["."])
    only = next(iter(found))
    plain = len(found) == 1 and "..." not in only and "$" not in only and not only.startswith("/")
    return only if plain and (only.startswith(".") or only in packages) else None


def _go(sources: list[tuple[str, SourceFile]] | None, folder: object, package: str | None) -> Compiled | None:
    """The main package in its folder, with all packages that are none."""
    if sources is None or package is None or not isinstance(folder, str):
        return None
    main = posixpath.normpath(posixpath.join(folder, package))
    texts, there = list[tuple[str, Located[str]]](), False
    for path, file in sources:
        if _OF_ANOTHER_SYSTEM.search(path) or _EXCLUDED.search(file.text):
            continue
        is_main = bool(_MAIN.search(file.text))
        there = there or (is_main and posixpath.dirname(path) == main)
        if not is_main or posixpath.dirname(path) == main:
            texts.append((posixpath.basename(path), whole_text(file)))
    return Compiled("go", tuple(texts)) if there else None


def _rust(sources: list[tuple[str, SourceFile]] | None, name: str | None) -> Compiled | None:
    """All crates, without the programs of other names."""
    texts = [
        (posixpath.basename(path), whole_text(file))
        for path, file in sources or ()
        if "/src/bin/" not in path or (name and re.search(rf"/src/bin/{re.escape(name)}(?:\.rs|/)", path))
    ]
    return Compiled("rust", tuple(texts)) if texts else None


def sources_from_host(inside: Container, ending: str) -> list[tuple[str, SourceFile]] | None:
    """The files that come from the host, by their paths in the container; ``None`` where there are many."""
    found: dict[str, SourceFile] = {}
    size = 0
    for place, host in _folders(inside):
        for path, file in _below(host, ending, inside.files):
            size += len(file.text)
            if size > _LONGEST or len(found) > _MOST_FILES:
                return None
            found[posixpath.normpath(f"{place}{path[len(host) :]}")] = file
    return list(found.items())


def _folders(inside: Container) -> Iterator[tuple[str, str]]:
    """Folders, or single files, of the container and where they are on the host."""
    context = inside.service.build.context if inside.service.build else None
    for copy in inside.built.copies if inside.built and isinstance(context, str) else ():
        if copy.stage is not None or not isinstance(copy.target, str):
            continue
        for source in copy.sources:
            if isinstance(source.value, str) and "://" not in source.value:
                host = resolve(str(context), source.value.lstrip("/"))
                file = copy.target.endswith("/") and not inside.files.is_directory(host)
                yield f"{copy.target}{posixpath.basename(host)}" if file else copy.target.rstrip("/"), host
    for mount in inside.service.mounts:
        if isinstance(mount.target, str) and isinstance(mount.source, str) and mount.kind == "bind":
            yield mount.target.rstrip("/"), mount.source


def _below(host: str, ending: str, files: Files) -> Iterator[tuple[str, SourceFile]]:
    """The files with that ending, in the folder and below it; of what is aside or hidden none."""
    waiting, seen = [host], 0
    while waiting and seen < _MOST_FOLDERS:
        path = waiting.pop()
        seen += 1
        if path.endswith(ending):
            file = files.read(path)
            if isinstance(file, SourceFile):
                yield path, file
            continue
        for name in files.names(path):
            inner = f"{path.rstrip('/')}/{name}"
            if name.endswith(ending) or (
                "." not in name and name not in _ASIDE and files.is_directory(inner)
            ):
                waiting.append(inner)
