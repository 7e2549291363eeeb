from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Link,
    Rule,
    Severity,
    dial_candidate,
)


class LocalhostUpstream(Rule):
    """In a container, localhost is the container itself.

    Every container has a loopback of its own. `localhost`, `127.0.0.1`, `[::1]`, `0.0.0.0` and a bare `:3000` in the
    Caddyfile of a Caddy that runs in a container mean that container, in which nothing but Caddy listens:
    connection refused, 502. That the port is published on the host does not change it. It is a warning where a
    variable that no file gives, or an import that cannot be seen, may make another site of that Caddy listen there.

    **What to do.** Name the service and the port inside its container: `web:3000`. For a program that runs on
    the host itself use `host.docker.internal:3000`, with `extra_hosts: ["host.docker.internal:host-gateway"]`.

    **What is right and not reported.** `network_mode: host` on Caddy; a service with
    `network_mode: service:caddy`; an address on which Caddy itself listens; Caddy outside of Docker; a container that
    starts, or may start, other programs beside Caddy.

    **The fix.** Safe when exactly one service publishes that port on the host, and is not known to listen on another
    one: that is what used to answer at localhost. Else unsafe.

    Sources: Docker's documentation on network drivers; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB103"
    name = "localhost-upstream"
    severity = Severity.ERROR
    signs = (Cause.SELF,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:3000»
            	reverse_proxy /api/* «:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["3000:80"]}
              api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000, ports: ["8000:8000"]}
            """,
            title="A service publishes that port",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:80
            	reverse_proxy /api/* api:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «api.example.com:8000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                extra_hosts: ["api.example.com:127.0.0.1"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
            """,
            title="A name that extra_hosts give this address",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy api:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «127.0.0.1:8000»
            	reverse_proxy /other/* «[::1]:9999»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
              web: {image: example/web, expose: [3000]}
            """,
            title="A service listens on it in its own container",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy api:8000
            	reverse_proxy /other/* [::1]:9999
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:9999»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
              db: {image: postgres:16}
            """,
            title="There is only one service that a proxy may mean",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy api:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:5000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {build: ., command: uvicorn main:app --port 5000}
              web: {image: example/web, expose: [3000]}
            """,
            title="The server that is meant keeps to its own loopback, too",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy api:5000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* back:7000
            	reverse_proxy «:7000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              back: {image: example/back}
              front: {image: example/front}
            """,
            title="Only another route tells which service has the port",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* back:7000
            	reverse_proxy back:7000
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:8080
            	reverse_proxy /admin/* localhost:2019
            }
            :8080 {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Caddy listens there itself",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["3000:80"]}
            """,
            title="Caddy on the network of the host",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy 127.0.0.1:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, network_mode: "service:caddy"}
            """,
            title="A service on the network of Caddy",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:3000
            }
            --- exec/Caddyfile
            {
            	exec /app/server {
            		startup
            	}
            }
            http://example.org {
            	reverse_proxy localhost:3000
            }
            --- compose.yaml
            services:
              one: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              two: {build: ., entrypoint: /start.sh, command: caddy run, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              three: {image: example/app, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              four: {image: example/caddy-exec, volumes: ["./exec/Caddyfile:/etc/caddy/Caddyfile"]}
              five:
                image: caddy:2
                post_start: [{command: /start.sh}]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- Dockerfile
            FROM node:20
            COPY --from=caddy:2 /usr/bin/caddy /usr/bin/caddy
            CMD sh -c "node server.js & caddy run --config /etc/caddy/Caddyfile"
            """,
            title="Caddy is not alone in its container",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.SELF):
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}" is the container of {link.front.name} itself{_why(link)}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                help=_help(link),
                related=tuple(
                    Label(item.listener.origin, f"{item.member.key}: {item.listener.text}")
                    for item in link.candidates[:3]
                    if item.listener
                ),
                fixes=dial_candidate(link),
            )


def _why(link: Link) -> str:
    """What is there: Caddy, and maybe what shares its network."""
    if not link.certain:
        return ", where only Caddy runs, unless another site of it listens there"
    return ", where only Caddy runs" if link.reason.endswith("itself") else f": {link.reason}"


def _help(link: Link) -> str:
    addresses = [item.address for item in link.candidates if item.address]
    if addresses:
        return f"name the service: {' or '.join(addresses[:3])}"
    return "name the service and the port inside its container; host.docker.internal is the host"
