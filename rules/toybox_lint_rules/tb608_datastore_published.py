from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Exposed,
    Fix,
    Rule,
    Severity,
    datastores,
)


class DatastorePublished(Rule):
    """A database must not be published on every address of the host.

    `5432:5432` opens the database to whoever reaches the machine, past the firewall: Docker's own rules for
    published ports come before those of ufw. Databases that were found this way were emptied within hours. The
    application does not need it: it reaches `db:5432` over the network of the project.

    **What to do.** Take the port out, or publish it on the loopback, `127.0.0.1:5432:5432`, for tools on the host.

    **When it is reported.** For images that are known to be databases, caches and search engines, whose port is
    published without an address or on `0.0.0.0`, where a Caddy serves the project.

    **The fix.** Puts `127.0.0.1:` before the port, or gives it a `host_ip`. It is unsafe: someone may connect from
    another machine.

    Sources: Docker's documentation of packet filtering and firewalls.
    """

    id = "TB608"
    name = "datastore-published"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              db:
                image: postgres:16
                ports:
                  - "«5432:5432»"
              cache:
                image: redis:7
                ports:
                  - «target: 6379
                    published: "6379"»
            --- Caddyfile
            :80 {
            	respond hello
            }
            """,
            title="A database and a cache",
            message="whoever reaches the host",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              db:
                image: postgres:16
                ports:
                  - "127.0.0.1:5432:5432"
              cache:
                image: redis:7
                ports:
                  - target: 6379
                    published: "6379"
                    host_ip: 127.0.0.1
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              db: {image: postgres:16, ports: ["127.0.0.1:5432:5432"]}
              other: {image: mariadb, ports: ["${BIND}:3306:3306"]}
              inner: {image: mongo, ports: ["27017:27017"], networks: [back]}
              tools: {image: redis:7, ports: ["6379:6379"], profiles: [tools]}
              panel: {image: adminer, ports: ["8080:8080"]}
            networks:
              back: {internal: true}
            --- Caddyfile
            :80 {
            	respond hello
            }
            """,
            title="On the loopback, an address that is not known, an internal network, not started, no database",
        ),
        Example(
            """
            --- compose.yaml
            services:
              db: {image: postgres:16, ports: ["5432:5432"]}
            """,
            title="Nothing is served from here",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        if deployment.fronts:
            for found in datastores(deployment):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Exposed) -> Diagnostic:
        edits = found.edits()
        title = "publish it on the loopback of the host alone"
        return self.report(
            found.ports[0].origin,
            f"whoever reaches the host can connect to {found.member.key}: its port is published on every address",
            key=(found.member.key,),
            fixes=(Fix(title, Applicability.UNSAFE, edits),) if edits else (),
        )
