"""Which file of the host is at a path inside a container: through mounts, configs and ``COPY``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Mount, Service
from toybox_lint.deployment.listening.container import Container, container, stage_of
from toybox_lint.facts import Unknown
from toybox_lint.files import LONGEST_PATH, Files, Unreadable, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built, Copy

# Ways through stages that are copied from one another, to be tried for one path: half of them are left behind each
# stage, of several sources each gets its part.
_WAYS = 256
# Of the official images, of those of s6, and of what rests on them: docker-entrypoint.d, cont-init.d.
_HOOKS = "t.d"
# By which files may be changed whose names do not stand there.
_OF_MANY = pattern(
    r"\bpatch\s|\bgit\s+(?:apply|am)\b|\bxargs\b|-exec\b|\*|\.(?:js|mjs|cjs|ts|py|rb|pl|php|sh)\b"
)
# No engine builds an image of that many layers; overlay2 takes 128.
_MOST_COPIES = 200
CHANGED = Unknown("a command of its build or its start changes it")
Content = SourceFile | Located[str] | Unreadable | Unknown | None


def container_file(service: Service, path: str, files: Files) -> Content:
    """What the container of ``service`` has at the absolute path ``path``.

    A file of the host; the text of an inline config or here-document with its place; ``Unreadable`` when a
    mount points at a file that is not there or at a folder; ``Unknown`` when a volume, another build stage
    or a variable decides; ``None`` when the files put nothing there (the image itself may have it).
    """
    return content_at(container(service, files), path)


def content_at(inside: Container, path: str) -> Content:
    """As ``container_file``, for a container that is already there."""
    found = _content(inside, path, _WAYS)
    if not isinstance(found, (SourceFile, Located)) or not _is_told_to_start(inside):
        return found
    from toybox_lint.deployment.listening.images.rewriting import is_rewritten, started_texts

    return CHANGED if is_rewritten(path, started_texts(inside)) else found


def _is_told_to_start(inside: Container) -> bool:
    service, built = inside.service, inside.built
    told = service.entrypoint or service.command or (built and (built.entrypoint or built.command))
    return bool(told) or has_hooks(inside)


@remembered
def has_hooks(inside: Container) -> bool:
    """Whether something is put into a folder of scripts that entrypoints of images run first."""
    copies = inside.built.copies if inside.built else ()
    return any(_HOOKS in str(each.target) or each.target == "/" for each in (*copies, *inside.service.mounts))


def as_brought(inside: Container, path: str) -> Content:
    """As ``content_at``, before anything is started that may change it."""
    return _content(inside, path, _WAYS)


def _content(inside: Container, path: str, ways: int) -> Content:
    if len(path) > LONGEST_PATH:
        return None
    path = posixpath.normpath(path)
    mount = mount_over(inside.service.mounts, path)
    if isinstance(mount, Unknown):
        return mount
    if mount:
        return _mounted(mount, path, inside.files)
    copies = _copies(inside)
    if isinstance(copies, Unknown):
        return copies
    for copy in reversed(copies):
        found = _copied(copy, path, inside, ways)
        if found is not None:
            return _unless_changed(found, path, inside)
    return None


def _unless_changed(found: Content, path: str, inside: Container) -> Content:
    """The file as it was copied, unless a command of the build writes to it."""
    name, runs = posixpath.basename(path), inside.built.runs if inside.built else []
    if any(name in run or " pkg " in run for run in runs):
        from toybox_lint.deployment.listening.images.rewriting import is_rewritten

        if is_rewritten(path, runs):
            return CHANGED
    changing = _changing(inside.built) if runs else ()
    if changing:
        from toybox_lint.deployment.listening.images.many_files import is_among_changed

        if is_among_changed(path, changing, inside):
            return CHANGED
    return found


@remembered
def _changing(built: Built | None) -> tuple[str, ...]:
    """The commands of a build that may change files whose names they do not say."""
    return tuple(run for run in (built.runs if built else ()) if _OF_MANY.search(run))


def names_at(inside: Container, folder: str) -> tuple[str, ...] | Unknown:
    """Paths of the files that mounts and copies put into a folder of the container, sorted.

    ``Unknown`` when a volume or another build stage may put more there.
    """
    over = mount_over(inside.service.mounts, folder)
    if isinstance(over, Unknown) or (over and over.kind == "volume"):
        return over if isinstance(over, Unknown) else Unknown(f"a volume is at {folder}")
    found = {
        posixpath.normpath(mount.target)
        for mount in inside.service.mounts
        if isinstance(mount.target, str) and posixpath.dirname(posixpath.normpath(mount.target)) == folder
    }
    if over and isinstance(over.source, str):
        inner = resolve(over.source, path_below(folder, str(over.target)) or "")
        return tuple(sorted(found | {f"{folder}/{name}" for name in inside.files.names(inner)}))
    copies = _copies(inside)
    if isinstance(copies, Unknown):
        return copies
    staged = [copy for copy in copies if _from_stage(copy, folder)]
    if not all(_is_one_file(copy, inside, folder) for copy in staged):
        return Unknown(f"another build stage fills {folder}")
    candidates = {name for copy in copies for name in _copied_names(copy, inside, folder)}
    return tuple(sorted(found | {path for path in candidates if content_at(inside, path) is not None}))


def _copies(inside: Container) -> list[Copy] | Unknown:
    copies = inside.built.copies if inside.built else []
    return Unknown("its image has too many layers") if len(copies) > _MOST_COPIES else copies


def _from_stage(copy: Copy, folder: str) -> bool:
    if copy.stage is None or not isinstance(copy.target, str):
        return False
    return path_below(copy.target, folder) is not None or path_below(folder, copy.target) is not None


def _is_one_file(copy: Copy, inside: Container, folder: str) -> bool:
    """Whether what a stage gives there is one file of the host."""
    named = posixpath.dirname(str(copy.target)) == folder and not str(copy.target).endswith("/")
    return named and isinstance(content_at(inside, str(copy.target)), (SourceFile, Located))


def _copied_names(copy: Copy, inside: Container, folder: str) -> Iterator[str]:
    """Paths in ``folder`` that the copy may fill."""
    context = inside.service.build.context if inside.service.build else None
    if not isinstance(copy.target, str) or not isinstance(context, str):
        return
    if posixpath.dirname(copy.target) == folder:
        yield copy.target
    below = path_below(folder, copy.target)
    for source in copy.sources:
        if isinstance(source.value, str) and below is not None:
            for name in matching(source.value.lstrip("/"), context, inside.files):
                yield f"{folder}/{posixpath.basename(name)}"
                for inner in inside.files.names(resolve(context, posixpath.join(name, below))):
                    yield f"{folder}/{inner}"


def mount_over(mounts: tuple[Mount, ...], path: str) -> Mount | Unknown | None:
    """The mount with the longest target that holds ``path``; a volume wins over a config."""
    best, unknown = _by_target(mounts)
    at, before = path if len(path) <= LONGEST_PATH else "", ""
    while at != before:
        if at in best:
            return best[at]
        at, before = posixpath.dirname(at), at
    return unknown


@remembered
def _by_target(mounts: tuple[Mount, ...]) -> tuple[dict[str, Mount], Unknown | None]:
    """The mounts by their targets, and the first target that is not known."""
    found: dict[str, Mount] = {}
    for mount in sorted(mounts, key=lambda each: each.kind not in ("config", "secret")):
        if isinstance(mount.target, str):
            target = posixpath.normpath(mount.target)
            known = found.get(target)
            if known is None or len(mount.target) >= len(str(known.target)):
                found[target] = mount
    return found, next((each.target for each in mounts if isinstance(each.target, Unknown)), None)


def path_below(path: str, folder: str) -> str | None:
    """``path`` relative to ``folder``, empty for itself, ``None`` when it is elsewhere."""
    folder = posixpath.normpath(folder)
    if path == folder:
        return ""
    return path[len(folder.rstrip("/")) + 1 :] if path.startswith(folder.rstrip("/") + "/") else None


def _mounted(mount: Mount, path: str, files: Files) -> Content:
    if mount.content:
        text = mount.content.value
        return text if isinstance(text, Unknown) else Located(text, mount.content.origin)
    if mount.kind == "tmpfs":
        return None
    if mount.kind == "volume" or mount.source is None:
        return Unknown(f"it is in a {mount.kind} that the files do not show")
    if isinstance(mount.source, Unknown):
        return mount.source
    rest = path_below(path, str(mount.target)) or ""
    found = files.read(resolve(mount.source, rest) if rest else mount.source)
    if found is None and not rest:
        return Unreadable(mount.source, "is not there")
    return found


def _copied(copy: Copy, path: str, inside: Container, ways: int) -> Content:
    """What one ``COPY`` puts at ``path``; ``None`` when it does not touch it, or not visibly."""
    if isinstance(copy.target, Unknown):
        return None
    below = path_below(path, copy.target)
    if below is None:
        return None
    build = inside.service.build
    further = build.contexts if build else {}
    if copy.stage is not None and copy.stage not in further:
        return _of_stage(copy, below, inside, ways)
    context = further[copy.stage] if copy.stage is not None else build.context if build else None
    for source in reversed(copy.sources):
        found = _from_source(copy, source.value, below, context, inside.files)
        if found is not None:
            return found
    return None


def _of_stage(copy: Copy, below: str, inside: Container, ways: int) -> Content:
    """The file that the stage has from the host; what it makes itself is not known."""
    stage = stage_of(inside, str(copy.stage)) if ways >= len(copy.sources) else None
    for source in reversed(copy.sources) if stage else ():
        if stage is None or not isinstance(source.value, str):
            continue
        path = posixpath.join("/", source.value)
        named = not below or (str(copy.target).endswith("/") and below == posixpath.basename(path))
        path = path if named else posixpath.join(path, below)
        found = _content(stage, path, ways // max(2, len(copy.sources)))
        if isinstance(found, (SourceFile, Located)):
            return found
    return Unknown("it comes from another build stage")


def _from_source(copy: Copy, source: object, below: str, context: object, files: Files) -> Content:
    if not isinstance(source, str):
        return Unknown("a variable decides what is copied there")
    if source.startswith("<<"):
        text = copy.heredocs.get(source.strip("<-\"'"))
        return text if text and below in ("", source.strip("<-\"'")) else None
    if "://" in source or source.startswith("git@"):
        return Unknown("it is loaded from elsewhere")
    if not isinstance(context, str):
        return Unknown("the build context is not here")
    for name in matching(source.lstrip("/"), context, files):
        found = _from_context(name, below, copy.target, context, files)
        if found is not None:
            return found
    return None


def _from_context(name: str, below: str, target: object, context: str, files: Files) -> Content:
    """The file that copying ``name`` puts ``below`` the target."""
    from toybox_lint.deployment.listening.images.ignoring import ignored

    path = resolve(context, name)
    if files.is_directory(path):
        relative = posixpath.normpath(posixpath.join(name, below))
        found = files.read(resolve(context, relative)) if below else None
    else:
        is_folder = isinstance(target, str) and target.endswith("/")
        fits = below == posixpath.basename(path) or (not below and not is_folder)
        relative, found = name, files.read(path) if fits else None
    return found if isinstance(found, SourceFile) and not ignored(relative, context, files) else None


def matching(pattern: str, context: str, files: Files) -> Sequence[str]:
    """Names in the context that a source, maybe with wildcards in its last part, stands for."""
    folder, last = posixpath.split(pattern)
    if not any(char in last for char in "*?["):
        return (pattern or ".",)
    known, place = _fitting(files), (context, pattern)
    if place not in known:
        from fnmatch import fnmatchcase

        names = files.names(resolve(context, folder))
        known[place] = tuple(posixpath.join(folder, name) for name in names if fnmatchcase(name, last))
    return known[place]


@remembered
def _fitting(files: Files) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names by contexts and patterns: every service that is built of a folder asks for the same."""
    return {}


def is_mounted(inside: Container, folder: str) -> bool:
    """Whether a mount hides what the image has in ``folder``."""
    return mount_over(inside.service.mounts, folder) is not None
