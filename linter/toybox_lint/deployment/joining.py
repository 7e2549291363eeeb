"""How a service can come onto a network of another one, as edits of its own project's files."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from toybox_lint.compose.edit import Refusal, declare_network, join_network
from toybox_lint.deployment.model import Deployment, Joined, Member, Verdict
from toybox_lint.deployment.names import names_on, records
from toybox_lint.diagnostics import Edit


def join(
    member: Member, target: Member, host: str, deployment: Deployment
) -> tuple[str, tuple[Edit, ...]] | Refusal:
    """Let ``member`` join a network on which ``target`` is called ``host``: the network's real name, and the edits.

    Only ``member`` moves: the application stays where it is. Refused with the reason when that cannot be written, or
    where a name that ``member`` dials already is another service's there.
    """
    taken = dict(_taken(member, deployment))
    network = _meeting_point(target, host, taken)
    if network is None or not isinstance(network.real_name, str):
        return Refusal(f"{target.name} is on no network whose name is known")
    if network.real_name in taken:
        return Refusal(
            f"on {network.real_name} the name {taken[network.real_name]} is another service's than now"
        )
    if member.mode is not None:
        return Refusal(f"{member.name} has a network_mode, which excludes networks")
    key, declaration = _key(member, network)
    joining = join_network(member.project, member.service, key)
    if isinstance(joining, Refusal):
        return joining
    if isinstance(declaration, Refusal):
        return declaration
    return network.real_name, (*joining, *declaration)


def _taken(member: Member, deployment: Deployment) -> Iterator[tuple[str, str]]:
    """Networks that ``member`` is not on, each with a name that it dials and that is another service's there."""
    own = member.real_networks
    table = records(deployment.members).names
    reached = (link for link in deployment.links if link.front.member is member)
    dialled = {str(link.upstream.host).lower() for link in reached if link.verdict is not Verdict.FAILS}
    for name in dialled:
        meant = {other for network in own for other in table.get(network, {}).get(name, ())}
        for network, names in table.items():
            if network not in own and meant and not set(names.get(name, ())) <= meant:
                yield network, name


def _meeting_point(target: Member, host: str, taken: Collection[str]) -> Joined | None:
    """The network to meet on: one with the name, that reaches out if any does, and of these the first by name."""

    def rank(joined: Joined) -> tuple[bool, bool, bool, str]:
        name = str(joined.real_name)
        unnamed = host.lower() not in names_on(target, joined)
        return unnamed, name in taken, joined.network.internal is True, name

    return min((each for each in target.networks if isinstance(each.real_name, str)), key=rank, default=None)


def _key(member: Member, network: Joined) -> tuple[str, tuple[Edit, ...] | Refusal]:
    """The network's key in the project of ``member``, and the edits that declare it when it has none."""
    name = str(network.real_name)
    for key, own in member.project.networks.items():
        if own.real_name == name:
            return key, ()
    taken = name in member.project.networks
    key = f"{name}_external" if taken else name
    return key, declare_network(member.project, key, external=True, name=name if taken else None)
