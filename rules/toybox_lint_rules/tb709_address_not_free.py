from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    RefusedAddress,
    Rule,
    Severity,
    refused_addresses,
)


class AddressNotFree(Rule):
    """A fixed address must be one that its network has, and that nobody else has.

    The engine does not start a container whose `ipv4_address` is that of another (`Address already in use`), or the one
    that the host has on the network: the `gateway`, and the first address of the subnet where none is named. Nor does
    it make one for an address outside the subnets of the network (`no configured subnet or ip-range contain the IP
    address`), or on a network that is given no subnet (`user specified IP address is supported only when connecting to
    networks with user configured subnets`). `docker compose config` compares none of them.

    **What to do.** Leave `ipv4_address` out: services of a network find one another by their names. Where something
    else needs the address, give the network an `ipam` with a `subnet`, and each container its own address in it.

    **When it is an error.** Never: that the engine refuses it was not tried. Networks that the project does not make by
    itself (`external`, `name`, another `driver`) and addresses in variables are left alone.

    **The fix.** Writes the address with the same number in the subnet, or the next one that is free. It is unsafe: what
    asks for the old address has to be changed with it.

    Sources: Docker's documentation of `ipv4_address` and `ipam`; moby's `EndpointIPAMConfig` and IPAM; its issues 45806
    and 19404; docker/compose's issues 2804 and 10926.
    """

    id = "TB709"
    name = "address-not-free"
    severity = Severity.WARNING
    signs = ("ipv0_address",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks:
                  edge: {ipv4_address: 172.30.0.10}
              app:
                image: example/app
                networks:
                  edge: {ipv4_address: «172.30.0.10»}
              api:
                image: example/api
                networks:
                  edge: {ipv4_address: 172.30.0.11}
            networks:
              edge:
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
            """,
            title="Of another service",
            message="172.30.0.10 is already the address of",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks:
                  edge: {ipv4_address: 172.30.0.10}
              app:
                image: example/app
                networks:
                  edge: {ipv4_address: 172.30.0.12}
              api:
                image: example/api
                networks:
                  edge: {ipv4_address: 172.30.0.11}
            networks:
              edge:
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks:
                  edge:
                    ipv4_address: «172.30.0.1»
            networks:
              edge:
                driver: bridge
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
            """,
            title="Of the host",
            message="172.30.0.1 is the address of the host on edge",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks:
                  edge:
                    ipv4_address: 172.30.0.2
            networks:
              edge:
                driver: bridge
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                networks:
                  edge:
                    ipv4_address: «172.18.0.20»
            networks:
              edge:
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
                      gateway: 172.30.0.254
                    - subnet: fd00:30::/64
            """,
            title="Of another subnet",
            message="172.18.0.20 is in no subnet of edge",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              app:
                image: example/app
                networks:
                  edge:
                    ipv4_address: 172.30.0.20
            networks:
              edge:
                ipam:
                  config:
                    - subnet: 172.30.0.0/24
                      gateway: 172.30.0.254
                    - subnet: fd00:30::/64
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                networks:
                  edge:
                    ipv4_address: «172.18.0.20»
            networks:
              edge:
            """,
            title="On a network without a subnet",
            message="edge is given no subnet, and only a network with one takes a fixed address",
        ),
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                deploy: {replicas: 3}
                networks:
                  edge:
                    ipv4_address: «172.30.0.20»
            networks:
              edge:
                ipam: {config: [{subnet: 172.30.0.0/24}]}
            """,
            title="Of several containers",
            message="each of the 3 containers of",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks:
                  edge: {ipv4_address: 172.30.0.1}
                  inner: {ipv4_address: 172.31.0.1}
                  others: {ipv4_address: 10.0.0.4}
                  named: {ipv4_address: 10.0.0.4}
                  flat: {ipv4_address: 192.168.0.4}
              app:
                image: example/app
                networks:
                  edge: {ipv4_address: "172.30.0.${APP_NUMBER}"}
                  inner: {ipv4_address: 172.31.0.2}
              blue:
                image: example/app
                profiles: [blue]
                networks:
                  inner: {ipv4_address: 172.31.0.2}
              db:
                image: postgres:17
                networks:
                  chosen: {ipv4_address: 10.9.0.4}
                  odd: {ipv4_address: 10.9.0.4}
            networks:
              edge: {ipam: {config: [{subnet: 172.30.0.0/24, gateway: 172.30.0.254}]}}
              inner: {internal: true, ipam: {config: [{subnet: 172.31.0.0/24}]}}
              others: {external: true}
              named: {name: shared}
              flat: {driver: macvlan, driver_opts: {parent: eth0}}
              chosen: {ipam: {config: [{subnet: "${SUBNET}"}]}}
              odd: {ipam: {driver: infoblox}}
            """,
            title="Addresses of their own, and networks of which nobody knows",
        ),
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                networks:
                  edge: {ipv4_address: not-an-address}
            networks:
              edge: {ipam: {config: [{subnet: 172.30.0.0/24}]}}
            """,
            title="No address at all",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in refused_addresses(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: RefusedAddress) -> Diagnostic:
        address, network, name = found.address, found.network, found.member.name
        if not found.subnets:
            message = f"{network} is given no subnet, and only a network with one takes a fixed address"
        elif found.several > 1:
            each = f"each of the {found.several} containers of {name}"
            message = f"{each} is to have {address}: only one of them starts"
        elif found.gateway:
            message = f"{address} is the address of the host on {network}: {name} does not start"
        elif found.taken:
            message = f"{address} is already the address of {found.taken[0]}: one of the two does not start"
        else:
            subnets = " and ".join(found.subnets)
            message = f"{address} is in no subnet of {network}, which has {subnets}: {name} does not start"
        edits = found.edits
        return self.report(
            found.origin,
            message,
            key=(found.member.key, network, address),
            help="leave ipv4_address out: the services find one another by their names",
            related=(Label(found.taken[1], f"{found.taken[0]} has it"),) if found.taken else (),
            fixes=(Fix(f"write {found.free}", Applicability.UNSAFE, edits),) if edits else (),
        )
