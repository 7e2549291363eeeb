from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Rule,
    Severity,
    left_default,
)


class OverrideDropsDefault(Rule):
    """A file that adds a network to a service must list `default` with it.

    A service without `networks` is on its project's `default` network. As soon as one file of the stack lists
    networks for it, it is on these alone: `networks: [edge]` in an override takes it off `default`, where Caddy (or
    the service that Caddy proxies to) still is. Nothing is wrong without the override; with it, Caddy answers 502.

    **What to do.** List `default` beside the other networks:

        services:
          web:
            networks: [default, edge]

    **When it is an error.** Always: the two have no other network in common, and the real names of all are known.

    **The fix.** Adds `default` where the networks are listed. It is safe: the service gets back what the first file
    gave it, and keeps the rest.

    Sources: `docker compose config` of Docker Compose 2.40.3 on both files; measured with Caddy 2.11.7 in network
    namespaces: 502 before, 200 after.
    """

    id = "TB203"
    name = "override-drops-default"
    severity = Severity.ERROR
    signs = (Cause.LEFT_DEFAULT,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            --- compose.override.yaml
            services:
              web:
                networks:
                  - metrics  # for the exporter
            networks:
              metrics:
            """,
            title="An override lists another network",
            message="compose.override.yaml takes web off project_default",
            fixed="""
            --- compose.override.yaml
            services:
              web:
                networks:
                  - metrics  # for the exporter
                  - default
            networks:
              metrics:
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            --- compose.prod.yaml
            services:
              caddy: {networks: &edge [edge]}
              worker: {image: example/worker, networks: *edge}
            networks:
              edge:
            """,
            title="Caddy itself leaves, and one line lists the networks of two services",
            fixed="""
            --- compose.prod.yaml
            services:
              caddy: {networks: &edge [edge, default]}
              worker: {image: example/worker, networks: *edge}
            networks:
              edge:
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            --- compose.override.yaml
            x-networks: &inner [inner]
            services:
              web: {networks: *inner}
            networks:
              inner:
            """,
            title="The list stands elsewhere: it is written out",
            fixed="""
            --- compose.override.yaml
            x-networks: &inner [inner]
            services:
              web: {networks: [inner, default]}
            networks:
              inner:
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /api/* api:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [default, edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
              api: {image: example/api}
            networks:
              edge:
            --- compose.override.yaml
            services:
              web: {networks: [default, edge]}
              api: {networks: [edge]}
            """,
            title="Listed with default, or still on a network of Caddy's",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.LEFT_DEFAULT):
            yield self._diagnostic(link)

    def _diagnostic(self, link: Link) -> Diagnostic:
        front, target = link.front.member, link.target
        assert front is not None
        assert target is not None
        left = left_default(front, target)
        assert left is not None
        title = f"keep {left.member.name} on {left.network}"
        return self.report(
            link.upstream.origin,
            f"no network in common: {left.listed.file.name} takes {left.member.name} off {left.network}; "
            f"{link.reason}",
            severity=link.severity,
            key=(front.key, target.key, left.network),
            related=(Label(left.listed, "without default in this list, the service leaves it"),),
            fixes=(Fix(title, Applicability.SAFE, left.edits),) if left.edits else (),
        )
