"""A service that is on the network of the host and could as well be on one of its project."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.edit import last_file
from toybox_lint.compose.yaml_edit import Refusal, delete, find, replace_entry
from toybox_lint.deployment.candidates import serves_web
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.namespaces import HOST, namespace
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.records import dataclass

_HERE = ("localhost", "127.0.0.1", "host.docker.internal")


@dataclass(frozen=True, slots=True, eq=False)
class Leaving:
    """``edits`` put ``member`` on ``network``, its project's key for it, in place of the network of the host."""

    member: Member
    network: str
    edits: tuple[Edit, ...]

    @property
    def title(self) -> str:
        return f"let {self.member.name} join {self.network} in place of the host's network"


def leave_host(member: Member, other: Member) -> Leaving | None:
    """``member`` on a network of ``other``, a service of its project.

    ``None`` where it may have reasons to be on the host's network: no web server, an address of the host in its
    environment or its command, another file that says more of it.
    """
    if (
        member.project is not other.project
        or other.mode is not None
        or not serves_web(member)
        or _needs_host(member)
    ):
        return None
    file = last_file(member.project, member.name)
    path = ("services", member.name, "network_mode")
    writing = [each for each in member.project.files if find(each, path) is not None]
    network = next((each.attachment.network for each in other.networks), None)
    if file is None or writing != [file] or network is None:
        return None
    if other.service.attachments[0].implicit:
        edits = delete(file, path)
    else:
        edits = replace_entry(file, path, "networks", (network,))
    return None if isinstance(edits, Refusal) else Leaving(member, network, edits)


def _needs_host(member: Member) -> bool:
    """Whether it names an address of the host, or is the proxy itself."""
    told = [value.value for value in member.service.environment.values()]
    process = member.listening.process
    if any(listener.server == "caddy" for listener in member.listening.listeners):
        return True
    told += [word.value for word in process.words] if process else []
    return any(isinstance(text, str) and any(name in text for name in _HERE) for text in told)


def called_by_name(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Let the service that an upstream names leave the network of the host for one of Caddy's, where names resolve."""
    front, host = link.front.member, str(link.upstream.host).lower()
    named = [each for each in members if each.name.lower() == host and namespace(each, members) == HOST]
    leaving = leave_host(named[0], front) if len(named) == 1 and front is not None else None
    if leaving is None:
        return ()
    return (Fix(leaving.title, Applicability.UNSAFE, leaving.edits),)
