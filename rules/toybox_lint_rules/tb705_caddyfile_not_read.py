from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Unread,
    unread,
)


class CaddyfileNotRead(Rule):
    """The Caddyfile must be mounted where Caddy reads it.

    The official image reads `/etc/caddy/Caddyfile`, unless its `command` names another path. At that place it has a
    Caddyfile of its own, so that Caddy starts all the same: it shows its page of welcome on port 80 and knows
    none of the sites. Where a command names a path at which nothing is, Caddy ends. `/etc/Caddyfile` was the path of
    version 1.

    **What to do.** Mount it there: `./Caddyfile:/etc/caddy/Caddyfile`, or better the folder that holds it,
    `./caddy:/etc/caddy`. A `config` without a `target` lies at the root of the container.

    **When it is an error.** For the official image, when a Caddyfile is mounted elsewhere and nothing where
    it is read; for an image that is built on it, with the same program and command, when a line copies the Caddyfile
    elsewhere. Where none is mounted at all it is a warning: the file may get there in a way that is not seen. Nothing
    is reported where another compose file of the folder, one for another stage, speaks of that path.

    **The fix.** Mounts the file at the path that is read, where none is mounted the only one that can be meant. It is
    safe for the path of version 1, unsafe for others.

    Sources: the Dockerfile of the official image; measured with Caddy 2.11.7 in network namespaces, 404 before and 200
    after.
    """

    id = "TB705"
    name = "caddyfile-not-read"
    severity = Severity.ERROR
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
                volumes: ["./Caddyfile:«/etc/Caddyfile»:ro"]
            """,
            title="The path of version 1",
            severity=Severity.ERROR,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro"]
            """,
        ),
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
                command: caddy run --config /etc/caddy/live/Caddyfile --adapter caddyfile
                volumes:
                  - type: bind
                    source: ./Caddyfile
                    target: «/etc/caddy/Caddyfile»
            """,
            title="The command names another path",
            severity=Severity.ERROR,
            message="/etc/caddy/live/Caddyfile",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/live/Caddyfile --adapter caddyfile
                volumes:
                  - type: bind
                    source: ./Caddyfile
                    target: /etc/caddy/live/Caddyfile
            """,
        ),
        Example(
            """
            --- caddy/Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./caddy:«/caddy»"]
              second:
                image: caddy:2
                configs: [«caddyfile»]
            configs:
              caddyfile: {file: ./caddy/Caddyfile}
            """,
            title="A folder, and a config at the root",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              «caddy»: {image: caddy:2}
            """,
            title="Not given at all",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
        ),
        Example(
            """
            --- proxy/Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                volumes:
                  - caddy_data:/data
            volumes: {caddy_data: {}}
            """,
            title="Other things are mounted, the Caddyfile is not",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - caddy_data:/data
                  - ./proxy/Caddyfile:/etc/caddy/Caddyfile
            volumes: {caddy_data: {}}
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
            COPY «Caddyfile /tmp/Caddyfile»
            --- compose.yaml
            services:
              a: {build: .}
              b: {build: ., command: caddy run --config /tmp/Caddyfile}
            """,
            title="Another service reads it where it is copied: the line stays",
        ),
    )
    good = (
        Example(
            """
            --- caddy/Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./caddy:/etc/caddy", "./caddy/Caddyfile:/srv/Caddyfile", caddy_data:/data]
              named:
                image: caddy:2
                command: ["caddy", "run", "--config", "/etc/Caddyfile"]
                volumes: ["./caddy/Caddyfile:/etc/Caddyfile"]
            volumes: {caddy_data: {}}
            """,
            title="The folder is mounted, the command names the path",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              volume: {image: caddy:2, volumes: [conf:/etc/caddy, "./Caddyfile:/tmp/Caddyfile"]}
              target: {image: caddy:2, volumes: ["./Caddyfile:/tmp/Caddyfile", "./c:${TARGET}"]}
              other: {image: example/caddy, volumes: ["./Caddyfile:/etc/Caddyfile"]}
              script: {image: caddy:2, entrypoint: /start.sh, volumes: ["./Caddyfile:/Caddyfile"]}
              files: {image: caddy:2, command: caddy file-server, volumes: ["./Caddyfile:/Caddyfile"]}
              build:
                build: {dockerfile_inline: "FROM caddy:2\\nCMD caddy run --config /Caddyfile"}
                volumes: ["./Caddyfile:/Caddyfile"]
            volumes: {conf: {}}
            """,
            title="A volume, a variable, another image, another command",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["caddy_data:/data"]}
            volumes: {caddy_data: {}}
            --- compose.dev.yaml
            services:
              caddy: {volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The file of another stage mounts it",
        ),
        Example(
            """
            --- caddy/Caddyfile
            example.com {
            	respond hello
            }
            --- caddy/Dockerfile
            FROM caddy:2 AS base
            COPY Caddyfile /etc/caddy/Caddyfile
            FROM base AS moved
            COPY Caddyfile.moved /conf/Caddyfile
            CMD ["caddy", "run", "--config", "/conf/Caddyfile"]
            FROM caddy:2 AS run
            COPY Caddyfile /tmp/Caddyfile
            RUN mv /tmp/Caddyfile /etc/caddy/Caddyfile
            FROM caddy:2 AS own
            COPY Caddyfile /tmp/Caddyfile
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            FROM caddy:2 AS more
            COPY Caddyfile other /conf/
            FROM caddy:2 AS commanded
            COPY Caddyfile /conf/Caddyfile
            --- compose.yaml
            services:
              base: {build: {context: caddy, target: base}}
              moved: {build: {context: caddy, target: moved}}
              run: {build: {context: caddy, target: run}}
              own: {build: {context: caddy, target: own}}
              more: {build: {context: caddy, target: more}}
              commanded: {build: {context: caddy, target: commanded}, command: caddy run -c /conf/Caddyfile}
            """,
            title="Built with it, and started or put there in another way",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unread(deployment.fronts, deployment.members, deployment.files):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unread) -> Diagnostic:
        given = found.mount is not None or found.copy is not None
        what = "this one is not read" if given else "no file is given to it"
        then = "Caddy shows its own page" if found.has_another else "Caddy does not start"
        edits = found.edits()
        level = Applicability.SAFE if found.obvious else Applicability.UNSAFE
        way, title = ("copied", "copy it to") if found.copy else ("mounted", "mount it at")
        return self.report(
            found.origin,
            f"{found.member.name} reads {found.reads}, where nothing is {way}: {what}, and {then}",
            severity=Severity.ERROR if given else Severity.WARNING,
            key=(found.member.key, found.reads),
            fixes=(Fix(f"{title} {found.reads}", level, edits),) if edits else (),
        )
