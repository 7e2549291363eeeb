"""Folders that one stage of a Dockerfile copies from another, whose build puts its files elsewhere.

Source: Docker's documentation of ``COPY --from``: what is not there cannot be copied, and the image is not built.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.made_programs import made_programs
from toybox_lint.deployment.files.outputs import Output, mentions, output
from toybox_lint.deployment.files.unbuilt import compiler_left_out
from toybox_lint.deployment.listening.container import Container, container, stage_of
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, overlap, resolve
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

_LIKE_OUTPUT = frozenset(("dist", "build", "out", "www", ".next", ".output", "_site", "output"))


@dataclass(frozen=True, slots=True, eq=False)
class Uncopied:
    """The source of a copy that the build of the ``stage`` with ``tool`` does not make, which makes ``folders``.

    Without these the stage does not run the tool.
    """

    member: Member
    source: Located[Text]
    stage: str
    tool: str
    folders: tuple[str, ...]
    edit: Edit | None

    @property
    def path(self) -> str:
        return str(self.source.value)


def uncopied_of(members: Iterable[Member], files: Files) -> Iterator[Uncopied]:
    """Every such copy into an image that a service is built from, once for a place."""
    seen: set[tuple[str, int]] = set()
    for member in members:
        inside = container(member.service, files)
        stages: dict[str, _Stage | None] = {}
        for copy in inside.built.copies if inside.built else ():
            if copy.stage and copy.stage not in stages:
                found = stage_of(inside, copy.stage)
                stages[copy.stage] = _Stage(found) if found else None
            stage = stages.get(copy.stage) if copy.stage else None
            for source in copy.sources if stage is not None else ():
                place = (source.origin.file.path, source.origin.span.start)
                wrong = _judged(member, copy, source, stage) if stage and place not in seen else None
                seen.add(place)
                yield from (wrong,) if wrong else ()


class _Stage:
    """What is known of a stage, of which each is found out once."""

    def __init__(self, inside: Container) -> None:
        self.inside = inside
        self._made: Output | None = None
        self._asked = False
        self._may_have: dict[str, bool] = {}

    def made(self, near: Origin) -> Output | None:
        if not self._asked:
            self._made, self._asked = output(self.inside, near), True
        return self._made

    def is_shown(self, folder: str) -> bool:
        return self._of("shown", folder, _is_shown)

    def mentions(self, folder: str) -> bool:
        return self._of("said", folder, mentions)

    def _of(self, kind: str, folder: str, asked: Callable[[str, Container], bool]) -> bool:
        key = f"{kind} {folder}"
        if key not in self._may_have:
            self._may_have[key] = asked(folder, self.inside)
        return self._may_have[key]


def _judged(member: Member, copy: Copy, source: Located[Text], stage: _Stage) -> Uncopied | None:
    folder, path = stage.inside.folder, source.value
    if not isinstance(folder, str) or not isinstance(path, str) or any(char in path for char in "*?["):
        return None
    path = posixpath.normpath(posixpath.join("/", path))
    below = path.removeprefix(f"{folder.rstrip('/')}/")
    first = below.partition("/")[0]
    programs = made_programs(path, stage.inside)
    if programs is not None:
        return Uncopied(member, source, str(copy.stage), programs.tool, programs.folders, None)
    if below == path or first not in _LIKE_OUTPUT or stage.is_shown(first):
        return None
    made = stage.made(copy.origin)
    if made is None and (tool := compiler_left_out(first, stage.inside)):
        return Uncopied(member, source, str(copy.stage), tool, (), None)
    if made is None or any(overlap(below, each) for each in made.folders):
        return None
    if not any(overlap(first, each) for each in made.folders) and stage.mentions(first):
        return None
    # Angular puts what browsers get into a folder of its own, where nothing else is said.
    inner = "/browser" if made.tool == "ng build" and below.endswith("/browser") else ""
    edit = None if made.tool == "ng build" and not inner else _edit(source, below, made.folders, inner)
    return Uncopied(member, source, str(copy.stage), made.tool, made.folders, edit)


def _is_shown(folder: str, stage: Container) -> bool:
    """Whether a folder of that name is among what is built from, at the top or in a folder that is copied."""
    build = stage.service.build
    if build is None or not isinstance(build.context, str):
        return True
    copies = stage.built.copies if stage.built else []
    sources = (str(source.value).lstrip("/") for copy in copies if not copy.stage for source in copy.sources)
    if any(overlap(folder, posixpath.relpath(str(copy.target), str(stage.folder))) for copy in copies):
        return True
    places = dict.fromkeys((build.context, *(resolve(build.context, each) for each in sources)))
    return any(stage.files.is_directory(resolve(place, folder)) for place in places)


def _edit(source: Located[Text], below: str, folders: tuple[str, ...], inner: str) -> Edit | None:
    """The only folder, or the one in it, in place of the one that is not there."""
    written = source.origin.text.rstrip("/")
    if len(folders) != 1 or not source.origin.exact or not written.endswith(f"/{below}"):
        return None
    from toybox_lint.compose.yaml.parts import replace_part
    from toybox_lint.source import Span

    end = source.origin.span.start + len(written)
    return replace_part(source.origin.file, Span(end - len(below), end), folders[0] + inner)
