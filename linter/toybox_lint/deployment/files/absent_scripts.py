"""Scripts that a container starts, and that neither its image nor a mount has.

Source: Docker's documentation of ``COPY`` and of bind mounts: a container has the files of the folder as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.deployment.caddies.stock import rests_on_stock
from toybox_lint.deployment.files.start_flaws import SCRIPT, Flaw, Unstartable, instead
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, matching, mount_over, path_below
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.listening.images.well_known import is_plain
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, Unreadable, is_in, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile
from toybox_lint.suggest import nearest

_BY_PYTHON, _BY_NODE = (".py",), (".js", ".mjs", ".cjs", ".ts")
_BY_SHELL = (".sh",)
# What is run where the others may be compiled to it.
_OF_JAVASCRIPT, _OF_TYPESCRIPT = (".js", ".mjs", ".cjs"), (".ts", ".mts", ".tsx")
_INTERPRETERS = {
    **dict.fromkeys(("python", "python3", "streamlit", "chainlit"), _BY_PYTHON),
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
# What makes no files of the program's in the image, each command of it.
_HARMLESS = pattern(
    r"(?:--mount=\S+\s+)*(?:[A-Z_]+=\S*\s+)*"
    r"(?:(?:python3?\s+manage\.py\s+co(?:llectstatic|mpilemessages)"
    r"|pip3?|python3?\s+-m\s+pip|apt(?:-get)?|apk|poetry|uv|bundle|composer|gem"
    r"|corepack(?!\s+(?:npm|pnpm|yarn)\b)|addgroup|adduser|groupadd|useradd|usermod|chown|chmod|mkdir|rm|set|export|echo|true|setcap"
    r"|update-ca-certificates)\b"
    r"|(?:npm|pnpm|yarn|bun)(?:\s+(?:ci|i|install|add|cache|config|set)\b|\s*\Z))[^<>]*"
)
_BETWEEN = pattern(r"&&|\|\||;|\n")
# By which a service beside it is told to make files in a folder of both.
FILLING = pattern(
    r"\b(?:cp|mv|rsync|tar|unzip|git|curl|wget|tee|clone|pull|build|generate|create|init|install|sync|compile|watch)\b|>"
)
# Scripts that a package runs by itself.
_OF_A_PACKAGE = pattern(r"\"(?:pre\w+|(?:post)?install)\"\s*:")
# Folders in which images have files of their own.
_SHARED = frozenset(
    ("", "/opt", *(f"{top}/{name}" for top in ("", "/usr", "/usr/local") for name in ("bin", "sbin")))
)
_ARCHIVE = pattern(r"\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)\Z")
_OUTPUT = pattern(r"(?:^|/)(?:dist|build|out|output|lib|public|node_modules|vendor|bin|generated|\.\w+)/")


def absent_script(member: Member, step: Step, members: Sequence[Member]) -> Unstartable | None:
    """A script that is written at the start, and is at none of the places that the container gets files from."""
    word, inside = _script(step), step.inside
    # What ran before may have made it.
    if any(map(follows_another, step.before)) or _is_behind_another(word):
        return None
    path = inside.path(word.value) if word is not None and isinstance(word.value, str) else None
    if word is None or path is None or _OUTPUT.search(str(word.value)):
        return None
    if not isinstance(content_at(inside, path), (Unreadable, type(None))):
        return None
    sources = list(sources_of(inside, path))
    if not sources:
        return _in_no_copy(member, word, path, inside)
    if _may_be_made(sources, members, inside.files):
        return None
    return _beside_others(member, word, path, sources[0], inside.files)


def _in_no_copy(member: Member, word: Located[Text], path: str, inside: Container) -> Unstartable | None:
    """Where nothing of the host gets to its place: the image of somebody else may have it, not one of ours."""
    if member.service.build is None and rests_on_stock(member):
        return None if "volumes_from" in member.service.config else _not_in_the_image(member, word, path)
    left = _left_behind(inside, path)
    if not left:
        return None
    return Unstartable(member, Flaw.UNCOPIED, str(word.value), word.origin, (left,), word.origin)


def _may_be_made(sources: Sequence[str], members: Sequence[Member], files: Files) -> bool:
    """Whether somebody may put it at one of its places, or one of them is not shown."""
    return any(folder in filled(members) for each in sources for folder in folders_of(each)) or any(
        not files.is_directory(posixpath.dirname(each))
        or is_in(posixpath.basename(each), posixpath.dirname(each), files)
        or made_elsewhere(each, files)
        for each in sources
    )


def _beside_others(
    member: Member, word: Located[Text], path: str, source: str, files: Files
) -> Unstartable | None:
    """Where others of its kind are. Where nothing alike is, all of it may come onto the machine some other way."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    beside = files.names(posixpath.dirname(source))
    inner = files.names(resolve(posixpath.dirname(source), "src"))
    name, written = f"{stem}{ending}", {*beside, *inner}
    if not ending or not (any(each.endswith(ending) for each in beside) or name in inner):
        return None
    if ending in _OF_JAVASCRIPT and any(f"{stem}{each}" in written for each in _OF_TYPESCRIPT):
        return None
    like = [each for each in nearest(name, tuple(beside)) if posixpath.splitext(each)[1] == ending]
    like += [f"src/{name}"] if name in inner else []
    folder = str(word.value)[: len(str(word.value)) - len(name)]
    edits = instead(word, [f"{folder}{each}" for each in like])
    return Unstartable(member, Flaw.NOWHERE, str(word.value), word.origin, (path,), word.origin, edits)


def follows_another(text: str) -> bool:
    """Whether a script that ends in something does more before."""
    return _BETWEEN.search(text.strip()) is not None


