from collections.abc import Iterator

from toybox_lint.api import Applicability, Deployment, Diagnostic, Edit, Example, Fix, Rule, Severity, ending


class CaddyEnds(Rule):
    """Caddy must stay the process of its container.

    `caddy start` leaves Caddy running in the background, and ends. In a container that is the end of everything in it:
    Docker stops the container with its first process, and with a restart policy starts it again and again.

    **What to do.** Write `caddy run`, or leave `command` out: the official image starts that by itself.

    **When it is an error.** When nothing that stays is started behind it.

    **The fix.** Writes `run` in the place of `start`. It takes the same options, so that it is safe.

    Sources: Caddy's documentation of its command line, whose page on `caddy start` says to use `caddy run` in
    containers; measured with Caddy 2.11.7: the process has ended after a second.
    """

    id = "TB809"
    name = "caddy-ends"
    severity = Severity.ERROR
    signs = ("caddy start", '"start"', "- start", ", start")
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
                command: caddy «start» --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="In the background",
            message="caddy ends as soon as it has started Caddy in the background",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            CMD ["caddy", "«start»", "--config", "/etc/caddy/Caddyfile"]
            --- compose.yaml
            services:
              caddy: {build: ., restart: always}
            """,
            title="By its image",
            fixed="""
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
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
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: sh -c "caddy start && tail -f /dev/null"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              other:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Something stays behind it, or it stays itself",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in ending(deployment):
            origin, name = found.origin, found.member.name
            edit = Edit(origin.file, origin.span, "run")
            yield self.report(
                origin,
                f"{name} ends as soon as it has started Caddy in the background",
                key=(found.member.key,),
                help="caddy run stays in the foreground",
                fixes=(Fix("write caddy run", Applicability.SAFE, (edit,)),),
            )
