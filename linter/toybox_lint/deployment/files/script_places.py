"""Scripts that are not where a container looks for them, though its image has them.

Source: Docker's documentation of bind mounts: they hide what the image has.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import makes_nothing
from toybox_lint.deployment.files.start_flaws import PATH, SCRIPT, Flaw, Unstartable, instead, place
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.images.contents import content_at, mount_over, path_below
from toybox_lint.deployment.listening.images.stages import Built, Copy
from toybox_lint.deployment.listening.images.well_known import is_plain, reference
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile

_ARCHIVE = pattern(r"\.(?:tar|tgz|tar\.\w+|zip|txz|tbz2?)$")
_JAR = ".jar"
_MOVING = pattern(r"\b(?:cp|mv|ln|rsync|tar|unzip|git clone)\s|(?:^|[;&|]\s*)install\s")
_OF_PACKAGES = ("/usr/", "/lib", "/opt/", "/var/", "/etc/", "/run/")
_TOUCHING = pattern(r"(?:chmod|chown)\b[^&|;\n]*")


def of_place(member: Member, step: Step) -> Unstartable | None:
    """A script that is not where it is looked for, though the image has it."""
    word, inside = step.words[0], step.inside
    name = word.value
    if not isinstance(name, str) or not SCRIPT.search(name):
        if program_name(step.words) == "java":
            return _of_java(member, step)
        return _of_a_stage(member, step) if isinstance(name, str) and "/" in name and step.direct else None
    path = inside.path(name) if "/" in name else posixpath.join(PATH[1], name)
    if path is None or (content_at(inside, path) is not None if "/" in name else place(step)):
        return None
    mount = mount_over(inside.service.mounts, path)
    if mount is None:
        return _elsewhere(member, step, path)
    image = replace(inside, service=replace(inside.service, mounts=()))
    had = content_at(image, path)
    if isinstance(mount, Unknown) or mount.kind != "bind" or not isinstance(had, (SourceFile, Located)):
        return None
    source = resolve(str(mount.source), path_below(path, str(mount.target)) or ".")
    if not inside.files.is_directory(str(mount.source)) or made_elsewhere(source, inside.files):
        return None
    said = (str(mount.target), path)
    return Unstartable(member, Flaw.HIDDEN, name, word.origin, said, mount.origin)


def _elsewhere(member: Member, step: Step, path: str) -> Unstartable | None:
    """A script that a Dockerfile puts to another place, and nothing else to this one."""
    inside, built = step.inside, step.inside.built
    base = inside.base.value if inside.base else None
    if built is None or not isinstance(base, str) or not is_plain(base) or not _is_whole(built):
        return None
    name = posixpath.basename(path)
    runs = [_TOUCHING.sub("", run) for run in built.runs]
    if name.startswith("docker-") or any(name in run or _MOVING.search(run) for run in runs):
        return None
    places = {place: None for copy in built.copies for place in _places(copy, name)}
    found = [place for place in places if isinstance(content_at(inside, place), (SourceFile, Located))]
    word = step.words[0]
    named = "/" in str(word.value)
    if not found or not (named or ("PATH" not in built.variables and not any(map(_is_of_programs, found)))):
        return None
    return Unstartable(
        member, Flaw.ABSENT, str(word.value), word.origin, tuple(found), word.origin, instead(word, found)
    )


def _of_a_stage(member: Member, step: Step) -> Unstartable | None:
    """A program that another stage makes, which is copied to another place of an image that has nothing else."""
    base = step.inside.base.value if step.inside.base else None
    if not isinstance(base, str) or not _is_empty(base):
        return None
    word = step.words[0]
    return _copied_elsewhere(member, step, word, posixpath.basename(str(word.value)))


def _of_java(member: Member, step: Step) -> Unstartable | None:
    """An archive of Java that is copied to another place of an image that has none of its own."""
    base = step.inside.base.value if step.inside.base else None
    word = next((word for before, word in pairwise(step.words) if before.value == "-jar"), None)
    if word is None or not isinstance(base, str) or not is_plain(base) or not str(word.value).endswith(_JAR):
        return None
    return _copied_elsewhere(member, step, word, _JAR) or _made_otherwise(member, step, word)


def _made_otherwise(member: Member, step: Step, word: Located[Text]) -> Unstartable | None:
    """An archive of Java that the build of the image itself makes under another name."""
    inside, path = step.inside, step.inside.path(str(word.value))
    if path is None or step.before or mount_over(inside.service.mounts, path):
        return None
    from toybox_lint.deployment.files.made_programs import made_programs

    made = made_programs(path, inside)
    if made is None:
        return None
    places = tuple(posixpath.join(str(inside.folder), each) for each in made.folders)
    written = made.folders if not str(word.value).startswith("/") else places
    edits = instead(word, written)
    return Unstartable(member, Flaw.MISNAMED, str(word.value), word.origin, written, word.origin, edits)


def _copied_elsewhere(member: Member, step: Step, word: Located[Text], name: str) -> Unstartable | None:
    """What no copy brings to where it is looked for, and one of that name, or an archive of Java, to another place."""
    inside, built = step.inside, step.inside.built
    path = inside.path(str(word.value)) if isinstance(word.value, str) else None
    if path is None or built is None or step.before or mount_over(inside.service.mounts, path):
        return None
    if not _is_whole(built) or _is_of_programs(path) or _is_of_packages(path):
        return None
    targets = [str(copy.target) for copy in built.copies]
    if any(path_below(path, each) is not None for each in targets) or not all(map(makes_nothing, built.runs)):
        return None
    made = [copy for copy in built.copies if copy.stage and len(copy.sources) == 1]
    names = dict.fromkeys(str(copy.target) for copy in made)
    found = tuple(
        each for each in names if posixpath.basename(each) == name or (name == _JAR and each.endswith(_JAR))
    )
    if not found:
        return None
    return Unstartable(
        member, Flaw.ABSENT, str(word.value), word.origin, found, word.origin, instead(word, found)
    )


def _is_empty(base: str) -> bool:
    """Whether the image has no programs of anybody's but the system's."""
    path = reference(base).path
    return path in ("scratch", "alpine", "debian", "ubuntu", "busybox") or path.startswith("distroless/")


def _is_of_programs(path: str) -> bool:
    """Whether it is in a folder that an image may look for programs in."""
    return posixpath.dirname(path).endswith("bin")


def _is_of_packages(path: str) -> bool:
    """Whether packages of the system may have put it there, or a link of theirs leads there."""
    return path.startswith(_OF_PACKAGES)


def _is_whole(built: Built) -> bool:
    """Whether it is known where all goes that is copied into the image."""
    return all(
        isinstance(copy.target, str)
        and all(isinstance(each.value, str) and not _ARCHIVE.search(each.value) for each in copy.sources)
        for copy in built.copies
    )


def _places(copy: Copy, name: str) -> Iterator[str]:
    """Where a copy may put a file that is called ``name``."""
    target = str(copy.target)
    if any(posixpath.basename(str(source.value)) == name for source in copy.sources):
        yield target.rstrip("/")
    yield posixpath.join(target, name)
