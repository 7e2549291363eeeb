from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Deprecated,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Rule,
    Severity,
    renamed_since,
)


class DeprecatedWord(Rule):
    """What Caddy has renamed should have its new name before the old one goes.

    Caddy still takes `basicauth`, `skip_log` and `health_path`, and warns of them at every start. A release that no
    longer knows them will not start with this file, and `caddy:2` brings it without being asked.

    **What to do.** Write `basic_auth`, `log_skip` and `health_uri`.

    **When it is reported.** For information, unless the tag of an image that reads the file is of a release before
    the new name, or says nothing of a release.

    **The fix.** Writes the new name, which means the same. Unsafe where the Caddy that reads the file is not shown:
    that of Debian 12 is a 2.6, which refuses the new names.

    Sources: the warnings of `caddy adapt` of Caddy 2.11.7; the release notes of 2.4 and 2.8.
    """

    id = "TB405"
    name = "deprecated-word"
    severity = Severity.INFO
    signs = ("basicauth", "skip_log", "health_path")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	«basicauth» /admin/* {
            		admin $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	handle {
            		«skip_log»
            		reverse_proxy web:8000 {
            			«health_path» /health
            		}
            	}
            }
            """,
            title="Three that have new names",
            message="is called",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	basic_auth /admin/* {
            		admin $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	handle {
            		log_skip
            		reverse_proxy web:8000 {
            			health_uri /health
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«{$QUIET}»
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: {QUIET: skip_log}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="A variable gives the word: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«skip_log» /health
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="In the official image of these days",
            fixed="""
            --- Caddyfile
            example.com {
            	log_skip /health
            	respond hello
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	basicauth /admin/* {
            		skip_log $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.6-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A Caddy that does not know the new name; a user of that name",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	skip_log /health
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: example/caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="An image of which nobody knows the version",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found, known in renamed_since(deployment):
            yield self._diagnostic(found, Applicability.SAFE if known else Applicability.UNSAFE)

    def _diagnostic(self, found: Deprecated, level: Applicability) -> Diagnostic:
        word = found.directive.name
        edit = Edit(word.origin.file, word.origin.span, found.now)
        fix = Fix(f"write {found.now}", level, (edit,))
        return self.report(
            word.origin,
            f"{word.text} is called {found.now} since {found.since[0]}.{found.since[1]}",
            key=(str(word.text), *(str(each.text) for each in found.directive.arguments)),
            fixes=(fix,) if word.origin.exact else (),
        )
