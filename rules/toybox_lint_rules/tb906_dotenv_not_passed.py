from collections.abc import Iterator

from toybox_lint.api import (
    Defaulted,
    Deployment,
    Diagnostic,
    Example,
    Rule,
    Severity,
    defaulted,
    passed_on,
)


class DotenvNotPassed(Rule):
    """A variable in .env must be passed on to the Caddy that uses it.

    Compose reads `.env` for the compose file alone. A Caddyfile with `{$DOMAIN:localhost}` and a `.env` with
    `DOMAIN=example.com` look as
    if they belonged together; without `environment` or `env_file` the container knows no `DOMAIN`, and Caddy
    serves localhost.

    **What to do.** Pass it on:

        services:
          caddy:
            environment:
              DOMAIN: ${DOMAIN}

    **When it is reported.** When the Caddyfile has a default for the variable (without one it is TB901),
    `.env` gives it a
    value, and the official image certainly does not get it. Where there is no `.env`, an example of it counts
    (`.env.example`), as long as the default is localhost and the example has another value: people copy it and fill
    it in. It is a warning: the default may be what is meant. It is
    for information alone where Caddy refuses the value, or where requests would fail with it that are answered with
    the default: `APP_PORT` of the host is not the port in the container.

    **The fix.** Passes the variable on. It is unsafe: Caddy then takes another value than before. There is none for a
    value that breaks something.

    Sources: the Compose documentation of `.env`; measured with `docker compose config` of Docker Compose 2.40.3.
    """

    id = "TB906"
    name = "dotenv-not-passed"
    severity = Severity.WARNING
    signs = ("{$",)
    bad = (
        Example(
            """
            --- Caddyfile
            «{$DOMAIN:localhost}» {
            	reverse_proxy web:{$PORT:8000}
            	header X-Admin {$ADMIN:admin@localhost}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
            --- .env.example
            # what to fill in
            DOMAIN=shop.example.com
            PORT=8000
            ADMIN=root@localhost
            """,
            title="It stands in the example that people copy",
            message=".env.example has a value",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  DOMAIN: "${DOMAIN:-localhost}"
              web: {image: example/web, expose: ["8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            # {$DOMAIN:localhost} is in .env
            «{$DOMAIN:localhost}» {
            	reverse_proxy {$UPSTREAM:web:8000}
            	header X-Served-By {$DOMAIN:localhost}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
            --- .env
            # who we are
            export DOMAIN=example.com
            UPSTREAM=
            """,
            title="The domain is in .env alone",
            message="takes the default for DOMAIN",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  DOMAIN: "${DOMAIN}"
              web: {image: example/web, expose: ["8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            «{$DOMAIN:localhost}» {
            	respond hello
            }
            --- compose.yaml
            x-environment: &mode [MODE=production]
            services:
              caddy: {image: caddy:2, environment: *mode, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- .env
            DOMAIN=example.com
            """,
            title="The environment is a list at an anchor, so nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            «{$DOMAIN:localhost}» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- .env
            DOMAIN=example].com
            """,
            title="Its value is none that Caddy takes, so nothing is edited",
            severity=Severity.INFO,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «{$UPSTREAM:web:8000}»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"]}
            --- .env
            UPSTREAM=localhost:8000
            """,
            title="With its value requests would fail, with the default they do not: nothing is edited",
            severity=Severity.INFO,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	respond {$GREETING:hello}
            }
            --- compose.yaml
            services:
              caddy: &caddy
                image: caddy:2
                environment: {DOMAIN: "${DOMAIN}"}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              file: {<<: *caddy, env_file: caddy.env, environment: {}}
              option:
                <<: *caddy
                environment: {}
                command: caddy run --config /etc/caddy/Caddyfile --envfile /etc/caddy/.env
              image: {<<: *caddy, environment: {}, image: example/caddy}
            --- .env
            DOMAIN=example.com
            """,
            title="Passed on, or given in a way that is not seen",
        ),
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- other/Caddyfile
            {$DOMAIN:localhost} {
            	respond hello
            }
            """,
            title="There is no .env: the default is what is meant",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in defaulted(deployment.fronts, deployment.files):
            yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Defaulted, deployment: Deployment) -> Diagnostic:
        fixes, why_not = passed_on(found, deployment)
        return self.report(
            found.origin,
            f"{found.member.key} takes the default for {found.name}: "
            f"{found.source} has a value, and nothing passes it on",
            key=(found.member.key, found.name),
            severity=Severity.WARNING if fixes or why_not else Severity.INFO,
            help=why_not,
            fixes=fixes,
        )
