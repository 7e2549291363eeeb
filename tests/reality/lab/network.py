"""Bridges and the cables that lead to them: what Docker's bridge driver does, with iproute2."""

from __future__ import annotations

import ipaddress
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reality.lab.kernel import Namespace

DOCKER0 = "172.17.0.1"


@dataclass(slots=True)
class Network:
    """A network of the engine. ``names``: who answers to a name on it, by name in lower case."""

    name: str
    bridge: str
    subnet: ipaddress.IPv4Network
    internal: bool = False
    names: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def gateway(self) -> str:
        return str(self.subnet[1])

    def address(self, wanted: str | None = None) -> str:
        """A free address, the wanted one if any."""
        free: Iterator[str] = (str(host) for host in self.subnet.hosts())
        found = wanted or next(host for host in free if host != self.gateway and host not in self.taken)
        self.taken.add(found)
        return found

    def add_name(self, name: str, address: str) -> None:
        """Let ``address`` answer to ``name``, with and without the network's own name behind a dot."""
        for form in (name.lower(), f"{name}.{self.name}".lower()):
            owners = self.names.setdefault(form, [])
            if address not in owners:
                owners.append(address)


class Wiring:
    """Collects what ``ip`` must do on the host and in the containers, and does it."""

    def __init__(self, host: Namespace) -> None:
        self._host = host
        self._commands: dict[int, tuple[Namespace, list[str]]] = {}
        self._cables = 0
        self._on(host, "link set lo up")

    def add_network(self, network: Network) -> None:
        bridge = network.bridge
        self._on(self._host, f"link add {bridge} type bridge")
        self._on(self._host, f"addr add {network.gateway}/{network.subnet.prefixlen} dev {bridge}")
        self._on(self._host, f"link set {bridge} up")

    def add_container(self, space: Namespace) -> None:
        self._on(space, "link set lo up")

    def plug(self, space: Namespace, network: Network, address: str, *, way_out: bool) -> None:
        """Connect a container to a network. ``way_out``: its default route leads over that network."""
        self._cables += 1
        outer, inner = f"v{self._cables}", f"e{self._cables}"
        self._on(self._host, f"link add {outer} type veth peer name {inner} netns {space.path}")
        self._on(self._host, f"link set {outer} master {network.bridge} up")
        self._on(space, f"addr add {address}/{network.subnet.prefixlen} dev {inner}")
        self._on(space, f"link set {inner} up")
        if way_out:
            self._on(space, f"route add default via {network.gateway}")

    def finish(self) -> None:
        """Run what was collected: the host first, since it makes the cables."""
        for space, commands in self._commands.values():
            with space:
                _ip(commands)

    def _on(self, space: Namespace, command: str) -> None:
        self._commands.setdefault(id(space), (space, []))[1].append(command)


def _ip(commands: Iterable[str]) -> None:
    subprocess.run(["ip", "-batch", "-"], input="\n".join(commands), text=True, check=True, timeout=20)
