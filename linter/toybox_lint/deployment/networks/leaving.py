"""Services that one file of a stack takes off the network on which the others find them."""

from __future__ import annotations

from toybox_lint.compose.edit import Refusal, join_network
from toybox_lint.compose.model import Project
from toybox_lint.compose.yaml.edit import find
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_DEFAULT = "default"


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """A service that is not on ``network``, its project's default, because a later file lists others.

    ``listed`` is where that file does; ``edits`` list ``default``, too (empty where that cannot be written).
    """

    member: Member
    network: str
    listed: Origin
    edits: tuple[Edit, ...]


def left_default(one: Member, other: Member) -> Left | None:
    """Which of two services would meet the other on its project's default network, had it not left it."""
    for member, peer in ((other, one), (one, other)):
        network = _default_name(member.project)
        if network in peer.real_networks and _left(member):
            edits = join_network(member.project, member.service, _DEFAULT)
            listed = member.service.attachments[0].origin
            return Left(member, network, listed, () if isinstance(edits, Refusal) else edits)
    return None


def _default_name(project: Project) -> str:
    declared = project.networks.get(_DEFAULT)
    return str(declared.real_name) if declared else f"{project.name}_{_DEFAULT}"


@remembered
def _left(member: Member) -> bool:
    """Whether the file that writes the service first lists no networks, and a later one does."""
    joined = {attachment.network for attachment in member.service.attachments}
    if not joined or _DEFAULT in joined:
        return False
    service = ("services", member.name)
    writing = [file for file in member.project.files if find(file, service)]
    listing = [file for file in writing if find(file, (*service, "networks"))]
    return bool(listing) and listing[0] is not writing[0]
