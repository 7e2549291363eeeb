from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Collision,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    collisions,
    leave_to_caddy,
    spread_out,
)


class HostPortTaken(Rule):
    """A port of the host belongs to one container.

    The second container that publishes it does not start: `Bind for 0.0.0.0:80 failed: port is already
    allocated`. Which one is
    second can change from start to start, and when it is Caddy the whole site is down. `docker compose config` does not
    compare the services.

    **What to do.** Take `ports` away from what Caddy reaches over the network anyway, or publish another port. Several
    containers of one service need a range, or no published port.

    **When it is an error.** When both containers belong to one project and run together. Two projects that meet on a
    network may be meant for two hosts all the same: a warning. Addresses are compared as the host does:
    `127.0.0.1:80` and `0.0.0.0:80` collide, two different addresses do
    not, and TCP and UDP never do. A service on the network of the host takes the ports that its command says it listens
    on, a Caddy there those of its sites, and that of its redirects to HTTPS.

    **The fix.** A service that Caddy reaches over their network gives up the port that Caddy publishes, too, or that
    each of its containers would; without a route to it, each of them gets one of a range. A web server on the network
    of the host joins a network of the other service of its project in its place, unless it names an address of the
    host. All are unsafe: somebody may need more of the host than Caddy.

    Sources: Docker's documentation of published ports; the addresses are compared with the sockets of Linux.
    """

    id = "TB702"
    name = "host-port-taken"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443", "443:443/udp"]
              site:
                image: httpd:2
                ports: ["127.0.0.1:«80»:80", "8443:443"]
            """,
            title="Two services on port 80",
            severity=Severity.ERROR,
            message="port 80 of the host is already that of project/caddy",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                scale: 2
                ports:
                  - target: 8000
                    published: «8000»
                  - "9000-9001:9000"
            """,
            title="Two containers, one port",
            severity=Severity.ERROR,
            message="each of the 2 containers",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                scale: 2
                ports:
                  - target: 8000
                    published: 8000-8001
                  - "9000-9001:9000"
            """,
        ),
        Example(
            """
            --- Caddyfile
            «example.com» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              site:
                image: httpd:2
                ports: ["443:80"]
            """,
            title="Caddy on the network of the host",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            «home.example.com» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              filter:
                image: pihole/pihole
                ports: ["53:53/udp", "80:80/tcp"]
            """,
            title="The port of Caddy's redirects",
            severity=Severity.ERROR,
            message="port 80 of the host is already that of project/filter",
        ),
        Example(
            """
            --- a/compose.yaml
            services:
              site: {image: "httpd:2", ports: ["8080:80"], networks: [edge]}
            networks: {edge: {name: edge}}
            --- b/compose.yaml
            services:
              blog: {image: "httpd:2", ports: ["«8080»:80"], networks: [edge]}
            networks: {edge: {external: true}}
            """,
            title="Two projects that meet on a network",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              tcp: {image: example/dns, ports: ["53:53"]}
              udp: {image: example/dns, ports: ["53:53/udp"]}
              one: {image: example/web, ports: ["10.0.0.1:80:80", "[::1]:8080:80"]}
              other: {image: example/web, ports: ["10.0.0.2:80:80", "0.0.0.0:8080:80"]}
              any: {image: example/web, ports: ["80"]}
              range: {image: example/web, ports: ["9000-9001:80"]}
              within: {image: example/web, ports: ["9000:80"]}
              off: {image: example/web, profiles: [debug], ports: ["53:53"]}
              none: {image: example/web, scale: 0, ports: ["53:53"]}
              given: {image: example/web, ports: ["${PORT}:53", "${ADDRESS}:53:53"]}
            """,
            title="Other addresses, protocols, ranges, services that do not run",
        ),
        Example(
            """
            --- Caddyfile
            :8080 {
            	bind 10.0.0.1
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              second:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              off:
                image: caddy:2
                scale: 0
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              site: {image: "httpd:2", ports: ["8080:80"]}
            """,
            title="Bound to one address",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_redirects
            }
            home.example.com {
            	respond hello
            }
            --- Caddyfile.bound
            files.example.com:8443 {
            	bind 10.0.0.1
            	respond hello
            }
            :8443, :9443 {
            	tls internal
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              bound:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile.bound:/etc/caddy/Caddyfile"]
              site: {image: "httpd:2", ports: ["80:80"]}
            """,
            title="A Caddy that redirects nothing, one with an address of the host",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: "caddy:2", ports: ["80:80", "443:443"]}
            --- deploy/compose.yaml
            services:
              proxy: {image: "caddy:2", ports: ["80:80", "443:443"]}
            """,
            title="Two projects that have nothing in common: two ways to deploy",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in collisions(deployment):
            yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Collision, deployment: Deployment) -> Diagnostic:
        first, second = found.first, found.second
        name, port = first.member.key, second.port
        if first is second:
            message = (
                f"each of the {first.member.service.scale} containers of {name} wants port {port} of the host"
            )
        else:
            message = f"port {port} of the host is already that of {name}: one of the two does not start"
        verb = "listens on" if first.listens else "publishes"
        return self.report(
            second.origin,
            message,
            severity=Severity.ERROR if found.in_one_project else Severity.WARNING,
            key=(name, second.member.key, str(port), second.protocol),
            related=() if first is second else (Label(first.origin, f"{name} {verb} it"),),
            fixes=_fixes(found) or leave_to_caddy(found, deployment) or spread_out(found, deployment),
        )


def _fixes(found: Collision) -> tuple[Fix, ...]:
    leaving = found.leaving()
    if leaving is None:
        return ()
    return (Fix(leaving.title, Applicability.UNSAFE, leaving.edits),)