def _left_behind(inside: Container, path: str) -> str | None:
    """The file in the context, of which nothing is copied but other files."""
    build = inside.service.build
    context = build.context if build else None
    below = path_below(path, inside.folder) if isinstance(inside.folder, str) else None
    if not below or not isinstance(context, str) or not files_beside(inside, path):
        return None
    return below if isinstance(inside.files.read(resolve(context, below)), SourceFile) else None


def files_beside(inside: Container, path: str) -> list[str]:
    """The files of the project that are copied to where ``path`` is, if that is all; none otherwise."""
    config = inside.service.config
    if "volumes_from" in config or "develop" in config or mount_over(inside.service.mounts, path) is not None:
        return []
    found = [place for _, place in copied_over(inside, path) or ()]
    return [] if any(map(inside.files.is_directory, found)) else found


def _not_in_the_image(member: Member, word: Located[Text], path: str) -> Unstartable:
    """A script at a path over which nothing is mounted: the official image of Caddy has none of its own."""
    ending = posixpath.splitext(path)[1]
    targets = (str(mount.target) for mount in member.service.mounts)
    like = nearest(path, tuple(each for each in targets if posixpath.splitext(each)[1] == ending))
    edits = instead(word, like) if word.value == path else ()
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


def _is_behind_another(word: Located[Text] | None) -> bool:
    """Whether another command stands before it in the same line of a shell."""
    if word is None or not word.origin.exact:
        return False
    text, start = word.origin.file.text, word.origin.span.start
    return _BETWEEN.search(text, text.rfind("\n", 0, start) + 1, start) is not None


@remembered
def filled(members: Sequence[Member]) -> frozenset[str]:
    """The folders of which services are told to put something there."""
    found: set[str] = set()
    for member in members:
        told = (member.service.entrypoint, member.service.command)
        words = " ".join(str(word.value) for command in told if command for word in command.words)
        folders = (mount.source for mount in member.service.mounts if mount.kind == "bind")
        if FILLING.search(words):
            found.update(folder for folder in folders if isinstance(folder, str))
    return frozenset(found)


def folders_of(path: str) -> Iterator[str]:
    """The folders in which a file is, from the innermost one."""
    while path != (path := posixpath.dirname(path)):
        yield path


def sources_of(inside: Container, path: str) -> Iterator[str]:
    """Where the file would be in the project; nothing where it may come from elsewhere."""
    mount = mount_over(inside.service.mounts, path)
    if isinstance(mount, Unknown):
        return
    if mount is not None:
        rest = path_below(path, str(mount.target))
        if mount.kind == "bind" and isinstance(mount.source, str) and rest:
            yield resolve(mount.source, rest)
        return
    for copy, place in copied_over(inside, path) or ():
        if inside.files.is_directory(place):
            yield resolve(place, str(path_below(path, str(copy.target))))


def copied_over(inside: Container, path: str) -> list[tuple[Copy, str]] | None:
    """What is copied to a folder around ``path``, or to itself, with its place in the project.

    ``None`` where the file may be in the image by other means.
    """
    built, build = inside.built, inside.service.build
    base = inside.base.value if inside.base else None
    if built is None or build is None or not isinstance(build.context, str) or not is_plain(str(base)):
        return None
    if any(not isinstance(copy.target, str) for copy in built.copies):
        return None
    # What comes from other images is not shown; tools of theirs are put beside the program.
    if any(copy.stage and path_below(path, str(copy.target)) is not None for copy in built.copies):
        return None
    if not all(map(makes_nothing, built.runs)) or _runs_its_own(inside):
        return None
    covering = [copy for copy in built.copies if path_below(path, str(copy.target))]
    places = [
        (copy, place)
        for copy in covering
        for source in copy.sources
        for place in _places(source, build.context, path, inside.files)
    ]
    if "onbuild" in str(base) or any(
        place is None or _may_bring_more(copy, place, inside.files) for copy, place in places
    ):
        return None
    return [(copy, place) for copy, place in places if place is not None]


def makes_nothing(run: str) -> bool:
    """Whether a command of a build makes no files but those of packages."""
    return all(_HARMLESS.fullmatch(each) for each in commands(run))


def commands(run: str) -> Iterator[str]:
    """The commands of a text of a shell, one after the other."""
    yield from (each.strip() for each in _BETWEEN.split(run) if each.strip())


def _runs_its_own(inside: Container) -> bool:
    """Whether the installation of its packages runs a script of the project's."""
    from toybox_lint.deployment.listening.commands.package_scripts import manifests

    return any(_OF_A_PACKAGE.search(text.value) for text in manifests("", inside))


def _places(source: Located[Text], context: str, path: str, files: Files) -> tuple[str | None, ...]:
    """Where a source is in the project: those that a pattern means, unless it may mean the file itself."""
    if not isinstance(source.value, str):
        return (None,)
    place = resolve(context, source.value.lstrip("/"))
    folder, name = posixpath.split(place)
    if "*" not in name or "*" in folder:
        return (place,)
    from fnmatch import fnmatchcase

    if fnmatchcase(posixpath.basename(path), name):
        return (place,)
    return tuple(resolve(context, each) for each in matching(source.value.lstrip("/"), context, files)) or (
        None,
    )


def _may_bring_more(copy: Copy, place: str, files: Files) -> bool:
    """Whether a source is not shown, or is unpacked, or comes where the image may have files of its own."""
    shown = files.is_directory(place) or is_in(posixpath.basename(place), posixpath.dirname(place), files)
    return not shown or str(copy.target).rstrip("/") in _SHARED or bool(_ARCHIVE.search(place))
