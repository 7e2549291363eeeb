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
    start_always,
)


class UpstreamNotRunning(Rule):
    """A service that is not started has no name and no port.

    A service with `profiles` starts only when one of them is active, and `scale: 0` or `deploy.replicas: 0` starts no
    container. Until then its name does not resolve: Caddy answers 502.

    **What to do.** Start the profile together with Caddy (`COMPOSE_PROFILES`, `--profile`), take the profile away, or
    put the route where it is only read when the service runs. Name the profiles that you start in the
    configuration (`profiles = ["debug"]`), and the route is judged as it is then.

    **When it is an error.** When nothing that runs has the name. Profiles are read from `COMPOSE_PROFILES` in the
    project's `.env` and from the configuration. Where the project needs a `.env` that is not here (a required variable,
    an `env_file`), that may choose the profile: a warning, without a fix. So it is where Caddy has
    a profile itself, and where a Makefile, a README or the like chooses this one. Nothing is reported where all lines
    of those that start the project choose it, and where such
    a Caddy depends on the service: Compose starts it only together with that profile.

    **The fix.** Takes the service out of its profiles, or gives it one container; where another service has its port
    on the network of the host, it joins Caddy's in place of that. Unsafe: somebody left it out on
    purpose, and the route may be what has to go.

    Sources: `docker compose config` of Docker Compose 2.40.3; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB104"
    name = "upstream-not-running"
    severity = Severity.ERROR
    signs = (Cause.NOT_RUNNING,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «tools:8000»
            	reverse_proxy /zero/* «http://zero:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tools: {image: example/tools, profiles: [debug]}
              zero: {image: example/zero, scale: 0}
            """,
            title="A profile that is off, and no replicas",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tools: {image: example/tools}
              zero: {image: example/zero, scale: 1}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «tools:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], env_file: ./.env}
              tools: {image: example/tools, profiles: [debug]}
            """,
            title="A .env is missing here, which may choose the profile",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- made/Caddyfile
            http://example.org {
            	reverse_proxy «api:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, profiles: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], profiles: [app]}
              inner: {image: caddy:2, volumes: ["./made/Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8000], profiles: [prod]}
            --- Makefile
            dev:
            	docker compose up
            up:
            	docker compose --profile prod up -d
            """,
            title="Who starts Caddy chooses profiles, or a Makefile does where it is started for one purpose",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: example/caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], deploy: {replicas: 0, labels: {sablier.enable: "true"}}}
            """,
            title="Sablier starts it when it is asked for",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy «web»
            	reverse_proxy /vpn/* «vpn»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
              web: {image: example/web, expose: [80], profiles: [full], network_mode: host}
              vpn: {image: example/vpn, expose: [80], profiles: [full], network_mode: host, environment: {A: localhost}}
            networks:
              edge:
            """,
            title="It would want Caddy's port on the network of the host: it leaves that, unless it needs it",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
              web: {image: example/web, expose: [80], networks: [edge]}
              vpn: {image: example/vpn, expose: [80], profiles: [full], network_mode: host, environment: {A: localhost}}
            networks:
              edge:
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «tools:3000»
            	reverse_proxy /other/* other:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tools: {image: example/tools, networks: [proxy], profiles: [extra]}
              other: {image: example/other, profiles: [extra]}
            networks: {proxy: {external: true}}
            """,
            title="Another container may have the name on a network that is not shown",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [3000], profiles: [app], depends_on: [api]}
              api: {image: example/api, expose: [8000], profiles: [app]}
            """,
            title="What it depends on stays away with its profile: Compose would refuse it alone",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [3000], profiles: [app], container_name: same}
              api: {image: example/api, expose: [8000], container_name: same}
            """,
            title="Another has the name of its container: Compose would refuse both together",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy tools:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tools: {image: example/tools, profiles: [debug]}
            --- .env
            COMPOSE_PROFILES=debug
            """,
            title="The profile is on",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy tools:8000
            	reverse_proxy /lab/* lab:8888
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tools: {image: example/tools, profiles: [debug, prod]}
              lab: {image: example/lab, profiles: [prod]}
            --- Makefile
            up:
            	docker compose \\
            		--profile prod up -d
            --- deploy.sh
            COMPOSE_PROFILES=debug,prod docker-compose up -d --build
            docker compose logs -f
            """,
            title="However it is started by what is written down, it is with the profile",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, profiles: [prod], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], profiles: [prod]}
            """,
            title="One profile starts both",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:8000
            	reverse_proxy web:3000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                profiles: [https]
                depends_on: [web]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: [3000], profiles: [app], depends_on: [api]}
              api: {image: example/api, expose: [8000], profiles: [app]}
            """,
            title="Compose does not start Caddy without what it depends on",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NOT_RUNNING):
            assert link.target is not None
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(link.target.origin, f"{link.target.key} is not started"),),
                fixes=_fixes(link, deployment) if link.certain else (),
            )


def _fixes(link: Link, deployment: Deployment) -> tuple[Fix, ...]:
    assert link.target is not None
    return start_always(link.target, deployment.members) or off_host(link, deployment.members)
