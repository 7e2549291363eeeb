from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Lodger,
    Rule,
    Severity,
    lodgers,
)


class OwnPortsOnSharedNetwork(Rule):
    """A container on another one's network must leave its ports to that one.

    With `network_mode: service:NAME` a container has no network of its own, so that it cannot publish or expose ports
    there, nor have a host name, hosts or name servers of its own. Docker does not make it: `conflicting options: port
    publishing and the container type network mode`. `docker compose config` does not check it.

    **What to do.** Write the `ports` at the service whose network it is, and leave out `expose`, which opens nothing.

    **When it is reported.** When a service that is started has both. No engine was there to try it: it is a warning.

    **The fix.** Moves them to the other service. It is safe for `expose`, which opens nothing, and unsafe for `ports`:
    the other service is then reached by them.

    Sources: Docker's documentation of `--network container:`, the check in its source; passteque/gluetun#146,
    jfroment/seedbox#50, sebdanielsson/compose-transmission-wireguard#25, devcontainers/templates#273.
    """

    id = "TB707"
    name = "own-ports-on-shared-network"
    severity = Severity.WARNING
    signs = ("service:", "container:")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              gluetun:
                image: qmcgaw/gluetun
                ports: ["8888:8888"]
              torrents:
                image: lscr.io/linuxserver/qbittorrent
                network_mode: service:gluetun
                «ports»:
                  - 8080:8080
            """,
            title="Ports of a container behind a VPN",
            message="Docker does not make a container of torrents",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              gluetun:
                image: qmcgaw/gluetun
                ports: ["8888:8888", "8080:8080"]
              torrents:
                image: lscr.io/linuxserver/qbittorrent
                network_mode: service:gluetun
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              vpn: {image: qmcgaw/gluetun}
              app:
                image: example/app
                network_mode: "service:vpn"
                «expose»: [8080]
            """,
            title="What opens nothing",
            fixed="""
            --- compose.yaml
            services:
              vpn: {image: qmcgaw/gluetun, expose: ["8080"]}
              app:
                image: example/app
                network_mode: "service:vpn"
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              vpn:
                image: qmcgaw/gluetun
                ports: !reset []
              app:
                image: example/app
                network_mode: service:vpn
                «hostname»: app
              two:
                image: example/two
                network_mode: container:elsewhere
                «ports»: ["9000:9000"]
              three:
                image: example/three
                network_mode: service:vpn
                «ports»: [{target: 9001, published: "9001"}]
              four:
                image: example/four
                network_mode: service:vpn
                «ports»: ["9002:9002"]
            """,
            title="A name of its own, and ports that cannot be moved",
        ),
        Example(
            """
            --- compose.yaml
            services:
              vpn:
                image: qmcgaw/gluetun
                ports:
                  - 8080:8080
              app:
                image: example/app
                network_mode: service:vpn
                «ports»:
                  - 8080:8080
            """,
            title="The port is there, too",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              vpn:
                image: qmcgaw/gluetun
                ports:
                  - 8080:8080
              app:
                image: example/app
                network_mode: service:vpn
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              vpn: {image: qmcgaw/gluetun, ports: [{target: 80, published: "80"}]}
              app: {image: example/app, network_mode: service:vpn, «ports»: ["8080"]}
            """,
            title="A short form beside a long one",
        ),
        Example(
            """
            --- compose.yaml
            x-common: &common
              ports: ["9000:9000"]
            services:
              vpn: {image: qmcgaw/gluetun}
              app:
                <<: *common
                image: example/app
                «network_mode»: service:vpn
            """,
            title="What it merges",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            x-ports: &ports
              ports: ["9000:9000"]
            services:
              vpn: {image: qmcgaw/gluetun, ports: ["8080:8080"]}
              app: {image: example/app, network_mode: service:vpn}
              off: {image: example/off, network_mode: service:vpn, ports: ["1:1"], profiles: [debug]}
              host: {image: example/host, network_mode: host, ports: ["2:2"]}
              names: {image: example/names, network_mode: service:vpn, dns_search: [example.com], dns_opt: [ndots:1]}
              plain: {image: example/plain, ports: ["3:3"]}
            """,
            title="The ports are where the network is; a service that is not started; the network of the host",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in lodgers(deployment.members):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Lodger) -> Diagnostic:
        owner, edits = found.owner.name if found.owner else "another container", found.edits()
        safe = Applicability.SAFE if found.harmless else Applicability.UNSAFE
        title = f"{'say so' if found.harmless else 'publish them'} at {owner}"
        return self.report(
            found.origin,
            f"{found.member.name} is on the network of {owner} and has {found.key} of its own: "
            f"Docker does not make a container of {found.member.name}",
            key=(found.member.key, found.key),
            fixes=(Fix(title, safe, edits),) if edits else (),
        )
