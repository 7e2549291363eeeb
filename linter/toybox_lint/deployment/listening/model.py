"""What listens in a container, how that is known, and whether a port would answer."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.enums import Enum, IntEnum
from toybox_lint.facts import Unknown
from toybox_lint.later import Later, now, remembered
from toybox_lint.records import dataclass, field
from toybox_lint.source import Located, Origin

_WAITING = frozenset(("sleep infinity", "sleep inf", "tail -f", "tail -F"))


class Grade(IntEnum):
    """How strong a piece of evidence is, weakest first.

    From ``CONFIG_FILE`` on, the server itself reads it; ``HEALTHCHECK`` down to ``EXPOSE`` is what the
    author believes; ``SERVER_DEFAULT`` and ``IMAGE_TABLE`` are what is usual.
    """

    IMAGE_TABLE = 1
    SERVER_DEFAULT = 2
    EXPOSE = 3
    PORTS_TARGET = 4
    DOCKERFILE_EXPOSE = 5
    PORT_CONVENTION = 6
    HEALTHCHECK = 7
    CONFIG_FILE = 8
    PORT_VARIABLE = 9
    COMMAND = 10


class Bind(Enum):
    """Which addresses of the container a listener takes: all, loopback alone, one, a socket file."""

    ALL = "all"
    LOOPBACK = "loopback"
    ADDRESS = "address"
    UNIX = "unix"
    UNKNOWN = "unknown"


class Speaks(Enum):
    """What a client must speak; ``TCP`` is a protocol that is not HTTP, such as a database's.

    ``EITHER`` is HTTP with or without TLS: both at one port, or something decides it that the files do not tell.
    ``GRPC`` is HTTP/2 without TLS alone.
    """

    HTTP = "http"
    TLS = "tls"
    FASTCGI = "fastcgi"
    UWSGI = "uwsgi"
    TCP = "tcp"
    GRPC = "grpc"
    EITHER = "either"
    UNKNOWN = "unknown"


class Answer(Enum):
    """Whether a connection to a port of a container is answered; ``UNLIKELY`` is a weaker no."""

    YES = "yes"
    NO = "no"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


class Cause(Enum):
    """Why a port does not answer: another port, the published one, loopback, a socket, nothing runs."""

    PORT = "port"
    PUBLISHED = "published"
    LOOPBACK = "loopback"
    SOCKET = "socket"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Listener:
    """One place where a container listens, as one piece of evidence has it.

    ``port`` is ``None`` for a socket file, whose path is ``socket``. ``text`` is a clause for people
    (``gunicorn binds 0.0.0.0:8000 in its command``) that never holds a variable's value beyond a port.
    ``bind_explicit`` is false when the address is the server's default. ``address_origin`` and
    ``port_origin`` are where the two are written, ``None`` for a default. ``origin`` is always there: for
    a default it is the program's own word. ``redirecting``: a Caddy sends all requests from there to HTTPS.
    ``opening`` is what, put where it stands, lets the program listen everywhere. ``whole``: the text that says so is
    all of the program. ``http_1``: it knows no HTTP/2 without TLS.
    """

    port: int | Unknown | None
    bind: Bind
    speaks: Speaks
    grade: Grade
    origin: Origin
    text: str
    server: str | None = None
    bind_explicit: bool = False
    address_origin: Origin | None = None
    port_origin: Origin | None = None
    socket: str | None = None
    redirecting: Later[bool] = field(default=now(False), repr=False, compare=False)
    opening: Located[str] | None = None
    whole: bool = False
    http_1: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """The program that a container ends up running, wrappers taken off.

    ``server`` names it when it is a known one (``gunicorn``). ``words`` may hold values of variables: they
    are for looking, never for printing. ``runs_forever`` is false for a one-shot command such as
    ``migrate``. ``worker_timeout`` is gunicorn's ``--timeout`` in seconds, with its default of 30 when
    nothing sets it (its origin then is the program's word, inexact); ``None`` for other servers.
    ``synchronous`` tells whether that timeout also ends a request that merely takes long (gunicorn's sync
    worker class); ``None`` for other servers.
    """

    server: str | None
    words: tuple[Located[Text], ...]
    origin: Origin
    runs_forever: bool | Unknown
    worker_timeout: Located[float | Unknown] | None = None
    synchronous: bool | Unknown | None = None

    @property
    def waiting(self) -> bool:
        """Whether it keeps the container for somebody who starts programs in it by hand, as in development."""
        return self.server in _WAITING


@dataclass(frozen=True, slots=True)
class Opened:
    """What the code may open that a worker runs: some port, unless it is ``nothing``, and perhaps one of ``ports``."""

    ports: frozenset[int] = frozenset()
    nothing: bool = True


@dataclass(frozen=True, slots=True)
class Publication:
    """A host port and the container port behind it."""

    published: int
    target: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a port answers, and why: the listeners are the evidence, strongest first.

    ``contested``: something that opens no port declares that it does.
    """

    answer: Answer
    reason: str
    listeners: tuple[Listener, ...] = ()
    cause: Cause | None = None
    contested: bool = False


_FEW = 64


@remembered
def _by_port(listeners: tuple[Listener, ...]) -> dict[int, tuple[Listener, ...]]:
    """The listeners of a service that has many."""
    found: dict[int, list[Listener]] = {}
    for each in listeners:
        if isinstance(each.port, int):
            found.setdefault(each.port, []).append(each)
    return {port: tuple(every) for port, every in found.items()}


def on_port(listeners: tuple[Listener, ...], port: int) -> tuple[Listener, ...]:
    """Those of ``listeners`` that name ``port``."""
    if len(listeners) < _FEW:
        return tuple(each for each in listeners if each.port == port)
    return _by_port(listeners).get(port, ())


@remembered
def _by_published(published: tuple[Publication, ...]) -> dict[int, tuple[Publication, ...]]:
    """What a service that publishes many ports does, by the port of the host."""
    found: dict[int, list[Publication]] = {}
    for each in published:
        found.setdefault(each.published, []).append(each)
    return {port: tuple(every) for port, every in found.items()}


@dataclass(frozen=True, slots=True)
class Listening:
    """Everything known about what a service's container listens on.

    ``listeners`` are sorted strongest first; pieces of evidence that contradict each other are all there.
    ``decisive`` are those of them that are certainly all there is to listen: a known server's explicit
    addresses, none for a process that listens on nothing. It is ``None`` when that cannot be told;
    ``reason`` says, as a clause, why it cannot or why nothing listens. ``base`` is the image that is not
    built here: the service's own, or the one at the end of its Dockerfile's ``FROM`` chain. ``named`` are numbers in
    the text of its own program, any of which may be a port; ``several``: its program starts others that are not known.
    ``refused``: its server does not start with what it is told. ``of_another``: all that is known is what its image
    declares for another program than runs. ``untouched``: what its image listens on, where nothing that is given to it
    may change that. ``opened`` is what a worker's code may open.
    """

    listeners: tuple[Listener, ...]
    process: Process | None = None
    decisive: tuple[Listener, ...] | None = None
    reason: str | None = None
    base: Located[Text] | None = None
    published: tuple[Publication, ...] = ()
    named: Later[frozenset[int]] = field(default=now(frozenset()), repr=False, compare=False)
    several: bool = False
    refused: bool = False
    of_another: bool = False
    untouched: tuple[Listener, ...] = ()
    opened: Later[Opened] = field(default=now(Opened()), repr=False, compare=False)

    def ports(self) -> tuple[int, ...]:
        """The distinct known ports, by strongest evidence first."""
        return tuple(dict.fromkeys(each.port for each in self.listeners if isinstance(each.port, int)))

    @property
    def complete(self) -> bool:
        """Whether it is certain what listens: see ``decisive``."""
        return self.decisive is not None

    def at(self, port: int) -> tuple[Listener, ...]:
        """The listeners that name ``port``, strongest first."""
        return on_port(self.listeners, port)

    def published_as(self, port: object) -> tuple[Publication, ...]:
        """The ports of the container behind ``port`` of the host."""
        if len(self.published) < _FEW:
            return tuple(each for each in self.published if each.published == port)
        return _by_published(self.published).get(port, ()) if isinstance(port, int) else ()

    def answers(self, port: int) -> Verdict:
        """Whether a connection from another container to ``port`` is answered."""
        from toybox_lint.deployment.listening.verdict import judge

        return judge(self, port)
