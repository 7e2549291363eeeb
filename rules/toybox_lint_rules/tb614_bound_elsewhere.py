from collections.abc import Iterator

from toybox_lint.api import Applicability, Bound, Deployment, Diagnostic, Example, Fix, Rule, Severity, bound


class BoundElsewhere(Rule):
    """Caddy must listen on an address that its container has, and that others reach.

    `bind` and `default_bind` speak of addresses inside the container. On `127.0.0.1` Caddy hears nobody but itself:
    what comes to a published port is sent to the container's own address, and refused. The address of the machine is
    no address of the container: Caddy ends with "cannot assign requested address".

    **What to do.** Take the line out. Which address of the host a port is published on is said in `ports`:
    `"127.0.0.1:80:80"`, `"203.0.113.10:443:443"`.

    **When it is an error.** On the loopback, when a port is published for it, no other site hears that port, and no
    other service shares Caddy's network. With an address of the internet in a container on an ordinary network. It is a
    warning with another address, which the engine might have given the container.

    **The fix.** Takes the line out, where it names one address. It is unsafe: others then reach the site.

    Sources: Caddy's documentation of `bind`, Docker's of published ports; measured with Caddy 2.11.7.
    """

    id = "TB614"
    name = "bound-elsewhere"
    severity = Severity.ERROR
    signs = ("default_bind", "\tbind ", " bind ", "\nbind ", "bind\t")
    bad = (
        Example(
            """
            --- Caddyfile
            http://example.com {
            	«bind» 127.0.0.1
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="On its own loopback",
            message="hears nobody but itself",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	«default_bind» 203.0.113.10
            }
            example.com {
            	reverse_proxy web:8000
            }
            example.org {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="On an address of the machine",
            message="Caddy does not start",
            unsafe=True,
            fixed="""
            --- Caddyfile
            {
            }
            example.com {
            	reverse_proxy web:8000
            }
            example.org {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«bind» 127.0.0.1 192.168.1.20
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="On an address of the local network",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	«bind» 127.0.0.1
            	bind ::1
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="On its own loopback, in two lines",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«bind» 203.0.113.10
            	respond a
            }
            example.com {
            	«bind» 203.0.113.11
            	respond b
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Without them it would be one site twice, which Caddy refuses",
        ),
        Example(
            """
            --- Caddyfile
            http:// {
            	«bind» 192.168.1.5
            	respond hello
            }
            :80 {
            	respond everywhere
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The same, written in two ways",
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	«bind» 203.0.113.10
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              other: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A Caddy on the host's network reads the same file, and may have the address",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://example.com {
            	bind 0.0.0.0
            	reverse_proxy web:8000
            }
            http://example.org {
            	bind [::] {$ADDRESS}
            	reverse_proxy web:8000
            }
            http://inner.example.com:9000 {
            	bind 127.0.0.1
            	metrics
            }
            http://:80 {
            	bind 127.0.0.1
            	metrics
            }
            http://socket.example.com {
            	bind unix//run/caddy.sock
            	respond yes
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Everywhere, or for the container alone",
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	bind 127.0.0.1
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel: {image: cloudflare/cloudflared, network_mode: "service:caddy"}
              web: {image: example/web}
            """,
            title="For a neighbour on the same network",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	bind 203.0.113.10
            	reverse_proxy localhost:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="On the host's network",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	bind 10.20.0.5
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                networks: {front: {ipv4_address: 10.20.0.5}}
              web: {image: example/web, networks: [front]}
            networks:
              front: {ipam: {config: [{subnet: 10.20.0.0/24}]}}
            """,
            title="On its own address",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in bound(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Bound) -> Diagnostic:
        edits, owner = found.edits(), found.entrance.owner.name
        message = f"on {found.address} Caddy hears nobody but itself: port {found.port} of {owner} is refused"
        if found.foreign:
            message = (
                f"the container of {owner} does not have the address {found.address}: Caddy does not start"
            )
        return self.report(
            found.line.name.origin,
            message,
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(found.entrance.front.name, found.address),
            help="say in ports which address of the host it is: these are addresses of the container",
            fixes=(Fix("listen on every address", Applicability.UNSAFE, edits),) if edits else (),
        )
