from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    schemeless,
)


class CsrfOriginWithoutScheme(Rule):
    """A trusted origin must begin with a scheme.

    Since version 4.0 Django compares `CSRF_TRUSTED_ORIGINS` with the whole `Origin` that a browser sends:
    `https://example.com`. An
    entry `example.com` never fits. Pages are shown, and every form and login is answered with 403, *Origin
    checking failed*.

    **What to do.** Write `https://example.com`.

    **When it is reported.** When a compose file gives a service `CSRF_TRUSTED_ORIGINS` or
    `DJANGO_CSRF_TRUSTED_ORIGINS` with an
    entry without `://`. The settings may put the scheme before it, and older versions want none: it is a warning.

    **The fix.** Puts `https://` before the entries that have none. It is unsafe for the same reason.

    Sources: Django's documentation of `CSRF_TRUSTED_ORIGINS` and its release notes of 4.0.
    """

    id = "TB908"
    name = "csrf-origin-without-scheme"
    severity = Severity.WARNING
    signs = ("csrf_trusted_origins",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              links: {image: sissbruecker/linkding, environment: ["LD_CSRF_TRUSTED_ORIGINS=«links.example.com»"]}
            """,
            title="Under a name of the application's own",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              links: {image: sissbruecker/linkding, environment: ["LD_CSRF_TRUSTED_ORIGINS=https://links.example.com"]}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  CSRF_TRUSTED_ORIGINS: «example.com,https://www.example.com»
              list:
                build: .
                environment:
                  - «DJANGO_CSRF_TRUSTED_ORIGINS=${ORIGINS:-example.com}»
            --- .env
            ORIGINS=shop.example.com
            """,
            title="A bare name; what a variable gives is not edited",
            message="no scheme",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  CSRF_TRUSTED_ORIGINS: https://example.com,https://www.example.com
              list:
                build: .
                environment:
                  - DJANGO_CSRF_TRUSTED_ORIGINS=${ORIGINS:-example.com}
            """,
        ),
    )
    good = (
        Example(
            """
            --- web.env
            CSRF_TRUSTED_ORIGINS=example.com
            --- compose.yaml
            services:
              web:
                build: .
                environment: {CSRF_TRUSTED_ORIGINS: "https://example.com https://*.example.com"}
              file: {build: ., env_file: web.env}
              given: {build: ., environment: {CSRF_TRUSTED_ORIGINS: "${ORIGINS}"}}
            """,
            title="Schemes; a value that is not known; a file of variables, which nobody has to see",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in schemeless(deployment.members):
            edit = found.edit()
            yield self.report(
                found.origin,
                f"an origin in {found.name} of {found.member.name} has no scheme: Django answers its forms with 403",
                key=(found.member.key, found.name),
                fixes=(Fix("begin it with https://", Applicability.UNSAFE, (edit,)),) if edit else (),
            )
