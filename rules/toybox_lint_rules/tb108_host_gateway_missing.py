from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Link,
    Rule,
    Severity,
    dial_candidate,
    dial_own_host,
    map_host,
)


class HostGatewayMissing(Rule):
    """On Linux, host.docker.internal must be mapped.

    Docker Desktop gives that name to every container, Docker on Linux does not: what works on the laptop answers 502
    on the server.

    **What to do.** Where the program runs on the host itself, give the name to Caddy's container:

        services:
          caddy:
            extra_hosts: ["host.docker.internal:host-gateway"]

    Where it is a service of a compose project, name the service instead. A Caddy on the network of the host dials
    `localhost`.

    **When it is an error.** Unless every site has a name that one machine alone knows (`localhost`, `*.localhost`,
    `*.local`, `*.test`): there the engine may be Docker Desktop, and it is a warning. `engine = "desktop"` in the
    configuration says so.

    **The fix.** Adds the mapping, which changes nothing else: safe. Where exactly one service publishes that port, it
    is dialled by its name, as other containers do. So is one that has the port in its container and does not publish
    it, which is unsafe; there the mapping alone would mend nothing.

    **When it is an error.** Where Docker runs the containers. It is a warning where the project is written for Podman
    (by its scripts, `x-podman`), which maps the name by itself.

    Sources: Docker's documentation of `extra_hosts` and of networking in Docker Desktop; measured in network
    namespaces with Docker's rules on Linux.
    """

    id = "TB108"
    name = "host-gateway-missing"
    severity = Severity.ERROR
    signs = (Cause.NO_GATEWAY,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:9000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="A program of the host",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts:
                  - "host.docker.internal:host-gateway"
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «gateway.docker.internal:9000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: [".:/etc/caddy"]}
            """,
            title="By another name that only Docker Desktop knows",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: [".:/etc/caddy"], extra_hosts: ["gateway.docker.internal:host-gateway"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["3000:80"]}
            """,
            title="A service that publishes the port",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:80
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:9000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts: {old: 10.0.0.1}
              web: {image: example/web, expose: [8000]}
            """,
            title="Beside a service that has nothing to do with the port",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts: {old: 10.0.0.1, host.docker.internal: host-gateway}
              web: {image: example/web, expose: [8000]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="A service has the port, and does not publish it: the mapping alone would mend nothing",
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
            example.com {
            	reverse_proxy «host.docker.internal:9000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="From the network of the host itself",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:9000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            localhost, app.localhost {
            	reverse_proxy «host.docker.internal:3000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="For development: the engine may be Docker Desktop",
            severity=Severity.WARNING,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts:
                  - "host.docker.internal:host-gateway"
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:9000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: [".:/etc/caddy"]}
            --- Makefile
            up:
            	podman-compose up -d
            """,
            title="Podman maps it by itself",
            severity=Severity.WARNING,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: [".:/etc/caddy"], extra_hosts: ["host.docker.internal:host-gateway"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy host.docker.internal:9000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts: ["host.docker.internal:host-gateway"]
            """,
            title="It is mapped; the program may run on the host",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy host.docker.internal:9000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "/etc/hosts:/etc/hosts:ro"]}
            """,
            title="A file may map it",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NO_GATEWAY):
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                fixes=_fixes(link),
            )


def _fixes(link: Link) -> tuple[Fix, ...]:
    """Dial the service that has the port; where none has, the program is one of the host."""
    front = link.front.member
    if front is None or front.mode is not None:
        return dial_own_host(link)
    mapping = map_host(front, str(link.upstream.host))
    dial = dial_candidate(link)
    sure = tuple(fix for fix in dial if fix.applicability is Applicability.SAFE)
    if sure or not link.candidates:
        return sure or mapping
    first = link.candidates[0]
    return dial if link.upstream.port == first.port else (*mapping, *dial)
