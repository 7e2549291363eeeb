from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Exposed,
    Fix,
    Label,
    Rule,
    Severity,
    bypassing,
)


class ProxyBypassed(Rule):
    """A service behind Caddy need not be published as well.

    What is published next to Caddy is reached without TLS, without the logins and the headers that Caddy adds, and
    past the firewall. Caddy itself does not need it: it dials the service over their network, or on
    the loopback where both are on the host.

    **What to do.** Take the port out, or publish it on the loopback, `127.0.0.1:8000:8000`.

    **When it is reported.** For information, when the very port that Caddy dials is published on every address of
    the host. Not where a container dials it at an address of the host, such as `host.docker.internal`, nor where Caddy
    is only started with a profile.

    **The fix.** Puts `127.0.0.1:` before the port. It is unsafe: someone may use it.

    Sources: Docker's documentation of published ports.
    """

    id = "TB609"
    name = "proxy-bypassed"
    severity = Severity.INFO
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["«8000:8000»"]}
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            """,
            title="The application's own port",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["127.0.0.1:8000:8000"]}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app -b 0.0.0.0:8000
                ports: ["«0.0.0.0:8000:8000»"]
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            """,
            title="With an address of its own: nothing is edited",
            message="at port 8000 of the host",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app -b 0.0.0.0:8000
                ports: ["«8000»"]
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            """,
            title="At a port that the engine chooses",
            message="at a port of the host",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["«9000:8000»"]}
            --- Caddyfile
            :80 {
            	reverse_proxy localhost:9000
            }
            """,
            title="A Caddy on the network of the host",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["127.0.0.1:9000:8000"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app -b 0.0.0.0:8000
                ports: ["127.0.0.1:8000:8000", "9090:9090"]
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            """,
            title="On the loopback, and another port",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80"]
                extra_hosts: ["host.docker.internal:host-gateway"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["8000:8000"]}
            --- Caddyfile
            :80 {
            	reverse_proxy host.docker.internal:8000
            }
            """,
            title="Published for Caddy, which dials the host",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                profiles: [domain]
                ports: ["80:80"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {build: ., command: gunicorn app -b 0.0.0.0:8000, ports: ["8000:8000"]}
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            """,
            title="A Caddy for those alone who have a domain",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in bypassing(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Exposed) -> Diagnostic:
        edits, published = found.edits(), found.ports[0].published
        port = f"port {published}" if isinstance(published, str) else "a port"
        title = "publish it on the loopback of the host alone"
        return self.report(
            found.ports[0].origin,
            f"{found.member.key} is reached without Caddy at {port} of the host",
            key=(found.member.key,),
            related=(Label(found.member.origin, f"Caddy reaches it {_way(found)}"),),
            fixes=(Fix(title, Applicability.UNSAFE, edits),) if edits else (),
        )


def _way(found: Exposed) -> str:
    return "on the loopback of the host" if found.on_host else "over their network"
