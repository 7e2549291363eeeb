from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Rule,
    Severity,
    off_host,
    reach_target,
)


class PortNotPublished(Rule):
    """From the host, a service is reached at the port it publishes.

    A Caddy on the network of the host (`network_mode: host`), or one that dials the host from its container, reaches
    services at the left-hand number of `ports`. The port inside a container is not there: connection refused, 502.
    A port that is published on 127.0.0.1 is there for the host, not for containers, and from a service that is on
    internal networks alone nothing is published at all.

    **What to do.** Publish the port (`ports: ["127.0.0.1:8000:8000"]` is enough for a Caddy on the host), or dial
    the one that is published.

    **When it is an error.** When services listen on the port in their containers, or publish it on the host's loopback
    only, and no service that runs publishes it. It is a warning where a variable decides which ports are published, and
    has another one for its default, and where a Caddy with a project to itself stands in front of several others and
    the service has another port of the host: one that is not shown may be meant. When nothing shown has to do with the
    port, a program of the host may be meant, and nothing is said.

    **The fix.** On the host: dials the published port where the service publishes the one that is dialled, else
    publishes it on the host's loopback; of several services that of which the language is spoken, or which the route is
    named after. From a container: names the service. Unsafe.

    Sources: Docker's documentation on published ports; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB110"
    name = "port-not-published"
    severity = Severity.ERROR
    signs = (Cause.NOT_PUBLISHED,)
    bad = (
        Example(
            """
            --- Caddyfile
            voice.example.com {
            	reverse_proxy «localhost:7000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              voice: {image: example/voice, ports: ["7000:7000/udp"]}
            """,
            title="A port that is published for UDP alone",
            message="voice publishes 7000 for UDP alone",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:8000»
            	reverse_proxy /api/* «localhost:8001»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000, ports: ["18000:8000"]}
              api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8001}
            """,
            title="Caddy on the network of the host",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:18000
            	reverse_proxy /api/* localhost:8001
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000, ports: ["18000:8000"]}
              api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8001, ports: ["127.0.0.1:8001:8001"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «host.docker.internal:8000»
            	reverse_proxy /admin/* «host.docker.internal:19000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts: ["host.docker.internal:host-gateway"]
              web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000}
              admin: {image: example/admin, ports: ["127.0.0.1:19000:9000"]}
            """,
            title="Through the host, to a port that is not published there, or for the host alone",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /admin/* admin:9000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000}
              api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8000}
            """,
            title="Two services listen on it inside: which is meant is not told, and nothing is mended",
            message="api listen on 8000 inside their containers",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «localhost:9000»
            }
            api.example.com {
            	reverse_proxy «localhost:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              php: {image: "php:8.3-fpm"}
              web: {build: ., command: gunicorn web.wsgi --bind 0.0.0.0:9000}
              shop: {build: ., command: uvicorn shop:app --host 0.0.0.0 --port 8000}
              api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8000}
            """,
            title="Several listen on it inside: one is asked in its language, one has the route's name",
            message="not publish it on the host",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              php: {image: "php:8.3-fpm"}
              web: {build: ., command: gunicorn web.wsgi --bind 0.0.0.0:9000, ports: ["127.0.0.1:9000:9000"]}
              shop: {build: ., command: uvicorn shop:app --host 0.0.0.0 --port 8000}
              api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8000, ports: ["127.0.0.1:8000:8000"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:18000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: uvicorn web:app --host 0.0.0.0 --port 8000
                ports: ["18000:8000"]
                network_mode: edge
            """,
            title="On a network that is given by its name",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:18000
            	reverse_proxy /host/* localhost:5000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000, ports: ["18000:8000"]}
            """,
            title="The published port, and one of a program on the host",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:4200
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [4200], ports: ["${WEB_PORT:-4200}:4200"]}
              api: {image: example/api, expose: [4200], ports: ["${API_PORT}:4300"]}
              old: {image: example/old, expose: [4200], ports: ["${OLD_PORT:-4201}:4200"]}
            """,
            title="A variable whose default is the port, or that has none",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NOT_PUBLISHED):
            assert link.target is not None
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(link.target.origin, f"{link.target.key} is meant"),),
                fixes=_fixes(link, deployment),
            )


def _fixes(link: Link, deployment: Deployment) -> tuple[Fix, ...]:
    """None where it may work as it is."""
    if not link.certain:
        return ()
    return reach_target(link, deployment) or off_host(link, deployment.members)
