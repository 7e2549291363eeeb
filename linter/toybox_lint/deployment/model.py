"""The joined picture: who proxies to whom, over which network, and whether it can answer."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Problem, Proxy, Upstream
from toybox_lint.compose.model import Attachment, Network, Project, Service
from toybox_lint.deployment.listening.model import Listener, Listening
from toybox_lint.deployment.policy import Settings
from toybox_lint.diagnostics import Severity
from toybox_lint.enums import Enum
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Files
from toybox_lint.later import Later, remembered
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile


@dataclass(frozen=True, slots=True)
class Joined:
    """A network a service is on: its real name in the engine, its declaration, how the service joined.

    Where a variable decides the name of a network that no other project is on, something stands for the name.
    """

    real_name: str | Unknown
    network: Network
    attachment: Attachment


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A service of one of the projects, as the deployment sees it.

    ``real_networks`` are the real names of its networks, as far as they are known.
    """

    project: Project
    service: Service
    networks: tuple[Joined, ...]
    heard: Later[Listening]
    real_networks: frozenset[str]

    @property
    def listening(self) -> Listening:
        """What its container listens on."""
        return self.heard.value

    @property
    def name(self) -> str:
        """The service's name."""
        return self.service.name.value

    @property
    def project_name(self) -> str:
        name = self.project.name
        return name if isinstance(name, str) else self.project.directory.rsplit("/", 1)[-1]

    @property
    def key(self) -> str:
        """``project/service``."""
        return f"{self.project_name}/{self.name}"

    @property
    def origin(self) -> Origin:
        """The service's name in the file."""
        return self.service.name.origin

    @property
    def runs(self) -> bool | Unknown:
        """Whether it has a container: enabled, and not scaled to nothing."""
        if not self.service.enabled:
            return False
        scale = self.service.scale
        return scale if isinstance(scale, Unknown) else scale > 0

    @property
    def adrift(self) -> bool:
        """Whether the real name of one of its networks is not known: it may be any."""
        return any(isinstance(joined.real_name, Unknown) for joined in self.networks)

    @property
    def mode(self) -> str | Unknown | None:
        """``network_mode`` as written, ``None`` without one."""
        return self.service.network_mode.value if self.service.network_mode else None


class Place(Enum):
    """Where a Caddy runs."""

    SERVICE = "in a container of the projects"
    HOST = "on the host"
    UNKNOWN = "where the files do not show"


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """A Caddy and the Caddyfile it reads. ``member`` is its service where it is one of the projects'.

    ``missing`` are the variables without a default in the Caddyfile that nobody gives to the service; ``unshown``:
    its image may, all the same. ``blamed`` are the problems that the Caddyfile would not have if they were given.
    ``environment`` is what its process sees, where it is a service. ``loads`` tells whether the Caddyfile may be valid
    with whatever is missing.
    """

    caddyfile: Caddyfile
    place: Place
    member: Member | None
    missing: frozenset[str] = frozenset()
    blamed: tuple[Problem, ...] = ()
    unshown: bool = False
    environment: Environment | None = None
    loads: bool = True

    @property
    def name(self) -> str:
        """``project/service``, or what the place says."""
        return self.member.key if self.member else f"caddy {self.place.value}"


