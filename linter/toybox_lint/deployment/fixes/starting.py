"""Fixes that start a service which the files keep from starting.

Source: Docker Compose 2.40.3. A service without ``profiles`` is always started; one that is scaled to 0 has no
container.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, delete, find
from toybox_lint.deployment.model import Member
from toybox_lint.deployment.networks.namespaces import HOST, namespace
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.digits import whole
from toybox_lint.later import remembered
from toybox_lint.source import SourceFile, Span

# Where a service says how many containers it has.
SCALES = (("scale",), ("deploy", "replicas"))


def start_always(member: Member, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Start the service with its project: out of its profiles, with one container instead of none.

    Nothing where a part of what keeps it from starting is not written in a file of its project, nor where it has
    nothing to run: of what it does not start, Compose does not say so. Nor where it wants a port of the host that
    another service has: one of the two would not start.
    """
    taken = _taken_on_host(members)
    if any(each is not member for port in _on_host(member, members) for each in taken.get(port, ())):
        return ()
    edits = starting_edits(member)
    title = f"start {member.name} with its project"
    return () if edits is None else (Fix(title, Applicability.UNSAFE, edits),)


def starting_edits(member: Member) -> tuple[Edit, ...] | None:
    """The edits that start the service with its project, whatever it wants there; ``None`` where none do."""
    edits: list[Edit] = []
    for change in _changes(member):
        if isinstance(change, Refusal):
            return None
        edits += change
    has_what_to_run = member.service.image or member.service.build
    refused = _waits_in_vain(member) or _is_named_as_another(member) or _joins_nothing(member)
    return tuple(edits) if edits and has_what_to_run and not refused else None


def _waits_in_vain(member: Member) -> bool:
    """Whether the service depends on one that a profile keeps away: Compose refuses the project, if it is started."""
    services = member.project.services
    return any(
        each.required and each.service in services and not services[each.service].enabled
        for each in member.service.depends_on
    )


def _joins_nothing(member: Member) -> bool:
    """Whether it is to join a network that is not declared: Compose refuses the project, if it is started."""
    return any(each.network not in member.project.networks for each in member.service.attachments)


def _is_named_as_another(member: Member) -> bool:
    """Whether another has its ``container_name``: Compose refuses the project, if both are started."""
    name = member.service.container_name
    return name is not None and str(name.value) in _names_of_several(member.project)


@remembered
def _names_of_several(project: Project) -> frozenset[str]:
    named = (each.container_name for each in project.services.values())
    counts = Counter(str(name.value) for name in named if name)
    return frozenset(name for name, count in counts.items() if count > 1)


@remembered
def _taken_on_host(members: Sequence[Member]) -> dict[int, list[Member]]:
    """The services that run, by the ports of the host that they take."""
    found: dict[int, list[Member]] = {}
    for member in members:
        for port in _on_host(member, members) if member.runs is True else ():
            found.setdefault(port, []).append(member)
    return found


def _on_host(member: Member, members: Sequence[Member]) -> frozenset[int]:
    """The ports of the host that the service takes when it runs, as far as they are known."""
    if namespace(member, members) == HOST:
        return frozenset(member.listening.ports())
    numbers = (whole(port.published) for port in member.service.ports if isinstance(port.published, str))
    return frozenset(number for number in numbers if number)


def _changes(member: Member) -> Iterator[Edits]:
    scaled_down = isinstance(member.service.scale, int) and member.service.scale == 0
    for file in member.project.files:
        service = ("services", member.name)
        if not member.service.enabled and find(file, (*service, "profiles")) is not None:
            yield delete(file, (*service, "profiles"))
        for path in SCALES:
            if scaled_down and (number := _zero(file, (*service, *path))):
                yield (Edit(file, Span(number.start, number.end), f"{number.style}1{number.style}"),)


def _zero(file: SourceFile, path: tuple[str, ...]) -> nodes.Scalar | None:
    node = find(file, path)
    return node if isinstance(node, nodes.Scalar) and node.text == "0" else None
