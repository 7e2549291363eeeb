from collections.abc import Iterator

from toybox_lint.api import Clash, Deployment, Diagnostic, Example, Label, Rule, Severity, clashes


class AdminPortClash(Rule):
    """A site must not listen on the port of the admin API.

    Caddy starts all the same: it lets several listeners share a port. With both on one address the kernel gives
    each connection to one of the two, so that about half of the requests are answered 404 by the API. With the API
    on the container's loopback it is the requests from inside the container, such as those of its healthcheck, that
    never get to the site.

    **What to do.** Give the site another port, or write `admin off`.

    **When it is an error.** When both listen on every address. A site beside an API on the loopback is a warning.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB607"
    name = "admin-port-clash"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	admin :2019
            }
            «:2019» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:2019"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="On the same address",
            message="goes to one of the two",
        ),
        Example(
            """
            --- Caddyfile
            «http://shop.example.com:2019» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:2019"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The API on the loopback",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	admin off
            }
            :2019 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:2019"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              other: {image: caddy:2, ports: ["81:80"], volumes: ["./Caddyfile.other:/etc/caddy/Caddyfile"]}
            --- Caddyfile.other
            :80 {
            	respond hello
            }
            """,
            title="Without the API, and on another port",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in clashes(deployment):
            origin = found.admin.origin
            yield self.report(
                found.site.addresses[0].origin,
                _message(found),
                severity=Severity.ERROR if found.same else Severity.WARNING,
                key=(found.entrance.front.name, str(found.admin.port)),
                related=(Label(origin, "the admin API listens here"),) if origin else (),
            )


def _message(found: Clash) -> str:
    port = found.admin.port
    if found.same:
        return (
            f"the admin API listens on {port}, too: every connection goes to one of the two, whichever it is"
        )
    return (
        f"the admin API listens on {port}, too: requests from inside the container get to it, not to the site"
    )
