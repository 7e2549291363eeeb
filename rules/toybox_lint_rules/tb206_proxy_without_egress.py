from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Member,
    Rule,
    Severity,
    enclosed,
    way_out,
)


class ProxyWithoutEgress(Rule):
    """A Caddy that publishes ports must be on a network that is not internal.

    `internal: true` makes a network without a way out. A container that is only on such networks cannot be reached
    at its published ports, and Caddy cannot reach the authority that signs its certificates.

    **What to do.** Keep the internal networks for what is behind Caddy, and let Caddy join one more:

        services:
          caddy:
            networks: [default, back]

    **When it is reported.** When every network of the service is declared internal in the files shown, and the
    service publishes a port. Behind a tunnel that shares the internal network nothing is published, and nothing is
    reported.

    **The fix.** Adds the project's `default` network to Caddy's service, unless that one is internal. It is unsafe:
    it opens Caddy's container to the outside.

    Sources: Docker's documentation of internal networks.
    """

    id = "TB206"
    name = "proxy-without-egress"
    severity = Severity.WARNING
    signs = ("internal",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [back]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, networks: [front, back]}
            networks:
              front:
              back: {internal: true}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="There is an open one, on which the service behind it is",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [back, front]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, networks: [front, back]}
            networks:
              front:
              back: {internal: true}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [back]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, networks: [back]}
            networks:
              back: {internal: true}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Only on an internal network",
            message="all networks of caddy are internal",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [back, default]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, networks: [back]}
            networks:
              back: {internal: true}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                ports: ["80:80"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              default: {internal: true}
            --- Caddyfile
            http://example.com {
            	respond hello
            }
            """,
            title="The default network is internal",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [back, elsewhere]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, networks: [back]}
            networks:
              back: {internal: true}
              elsewhere: {external: true}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Also on a network that is not shown",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel: {image: example/tunnel, networks: [back, default]}
              web: {image: example/web, networks: [back]}
            networks:
              back: {internal: true}
            --- Caddyfile
            http://example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Behind a tunnel, with nothing published",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        members = dict.fromkeys(front.member for front in deployment.fronts)
        for member in members:
            if member and member.service.ports and enclosed(member, deployment.projects):
                yield self._diagnostic(member)

    def _diagnostic(self, member: Member) -> Diagnostic:
        found = way_out(member)
        key, edits = found or ("", ())
        title = f"let {member.name} join the {key} network, too"
        return self.report(
            member.origin,
            f"all networks of {member.name} are internal: its published ports are not reached, and it cannot "
            "get certificates",
            key=(member.key,),
            related=tuple(
                Label(joined.network.origin, "this network is internal") for joined in member.networks
            ),
            fixes=(Fix(title, Applicability.UNSAFE, edits),) if edits else (),
        )
