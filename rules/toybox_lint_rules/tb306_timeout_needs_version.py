from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Newer, Rule, Severity, newer


class TimeoutNeedsVersion(Rule):
    """The Caddy of the image must know the timeouts that are written.

    `read_timeout` and `write_timeout` of `transport http` exist since Caddy 2.6. An older one refuses the whole file:
    "unrecognized subdirective read_timeout". The container does not start, or a reload keeps the old configuration.

    **What to do.** Use a newer image (`caddy:2`), which reads the same Caddyfile. Until then, older versions have
    `response_header_timeout`.

    **When it is reported.** When the image is a caddy with an older version in its tag. It is a warning: this is
    known from Caddy's history, and was not tried with so old a version. `caddy:2` and `latest` are taken for new.

    Sources: Caddy's pull request 4905 of July 2022, released with 2.6.0.
    """

    id = "TB306"
    name = "timeout-needs-version"
    severity = Severity.WARNING
    signs = ("read_timeout", "write_timeout")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			dial_timeout 1s
            			read_timeout «30s»
            			write_timeout «30s»
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.5.2-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Caddy 2.5",
            message="since Caddy 2.6, and this is 2.5",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="2.10 is newer than 2.6",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	php_fastcgi php:9000 {
            		read_timeout 30s
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.5", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="FastCGI had them before",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in newer(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Newer) -> Diagnostic:
        return self.report(
            found.value.origin,
            f"{found.option} exists since Caddy {found.since}, and this is {found.version}: it refuses the file",
            key=(found.front.name, found.option, found.version),
            related=(Label(found.image, "the version"),),
        )
