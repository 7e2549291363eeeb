"""A compose project as Docker Compose resolves it, every value with its place in the files."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.compose.printing.confidential import Confidential
from toybox_lint.facts import Environment, Unknown
from toybox_lint.later import Later, now, remembered
from toybox_lint.records import dataclass, field
from toybox_lint.source import Located, Origin, SourceFile

Text = str | Unknown
COMPOSE_PROFILES = "COMPOSE_PROFILES"
# What stands in a compose file before a default that counts for an empty value, too.
DEFAULT = ":-"
# Kinds of problems that are none of Compose's: a file that may not be read, without which nothing of the project, or no
# variable of that file, is known.
KIND_OUTSIDE, KIND_VARIABLES_OUTSIDE = "outside", "variables-outside"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something Docker Compose refuses (``fatal``) or warns of, with its place.

    ``kind`` is stable and kebab-case (``undefined-network``, ``unknown-key``). ``excused`` marks what fails
    only because this machine lacks an env file or a required variable: no error of the repository.
    """

    kind: str
    message: str
    origin: Origin
    fatal: bool = True
    excused: bool = False
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """``command`` or ``entrypoint``: its words after Compose has split them; empty when it clears.

    ``origin`` is that of the whole value, each word has its own (inexact when it was cut out of a string
    with quotes or escapes).
    """

    words: tuple[Located[Text], ...]
    origin: Origin
    shell_text: Text | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """Where an image is built: absolute ``context`` and ``dockerfile`` paths, ``None`` when remote.

    ``inline`` is the text of ``dockerfile_inline``. Of ``args`` those are ``None`` that the process outside gives.
    ``context_origin`` and ``dockerfile_origin`` are where the two are written, the key's place for what is not;
    ``target_origin`` where a target is. ``contexts`` are further ones by the names that its
    Dockerfile has for them, ``None`` for what is no folder.
    """

    context: Text | None
    dockerfile: Text | None
    target: Text | None
    inline: Located[Text] | None
    args: Mapping[str, Located[Text | None]]
    origin: Origin
    context_origin: Origin | None = None
    dockerfile_origin: Origin | None = None
    target_origin: Origin | None = None
    contexts: Mapping[str, Text | None] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Text | None]:
        """The arguments without their places."""
        return {name: each.value for name, each in self.args.items()}


@dataclass(frozen=True, slots=True)
class Port:
    """One published port. ``published`` is ``None`` for an ephemeral one, a text for a range."""

    target: int | Unknown
    published: Text | None
    host_ip: Text | None
    protocol: Text
    origin: Origin
    target_origin: Origin | None = None
    published_origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A service on a network: the key in the project, the aliases it has there, its fixed address of IPv4."""

    network: str
    aliases: tuple[Located[Text], ...]
    origin: Origin
    implicit: bool = False
    address: Located[Text] | None = None


@dataclass(frozen=True, slots=True)
class Mount:
    """A volume, config or secret inside a container.

    ``kind`` is ``bind``, ``volume``, ``tmpfs``, ``config`` or ``secret``. ``source`` is an absolute path for
    a bind and for a config from a file, a volume's key for a volume; ``content`` is a config's inline text.
    In one that is ``read_only`` the container cannot write.
    """

    kind: str
    source: Text | None
    target: Text
    origin: Origin
    source_origin: Origin | None = None
    content: Located[Text] | None = None
    target_origin: Origin | None = None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Healthcheck:
    """``test`` as a list (``["CMD-SHELL", ...]``), ``None`` when only other keys are given."""

    test: tuple[Located[Text], ...] | None
    disabled: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Dependency:
    """One entry of ``depends_on``; ``implied`` when it comes from links or ``service:`` namespaces."""

    service: str
    condition: Text
    required: bool
    origin: Origin
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """One service after merge, ``extends``, ``include`` and interpolation.

    ``enabled`` is false when no active profile includes it. ``scale`` is the effective number of
    containers. ``environment`` is what the container gets from ``env_file`` and ``environment``:
    ``None`` for a name passed through from a process nobody knows; ``environment_known`` is false
    when an ``env_file`` is missing, so that other names may exist. ``attachments`` holds the implicit
    ``default`` network, too, and is empty with a ``network_mode``. ``printed`` is its ``config``, for whom asks.
    """

    name: Located[str]
    origin: Origin
    enabled: bool
    image: Located[Text] | None
    build: Build | None
    command: Command | None
    entrypoint: Command | None
    environment: Mapping[str, Located[Text | None]]
    environment_known: bool
    ports: tuple[Port, ...]
    expose: tuple[Located[Text], ...]
    attachments: tuple[Attachment, ...]
    network_mode: Located[Text] | None
    container_name: Located[Text] | None
    hostname: Located[Text] | None
    extra_hosts: tuple[Located[tuple[str, Text]], ...]
    links: tuple[Located[Text], ...]
    mounts: tuple[Mount, ...]
    profiles: tuple[Located[Text], ...]
    scale: int | Unknown
    depends_on: tuple[Dependency, ...]
    healthcheck: Healthcheck | None
    restart: Located[Text] | None
    working_dir: Located[Text] | None
    printed: Later[Mapping[str, object]] = field(default=now({}), repr=False, compare=False)

    @property
    def config(self) -> Mapping[str, object]:
        """The service in the shape of ``docker compose config --format json``."""
        return self.printed.value

    def mapped(self, host: str) -> tuple[Text, ...]:
        """The addresses that ``extra_hosts`` gives the name; they come before every other."""
        return tuple(_addresses(self.extra_hosts).get(host.lower(), ()))


@dataclass(frozen=True, slots=True)
class Network:
    """A network of the project. ``real_name`` is its name in the engine, ``key`` the one in the files.

    ``origin`` is the declaration; for the implicit ``default`` that of the ``services`` key (``implicit``).
    """

    key: str
    real_name: Text
    external: bool | Unknown
    internal: bool | Unknown
    origin: Origin
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its text without the ``#``, and whether it stands alone on its line."""

    text: str
    origin: Origin
    alone: bool


