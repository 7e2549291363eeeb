"""How a service can come onto a network of another one, as edits of its own project's files."""

from __future__ import annotations

from toybox_lint.compose.edit import Refusal, declare_network, join_network
from toybox_lint.deployment.model import Joined, Member
from toybox_lint.deployment.names import names_on
from toybox_lint.diagnostics import Edit


def join(member: Member, target: Member, host: str) -> tuple[str, tuple[Edit, ...]] | Refusal:
    """Let ``member`` join a network on which ``target`` is called ``host``: the network's real name, and the edits.

    Only ``member`` moves: the application stays where it is. Refused with the reason when that cannot be written.
    """
    network = _meeting_point(target, host)
    if network is None or not isinstance(network.real_name, str):
        return Refusal(f"{target.name} is on no network whose name is known")
    if member.mode is not None:
        return Refusal(f"{member.name} has a network_mode, which excludes networks")
    key, declaration = _key(member, network)
    joining = join_network(member.project, member.service, key)
    if isinstance(joining, Refusal):
        return joining
    if isinstance(declaration, Refusal):
        return declaration
    return network.real_name, (*joining, *declaration)


def _meeting_point(target: Member, host: str) -> Joined | None:
    """The network to meet on: one with the name, that reaches out if any does, and of these the first by name."""
    known = [joined for joined in target.networks if isinstance(joined.real_name, str)]

    def rank(joined: Joined) -> tuple[bool, bool, str]:
        return (
            host.lower() not in names_on(target, joined),
            joined.network.internal is True,
            str(joined.real_name),
        )

    return min(known, key=rank, default=None)


def _key(member: Member, network: Joined) -> tuple[str, tuple[Edit, ...] | Refusal]:
    """The network's key in the project of ``member``, and the edits that declare it when it has none."""
    name = str(network.real_name)
    for key, own in member.project.networks.items():
        if own.real_name == name:
            return key, ()
    taken = name in member.project.networks
    key = f"{name}_external" if taken else name
    return key, declare_network(member.project, key, external=True, name=name if taken else None)
