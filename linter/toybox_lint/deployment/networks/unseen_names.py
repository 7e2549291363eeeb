"""Names that a container may know besides those of the services that are shown.

Sources: Docker's documentation of ``dns``, by which the engine passes on what it does not know itself; that of
``docker stack deploy``, which puts the stack's name before each service's; Compose's of project names, which are
that of the folder unless they are given; resolv.conf(5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Project
from toybox_lint.compose.names import of_directory
from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern

_READ_BY_THE_RESOLVER = frozenset({"/etc/hosts", "/etc/resolv.conf"})
_COUNTED = pattern(r"([a-z0-9][a-z0-9_-]*)-[0-9]+")
_IN_SWARM_ALONE = frozenset({"update_config", "rollback_config", "endpoint_mode"})


def may_know(host: str, caddy: Member, members: Sequence[Member]) -> str | None:
    """Why the container of ``caddy`` may know a name that no service shown has; ``None`` where nothing tells."""
    return names_of_its_own(caddy) or _of_a_resolver(caddy) or _of_another_project(host, caddy, members)


def names_of_its_own(member: Member) -> str | None:
    """Why its container may have names that a file gives to it."""
    mounted = (str(mount.target) for mount in member.service.mounts)
    found = next((target for target in mounted if target in _READ_BY_THE_RESOLVER), None)
    return None if found is None else f"{found} of {member.name} is mounted, which may name it"


def _of_a_resolver(member: Member) -> str | None:
    """A name without a dot is known to no public server, but may be to one of the own network."""
    config = member.service.config
    servers = config.get("dns")
    own = isinstance(servers, list) and any(map(_is_private, servers))
    return f"the servers in dns of {member.name} may know it" if own or config.get("dns_search") else None


def _is_private(server: object) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(str(server))
    except ValueError:
        return True
    return address.is_private and not address.is_loopback


def _of_another_project(host: str, caddy: Member, members: Sequence[Member]) -> str | None:
    """The name that a service has in a stack of Swarm, or where its project's folder is called otherwise."""
    host = host.lower()
    for member in _ending(host, "_", members):
        if _meet(member, caddy) and for_swarm(member.project):
            return f"{member.name} is called so in a stack of Swarm of that name"
    counted = _COUNTED.fullmatch(host)
    for member in _ending(counted[1], "-", members) if counted else ():
        own = counted is not None and counted[1] == f"{member.project_name}-{member.name}".lower()
        if not own and _meet(member, caddy) and _named_by_folder(member.project):
            return f"a container of {member.name} is called so where the folder of its project is"
    return None


def _ending(name: str, sign: str, members: Sequence[Member]) -> Iterator[Member]:
    """The services whose names stand behind ``sign`` at the end of ``name``."""
    named, longest = _by_name(members) if sign in name else ({}, 0)
    at = name.find(sign, max(len(name) - longest - len(sign), 0))
    while at >= 0:
        yield from named.get(name[at + 1 :], ())
        at = name.find(sign, at + 1)


@remembered
def _by_name(members: Sequence[Member]) -> tuple[dict[str, list[Member]], int]:
    """The services by their names, and how long the longest is."""
    found: dict[str, list[Member]] = {}
    for member in members:
        found.setdefault(member.name.lower(), []).append(member)
    return found, max(map(len, found), default=0)


def _meet(member: Member, caddy: Member) -> bool:
    return bool(member.real_networks & caddy.real_networks)


def _named_by_folder(project: Project) -> bool:
    from toybox_lint.compose.yaml.edit import find

    return project.name == of_directory(project.directory) and not any(
        find(file, ("name",)) for file in project.files
    )


@remembered
def _swarm(project: Project) -> bool:
    services = project.config.get("services")
    each = services.values() if isinstance(services, dict) else ()
    deployed = [
        one["deploy"] for one in each if isinstance(one, dict) and isinstance(one.get("deploy"), dict)
    ]
    drivers = [project.resource("networks", key).get("driver") for key in project.networks]
    return "overlay" in drivers or any(
        not _IN_SWARM_ALONE.isdisjoint(one) or one.get("mode") == "global" or _is_placed(one)
        for one in deployed
    )


def for_swarm(project: Project) -> bool:
    """Whether the project is written for ``docker stack deploy``: with what Compose by itself passes over."""
    return _swarm(project)


def _is_placed(deploy: dict[str, object]) -> bool:
    placement = deploy.get("placement")
    return isinstance(placement, dict) and bool(placement.get("constraints") or placement.get("preferences"))
