"""The image that a Dockerfile builds: what its last stage, or the target, ends up with."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.expansion import expand, joined
from toybox_lint.deployment.listening.images.dockerfile import Instruction, instructions
from toybox_lint.deployment.listening.images.well_known import is_of_any_tag, is_plain, reference
from toybox_lint.digits import whole
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.files import LONGEST_PATH
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, Origin

# Working folders that images set. Source: their Dockerfiles.
_FOLDERS = {
    "bitnami/node": "/app",
    "bitnami/python": "/app",
    "caddy": "/srv",
    "composer": "/app",
    "dunglas/frankenphp": "/app",
    "golang": "/go",
    "gradle": "/home/gradle",
    "httpd": "/usr/local/apache2",
    "oven/bun": "/home/bun/app",
    "perl": "/usr/src/app",
}
_OF_PHP, _NO_ROOT = pattern(r"apache|fpm"), "nonroot"
_FROM = pattern(r"(\S+)(?:\s+[Aa][Ss]\s+(\S+))?\s*")
_PLATFORM = pattern(r"(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)")


_HEALTHCHECK = pattern(r"(CMD|NONE)\b\s*", re.IGNORECASE)
# Of each that is asked for all that it holds is kept; more are a file that is made to be large.
_MOST_STAGES = 500
_ONE_LINE = pattern(r"(?:[^\n]*\\\r?\n(?!\s*(?:#|\n)))*[^\n]*")


@dataclass(frozen=True, slots=True)
class Copy:
    """A ``COPY`` or ``ADD``: ``sources`` as written, ``target`` absolute (a folder with ``/`` at its end).

    ``stage`` is what ``--from`` names. ``heredocs`` are sources whose text stands in the Dockerfile.
    """

    sources: tuple[Located[Text], ...]
    target: Text
    stage: str | None
    heredocs: Mapping[str, Located[str]]
    origin: Origin


@dataclass(slots=True)
class Built:
    """What the stage gives to its containers.

    ``base`` is the image outside the file at the end of the ``FROM`` chain (``scratch`` included).
    ``runs`` are the texts of ``RUN``, which see ``arguments``, too; ``places`` say of each where it stands in the file
    and in which folder it is executed, if one is named. ``entrypoint`` and ``command`` are ``None``
    when the file sets none, and then those of ``base``. ``own_shell``: ``SHELL`` names what reads the shell form.
    """

    base: Located[Text]
    variables: dict[str, Located[Text]] = field(default_factory=dict)
    exposed: list[Located[Text]] = field(default_factory=list)
    entrypoint: tuple[Located[Text], ...] | None = None
    command: tuple[Located[Text], ...] | None = None
    healthcheck: tuple[Located[Text], ...] | None = None
    copies: list[Copy] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    places: list[tuple[int, Text | None]] = field(default_factory=list)
    arguments: dict[str, Text] = field(default_factory=dict)
    working_dir: Text | None = None
    own_shell: bool = False
    user: Text | None = None

    @property
    def folder(self) -> Text:
        """The working folder; ``/`` where the file names none and the base is a plain one."""
        if self.working_dir is not None:
            return self.working_dir
        base = self.base.value
        return (_folder_of(base) if isinstance(base, str) else None) or Unknown(
            "the image decides the folder"
        )


def _folder_of(image: str) -> str | None:
    """The working folder of an image; of distroless ones it is at home where they do not run as root."""
    found = reference(image)
    if found.path in _FOLDERS:
        return _FOLDERS[found.path]
    of_tag = found.path == "php" or found.path.startswith("distroless/")
    if not is_plain(image) or (of_tag and is_of_any_tag(image)):
        return None
    if found.path == "php" and _OF_PHP.search(found.tag):
        return "/var/www/html"
    return "/home/nonroot" if of_tag and _NO_ROOT in found.tag else "/"


@dataclass(slots=True)
class _Stage:
    """A ``FROM`` with what follows it. ``base`` is what it names, at ``origin``; ``below`` the stage of that name.

    ``made`` is what it gives, once somebody has asked for it.
    """

    name: str
    base: Text
    origin: Origin
    below: _Stage | None
    steps: list[Instruction] = field(default_factory=list)
    made: Built | None = None


class Images:
    """The images that a Dockerfile builds; ``arguments`` are ``build.args`` (``None``: from the process outside)."""

    def __init__(self, dockerfile: Located[str], arguments: Mapping[str, Text | None]) -> None:
        self.arguments = arguments
        self.outer: dict[str, Text] = {}
        self.inner: dict[str, Text] = {}
        self.stages: list[_Stage] = []
        self.named: dict[str, _Stage] = {}
        self.own_command = False
        for step in instructions(dockerfile):
            if step.name == "FROM":
                self.start(step)
            elif not self.stages:
                self.declare(step, self.outer)
            else:
                self.stages[-1].steps.append(step)

    def image(self, target: Text | None) -> Built | None:
        """What building the target gives; ``None`` when it is unknown or not there, or the file has no stage."""
        if isinstance(target, Unknown) or len(self.stages) > _MOST_STAGES:
            return None
        stage = self.chosen(target)
        return None if stage is None else self.built(stage)

    def chosen(self, target: str | None) -> _Stage | None:
        if not target:
            return self.stages[-1] if self.stages else None
        if target.lower() in self.named:
            return self.named[target.lower()]
        number = whole(target)
        return self.stages[number] if number is not None and number < len(self.stages) else None

    def start(self, step: Instruction) -> None:
        match = _FROM.match(step.text)
        if not match:
            return
        base = expand(match[1], lambda name: self.outer.get(name, ABSENT))
        name = (match[2] or "").lower()
        below = self.named.get(base.lower()) if isinstance(base, str) else None
        origin = replace(step.place(*match.span(1)), exact=base == match[1])
        self.stages.append(_Stage(name, base, origin, below))
        if name:
            self.named.setdefault(name, self.stages[-1])

    def built(self, stage: _Stage) -> Built:
        """What the steps of the stages below it and its own make, one after the other."""
        chain = [stage]
        while chain[-1].made is None and chain[-1].below is not None:
            chain.append(chain[-1].below)
        built = chain[-1].made or Built(Located(chain[-1].base, chain[-1].origin))
        for each in reversed(chain):
            if each.made is None:
                each.made = self.further(built, each)
            built = each.made
        return built

    def further(self, below: Built, stage: _Stage) -> Built:
        """What the steps of a stage make of what it begins with."""
        built = replace(
            below,
            variables=dict(below.variables),
            exposed=list(below.exposed),
            copies=list(below.copies),
            runs=list(below.runs),
            places=list(below.places),
            arguments={},
        )
        self.inner = built.arguments
        self.own_command = False
        for step in stage.steps:
            self.step(step, built)
        return built

    def declare(self, step: Instruction, scope: dict[str, Text]) -> None:
        """``ARG``: the value that is given, else the outer one, else the default."""
        if step.name != "ARG":
            return
        from toybox_lint.deployment.listening.commands.shellwords import split_words

        for word in split_words(step.text, step.origin, lambda name: scope.get(name, ABSENT)):
            if not isinstance(word.value, str):
                continue
            name, equals, default = word.value.partition("=")
            value: Text | None = default if equals else self.outer.get(name)
            if name in self.arguments:
                given = self.arguments[name]
                value = Unknown(f"the build argument {name} is not given") if given is None else given
            elif _PLATFORM.fullmatch(name):
                value = Unknown("the platform decides it")
            if value is not None:
                scope[name] = value

    def lookup(self, built: Built, name: str) -> Text | Absent:
        found = built.variables.get(name)
        if found:
            return found.value
        if name in self.inner:
            return self.inner[name]
        if isinstance(built.base.value, str) and is_plain(built.base.value):
            return ABSENT
        return Unknown(f"the image may set {name}", frozenset((name,)))

    def step(self, step: Instruction, built: Built) -> None:
        if step.name == "ARG":
            self.declare(step, self.inner)
        elif step.name == "ENV":
            self.set_variables(step, built)
        elif step.name == "EXPOSE":
            for word in step.words():
                value = expand(word.value, lambda name: self.lookup(built, name))
                exact = word.origin.exact and value == word.value
                built.exposed.append(Located(value, replace(word.origin, exact=exact)))
        elif step.name == "WORKDIR":
            built.working_dir = self.path(step.text.strip("\"'"), built)
        elif step.name == "USER":
            built.user = expand(step.text, lambda name: self.lookup(built, name))
        elif step.name == "CMD":
            built.command = _command(step)
            self.own_command = True
        elif step.name == "ENTRYPOINT":
            built.entrypoint = _command(step)
            built.command = built.command if self.own_command else ()
        elif step.name == "SHELL":
            built.own_shell = True
        elif step.name == "HEALTHCHECK":
            built.healthcheck = _healthcheck(step)
        elif step.name == "RUN":
            built.runs.append("\n".join((step.text, *(each.value for each in step.heredocs.values()))))
            built.places.append((step.origin.span.start, built.working_dir))
        elif step.name in ("COPY", "ADD"):
            self.copy(step, built)

    def set_variables(self, step: Instruction, built: Built) -> None:
        from toybox_lint.deployment.listening.commands.shellwords import split_words

        words = list(split_words(step.text, step.origin, lambda name: self.lookup(built, name)))
        first = words[0].value if words else ""
        if isinstance(first, str) and "=" not in first and len(words) > 1:
            # `ENV NAME value`: all that follows is the value, without its quotes.
            texts = [piece for word in words[1:] for piece in (word.value, " ")][:-1]
            whole = Located(joined(texts), replace(step.origin, exact=False))
            built.variables[first] = words[1] if len(words) == 2 else whole
            return
        for word in words:
            if isinstance(word.value, str):
                name, _, value = word.value.partition("=")
                origin = word.origin.part(len(name) + 1, len(word.value))
                built.variables[name] = Located(value, origin)
            elif name := word.origin.text.partition("=")[0]:
                built.variables[name] = word

    def path(self, text: str, built: Built) -> Text:
        """``text`` as an absolute path in the image, a ``/`` at its end kept."""
        value = expand(text, lambda name: self.lookup(built, name))
        if isinstance(value, Unknown) or value.startswith("/"):
            return value if isinstance(value, Unknown) else _normal(value)
        folder = built.folder
        if isinstance(folder, str) and len(folder) + len(value) > LONGEST_PATH:
            return Unknown("no folder can have so long a path")
        return folder if isinstance(folder, Unknown) else _normal(posixpath.join(folder, value))

    def copy(self, step: Instruction, built: Built) -> None:
        words = step.strings() or tuple(
            Located(expand(word.value, lambda name: self.lookup(built, name)), word.origin)
            for word in step.words()
        )
        if len(words) < 2:
            return
        *sources, target = words
        where = target.value if isinstance(target.value, Unknown) else self.path(target.value, built)
        if isinstance(where, str) and len(sources) > 1 and not where.endswith("/"):
            where += "/"
        stage = step.flags.get("from")
        built.copies.append(Copy(tuple(sources), where, stage, step.heredocs, step.origin))


def _normal(path: str) -> str:
    """A normal form that keeps the ``/`` (or ``/.``) which makes the path a folder."""
    folder = path.endswith(("/", "/."))
    normal = posixpath.normpath(path)
    return normal + "/" if folder and normal != "/" else normal


def _command(step: Instruction, start: int = 0) -> tuple[Located[Text], ...]:
    """Exec form as it is; shell form through ``/bin/sh -c``."""
    strings = step.strings(start)
    if strings is not None:
        return strings
    shell = replace(step.origin, exact=False)
    raw = step.written(start)
    plain = "\n" not in raw or _ONE_LINE.fullmatch(raw)
    text, origin = step.text[start:], step.place(start, len(step.text))
    if plain and "\r" not in raw and step.source.origin.exact:
        text, origin = raw, replace(origin, exact=True)
    return (Located("/bin/sh", shell), Located("-c", shell), Located(text, origin))


def _healthcheck(step: Instruction) -> tuple[Located[Text], ...]:
    """The test in the form of Compose: ``CMD``, ``CMD-SHELL`` or ``NONE`` and what follows."""
    match = _HEALTHCHECK.match(step.text)
    if not match or match[1].upper() == "NONE":
        return (Located("NONE", step.origin),)
    return _command(step, match.end())
