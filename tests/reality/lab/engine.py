"""What Docker's engine does with resolved projects: containers, networks, names, published ports.

The rules are those of moby and of Docker Compose 2.40.3: names are records of a network, an internal network has no
way out, ``network_mode`` decides whose namespace a container has.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reality.lab import servers
from reality.lab.kernel import Namespace
from reality.lab.network import DOCKER0, Network, Wiring
from reality.lab.plan import NotStarted, Process

_FIRST_SUBNET = 18


@dataclass(slots=True)
class Container:
    """One container. ``space`` is whose network it has, ``addresses`` what it has there, by network."""

    key: str
    name: str
    service: dict[str, Any]
    space: Namespace | None = None
    addresses: dict[str, str] = field(default_factory=dict)


class Engine:
    """The engine of one host, whose network is ``host``."""

    def __init__(self, host: Namespace) -> None:
        self.host = host
        self.containers: dict[str, Container] = {}
        self.networks: dict[str, Network] = {}
        self.configs: dict[str, dict[str, Any]] = {}
        self._wiring = Wiring(host)
        self._add_network("bridge", ipaddress.IPv4Network(f"{DOCKER0}/16", strict=False))

    def create_network(self, name: str) -> None:
        """``docker network create NAME``."""
        self._add_network(name, None)

    def up(self, configs: Sequence[dict[str, Any]]) -> Iterator[str]:
        """Create and start all projects. What does not start is told; the rest goes on."""
        for config in configs:
            self._create_networks(config)
        for config in configs:
            try:
                self._check_networks(config)
            except NotStarted as failure:
                yield str(failure)
                continue
            self._create_containers(config)
        yield from self._connect()
        self._wiring.finish()

    def running(self, key: str) -> list[Container]:
        """The containers of the service ``project/service``."""
        return [container for container in self.containers.values() if container.key == key]

    def lookup(self, container: Container, name: str) -> list[str]:
        """What the embedded name server answers a container: the first of its networks that has the name."""
        name = _links(container.service).get(name, name)
        joined = sorted(container.addresses, key=lambda each: (self.networks[each].internal, each))
        for network in joined:
            if found := self.networks[network].names.get(name.lower()):
                return found
        return []

    async def publish(self) -> None:
        """Forward the published ports of everything that runs; a taken port is passed over."""
        for container in self.containers.values():
            address = self._reachable_address(container)
            for port in container.service.get("ports") or []:
                if address and port.get("protocol", "tcp") == "tcp":
                    await self._publish(port, address)

    async def _publish(self, port: dict[str, Any], address: str) -> None:
        first, _, last = str(port.get("published") or "0").partition("-")
        for number in range(int(first), int(last or first) + 1):
            try:
                await servers.forward(
                    self.host, port.get("host_ip") or "0.0.0.0", number, (address, port["target"])
                )
                return
            except OSError:
                continue

    def _reachable_address(self, container: Container) -> str | None:
        """Its address on a network that reaches out: only there ports are published."""
        open_ones = (name for name in container.addresses if not self.networks[name].internal)
        return container.addresses.get(next(open_ones, ""))

    def _add_network(
        self, name: str, subnet: ipaddress.IPv4Network | None, *, internal: bool = False
    ) -> None:
        number = len(self.networks)
        found = subnet or ipaddress.IPv4Network(f"172.{_FIRST_SUBNET + number}.0.0/16")
        self.networks[name] = Network(name, f"br{number}", found, internal)
        self._wiring.add_network(self.networks[name])

    def _create_networks(self, config: dict[str, Any]) -> None:
        for network in (config.get("networks") or {}).values():
            if not network.get("external") and network["name"] not in self.networks:
                pools = (network.get("ipam") or {}).get("config") or [{}]
                subnet = pools[0].get("subnet")
                self._add_network(
                    network["name"],
                    ipaddress.IPv4Network(subnet) if subnet else None,
                    internal=bool(network.get("internal")),
                )

    def _check_networks(self, config: dict[str, Any]) -> None:
        for network in (config.get("networks") or {}).values():
            if network["name"] not in self.networks:
                raise NotStarted(f"network {network['name']} declared as external, but could not be found")

    def _create_containers(self, config: dict[str, Any]) -> None:
        project = config["name"]
        self.configs.setdefault(project, {}).update(config.get("configs") or {})
        for name, service in config["services"].items():
            key = f"{project}/{name}"
            for old in self.running(key):
                del self.containers[old.name]
            for number in range(1, _replicas(service) + 1):
                container = Container(
                    key, service.get("container_name") or f"{project}-{name}-{number}", service
                )
                self.containers[container.name] = container
                if _shares(service) is None:
                    container.space = self._own_space(container, config)

    def _own_space(self, container: Container, config: dict[str, Any]) -> Namespace:
        mode = container.service.get("network_mode")
        if mode == "host":
            return self.host
        space = Namespace()
        self._wiring.add_container(space)
        if mode in ("bridge", "default"):
            self._plug(container, space, "bridge", {}, ())
        elif mode in self.networks:
            self._plug(container, space, mode, {}, (container.name,))
        elif not mode:
            self._plug_all(container, space, config)
        return space

    def _plug_all(self, container: Container, space: Namespace, config: dict[str, Any]) -> None:
        service = container.service
        name = container.key.split("/")[1]
        for network, joined in (service.get("networks") or {"default": None}).items():
            joined = joined or {}
            hostname = [service["hostname"]] if service.get("hostname") else []
            names = (name, container.name, *hostname, *(joined.get("aliases") or []))
            self._plug(container, space, config["networks"][network]["name"], joined, names)

    def _plug(
        self,
        container: Container,
        space: Namespace,
        name: str,
        joined: dict[str, Any],
        names: Iterable[str],
    ) -> None:
        network = self.networks[name]
        address = network.address(joined.get("ipv4_address"))
        first = not any(not self.networks[each].internal for each in container.addresses)
        container.addresses[name] = address
        self._wiring.plug(space, network, address, way_out=first and not network.internal)
        for each in names:
            network.add_name(each, address)

    def _connect(self) -> Iterator[str]:
        """Give the containers that share a network the one they share, however long the chain."""
        for container in list(self.containers.values()):
            if container.space is not None:
                continue
            try:
                owner = self._owner(container)
            except NotStarted as failure:
                yield str(failure)
                del self.containers[container.name]
            else:
                container.space, container.addresses = owner.space, owner.addresses

    def _owner(self, container: Container) -> Container:
        """The container whose network it has in the end."""
        if container.service.get("ports"):
            raise NotStarted(f"{container.key}: port publishing conflicts with its network mode")
        owner: Container | None = container
        seen: set[str] = set()
        while owner is not None and owner.name not in seen:
            if owner.space is not None:
                return owner
            seen.add(owner.name)
            owner = self._shared_with(owner)
        raise NotStarted(f"{container.key}: no container for {container.service.get('network_mode')}")

    def _shared_with(self, container: Container) -> Container | None:
        shared = _shares(container.service) or ""
        kind, _, name = shared.partition(":")
        if kind == "container":
            return self.containers.get(name)
        return next(iter(self.running(f"{container.key.split('/')[0]}/{name}")), None)


def _shares(service: dict[str, Any]) -> str | None:
    mode: str = service.get("network_mode") or ""
    return mode if mode.startswith(("service:", "container:")) else None


def _links(service: dict[str, Any]) -> dict[str, str]:
    """Names that a container has for others, for itself alone."""
    pairs = (link.partition(":") for link in [*service.get("links", []), *service.get("external_links", [])])
    return {alias or name: name for name, _, alias in pairs}


def _settings(service: dict[str, Any]) -> str:
    """The command and the environment, for a look whether a text stands there."""
    return " ".join([*(service.get("command") or []), json.dumps(service.get("environment") or {})])


def _replicas(service: dict[str, Any]) -> int:
    deployed = (service.get("deploy") or {}).get("replicas", 1)
    return int(service.get("scale", deployed))


async def start_processes(engine: Engine, processes: Iterable[Process]) -> None:
    """Let the processes of the running containers bind; where the port is taken, the process has died."""
    for process in processes:
        for container in engine.running(process.container):
            if process.when not in _settings(container.service):
                continue
            assert container.space is not None
            try:
                await servers.serve(
                    process.speaks, container.key, container.space, process.address, process.port
                )
            except OSError:
                continue
