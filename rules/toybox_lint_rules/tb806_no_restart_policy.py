from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    unattended,
)


class NoRestartPolicy(Rule):
    """Caddy and what is behind it must be started again.

    Without `restart` a container that ends stays down, and so does every container after the host was started again.
    The database with `restart: unless-stopped` is back after a reboot, the site is not: nothing listens on 443, or
    Caddy answers 502. With `on-failure` a container comes back after an error, and not after a reboot.

    **What to do.** Give it the policy that the others have. `restart: "no"` says that nobody wants one.

    **When it is reported.** For a Caddy, and for a service that one of its upstreams reaches, when another
    service of the same project has a policy: then it was forgotten. A project without any may be for development.

    **The fix.** Writes the policy of the other service. It is unsafe: a container that fails now comes back
    again and again.

    Sources: Docker's documentation of restart policies.
    """

    id = "TB806"
    name = "no-restart-policy"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              «web»:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
              db:
                image: postgres:17
                restart: unless-stopped
            """,
            title="The database comes back, the site does not",
            message="db has restart: unless-stopped",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                restart: unless-stopped
              web:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                restart: unless-stopped
              db:
                image: postgres:17
                restart: unless-stopped
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            x-caddy: &caddy {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            services:
              «caddy»: *caddy
              db: {image: postgres:17, restart: always}
            """,
            title="Written at an anchor: it is not edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, restart: on-failure, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              «web»: {image: example/web, expose: ["8000"]}
            """,
            title="Caddy comes back after an error",
            message="web stays down after a crash, while caddy has restart: on-failure",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, restart: on-failure, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"], restart: on-failure}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /one/* one:8000
            	reverse_proxy /two/* two:8000
            	reverse_proxy /off/* off:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                restart: always
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              one:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                restart: "no"
              two:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                deploy: {restart_policy: {condition: any}}
              off:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                profiles: [off]
              job: {image: example/job, command: python manage.py migrate}
            """,
            title="A policy, one of deploy, none on purpose, a service that is not on the way",
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
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web:
                image: example/web
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
              db: {image: postgres:17, restart: "${POLICY}"}
              tools: {image: example/tools, restart: always, profiles: [tools]}
              none: {image: example/none, restart: "no"}
            """,
            title="Nobody has one: it may be for development",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unattended(deployment):
            edits = found.edits()
            when = "after a crash or a reboot" if found.for_good else "after a crash"
            yield self.report(
                found.member.origin,
                f"{found.member.name} stays down {when}, while {found.example.name} has restart: {found.policy}",
                key=(found.member.key,),
                related=(Label(found.example.origin, f"{found.example.name} comes back"),),
                fixes=(Fix(f"restart it {found.policy}", Applicability.UNSAFE, edits),) if edits else (),
            )
