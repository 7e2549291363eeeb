"""Names of ``extra_hosts`` that are given no address.

Source: the engine takes an address or the word ``host-gateway`` for a host, and refuses to make a container else:
``invalid IP address in add-host``. Docker Compose passes on what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_GATEWAY = "host-gateway"
_LETTERS = pattern(r"[^a-z]")


@dataclass(frozen=True, slots=True, eq=False)
class Unaddressed:
    """The name ``host`` of ``member`` is mapped to ``given``, which is no address. ``origin`` is the entry."""

    member: Member
    host: str
    given: str
    origin: Origin

    @property
    def shown(self) -> str:
        """The name as it is written, never what a variable gave."""
        return self.host if self.host in self._written else "an extra host"

    @property
    def _written(self) -> str:
        return self.origin.file.text[self.origin.span.start : self.origin.span.end].rstrip("\"' ")

    @property
    def meant(self) -> str | None:
        """The word for the host itself, where that is only spelt in another way."""
        return _GATEWAY if _LETTERS.sub("", self.given.lower()) in ("hostgateway", "gatewayhost") else None

    def edit(self) -> Edit | None:
        """Write the word that is meant."""
        origin = self.origin
        written = self._written
        if self.meant is None or origin.via is not None or not written.endswith(self.given):
            return None
        start = origin.span.start + len(written) - len(self.given)
        return Edit(origin.file, Span(start, start + len(self.given)), self.meant)


def unaddressed(members: Iterable[Member]) -> Iterator[Unaddressed]:
    """Every such entry of a service that runs."""
    for member in members:
        for entry in member.service.extra_hosts if member.runs is True else ():
            host, address = entry.value
            if isinstance(address, str) and address != _GATEWAY and not _is_address(address):
                yield Unaddressed(member, host, address, entry.origin)


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True
