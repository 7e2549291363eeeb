from collections.abc import Iterator

from toybox_lint.api import Applicability, Deployment, Diagnostic, Example, Fix, Rule, Severity, Torn, torn


class DollarInValue(Rule):
    """A dollar in a password's hash must be doubled in a compose file.

    Compose reads `$name` as a variable in every value. In a hash such as `$2a$14$Zkx...` it takes the part after
    the last dollar for one that is not set, and removes it. The container gets half a hash, and no password fits:
    a login that refuses everybody.

    **What to do.** Write each `$` twice: `$$2a$$14$$Zkx...`.

    **When it is reported.** For hashes in the `environment` of a service that a compose file holds itself, when a
    dollar in them stands before a letter. In a `.env` other rules hold, and its values are not looked at.

    **The fix.** Doubles the dollars of the hash. It is safe: the container gets what is written.

    Sources: measured with `docker compose config` of Docker Compose 2.40.3.
    """

    id = "TB903"
    name = "dollar-in-value"
    severity = Severity.WARNING
    signs = ("$2", "$argon2", "$apr1$", "$1$", "$5$", "$6$", "$y$")
    bad = (
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
        for found in torn(deployment.members):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Torn) -> Diagnostic:
        return self.report(
            found.origin,
            f"{found.name} of {found.member.name} does not arrive as it is written: compose reads a part of the "
            "hash as a variable",
            key=(found.member.key, found.name),
            fixes=(Fix("double the dollars", Applicability.SAFE, (found.edit(),)),),
        )
