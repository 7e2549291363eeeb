"""A service's container as its program finds it: variables, working folder, image."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Mapping

from toybox_lint.compose.model import Build, Service, Text
from toybox_lint.deployment.listening.images.well_known import is_plain, named
from toybox_lint.facts import ABSENT, Absent, Environment, Unknown
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, Origin, SourceFile, Span
from toybox_lint.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built, Images

_SET_BY_ENGINE = frozenset({"HOSTNAME", "HOME", "PATH", "PWD", "TERM", "USER", "SHELL", "OLDPWD"})


@dataclass(frozen=True, slots=True)
class Variables:
    """The container's environment: that of the image, then ``env_file``, then ``environment``.

    ``known`` is false when an ``env_file`` is missing; ``whole`` is true when the image brings no variable
    that a program would look for and that is not in ``values``.
    """

    values: Mapping[str, Located[Text]] = field(default_factory=dict)
    known: bool = True
    whole: bool = False

    def given(self, name: str) -> Located[Text] | None:
        """The value that the files give to ``name``, ``None`` when they give none."""
        return self.values.get(name)

    def lookup(self, name: str) -> str | Unknown | Absent:
        """What a shell in the container sees."""
        found = self.values.get(name)
        if found:
            return found.value
        if self.known and self.whole and name not in _SET_BY_ENGINE and not name.endswith("_VERSION"):
            return ABSENT
        return Unknown(f"the variable {name} is not given", frozenset((name,)))

    def with_values(self, values: Mapping[str, Text], near: Located[Text]) -> Variables:
        """The same with ``values`` on top, which are written near the word ``near``."""
        if not values:
            return self
        origin = replace(near.origin, exact=False)
        added = {name: Located(value, origin) for name, value in values.items()}
        return replace(self, values={**self.values, **added})


@dataclass(frozen=True, slots=True)
class Container:
    """What the program of ``service`` finds around it.

    ``built`` is what its Dockerfile gives, ``None`` without one (or one that cannot be read). ``base`` is
    the image from outside that it rests on. ``folder`` is the working folder.
    """

    service: Service
    files: Files
    variables: Variables
    built: Built | None
    base: Located[Text] | None
    folder: Text

    def path(self, name: str) -> str | None:
        """``name`` as an absolute path in the container; ``None`` when the working folder is not known."""
        if name.startswith("/"):
            return posixpath.normpath(name)
        if isinstance(self.folder, Unknown):
            return None
        return posixpath.normpath(posixpath.join(self.folder, name))


def container(service: Service, files: Files) -> Container:
    """The container that ``service`` starts."""
    known = _known_containers(files)
    if id(service) not in known:
        known[id(service)] = service, _container(service, files)
    return known[id(service)][1]


@remembered
def _known_containers(_: Files) -> dict[int, tuple[Service, Container]]:
    """Those that have been asked for, by the identities of their services, which stay beside them."""
    return {}


def _container(service: Service, files: Files) -> Container:
    built = _built(service.build, files) if service.build else None
    base = service.image if not service.build else built.base if built else None
    folder: Text = built.folder if built else Unknown("the image decides the folder")
    if service.working_dir:
        folder = service.working_dir.value
    return Container(service, files, _variables(service, built, base), built, base, folder)


def container_environment(service: Service, files: Files) -> Environment:
    """The variables that the service's process sees. It is complete when no file and no image hides more."""
    variables = container(service, files).variables
    values = {name: value.value for name, value in variables.values.items()}
    return Environment(values, variables.known and variables.whole)


def _built(build: Build, files: Files) -> Built | None:
    known = _known_images(files)
    if id(build) not in known:
        file = dockerfile(build, files)
        found = _of_dockerfile(file, build.target, build, files) if file else None
        known[id(build)] = build, found and _of_contexts(found, build)
    return known[id(build)][1]


@remembered
def _known_images(_: Files) -> dict[int, tuple[Build, Built | None]]:
    """Those that have been asked for, by the identities of what they are built from, which stays beside them."""
    return {}


def _of_dockerfile(file: Located[str], target: Text | None, build: Build, files: Files) -> Built | None:
    """What building the target gives: the same to all services that build the same of one Dockerfile."""
    key = (id(file.origin.file), file.origin.span, file.value, frozenset(build.given.items()))
    known = _known_builds(files)
    if key not in known:
        from toybox_lint.deployment.listening.images.stages import Images

        known[key] = file, Images(file, build.given)
    return known[key][1].image(target)


@remembered
def _known_builds(_: Files) -> dict[Hashable, tuple[Located[str], Images]]:
    """By the place of the Dockerfile, which stays beside them, its text and the arguments."""
    return {}


def dockerfile(build: Build, files: Files) -> Located[str] | None:
    """The Dockerfile from which an image is built; ``None`` when it cannot be read."""
    if build.inline:
        text = build.inline.value
        return Located(text, build.inline.origin) if isinstance(text, str) else None
    file = files.read(build.dockerfile) if isinstance(build.dockerfile, str) else None
    return whole_text(file) if isinstance(file, SourceFile) else None


def _of_contexts(built: Built, build: Build) -> Built:
    """The image, of which nobody knows what it rests on where a further context has the name of that."""
    if not build.contexts or built.base.value not in build.contexts:
        return built
    return replace(built, base=Located(Unknown("a further context takes its place"), built.base.origin))


def stage_of(inside: Container, name: str) -> Container | None:
    """What another stage of the same Dockerfile ends up with; ``None`` for an image from outside."""
    build = inside.service.build
    file = dockerfile(build, inside.files) if build else None
    found = _of_dockerfile(file, name, build, inside.files) if file and build else None
    if found is None or build is None:
        return None
    built = _of_contexts(found, build)
    bare = replace(inside.service, mounts=())
    return replace(inside, service=bare, built=built, base=built.base, folder=built.folder)


@remembered
def whole_text(file: SourceFile) -> Located[str]:
    """All of a file; the same for the same file, of which others remember what they read there."""
    return Located(file.text, Origin(file, Span(0, len(file.text))))


def _variables(service: Service, built: Built | None, base: Located[Text] | None) -> Variables:
    values = dict(built.variables) if built else {}
    values |= {name: _given(name, value) for name, value in service.environment.items()}
    name = named(base)
    whole = name is not None and is_plain(name)
    return Variables(values, service.environment_known, whole)


def _given(name: str, value: Located[Text | None]) -> Located[Text]:
    if value.value is None:
        unknown = Unknown(f"the variable {name} is not given", frozenset((name,)))
        return Located(unknown, value.origin)
    return cast("Located[Text]", value)
