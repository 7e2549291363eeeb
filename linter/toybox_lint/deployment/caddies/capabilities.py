"""Caddies that may not be started because a capability was taken from their container.

Sources: the Dockerfile of the official image, which since January 2023 (2.6.3) marks the program with
``setcap cap_net_bind_service=+ep``; capabilities(7), "Safety checking for capability-dumb binaries": such a program
cannot be executed (EPERM) where the bounding set lacks the capability, whoever the user is.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.yaml.edit import Refusal, find
from toybox_lint.deployment.caddies.stock import has_stock_program
from toybox_lint.deployment.caddies.versions import tagged_version
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_NEEDED = "NET_BIND_SERVICE"
_SINCE = (2, 7)


@dataclass(frozen=True, slots=True, eq=False)
class Forbidden:
    """A service with the program of the official image, without the capability which that is marked with."""

    member: Member
    origin: Origin
    edits: tuple[Edit, ...]


def forbidden(deployment: Deployment) -> Iterator[Forbidden]:
    """Every Caddy with the program of the official image that the engine cannot start for want of a capability."""
    for member in dict.fromkeys(front.member for front in deployment.fronts):
        if member is None or not has_stock_program(member, deployment.files) or member.runs is not True:
            continue
        version = tagged_version(member)
        if _runs_caddy(member) and (version is None or version >= _SINCE) and _lacks(member):
            from toybox_lint.compose.additions import add_item

            edits = add_item(member.project, member.name, "cap_add", _NEEDED)
            yield Forbidden(member, _place(member), () if isinstance(edits, Refusal) else edits)


def _runs_caddy(member: Member) -> bool:
    process = member.listening.process
    as_it_is = member.service.command is None and member.service.entrypoint is None
    return as_it_is if process is None else process.server == "caddy"


def _lacks(member: Member) -> bool:
    config = member.service.config
    if config.get("privileged"):
        return False
    dropped, added = _names(config.get("cap_drop")), _names(config.get("cap_add"))
    return bool(dropped & {"ALL", _NEEDED}) and not added & {"ALL", _NEEDED}


def _names(value: object) -> frozenset[str]:
    names = value if isinstance(value, list) else []
    return frozenset(str(name).upper().removeprefix("CAP_") for name in names)


def _place(member: Member) -> Origin:
    """The ``cap_drop`` of the service; its name where that is written elsewhere."""
    for file in reversed(member.project.files):
        node = find(file, ("services", member.name, "cap_drop"))
        if node is not None:
            return Origin(file, Span(node.start, node.end))
    return member.origin
