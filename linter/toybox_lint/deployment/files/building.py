"""Images that cannot be built because what they are built from has another name.

Source: Docker's documentation of ``docker build``; names count with their case.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, is_in, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile
from toybox_lint.suggest import nearest
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.files.uncopied import Uncopied


# By which a script brings a file or a folder, as a regular expression; "path" is that of a submodule of git.
_MAKING = pattern(r">|\b(?:cp|mv|ln|tee|rsync|tar|unzip|git|curl|wget|install|mkdir|path)\b")
# By which a stage builds what another one takes from it.
_BUILDING = (
    *("npm ", "npx ", "yarn", "bun run", "bunx"),
    *("cargo build", "go build", "mix ", "dotnet publish", "mvn ", "gradle"),
)
# Nobody makes them by a command.
MANIFESTS = word_set("""
    package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb
    requirements.txt pyproject.toml poetry.lock uv.lock Pipfile Pipfile.lock setup.py go.mod go.sum Cargo.toml
    Cargo.lock composer.json composer.lock Gemfile Gemfile.lock pom.xml build.gradle build.gradle.kts settings.gradle
    mix.exs mix.lock deno.json deno.lock
""")


@dataclass(frozen=True, slots=True, eq=False)
class Unbuildable:
    """A service whose context or Dockerfile, at ``path``, is not there, while ``near`` are, in the same folder.

    ``what`` says which of them; it may be a stage of the Dockerfile as well.
    """

    member: Member
    path: str
    what: str
    near: tuple[str, ...]
    origin: Origin

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    def edit(self) -> Edit | None:
        """Put the only other name in its place, where the name stands at the end of what is written."""
        text = self.origin.text
        if len(self.near) != 1 or "/" in self.near[0] or not text.rstrip("/").endswith(self.name):
            return None
        if (
            self.what == "stage" and text != self.name
        ):  # all of a Dockerfile that is written in the compose file
            return None
        written = text.rstrip("/").removesuffix(self.name) + self.near[0]
        from toybox_lint.compose.yaml.parts import replace_part

        return replace_part(self.origin.file, self.origin.span, written)


def unbuildable(members: Sequence[Member], files: Files) -> Iterator[Unbuildable]:
    """The services that are only built, from something that is not there though its like is."""
    folders = _Folders(members, files)
    taken = frozenset(
        each.service.build.dockerfile
        for each in members
        if each.service.build and isinstance(each.service.build.dockerfile, str)
    )
    for member in members:
        build = member.service.build
        if build is None or member.runs is False or member.service.image is not None:
            continue
        found = _context(member, build, folders) or _dockerfile(member, build, files)
        if found is None:
            found = _target(member, build, files) or _source(member, build, files, members)
            if found is not None:
                yield found
                continue
            found = _unbrought(member, build, taken, files)
        if found is not None and not _may_be_made(found, files):
            yield found


def _unbrought(member: Member, build: Build, taken: frozenset[str], files: Files) -> Unbuildable | None:
    """A Dockerfile that is in the folder around, or in the one below it; or a manifest that the context has not."""
    from toybox_lint.deployment.listening.container import dockerfile

    text = dockerfile(build, files)
    there = files.names(build.context) if isinstance(build.context, str) else ()
    if text is not None and (
        all(map(_is_no_program, there))
        or not any(name in text.value and name not in there for name in MANIFESTS)
    ):
        return None
    from toybox_lint.deployment.files.unbrought import manifest, moved_dockerfile

    found = moved_dockerfile(build, files)
    if found is not None and resolve(posixpath.dirname(found.path), found.near[0]) in taken:
        return None
    found = found or manifest(build, files)
    return Unbuildable(member, found.path, "file", found.near, found.origin) if found else None


def _is_no_program(name: str) -> bool:
    """Whether a file tells nothing of a program: a Dockerfile, a compose file, a hidden one."""
    return name.startswith((".", "README", "LICENSE")) or "ockerfile" in name or "compose" in name


def _may_be_made(found: Unbuildable, files: Files) -> bool:
    """Whether git ignores it, a template of it is there, or what tells of the set-up says how it comes there."""
    from toybox_lint.compose.instructions import instructions
    from toybox_lint.deployment.files.unversioned import git_ignores, templates

    if git_ignores(found.path, files) or any(templates(found.path, files)):
        return True
    name = re.escape(found.name)
    named = re.compile(rf"(?<![\w.-]){name}(?![\w-]|\.\w)")
    ruled = re.compile(rf"^{name}\s*+:", re.MULTILINE)
    directory = found.member.project.directory
    modules = files.read(resolve(directory, ".gitmodules"))
    told = modules.text if isinstance(modules, SourceFile) else ""
    texts = [text for text in (told, *instructions(directory, files)) if found.name in text]
    return any(ruled.search(text) or any(_makes(line, named) for line in text.splitlines()) for text in texts)


def _makes(line: str, named: re.Pattern[str]) -> bool:
    """Whether a command that brings something stands before the name."""
    first, places = _MAKING.search(line), [each.start() for each in named.finditer(line)]
    return first is not None and bool(places) and first.end() <= places[-1]


def uncopied(members: Sequence[Member], files: Files) -> Iterator[Uncopied]:
    """What is copied from a stage whose build puts its files elsewhere."""
    from toybox_lint.deployment.listening.container import dockerfile

    built = [
        member
        for member in members
        if member.service.build is not None
        and member.runs is not False
        and (text := dockerfile(member.service.build, files)) is not None
        and "--from=" in text.value
        and any(word in text.value for word in _BUILDING)
    ]
    if not built:
        return
    from toybox_lint.deployment.files.uncopied import uncopied_of

    yield from uncopied_of(built, files)


class _Folders:
    """The folders from which nothing is built that is shown, by the folder they are in."""

    def __init__(self, members: Iterable[Member], files: Files) -> None:
        self.files = files
        self._taken = {member.service.build.context for member in members if member.service.build}
        self._known: dict[str, list[str]] = {}

    def hold(self, path: str) -> bool:
        """Whether there is a folder at ``path``, written so."""
        parent, name = posixpath.split(path)
        return self.files.is_directory(path) and is_in(name, parent, self.files)

    def free(self, parent: str) -> list[str]:
        if parent not in self._known:
            paths = {each: f"{parent}/{each}" for each in self.files.names(parent)}
            self._known[parent] = [
                name
                for name, path in paths.items()
                if path not in self._taken and self.files.is_directory(path)
            ]
        return self._known[parent]


def _context(member: Member, build: Build, folders: _Folders) -> Unbuildable | None:
    """A folder that is not there, beside one that is called nearly the same and from which nothing else is built."""
    if not isinstance(build.context, str) or build.context_origin is None:
        return None
    parent, name = posixpath.split(build.context)
    if folders.hold(build.context):
        return None
    near = nearest(name, folders.free(parent))
    if not near:
        return None
    return Unbuildable(member, build.context, "folder", near, build.context_origin)


def _dockerfile(member: Member, build: Build, files: Files) -> Unbuildable | None:
    """A Dockerfile that is not there, beside another one."""
    if not isinstance(build.dockerfile, str):
        return None
    folder, name = posixpath.split(build.dockerfile)
    names = files.names(folder)
    near = tuple(
        each for each in names if "dockerfile" in each.lower() and not each.endswith(".dockerignore")
    )
    origin = build.dockerfile_origin or build.context_origin or member.origin
    if name in names or not near:
        return None
    return Unbuildable(member, build.dockerfile, "file", near, origin)


def _target(member: Member, build: Build, files: Files) -> Unbuildable | None:
    """A stage that the Dockerfile has not, beside those that it has; their names count in any case."""
    from toybox_lint.deployment.listening.container import dockerfile
    from toybox_lint.deployment.listening.images.dockerfile import instructions

    text, target = dockerfile(build, files), build.target
    if text is None or not isinstance(target, str) or not target or build.target_origin is None:
        return None
    lines = [each.text.split() for each in instructions(text) if each.name == "FROM"]
    stages = [words[2] for words in lines if len(words) == 3 and words[1].lower() == "as"]
    known = {each.lower() for each in stages} | {str(number) for number in range(len(lines))}
    if not stages or target.lower() in known or any("$" in each for each in stages):
        return None
    near = nearest(target, stages) or tuple(dict.fromkeys(stages))
    return Unbuildable(member, target, "stage", near, build.target_origin)


def _source(member: Member, build: Build, files: Files, members: Sequence[Member]) -> Unbuildable | None:
    """What a stage copies from, where that is no stage and its like is: it would be an image of that name."""
    from toybox_lint.deployment.listening.container import dockerfile

    text = dockerfile(build, files)
    if text is None or "--from=" not in text.value or build.contexts:
        return None
    from toybox_lint.deployment.files.stage_sources import missing_source

    found = missing_source(text, build, (str(build.context), member.project.directory), members, files)
    return Unbuildable(member, found.name, "stage", found.near, found.origin) if found else None
