"""Scripts that a container starts, and that neither its image nor a mount has.

Source: Docker's documentation of ``COPY`` and of bind mounts: a container has the files of the folder as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.start_flaws import SCRIPT, Flaw, Unstartable, instead
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, mount_over, path_below
from toybox_lint.deployment.listening.images.well_known import is_plain
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Unreadable, is_in, resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import Located
from toybox_lint.suggest import nearest

_BY_PYTHON, _BY_NODE = (".py",), (".js", ".mjs", ".cjs", ".ts")
_BY_SHELL = (".sh",)
_INTERPRETERS = {
    **dict.fromkeys(("python", "python3"), _BY_PYTHON),
    **dict.fromkeys(("node", "bun", "deno", "tsx", "ts-node"), _BY_NODE),
    **dict.fromkeys(("sh", "bash", "ash"), _BY_SHELL),
    "ruby": (".rb",),
    "php": (".php",),
}
# Which take what follows for a program, or for a part of one.
_TAKING = word_set(
    "-c -m -e -r -x -X -W -p --eval --print --require --import --loader --config --import-map --cwd"
)
_RUN = frozenset(("run", "watch", "serve"))
# What may make files in the image.
_MAKING = pattern(
    r"\b(?:cp|mv|ln|rsync|tar|unzip|git|curl|wget|tee|cat|build|tsc|esbuild|webpack|rollup|generate|compile|make|startproject)\b|>"
)
_OUTPUT = pattern(r"(?:^|/)(?:dist|build|out|output|lib|public|node_modules|vendor|bin|generated|\.\w+)/")


def absent_script(member: Member, step: Step) -> Unstartable | None:
    """A script that is written at the start, and is at none of the places that the container gets files from."""
    word, inside = _script(step), step.inside
    path = inside.path(word.value) if word is not None and isinstance(word.value, str) else None
    if word is None or path is None or _OUTPUT.search(str(word.value)):
        return None
    if not isinstance(content_at(inside, path), (Unreadable, type(None))):
        return None
    sources = list(_sources(inside, path))
    files = inside.files
    if not sources or any(
        not files.is_directory(posixpath.dirname(each))
        or is_in(posixpath.basename(each), posixpath.dirname(each), files)
        or made_elsewhere(each, files)
        for each in sources
    ):
        return None
    stem, ending = posixpath.splitext(posixpath.basename(path))
    beside = files.names(posixpath.dirname(sources[0]))
    # Where nothing alike is, all of it may come onto the machine some other way.
    if not ending or not any(each.endswith(ending) for each in beside):
        return None
    if ending in (".js", ".mjs", ".cjs") and f"{stem}.ts" in beside:
        return None
    like = [
        each for each in nearest(f"{stem}{ending}", tuple(beside)) if posixpath.splitext(each)[1] == ending
    ]
    folder = str(word.value)[: len(str(word.value)) - len(f"{stem}{ending}")]
    edits = instead(word, [f"{folder}{each}" for each in like])
    return Unstartable(member, Flaw.NOWHERE, str(word.value), word.origin, (path,), word.origin, edits)


def _script(step: Step) -> Located[Text] | None:
    """The script that is executed, or given to an interpreter."""
    name = step.words[0].value
    if isinstance(name, str) and "/" in name and SCRIPT.search(name):
        return step.words[0]
    endings = _INTERPRETERS.get(program_name(step.words))
    for number, word in enumerate(step.words[1:], 1) if endings else ():
        text = word.value
        if not isinstance(text, str) or text.partition("=")[0] in _TAKING:
            return None
        if text.startswith("-") or (number == 1 and text in _RUN):
            continue
        return word if endings and text.endswith(endings) and "://" not in text else None
    return None


def _sources(inside: Container, path: str) -> Iterator[str]:
    """Where the file would be in the project; nothing where it may come from elsewhere."""
    mount = mount_over(inside.service.mounts, path)
    if isinstance(mount, Unknown):
        return
    if mount is not None:
        rest = path_below(path, str(mount.target))
        if mount.kind == "bind" and isinstance(mount.source, str) and rest:
            yield resolve(mount.source, rest)
        return
    built, build = inside.built, inside.service.build
    base = inside.base.value if inside.base else None
    if built is None or build is None or not isinstance(build.context, str) or not is_plain(str(base)):
        return
    if any(copy.stage or not isinstance(copy.target, str) for copy in built.copies):
        return
    if any(map(_MAKING.search, built.runs)):
        return
    for copy in built.copies:
        rest = path_below(path, str(copy.target))
        for source in copy.sources if rest else ():
            folder = resolve(build.context, str(source.value))
            if isinstance(source.value, str) and inside.files.is_directory(folder):
                yield resolve(folder, str(rest))
