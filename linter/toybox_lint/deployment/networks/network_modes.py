"""Containers on the network of another one that are given what only a network of their own has.

Sources: Docker's documentation of ``--network container:``, by which ``--publish``, ``--expose``, ``--hostname``,
``--add-host``, ``--dns`` and ``--mac-address`` are invalid there; the check in its source (``validateNetMode``). It
lets ``dns_search`` and ``dns_opt`` pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.additions import add_item
from toybox_lint.compose.yaml.edit import Refusal, delete, find
from toybox_lint.compose.yaml.nodes import Mapping, Scalar
from toybox_lint.compose.yaml.nodes import Sequence as Items
from toybox_lint.deployment.model import Member
from toybox_lint.deployment.networks.namespaces import namespace
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_ITS_OWN = (
    "ports",
    "expose",
    "hostname",
    "extra_hosts",
    "dns",
    "mac_address",
)


@dataclass(frozen=True, slots=True, eq=False)
class Lodger:
    """A service on the network of ``owner``, ``None`` where that is not shown, with ``key`` for one of its own."""

    member: Member
    owner: Member | None
    key: str
    origin: Origin

    @property
    def harmless(self) -> bool:
        """Whether nothing is lost without it: it opens nothing."""
        return self.key == "expose"

    def edits(self) -> tuple[Edit, ...]:
        """Say at the service whose network it is what can be said there: that ports are published, or that they are."""
        path = ("services", self.member.name, self.key)
        removed = delete(self.origin.file, path)
        if isinstance(removed, Refusal) or self.key not in ("ports", "expose"):
            return ()
        added = self._moved()
        if added is None:
            return removed if self.harmless else ()
        return (*removed, *added)

    def _moved(self) -> tuple[Edit, ...] | None:
        """The same at the owner of the network; ``None`` where that cannot be written."""
        node = find(self.origin.file, ("services", self.member.name, self.key))
        texts = _texts(node) if isinstance(node, Items) else None
        there = _written_of(self.owner, self.key) if self.owner else None
        if self.owner is None or not texts or there is None:
            return None
        missing = [text for text in texts if text not in there]
        added = add_item(self.owner.project, self.owner.name, self.key, *missing) if missing else ()
        return None if isinstance(added, Refusal) else added


def _texts(items: Items) -> list[str] | None:
    """The items; ``None`` where one of them is no plain text."""
    texts = [item.text for item in items.items if isinstance(item, Scalar)]
    return texts if len(texts) == len(items.items) else None


def _written_of(owner: Member, key: str) -> list[str] | None:
    """What the files of ``owner`` give it of ``key``; ``None`` where one item is written in another form."""
    found: list[str] = []
    for file in owner.project.files:
        node = find(file, ("services", owner.name, key))
        texts = _texts(node) if isinstance(node, Items) else [] if node is None else None
        if texts is None:
            return None
        found += texts
    return found


def lodgers(members: Sequence[Member]) -> Iterator[Lodger]:
    """Each such setting of each service that is started."""
    for member in members:
        mode = member.mode
        if not isinstance(mode, str) or member.runs is False:
            continue
        if mode.startswith(("service:", "container:")):
            yield from _of_one(member, members)


def _of_one(member: Member, members: Sequence[Member]) -> Iterator[Lodger]:
    place = namespace(member, members)
    owner = place if isinstance(place, Member) else None
    for key in _ITS_OWN:
        if member.service.config.get(key):
            origin = _written(member, key) or _written(member, "network_mode")
            if origin is not None:
                yield Lodger(member, owner, key, origin)


def _written(member: Member, key: str) -> Origin | None:
    """Where the service itself has the key, in the file that writes it last."""
    for file in reversed(member.project.files):
        node = find(file, ("services", member.name))
        for name, _ in node.entries if isinstance(node, Mapping) else ():
            if isinstance(name, Scalar) and name.text == key:
                return Origin(file, Span(name.start, name.end))
    return None
