from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Missing,
    Rule,
    Severity,
    given_as,
    missing,
    passed_on,
    use_given,
)

_FAILING = "no-upstreams"


class VariableNotPassed(Rule):
    """A variable of the Caddyfile must be given to Caddy's container.

    `{$NAME}` is replaced by what Caddy's own process finds in its environment. Compose reads `.env` for the compose
    file alone: only what stands under `environment` or in an `env_file` of the service gets into the container. What
    is not there is replaced by nothing: an upstream vanishes (503), a site without an address answers for another
    one, a directive without its argument makes Caddy refuse the file.

    **What to do.** Pass it on:

        services:
          caddy:
            environment:
              NAME: ${NAME}

    or write a default into the Caddyfile: `{$NAME:value}`.

    **When it is an error.** When the file is refused for it, or a request fails for it. Else it is a warning, and
    nothing is said where nothing breaks and the variable may be left out: with an empty default (`{$NAME:}`), or alone
    on its line, to put more options there. Of an image that is not the official one, nor built on it by a Dockerfile,
    only what breaks is told, as a warning: it may set variables that cannot be seen. So may scripts, `--envfile` and an
    `env_file` that is not there: then nothing is said. `{env.NAME}` is looked up while Caddy runs, and told where an
    upstream or the DNS provider of certificates needs it.

    **The fix.** Passes the variable on. It is unsafe: somebody must give it a value. Where it is the host of an
    upstream, and one service alone has its port, or the port of a service that has one alone, that is its default.
    There is no fix for a variable that certainly has no value to pass on, as one that is empty in `.env`.

    Where Caddy is given a variable of nearly that name, which its Caddyfile does not use, the fix writes that name.

    Sources: measured with `caddy adapt` of Caddy 2.11.7 and with `docker compose config` of Docker Compose 2.40.3;
    in network namespaces, 503 before and 200 after.
    """

    id = "TB901"
    name = "variable-not-passed"
    severity = Severity.ERROR
    signs = ("{$", "{env.")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «{$UPSTREAM}» # {$UPSTREAM} is in .env
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
            --- .env
            UPSTREAM=web:8000
            """,
            title="It is in .env alone",
            severity=Severity.ERROR,
            message="project/caddy is not given UPSTREAM",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  UPSTREAM: "${UPSTREAM}"
              web: {image: example/web, expose: ["8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-From {env.SOMEWHERE}
            	reverse_proxy «{env.UPSTREAM}»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
            --- .env
            UPSTREAM=web:8000
            """,
            title="Caddy looks it up while it runs",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  UPSTREAM: "${UPSTREAM}"
              web: {image: example/web, expose: ["8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:«{$API_PORT}»
            	reverse_proxy «{$HOST}»:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - MODE=production
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
              api: {image: example/api, expose: ["5000"]}
            """,
            title="What is left is Caddy's own container",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - MODE=production
                  - API_PORT=${API_PORT:-5000}
                  - HOST=${HOST:-web}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
              api: {image: example/api, expose: ["5000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-Release "«{$RELEASE}»"
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                environment: {MODE: production}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Nothing breaks",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                environment: {MODE: production, RELEASE: "${RELEASE}"}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-Release "«{$APP-RELEASE}»"
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Compose has no variables with such names, so nothing is edited",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            *.example.com {
            	tls {
            		dns cloudflare {env.CF_API_TOKEN}
            	}
            	reverse_proxy {$UPSTREAM}
            }
            --- compose.yaml
            services:
              caddy: {build: caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- caddy/Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/cloudflare
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            COPY start.sh /
            ENTRYPOINT ["/start.sh"]
            """,
            title="A script of its Dockerfile may set it",
        ),
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	reverse_proxy {$UPSTREAM}
            	# reverse_proxy {$OLD}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  UPSTREAM: ${UPSTREAM}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="A default, a variable that is passed on, a comment",
        ),
        Example(
            """
            --- Caddyfile
            {
            	{$GLOBAL_OPTIONS}
            }
            example.com {
            	header X-Media "{$MEDIA_URL:}"
            	reverse_proxy /api/* {$MORE_PATHS:} web:8000
            	{$MORE_DIRECTIVES}
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"]}
            """,
            title="What may be left out: a line for more options, an empty default",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy {$UPSTREAM}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, env_file: caddy.env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="An env_file that only the server has",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in missing(deployment.fronts, deployment.links):
            if found.links or found.problems or not (found.optional or found.front.unshown):
                yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Missing, deployment: Deployment) -> Diagnostic:
        unshown = found.front.unshown
        breaks = [] if unshown else [link.reason for link in found.links]
        breaks += [each.message for each in found.problems]
        if found.problems and found.is_address:
            breaks = ["its site has no address, and Caddy refuses the file"]
        if found.challenge:
            breaks.append("no name gets a certificate, since its DNS provider is given nothing")
        fails = found.links or any(each.fatal or each.kind == _FAILING for each in found.problems)
        unless = ", unless its image sets it" if unshown else ""
        breaks = breaks or ["it is replaced by nothing"]
        fixes, why_not = passed_on(found, deployment)
        if (near := given_as(found)) is not None:
            fixes, why_not = use_given(found, near, deployment), f"it is given {near}: is that meant?"
        return self.report(
            found.origin,
            f"{found.front.name} is not given {found.name}{unless}: {breaks[0]}",
            severity=Severity.ERROR if fails and not unshown else Severity.WARNING,
            key=(found.front.name, found.name),
            help=why_not,
            fixes=fixes,
        )
