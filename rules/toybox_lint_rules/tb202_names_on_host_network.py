from collections.abc import Iterator

from toybox_lint.api import Cause, Deployment, Diagnostic, Example, Label, Rule, Severity, reach_target


class NamesOnHostNetwork(Rule):
    """On the network of the host, names of services do not resolve.

    Docker's names live on its networks. A Caddy with `network_mode: host`, or one that runs on the host, is on none:
    `web` is unknown to it, and it answers 502. Docker's own bridge (`network_mode: bridge`) has no names either.

    **What to do.** Publish the service's port and dial it as `localhost`, or put Caddy on the network of the service
    and publish 80 and 443 instead of using the network of the host.

    **When it is an error.** When a service of the projects has that name, or the name has the project's in it as
    Compose 1 made it. A warning when a service has nearly that name, and an error when it also listens on the
    port. Other names may be known to the host.

    **The fix.** Dials `localhost` and the published port, and publishes the port on the host's loopback where the
    service does not; takes Caddy off Docker's own bridge. Unsafe.

    Sources: Docker's documentation of the host network driver; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB202"
    name = "names-on-host-network"
    severity = Severity.ERROR
    signs = (Cause.NO_NAMES,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            	reverse_proxy /api/* «api:9000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["18000:8000"]}
              api: {image: example/api}
            """,
            title="Caddy on the network of the host",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:18000
            	reverse_proxy /api/* localhost:9000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["18000:8000"]}
              api: {image: example/api, ports: ["127.0.0.1:9000:9000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «fronted:80»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              frontend: {image: example/frontend, network_mode: host, expose: [3000]}
            """,
            title="Nearly the name of a service, which the host may know all the same",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:3000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «fronted:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              frontend: {image: example/frontend, ports: ["3000:3000"]}
            """,
            title="Nearly the name of a service, and the port that it listens on",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy localhost:3000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com:8765 {
            	reverse_proxy «api:8080»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8080], ports: ["8765:8080"]}
            """,
            title="The port of the host that leads to it is Caddy's own",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: bridge
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="Caddy on Docker's own bridge",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              inside: {image: caddy:2, ports: ["8080:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["8000:8000"]}
            """,
            title="Another Caddy reads the same words, and gets through: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* «api:8000»
            	reverse_proxy /editor/* «editor:8000»
            	reverse_proxy «web:80»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8000]}
              editor: {image: example/editor, expose: [8000]}
              web: {image: example/web, expose: [80]}
            """,
            title="Several services on one port, and one on Caddy's own",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* localhost:8000
            	reverse_proxy /editor/* localhost:18000
            	reverse_proxy localhost:10080
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8000], ports: ["127.0.0.1:8000:8000"]}
              editor: {image: example/editor, expose: [8000], ports: ["127.0.0.1:18000:8000"]}
              web: {image: example/web, expose: [80], ports: ["127.0.0.1:10080:80"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy /a/* «a:8000»
            	reverse_proxy /b/* «b:8000»
            	reverse_proxy «c:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              a: {image: example/a, expose: [8000]}
              b: {image: example/b}
              c: {image: example/c, expose: [8000]}
            """,
            title="Several have one port: on the host each gets one of its own",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://example.com {
            	reverse_proxy /a/* localhost:8000
            	reverse_proxy /b/* localhost:18000
            	reverse_proxy localhost:28000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              a: {image: example/a, expose: [8000], ports: ["127.0.0.1:8000:8000"]}
              b: {image: example/b, ports: ["127.0.0.1:18000:8000"]}
              c: {image: example/c, expose: [8000], ports: ["127.0.0.1:28000:8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «apii:4000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8080], ports: ["192.168.1.10:8080:8080"]}
            """,
            title="What is meant is published on one address, and not on the loopback",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:18000
            	reverse_proxy /nas/* nas:5000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                extra_hosts: ["web:127.0.0.1"]
              web: {image: example/web, ports: ["18000:8000"]}
            """,
            title="A name that is mapped, and one that the host may know",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./hosts:/etc/hosts"]
              web: {image: example/web, ports: ["8000:8000"]}
            """,
            title="A file may name it",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NO_NAMES):
            assert link.target is not None
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(link.target.origin, f"{link.target.key} is meant"),),
                fixes=reach_target(link, deployment),
            )
