from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Hopeless,
    Label,
    Rule,
    Severity,
    hopeless,
)


class HealthcheckCannotPass(Rule):
    """A healthcheck must be able to succeed.

    A check that fails for its own sake makes a working container `unhealthy`. What waits for it with
    `condition: service_healthy` is never started, and `docker compose up` ends with *dependency failed to start*.

    - `["CMD", "curl -f http://127.0.0.1"]`: `CMD` takes the whole text for the name of a program. With one text it is
      `CMD-SHELL`.
    - `["CMD", "curl", "-f", URL, "||", "exit", "1"]`: `CMD` starts no shell, and curl asks `||` as well.
    - `["CMD", "wget", "http://127.0.0.1:$$PORT"]`: nobody replaces the variable.
    - `["CMD", "caddy", "list"]`: there is no such command.
    - Port 2019 with `admin off` in the Caddyfile, or a port on which the process does not listen.
    - `["CMD", "caddy", "validate"]`: without `--config` Caddy looks for a Caddyfile in `/srv`, where the image has
      none.
    - `https://localhost/` of a Caddy whose sites have other names: it has no certificate for this one, and no option of
      curl or wget helps. It is where `wget http://localhost/` ends, too, where all sites are on HTTPS.
    - `localhost` of a standalone Next.js (`.next/standalone`): it listens on the address of `HOSTNAME` alone, and the
      engine sets that to the container's name. Caddy reaches it; a check at `localhost` or `127.0.0.1` does not.
    - A path that the application answers with 404, where that fails the program that asks: no route of its program
      takes it, it is not below the path where the application is told to be, or another port has it.

    **What to do.** For Caddy, `["CMD", "wget", "-qO/dev/null", "http://127.0.0.1:2019/config/"]` asks the
    admin interface.

    **When it is an error.** When a service that is required waits for it: that one does not start. Else it is a
    warning, as it is where the text of a program tells its paths.

    **The fix.** Writes `CMD-SHELL` before a command line, takes away `|| exit 1`, which says what happens anyway, asks
    the admin interface in place of a command that Caddy does not have, and the one port on which the process listens.
    Gives a Next.js `HOSTNAME: 0.0.0.0`, its own default. It is safe.

    Sources: Docker's documentation of `HEALTHCHECK`; measured with curl, wget and Caddy 2.11.7; the `server.js` that
    Next.js 13.5, 14, 15 and 16 write.
    """

    id = "TB803"
    name = "healthcheck-cannot-pass"
    severity = Severity.ERROR
    signs = ("healthcheck",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                healthcheck: {test: [CMD, wget, -q, --spider, "http://localhost:«8080»/health"]}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="A port on which Caddy does not listen",
            message="it asks for port 8080",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                healthcheck:
                  test: ["CMD", "«curl -f http://127.0.0.1:8000/»"]
              caddy:
                image: caddy:2
                depends_on:
                  web: {condition: service_healthy}
            """,
            title="A command line in one word; Caddy waits for it",
            severity=Severity.ERROR,
            message="and caddy waits for it",
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                healthcheck:
                  test: ["CMD-SHELL", "curl -f http://127.0.0.1:8000/"]
              caddy:
                image: caddy:2
                depends_on:
                  web: {condition: service_healthy}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                healthcheck:
                  test: ["CMD", "node", "-e", "fetch('http://localhost:«3000»/').catch(() => process.exit(1))"]
              shop:
                build: .
                environment:
                  PORT: "4000"
                healthcheck:
                  test: wget -q --spider http://127.0.0.1:«4000»/ || exit 1
            --- Dockerfile
            FROM node:22-alpine AS build
            RUN npm run build
            FROM node:22-alpine
            WORKDIR /app
            COPY --from=build /app/.next/standalone ./
            CMD ["node", "server.js"]
            --- package.json
            {"dependencies": {"next": "^15.1.0"}}
            """,
            title="A standalone Next.js, which listens on the address of its container's name",
            message="the address of HOSTNAME alone",
            fixed="""
            --- compose.yaml
            services:
              web:
                build: .
                healthcheck:
                  test: ["CMD", "node", "-e", "fetch('http://localhost:3000/').catch(() => process.exit(1))"]
                environment:
                  HOSTNAME: 0.0.0.0
              shop:
                build: .
                environment:
                  PORT: "4000"
                  HOSTNAME: "0.0.0.0"
                healthcheck:
                  test: wget -q --spider http://127.0.0.1:4000/ || exit 1
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- Caddyfile.open
            {
            	layer4 {
            		:8080 {
            			route
            		}
            	}
            }
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile --adapter caddyfile
                healthcheck: {test: [CMD, wget, -q, --spider, "http://localhost:2019/metrics"]}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              site:
                image: caddy:2
                healthcheck: {test: [CMD, wget, -q, --spider, "http://localhost:443/"]}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              built:
                build: {dockerfile_inline: "FROM example/caddy"}
                healthcheck: {test: [CMD, wget, -q, --spider, "http://localhost:8080/"]}
                volumes: ["./Caddyfile.open:/etc/caddy/Caddyfile"]
            """,
            title="The admin interface of a Caddy with a command, and a Caddy with plugins",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck: {test: curl -f http://127.0.0.1:8000/health}
              vpn: {image: example/vpn}
              behind:
                build: .
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                network_mode: service:vpn
                healthcheck: {test: curl -f http://127.0.0.1:9000/health}
              vague:
                build: .
                command: gunicorn app.wsgi --bind 0.0.0.0:${PORT}
                healthcheck: {test: curl -f http://127.0.0.1:9000/health}
              image:
                image: example/web
                healthcheck: {test: curl -f http://127.0.0.1:9000/health}
              default:
                image: traefik/whoami
                healthcheck: {test: curl -f http://127.0.0.1:9000/health}
            """,
            title="The port of the process, a network that is shared, a process that is not known",
        ),
        Example(
            """
            --- a/Caddyfile
            example.com {
            	respond hello
            }
            http://localhost {
            	respond ok
            }
            --- b/Caddyfile
            {
            	auto_https off
            }
            example.com {
            	respond hello
            }
            --- c/Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              a:
                image: caddy:2
                volumes: ["./a/Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: wget -q --spider http://localhost/}
              b:
                image: caddy:2
                volumes: ["./b/Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: wget -q --spider http://localhost/}
              c:
                image: caddy:2
                volumes: ["./c/Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: wget -q --spider --max-redirect=0 http://localhost/}
              d:
                image: caddy:2
                volumes: ["./c/Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: wget -q --spider http://127.0.0.1:2019/config/}
              e:
                image: example/caddy
                volumes: ["./c/Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: curl -f http://localhost/}
            """,
            title="A site for the check, no redirect, another port; curl is content with a redirect",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in hopeless(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Hopeless) -> Diagnostic:
        waiting, name = found.check.waiting, found.check.member.name
        names = " and ".join(member.name for member, _ in waiting)
        required = any(dependency.required for _, dependency in waiting)
        return self.report(
            found.origin,
            f"{name} never gets healthy{f', and {names} waits for it' if names else ''}: {found.reason}",
            severity=Severity.ERROR if required and found.certain else Severity.WARNING,
            key=(found.check.member.key, found.origin.text),
            related=tuple(Label(dependency.origin, f"{member.name} waits") for member, dependency in waiting),
            fixes=(Fix(found.title, Applicability.SAFE, found.edits),) if found.edits else (),
        )
