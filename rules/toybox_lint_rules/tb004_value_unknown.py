from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Rule, Severity, Verdict


class ValueUnknown(Rule):
    """What could not be judged, and why.

    The linter stays silent on what the files do not tell: a variable that nobody gave, an image without evidence, a
    network whose owner was not shown. This rule lists the upstreams of which it cannot say whether they answer.

    **What to do.** Give it what is missing: `--env NAME=VALUE`, `--env-file FILE`, the other project,
    `expose` for the port of your own image. `toybox-lint inspect` shows the whole picture.

    It runs only when it is asked for: `--extend-select TB004`.
    """

    id = "TB004"
    name = "value-unknown"
    severity = Severity.INFO
    on_request = True
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* «{$API}»
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, env_file: caddy.env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="A variable that only the server has, and an image of your own",
            message="not known",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"]}
            """,
            title="The port is declared",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.links:
            if link.verdict is Verdict.UNKNOWN:
                yield self.report(
                    link.upstream.origin,
                    f"whether this answers is not known: {link.reason}",
                    key=(link.front.name, link.upstream.text),
                )
