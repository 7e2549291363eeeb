"""How a service can come onto a network of another one, as edits of its own project's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from toybox_lint.compose.edit import Refusal, declare_network, join_network
from toybox_lint.compose.model import Network, Project
from toybox_lint.deployment.model import Deployment, Joined, Member, Verdict
from toybox_lint.deployment.networks.names import names_on, records
from toybox_lint.deployment.networks.namespaces import joining
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re

# What Docker and Compose take for the name and the key of a network. What stands for an own one that a variable names
# is none, but nobody has to write it.
_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)


def join(
    member: Member, target: Member, host: str, deployment: Deployment
) -> tuple[str, tuple[Edit, ...]] | Refusal:
    """Let ``member`` join a network on which ``target`` is called ``host``: the network's real name, and the edits.

    Only ``member`` moves: the application stays where it is. Refused with the reason when that cannot be written, or
    where a name that ``member`` dials already is another service's there.
    """
    taken = _taken(deployment).get(member, {})
    network = _meeting_point(member, target, host, taken)
    if network is None or not isinstance(network.real_name, str):
        return Refusal(f"{target.name} is on no network whose name is known")
    if network.real_name in taken:
        return Refusal(
            f"on {network.real_name} the name {taken[network.real_name]} is another service's than now"
        )
    if network.network.external and not _is_made(network.real_name, member, deployment):
        return Refusal(f"nobody creates the network {network.real_name}")
    if member.mode is not None:
        return Refusal(f"{member.name} has a network_mode, which excludes networks")
    key, declaration = _key(member, network)
    joining = join_network(member.project, member.service, key)
    if isinstance(joining, Refusal):
        return joining
    if isinstance(declaration, Refusal):
        return declaration
    if declaration and not _NAME.fullmatch(network.real_name):
        return Refusal(f"what {target.name}'s network is called is no name of a network")
    return network.real_name, (*joining, *declaration)


def invite(
    member: Member, target: Member, host: str, deployment: Deployment
) -> tuple[str, tuple[Edit, ...]] | None:
    """Let ``target`` join a network of ``member`` instead: the network's real name, and the edits.

    One that its own project declares as somebody else's, to meet others there; or, in the same project, where all that
    ``target`` is on is closed to the outside. ``None`` where there is none such, or ``host`` is no name of it there.
    """
    own = {target.name.lower(), *_container_name(target)}
    if target.mode is not None or host.lower() not in own:
        return None
    same = target.project is member.project
    if same and not all(each.network.internal is True for each in target.networks):
        return None
    keys, taken = _keys(target.project), records(deployment.members)
    for name in sorted(map(str, member.real_networks)):
        key = keys.get(name)
        network = None if key is None else target.project.networks[key]
        meant = network is not None and (network.internal is False if same else network.external is True)
        if key is None or not meant or taken.owners(host.lower(), {name}):
            continue
        edits = join_network(target.project, target.service, key)
        if edits and not isinstance(edits, Refusal):
            return name, edits
    return None


def _container_name(target: Member) -> tuple[str, ...]:
    given = target.service.container_name
    return (given.value.lower(),) if given and isinstance(given.value, str) else ()


def _is_made(network: str, member: Member, deployment: Deployment) -> bool:
    """Whether a network may exist when ``member`` is on it."""
    return _uncreated(deployment).get(network, member.project) is member.project


@remembered
def _uncreated(deployment: Deployment) -> dict[str, Project | None]:
    """The networks that certainly do not exist, with the project that would create each if a service were on it."""
    from toybox_lint.deployment.networks.creating import uncreated

    settings = deployment.settings
    found = uncreated(deployment.projects, deployment.members, settings.known_networks)
    return {each.name: each.owner for each in found if each.certain}


@remembered
def _taken(deployment: Deployment) -> dict[Member | None, dict[str, str]]:
    """Of each Caddy the networks it is not on, each with a name that it dials and that is another service's there."""
    dialled: dict[Member | None, dict[str, None]] = {}
    for link in deployment.links:
        if link.verdict is not Verdict.FAILS:
            front = link.front.member
            dialled.setdefault(front and joining(front, deployment.members), {})[
                str(link.upstream.host).lower()
            ] = None
    table = records(deployment.members).names
    return {
        member: dict(_meant_otherwise(member.real_networks, names, table))
        for member, names in dialled.items()
        if member is not None
    }


def _meant_otherwise(
    own: Collection[str], dialled: Iterable[str], table: Mapping[str, Mapping[str, tuple[Member, ...]]]
) -> Iterator[tuple[str, str]]:
    for name in dialled:
        owners = table.get(name, {})
        meant = {other for network in own for other in owners.get(network, ())}
        for network, others in owners.items():
            if network not in own and meant and not meant.issuperset(others):
                yield network, name


def _meeting_point(member: Member, target: Member, host: str, taken: Collection[str]) -> Joined | None:
    """The network to meet on: one with the name, that reaches out if any does, and of these the first by name.

    Another project cannot join one of which nobody knows how it is called.
    """
    named = _networks_by_name(target).get(host.lower(), ())
    known = _reaching_out_first(target)[member.project is target.project]
    for with_name, free in ((True, True), (True, False), (False, True), (False, False)):
        for name, joined in known:
            if (name in named) is with_name and (name not in taken) is free:
                return joined
    return None


@remembered
def _reaching_out_first(target: Member) -> tuple[list[tuple[str, Joined]], list[tuple[str, Joined]]]:
    """The networks that a service of another project can join, and one of its own: internal ones last, by name."""
    networks = [(str(each.real_name), each) for each in target.networks]
    networks.sort(key=lambda item: (item[1].network.internal is True, item[0]))
    others = [item for item in networks if isinstance(item[1].network.real_name, str)]
    return others, [item for item in networks if isinstance(item[1].real_name, str)]


def _key(member: Member, network: Joined) -> tuple[str, tuple[Edit, ...] | Refusal]:
    """The network's key in the project of ``member``, and the edits that declare it when it has none."""
    name = str(network.real_name)
    known = _keys(member.project).get(_identity(network.network))
    if known is not None:
        return known, ()
    taken = name in member.project.networks
    key = f"{name}_external" if taken else name
    return key, declare_network(member.project, key, external=True, name=name if taken else None)


@remembered
def _keys(project: Project) -> dict[object, str]:
    """The first key of each network of a project, by what tells it from others."""
    return {_identity(network): key for key, network in reversed(list(project.networks.items()))}


def _identity(network: Network) -> object:
    """The network's real name; itself where nobody knows that."""
    return network.real_name if isinstance(network.real_name, str) else id(network)


@remembered
def _networks_by_name(target: Member) -> dict[str, set[str]]:
    """The networks on which a service has a name, by real name."""
    found: dict[str, set[str]] = {}
    for joined in target.networks:
        for name in names_on(target, joined):
            found.setdefault(name, set()).add(str(joined.real_name))
    return found