@remembered
def _addresses(hosts: tuple[Located[tuple[str, Text]], ...]) -> dict[str, list[Text]]:
    """By the names, whose case does not count."""
    found: dict[str, list[Text]] = {}
    for entry in hosts:
        name, address = entry.value
        found.setdefault(name.lower(), []).append(address)
    return found


@remembered
def _loads(problems: tuple[Problem, ...]) -> bool:
    return not any(problem.fatal and not problem.excused for problem in problems)


@remembered
def _leads_outside(problems: tuple[Problem, ...]) -> bool:
    return any(problem.kind == KIND_OUTSIDE for problem in problems)


@dataclass(frozen=True, slots=True)
class Project:
    """One project: the stack of its files as Compose loads them.

    ``directory`` is the absolute project directory. ``problems``: with any fatal, not excused one Compose
    refuses to start; what could be read is there all the same. ``gaps`` say what could not be judged.
    ``environment`` is what ``${...}`` was resolved with. ``confidential`` is what must not be printed.
    ``included`` are the paths of the files that it includes: no projects of their own; ``whole`` tells that all of
    them, and what is extended, could be read. ``printed`` is its ``config``, for whom asks, and ``resources`` what
    that has beside services.
    """

    name: Text
    directory: str
    files: tuple[SourceFile, ...]
    services: Mapping[str, Service]
    networks: Mapping[str, Network]
    problems: tuple[Problem, ...]
    gaps: tuple[Located[str], ...]
    comments: tuple[Comment, ...]
    environment: Environment
    confidential: Confidential = field(default_factory=Confidential)
    included: frozenset[str] = frozenset()
    whole: bool = True
    printed: Later[Mapping[str, object]] = field(default=now({}), repr=False, compare=False)
    resources: Later[Mapping[str, Mapping[str, object]]] = field(default=now({}), repr=False, compare=False)

    @property
    def config(self) -> Mapping[str, object]:
        """The project in the shape of ``docker compose config --format json``.

        With a single ``$``, disabled services under ``disabled``, and an unknown text as its source text.
        """
        return self.printed.value

    def resource(self, section: str, key: str) -> Mapping[str, object]:
        """What ``config`` has at ``key`` of ``networks``, ``volumes``, ``configs`` or ``secrets``; nothing for none."""
        found = self.resources.value.get(section, {}).get(key)
        return found if isinstance(found, Mapping) else {}

    @property
    def valid(self) -> bool:
        """Whether Compose loads it, given what it lacks here, and all of it may be read."""
        return not self.problems or _loads(self.problems)

    @property
    def outside(self) -> bool:
        """Whether a part of it may not be read, so that nothing is said of it."""
        return bool(self.problems) and _leads_outside(self.problems)

    @property
    def profiles_known(self) -> bool:
        """Whether the active profiles are what the files say: else a ``.env`` that is not here may choose others.

        There is one where a required variable is missing, or a service reads it.
        """
        if self.environment.complete or COMPOSE_PROFILES in self.environment.values:
            return True
        return not any(
            problem.excused
            and (problem.kind != "missing-env-file" or problem.origin.text.rpartition("/")[2] == ".env")
            for problem in self.problems
        )