class Verdict(Enum):
    """Whether a request gets an answer from its upstream; ``UNKNOWN``: the files do not tell."""

    REACHES = "reaches"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Cause(Enum):
    """Why a request fails: one for each link, the first that applies on the way to the process."""

    NO_SUCH_KIND = "what stands before the slash is no kind of network"
    UNKNOWN_NAME = "no service, alias or container has that name"
    NO_NAMES = "the names of services do not resolve on the network of the host"
    NO_GATEWAY = "nothing maps host.docker.internal to the host"
    SELF = "the address is Caddy's own container"
    LOOP = "the address is Caddy's own listener"
    NOT_GIVEN = "a variable in the address is not given to Caddy"
    NOT_SHARED = "no network in common"
    LEFT_DEFAULT = "one file of the stack takes a service off the default network"
    NOT_RUNNING = "no container runs"
    NOT_PUBLISHED = "the port is the container's, and not published on the host"
    PUBLISHED_PORT = "the port is the host's, not the container's"
    WRONG_PORT = "nothing listens on the port"
    LOOPBACK_BIND = "the process listens on its own loopback only"
    NOT_LISTENING = "nothing in the container listens on a port"
    NO_SOCKET = "no socket file is at that path"
    WRONG_PROTOCOL = "the process speaks another protocol"
    UNTRUSTED = "no certificate for the name can be trusted"
    NO_CERTIFICATE = "the server has no certificate for the name"
    UNHEALTHY = "its health check asks a port that does not answer"
    ANSWERED_BEFORE = "another route answers before, and fails"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that an upstream may have meant, and the container port it answers on.

    ``host`` is what to dial where that is not the service's name: its network is another container's, or others answer
    to that name.
    """

    member: Member
    port: int | None
    listener: Listener | None
    host: str | None = None

    @property
    def name(self) -> str:
        """The host to dial."""
        return self.host or self.member.name

    @property
    def address(self) -> str | None:
        """What Caddy should dial, ``None`` when its port is not known."""
        return None if self.port is None else f"{self.name}:{self.port}"


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One upstream as seen from one Caddy, and what becomes of a request to it.

    ``target`` is the service that the name means; ``listener`` the evidence for its port. ``certain`` is
    false when the failure rests on something that is likely, not sure. ``candidates`` are what may have been
    meant where the link fails for its address; ``sole`` tells that nothing else can be meant. ``disputed``: the same
    words mean something else to another Caddy that reads them, so that nobody may change them. ``beside``: it fails
    unless a compose file that is not judged with the project is started, too.
    """

    front: Front
    proxy: Proxy
    upstream: Upstream
    verdict: Verdict
    reason: str
    cause: Cause | None = None
    certain: bool = True
    target: Member | None = None
    listener: Listener | None = None
    candidates: tuple[Candidate, ...] = ()
    sole: bool = False
    disputed: bool = False
    beside: bool = False

    def failing_for(self, cause: Cause, reason: str) -> Link:
        """The link when it certainly fails for ``cause`` after all, which no other address would mend."""
        return replace(
            self,
            verdict=Verdict.FAILS,
            cause=cause,
            certain=True,
            reason=reason,
            candidates=(),
            sole=False,
        )

    @property
    def severity(self) -> Severity:
        """How severe its failure is: no error unless it is certain."""
        return Severity.ERROR if self.certain else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be judged. ``blocking`` ones keep the run from an answer: exit status 2."""

    file: str
    line: int | None
    reason: str
    blocking: bool = True

    @property
    def place(self) -> str:
        """The file, and the line where one is known: ``Caddyfile:3``."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, eq=False)
class Deployment:
    """One host's projects and Caddyfiles, joined. Rules see nothing else."""

    caddyfiles: tuple[Caddyfile, ...]
    projects: tuple[Project, ...]
    members: tuple[Member, ...]
    fronts: tuple[Front, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]
    settings: Settings
    files: Files

    @property
    def parts(self) -> tuple[Caddyfile | Project, ...]:
        """Every Caddyfile and every project."""
        return (*self.caddyfiles, *self.projects)

    @property
    def broken(self) -> bool:
        """Whether a file is refused by its program, or could not be read.

        A Caddyfile with a word of a plugin's is not, where its Caddy is not shown: whoever wrote it has the plugin.
        """
        unseen = {front.caddyfile for front in self.fronts if front.member is None}
        refused = any(
            problem.fatal and not (problem.package and caddyfile in unseen)
            for caddyfile in self.caddyfiles
            for problem in caddyfile.problems
        )
        return (
            refused
            or not all(project.valid for project in self.projects)
            or any(gap.blocking for gap in self.gaps)
        )

    def sources(self) -> tuple[SourceFile, ...]:
        """Every file that was read as a Caddyfile or as a compose file."""
        return tuple({file.path: file for part in self.parts for file in part.files}.values())

    def proxies(self) -> Iterator[tuple[Front, Proxy]]:
        """Every proxy with the Caddy that runs it."""
        for front in self.fronts:
            for proxy in front.caddyfile.proxies:
                yield front, proxy

    def of(self, front: Front) -> list[Link]:
        """The links of one Caddy."""
        return _by_front(self.links).get(front, [])

    def failing(self, cause: Cause) -> Iterator[Link]:
        """The links that fail for ``cause``."""
        return (link for link in self.links if link.cause is cause)


@remembered
def _by_front(links: tuple[Link, ...]) -> dict[Front, list[Link]]:
    found: dict[Front, list[Link]] = {}
    for link in links:
        found.setdefault(link.front, []).append(link)
    return found
