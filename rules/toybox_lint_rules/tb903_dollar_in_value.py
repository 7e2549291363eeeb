from collections.abc import Iterator

from toybox_lint.api import Applicability, Deployment, Diagnostic, Example, Fix, Rule, Severity, Torn, torn


class DollarInValue(Rule):
    """A dollar in a password's hash must be doubled in a compose file.

    Compose reads `$name` as a variable in every value. In a hash such as `$2a$14$Zkx...` it takes the part after
    the last dollar for one that is not set, and removes it. The container gets half a hash, and no password fits:
    a login that refuses everybody.

    **What to do.** Write each `$` twice: `$$2a$$14$$Zkx...`. In `.env` and other files of variables put single quotes
    around the value.

    **When it is reported.** For hashes in the `environment` of a service, in its `env_file`, in a Caddyfile that stands
    in a compose file (`content` of `configs`), and in a `.env` from which the compose files take the variable, when a
    dollar in them stands before a letter. In such a Caddyfile for `{$NAME}`, too, when Caddy is given a `NAME`.

    **The fix.** Doubles the dollars of the hash. It is safe: the container gets what is written. Single quotes in a
    file of variables are unsafe: other programs may read it, too.

    Sources: measured with `docker compose config` of Docker Compose 2.40.3.
    """

    id = "TB903"
    name = "dollar-in-value"
    severity = Severity.WARNING
    signs = ("$0", "{$", "$argon0", "$apr0$", "$y$")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                configs: [{source: caddyfile, target: /etc/caddy/Caddyfile}]
                environment: {UPSTREAM: "web:8000"}
              web: {image: example/web}
            configs:
              caddyfile:
                content: |
                  example.com {
                    basic_auth {
                      admin «$2a$14$ZkxqW1example1example1example»
                    }
                    reverse_proxy «{$UPSTREAM»}
                  }
                  other.example.com {
                    reverse_proxy {$$UPSTREAM}
                    respond $${NAME} {$OTHER}
                  }
            """,
            title="A Caddyfile in a compose file",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                configs: [{source: caddyfile, target: /etc/caddy/Caddyfile}]
                environment: {UPSTREAM: "web:8000"}
              web: {image: example/web}
            configs:
              caddyfile:
                content: |
                  example.com {
                    basic_auth {
                      admin $$2a$$14$$ZkxqW1example1example1example
                    }
                    reverse_proxy {$$UPSTREAM}
                  }
                  other.example.com {
                    reverse_proxy {$$UPSTREAM}
                    respond $${NAME} {$OTHER}
                  }
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - USER=admin
                  - HASH=«$2a$14$ZkxqW1example1example1example»
              web:
                image: example/web
                environment:
                  KEY: «$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA»  # of the admin
            """,
            title="A bcrypt and an argon2 hash",
            message="does not arrive as it is written",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment:
                  - USER=admin
                  - HASH=$$2a$$14$$ZkxqW1example1example1example
              web:
                image: example/web
                environment:
                  KEY: $$argon2id$$v=19$$m=65536,t=3,p=4$$c2FsdA$$aGFzaA  # of the admin
            """,
        ),
        Example(
            """
            --- .env
            ADMIN=$2a$14$ZkxqW1example1example1example
            UNUSED=$2a$14$ZkxqW1example1example1example
            QUOTED='$2a$14$ZkxqW1example1example1example'
            --- caddy.env
            EDITOR="«$2a$14$ZkxqW1example1example1example»"
            READER=«$2a$14$ZkxqW1example1example1example» # of the reader
            ODD="it's «$2a$14$ZkxqW1example1example1example»"
            RIGHT=$$2a$$14$$ZkxqW1example1example1example
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                env_file: caddy.env
                environment: {QUOTED: "${QUOTED}"}
            """,
            title="In an env file",
            unsafe=True,
            fixed="""
            --- caddy.env
            EDITOR='$2a$14$ZkxqW1example1example1example'
            READER='$2a$14$ZkxqW1example1example1example' # of the reader
            ODD="it's $2a$14$ZkxqW1example1example1example"
            RIGHT=$$2a$$14$$ZkxqW1example1example1example
            """,
        ),
        Example(
            """
            --- .env
            ADMIN=«$2a$14$ZkxqW1example1example1example»
            UNUSED=$2a$14$ZkxqW1example1example1example
            QUOTED='$2a$14$ZkxqW1example1example1example'
            --- compose.yaml
            services:
              caddy: {image: caddy:2, environment: {ADMIN: "${ADMIN:?}", QUOTED: "${QUOTED}"}}
            """,
            title="In `.env`, from where it is passed on",
            message="ADMIN of .env",
            unsafe=True,
            fixed="""
            --- .env
            ADMIN='$2a$14$ZkxqW1example1example1example'
            UNUSED=$2a$14$ZkxqW1example1example1example
            QUOTED='$2a$14$ZkxqW1example1example1example'
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                env_file: caddy.env
                environment:
                  HASH: $$2a$$14$$ZkxqW1example1example1example
                  DIGIT: $2a$14$9kxqW1example1example1example
                  GIVEN: ${HASH}
            --- caddy.env
            OTHER='$2a$14$ZkxqW1example1example1example'
            """,
            title="Doubled, no letter behind a dollar, passed on, in an env_file",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in torn(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Torn) -> Diagnostic:
        edits = found.edits()
        title, level = "double the dollars", Applicability.SAFE
        if found.whole is not None:
            title, level = "put the value in single quotes", Applicability.UNSAFE
        said = "does not arrive as it is written: compose reads a part of the hash as a variable"
        if found.placeholder:
            said = "does not get into the Caddyfile: compose puts a variable of its own there"
        return self.report(
            found.origin,
            f"{found.name} of {found.holder} {said}",
            key=(found.holder, found.name),
            fixes=(Fix(title, level, edits),) if edits else (),
        )
