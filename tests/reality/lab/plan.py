"""What the lab is asked to run, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Project:
    """A folder in which ``docker compose OPTIONS up`` is typed."""

    directory: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """What the program in a container binds.

    ``container`` is ``project/service``. ``speaks`` is ``http``, ``tls`` (HTTP in TLS with a certificate nobody
    trusts), ``fastcgi`` or ``unix``: HTTP on a socket of that path, for Caddy at the same path. It binds where the
    text ``when`` stands in the service's command or environment.
    """

    container: str
    speaks: str
    address: str
    port: int = 0
    when: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """``port`` None: 443 where Caddy listens on it, else its lowest port.

    ``outside`` means that port of the host, through whatever is published there; status 0 when it is closed.
    """

    host: str
    path: str
    port: int | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A deployment to run.

    ``folder`` is absolute, everything else relative to it. ``caddy`` is ``project/service``, None for a Caddy
    on the host, which reads ``caddyfile``. ``copied`` are files in Caddy's image: path in the container to
    path in the folder. ``networks`` exist before anything is started.
    """

    folder: str
    projects: tuple[Project, ...]
    processes: tuple[Process, ...]
    requests: tuple[Request, ...]
    caddy: str | None
    caddyfile: str = "Caddyfile"
    copied: Mapping[str, str] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """``by`` is the container that answered, ``project/service``; None when it was Caddy itself.

    Status 0 is none: nobody listens, or nobody answers in time.
    """

    status: int
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened. ``failures`` tell what did not start.

    ``answers`` holds for each request the different answers to it when it is sent several times, in their order;
    it is empty when Caddy never listened.
    """

    failures: tuple[str, ...] = ()
    answers: tuple[tuple[Answer, ...], ...] = ()


class NotStarted(Exception):
    """Something of the deployment refuses to start; the text is what its program says."""
