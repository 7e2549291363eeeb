"""Stages of a Dockerfile, those that an image needs, and what is copied from a stage that is not there.

Source: Docker's documentation of ``COPY --from`` and ``FROM``: what is no stage before it, and no context with a name,
is an image. BuildKit builds the stages alone that the last one, or the target, needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening.images.dockerfile import Instruction, instructions
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import Located, Origin, SourceFile
from toybox_lint.suggest import forms, nearest

# Names that people give to stages, and Docker Hub to no image of its own.
_OF_A_STAGE = pattern(
    r"(?:pre|prod|production|dev|front|frontend|back|backend|client|server|web|app|api|ui|node|go|php)?[-_]?"
    r"(?:build|builder|building|base|deps|dependencies|assets|publish|compile|compiler|install|installer|prod|stage|vendor"
    r"|runner|release)",
    re.IGNORECASE,
)
# Official images of Docker Hub from which people copy, and of which nothing else is known here.
_OFFICIAL = word_set("bash dart docker gcc groovy haproxy liquibase logstash telegraf unit zookeeper")
# Files in which people build an image that no service does.
_BUILDS_IMAGES = pattern(r"Makefile|[Jj]ustfile|Taskfile\.ya?ml|README.*|.+\.sh")
_SEPARATOR = pattern("[-_]")
_DOCKERFILE = "Dockerfile"


class Stage(NamedTuple):
    """A stage: its name in lower case, or its number; what it begins with; and its lines."""

    name: str
    base: str
    lines: list[Instruction]

    def takes_from(self) -> Iterator[str]:
        """The names of the stages and images that it is made from."""
        yield self.base
        yield from (each.flags["from"].lower() for each in self.lines if "from" in each.flags)


class MissingSource(NamedTuple):
    """``name`` is no stage; ``near`` are stages that may be meant."""

    name: str
    near: tuple[str, ...]
    origin: Origin


def stages_of(every: Sequence[Instruction]) -> list[Stage]:
    """The stages of a Dockerfile, in their order."""
    stages: list[Stage] = []
    for each in every:
        if each.name == "FROM":
            words = each.text.split()
            named = words[2].lower() if len(words) == 3 else str(len(stages))
            stages.append(Stage(named, words[0].lower() if words else "", []))
        elif stages:
            stages[-1].lines.append(each)
    return stages


def needed(stages: Sequence[Stage], target: object) -> Iterator[Stage]:
    """The stages from which the image is made: the target, or the last one, and those that these take from."""
    waiting = [str(target).lower() if target else stages[-1].name] if stages else []
    seen: set[str] = set()
    called: dict[str, Stage] = {}
    for number, each in enumerate(stages):
        called.setdefault(each.name, each)
        called.setdefault(str(number), each)
    while waiting:
        found = called.get(waiting.pop())
        if found is None or found.name in seen:
            continue
        seen.add(found.name)
        waiting += found.takes_from()
        yield found


def missing_source(
    text: Located[str], build: Build, folders: Sequence[str], members: Sequence[Member], files: Files
) -> MissingSource | None:
    """The first name that a needed stage copies from, where that is no stage and its like is one."""
    every = stages_of(list(instructions(text)))
    stages = tuple([each.name for each in every if not each.name.isdecimal()])
    wanted, there = list(needed(every, build.target)), frozenset(stages)
    used = {name for each in every for name in each.takes_from()} | {each.name for each in wanted}
    places = set(map(id, wanted))
    idle = tuple([each for each in stages if each not in used])
    told: dict[str, bool] = {}
    for each in (line for stage in every if id(stage) in places for line in stage.lines):
        name = each.flags.get("from", "") if each.name == "COPY" else ""
        if not name or name.isdecimal() or name.lower() in there:
            continue
        if name not in told:
            told[name] = _means_a_stage(name, stages, idle)
        if not told[name]:
            continue
        if name.lower() in _images(members) or _is_built_beside(name, folders, files):
            continue
        near = nearest(name, stages) or stages
        at = text.value.rfind(f"--from={name}", 0, each.start) + len("--from=")
        return MissingSource(name, tuple(dict.fromkeys(near)), text.origin.part(at, at + len(name)))
    return None


def _means_a_stage(name: str, stages: tuple[str, ...], idle: tuple[str, ...]) -> bool:
    """Whether the name is one that people give to stages, or nearly that of a stage, and of no image.

    Of a stage from which nothing is taken it may differ by more than a slip.
    """
    if not stages or _OF_A_STAGE.fullmatch(name):
        return bool(stages)
    if name in _OFFICIAL:
        return False
    from toybox_lint.deployment.listening.images.well_known import is_known, is_plain

    like = not _forms_of(stages).isdisjoint(forms(name.lower())) or (
        name.isidentifier() and _others(name, nearest(name, idle))
    )
    return bool(like) and not is_plain(name) and not is_known(name)


@remembered
def _forms_of(stages: tuple[str, ...]) -> frozenset[str]:
    """What names have in common with those of which they are slips."""
    return frozenset([form for each in stages for form in forms(each)])


def _others(name: str, idle: Sequence[str]) -> tuple[str, ...]:
    """The stages that are not called after an image of that name, as ``docker-dev`` is."""
    return tuple([each for each in idle if name not in _SEPARATOR.split(each)])


def _images(members: Sequence[Member]) -> frozenset[str]:
    """The names without tags of the images that are built here."""
    named = (each.service.image.value for each in members if each.service.build and each.service.image)
    return frozenset(each.partition(":")[0].lower() for each in named if isinstance(each, str))


def _is_built_beside(name: str, folders: Sequence[str], files: Files) -> bool:
    """Whether a Dockerfile, or a folder that has one, is called as the image would be, or a script builds it."""
    for folder in dict.fromkeys(folders):
        inner = resolve(folder, name)
        if any(_DOCKERFILE in each for each in files.names(inner)):
            return True
        for each in files.names(folder):
            if _DOCKERFILE in each and name in each.split("."):
                return True
            found = files.read(resolve(folder, each)) if _BUILDS_IMAGES.fullmatch(each) else None
            if isinstance(found, SourceFile) and re.search(
                rf"(?:-t|--tag)[ =]+{re.escape(name)}\b", found.text
            ):
                return True
    return False
