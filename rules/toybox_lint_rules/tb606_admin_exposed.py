from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Opened, Rule, Severity, opened


class AdminExposed(Rule):
    """The admin API must not be reachable from outside.

    Whoever reaches the admin API can load another configuration, and read the one there is with its secrets. It
    asks for no password: it is meant for the container itself, where it listens by default (`localhost:2019`).

    **What to do.** Leave out `admin`, or write a socket. To ask it from the host, use `docker compose exec caddy
    caddy reload`.

    **When it is reported.** A warning where the API listens on every address of the container and its port is
    published on every address of the host. For information where it is open to the other containers alone, and
    where its port is published although it listens on the container's loopback: then every connection is refused.
    With `enforce_origin` nothing is reported.

    Sources: Caddy's documentation of the `admin` option and of its API.
    """

    id = "TB606"
    name = "admin-exposed"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	admin «0.0.0.0:2019»
            }
            :80 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "2019:2019"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Open to everybody",
            message="whoever reaches the host",
        ),
        Example(
            """
            --- Caddyfile
            :80 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80"]
                environment:
                  CADDY_ADMIN: «:2019»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Open to the other containers",
            severity=Severity.INFO,
        ),
        Example(
            """
            --- Caddyfile
            :80 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "«2019:2019»"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Published for nothing",
            severity=Severity.INFO,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	admin localhost:2020
            }
            :80 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "127.0.0.1:2019:2019"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              off:
                image: caddy:2
                ports: ["81:80", "2019:2019"]
                volumes: ["./Caddyfile.off:/etc/caddy/Caddyfile"]
              guarded:
                image: caddy:2
                ports: ["82:80", "2020:2019"]
                volumes: ["./Caddyfile.guarded:/etc/caddy/Caddyfile"]
            --- Caddyfile.off
            {
            	admin off
            }
            :80, :2019 {
            	respond hello
            }
            --- Caddyfile.guarded
            {
            	admin :2019 {
            		origins admin.example.com
            		enforce_origin
            	}
            }
            :80 {
            	respond hello
            }
            """,
            title="On the loopback, off, and guarded",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in opened(deployment):
            places = [port.origin for port in found.ports]
            origin = found.admin.origin if found.listens else places[0]
            yield self.report(
                origin or found.entrance.caddy.origin,
                _message(found),
                severity=Severity.WARNING if found.listens and places else Severity.INFO,
                key=(found.entrance.front.name, str(found.admin.port)),
                related=tuple(Label(place) for place in places if place is not origin),
            )


def _message(found: Opened) -> str:
    port = found.admin.port
    if not found.listens:
        return f"{port} is published, and the admin API listens on the container's loopback: nobody answers"
    who = "whoever reaches the host" if found.ports else "every container on a network of Caddy"
    return f"{who} can change Caddy's configuration: the admin API is open on port {port}"
