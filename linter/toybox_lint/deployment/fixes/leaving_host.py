"""A service that is on the host's network, on Docker's bridge or on none, and could be on one of its project."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.edit import last_file
from toybox_lint.compose.yaml.edit import Refusal, delete, find, replace_entry
from toybox_lint.deployment.fixes.starting import starting_edits
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.networks.names import called
from toybox_lint.deployment.networks.namespaces import BRIDGE, HOST, NONE, namespace
from toybox_lint.deployment.upstreams.offers import is_for_web
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.records import dataclass

_DEFAULT = "default"
# Where a service has no name, and no address of the host either.
_NAMELESS = {NONE: "no network", BRIDGE: "Docker's own bridge"}
_HERE = ("localhost", "127.0.0.1", "host.docker.internal")


@dataclass(frozen=True, slots=True, eq=False)
class Leaving:
    """``edits`` put ``member`` on ``network``, its project's key for it, in place of the network of the host."""

    member: Member
    network: str
    edits: tuple[Edit, ...]

    @property
    def title(self) -> str:
        left = _NAMELESS.get(str(self.member.mode), "the host's network")
        return f"let {self.member.name} join {self.network} in place of {left}"


def leave_host(member: Member, other: Member) -> Leaving | None:
    """``member`` on a network of ``other``, a service of its project.

    ``None`` where it may have reasons to be on the host's network: no web server, an address of the host in its
    environment or its command, another file that says more of it.
    """
    if member.project is not other.project or other.mode is not None or _stays(member):
        return None
    network = next((each.attachment.network for each in other.networks), None)
    return None if network is None else _on(member, network, implicit=other.service.attachments[0].implicit)


def _leave_host(member: Member, other: Member) -> Leaving | None:
    """As ``leave_host``; from another project on a network that both have, else on its own project's."""
    if member.project is other.project:
        return leave_host(member, other)
    known = ((key, each.real_name) for key, each in member.project.networks.items())
    network = next((key for key, name in known if name in other.real_networks), _DEFAULT)
    return None if _stays(member) else _on(member, network, implicit=network == _DEFAULT)


def _on(member: Member, network: str, *, implicit: bool) -> Leaving | None:
    """``member`` on ``network``; ``implicit`` where it is on that one by saying nothing."""
    file = last_file(member.project, member.name)
    path = ("services", member.name, "network_mode")
    writing = [each for each in member.project.files if find(each, path) is not None]
    if file is None or writing != [file]:
        return None
    edits = delete(file, path) if implicit else replace_entry(file, path, "networks", (network,))
    return None if isinstance(edits, Refusal) else Leaving(member, network, edits)


def _leave_none(member: Member, other: Member) -> Leaving | None:
    """``member``, which has no network, on one of ``other``, or on its own project's where that is another."""
    own = member.project is other.project and other.mode is None
    network = next((each.attachment.network for each in other.networks if own), _DEFAULT)
    return _on(member, network, implicit=network == _DEFAULT)


def _stays(member: Member) -> bool:
    """Whether it may have reasons to be on the network of the host."""
    return not is_for_web(member) or _needs_host(member)


def _needs_host(member: Member) -> bool:
    """Whether it names an address of the host, or is the proxy itself."""
    told = [value.value for value in member.service.environment.values()]
    process = member.listening.process
    if any(listener.server == "caddy" for listener in member.listening.listeners):
        return True
    told += [word.value for word in process.words] if process else []
    return any(isinstance(text, str) and any(name in text for name in _HERE) for text in told)


def off_host(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Let the service that is meant leave the network of the host for one that a Caddy in a container reaches.

    It is started, too, where it is not.
    """
    front, target = link.front.member, link.target
    if target is None or front is None or namespace(front, members) == HOST or target.mode != HOST:
        return ()
    leaving = _leave_host(target, front)
    starting = starting_edits(target) if target.runs is not True else ()
    if leaving is None or starting is None:
        return ()
    title = f"start {target.name}, and {leaving.title}" if starting else leaving.title
    return (Fix(title, Applicability.UNSAFE, (*starting, *leaving.edits)),)


def called_by_name(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Let the service that an upstream names join a network, where names resolve.

    It leaves that of the host for one of Caddy's or of its own project; or it is on none, or on Docker's bridge, and
    joins one.
    """
    front, host = link.front.member, str(link.upstream.host)
    owners = called(host, members)
    named = [each for each in owners if each.mode in _NAMELESS or namespace(each, members) == HOST]
    if len(named) != 1 or front is None:
        return ()
    leave = _leave_none if named[0].mode in _NAMELESS else _leave_host
    leaving = leave(named[0], front)
    return () if leaving is None else (Fix(leaving.title, Applicability.UNSAFE, leaving.edits),)
