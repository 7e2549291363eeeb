from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    MaybeEmpty,
    Rule,
    Severity,
    maybe_empty,
)


class VariableMayBeEmpty(Rule):
    """Compose must not give Caddy an empty variable in place of its default.

    `{$DOMAIN:localhost}` takes the default when DOMAIN is not set. `DOMAIN: ${DOMAIN}` always sets it: to nothing when
    compose knows no DOMAIN. Caddy takes nothing for the value, and the default is never used: a site without an
    address is read as global options, an upstream vanishes.

    **What to do.** Give compose the default, `${DOMAIN:-localhost}`, or let it stop, `${DOMAIN:?set it in .env}`. The
    bare form, `environment: [DOMAIN]`, leaves the variable unset as well.

    **When it is reported.** When compose passes the variable on as it is, or with nothing for a default, and nothing
    shows that it has a value; and when nothing is given to it in so many words. A value is shown, too, where some file
    of the project asks for the variable with `:?`.

    **The fix.** Writes the Caddyfile's default into the compose file. It is safe: with a value nothing changes, and
    without one Caddy reads what its own file says. Where a variable of nearly that name is set, which nothing else
    takes, that one is passed on, if you agree.

    Sources: measured with `caddy adapt` of Caddy 2.11.7 and `docker compose config` of Docker Compose 2.40.3.
    """

    id = "TB902"
    name = "variable-may-be-empty"
    severity = Severity.WARNING
    signs = ("{$",)
    bad = (
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	reverse_proxy {$UPSTREAM:web:8000}
            }
            www.{$DOMAIN:localhost} {
            	redir https://{$DOMAIN:localhost}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - DOMAIN=«${DOMAIN}»
                  - UPSTREAM=«$APP_UPSTREAM»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="Passed on as they are",
            message="not its default",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - DOMAIN=${DOMAIN:-localhost}
                  - UPSTREAM=${APP_UPSTREAM:-web:8000}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond "{$GREETING:good morning}"
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  GREETING: "«${GREETING}»"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- .env
            GREETING=
            """,
            title="A default that needs quotes: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond "{$GREETING:hello}" {$STATUS:200}
            	reverse_proxy /a/* {$A:web:8000}
            	reverse_proxy /b/* {$B:web:8000}
            }
            --- caddy.env
            STATUS=«»
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                env_file: caddy.env
                environment:
                  - GREETING=«${GREETING:-}»
                  - A=«${A-}»
                  - B=«»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Given nothing in so many words",
            message="Caddy gets an empty",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                env_file: caddy.env
                environment:
                  - GREETING=${GREETING:-hello}
                  - A=${A:-web:8000}
                  - B=
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: ["DOMAIN=«${DOMAIN}»"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- .env
            DOMIAN=example.com
            """,
            title="In .env it is misspelt",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: ["DOMAIN=${DOMIAN}"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                # ${DOMAIN:?}
                environment: {DOMAIN: "${DOMAIN:?set it in .env}"}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- compose.prod.yaml
            services:
              caddy:
                environment: {DOMAIN: "${DOMAIN}"}
            """,
            title="Another file of the project lets Compose stop without it",
        ),
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	reverse_proxy {$UPSTREAM:web:8000}
            	respond /a {$A:a}
            	respond /b {$B:b}
            	respond /c {$C:c}
            	respond /d {$D}
            	respond /e {$E:e}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                env_file: caddy.env
                environment:
                  - DOMAIN=${DOMAIN:-example.com}
                  - UPSTREAM
                  - A=${GIVEN}
                  - B=${B:?}
                  - C=c${C}
                  - D=${D}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            --- .env
            GIVEN=here
            --- caddy.env
            E=${UNKNOWN}
            """,
            title="With a default, unset when unset, given, required, part of a text, in another file",
        ),
        Example(
            """
            --- Caddyfile
            {$DOMAIN:localhost} {
            	respond hello
            }
            """,
            title="Without compose",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in maybe_empty(deployment.fronts):
            yield self._diagnostic(found)

    def _diagnostic(self, found: MaybeEmpty) -> Diagnostic:
        edit = found.edit()
        fix = Fix("give compose the default", Applicability.SAFE, (edit,) if edit else ())
        if found.meant:
            fix = Fix(f"pass on {found.meant}, which .env has", Applicability.UNSAFE, (edit,) if edit else ())
        message = f"when {found.source} is not set, Caddy gets an empty {found.name}, and not its default"
        help = f"${{{found.source}:?}} stops compose where it must be set"
        if not found.source:
            message = f"Caddy gets an empty {found.name}, and not its default"
            help = "leave it out, or give it a value"
        return self.report(
            found.given,
            message,
            key=(found.front.name, found.name),
            help=help,
            related=(Label(found.use, "this default is only taken when the variable is not set at all"),),
            fixes=(fix,) if edit else (),
        )
