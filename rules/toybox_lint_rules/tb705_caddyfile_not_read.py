from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Unnamed,
    Unread,
    left_aside,
    unnamed,
    unread,
)


class CaddyfileNotRead(Rule):
    """The Caddyfile must be mounted where Caddy reads it.

    The official image reads `/etc/caddy/Caddyfile`, unless its `command` names another path. At that place it has a
    Caddyfile of its own, so that Caddy starts all the same: it shows its page of welcome on port 80 and knows
    none of the sites. Where a command names a path with nothing at it, Caddy ends. Without `--config` `caddy run` takes
    that in the working folder, `/srv`, and serves nothing without. Version 1 read `/etc/Caddyfile`.

    **What to do.** Mount it there: `./Caddyfile:/etc/caddy/Caddyfile`, or better the folder that holds it,
    `./caddy:/etc/caddy`. A `config` without a `target` lies at the root of the container.

    **When it is an error.** For the official image, when a Caddyfile is mounted elsewhere and nothing where
    it is read; for an image that is built on it, with the same program and command, when a line copies the Caddyfile
    elsewhere. Where none is mounted at all it is a warning: the file may get there in a way that is not seen. Nothing
    is reported where another compose file of the folder, one for another stage, speaks of that path.

    caddy-docker-proxy, which makes its sites of labels, reads the Caddyfile alone that `CADDY_DOCKER_CADDYFILE_PATH`
    names. One that is mounted while the variable is not given, or a path there at which nothing is mounted, is an error
    for the image of caddy-docker-proxy itself, and a warning for one that has it built in. In a list, the quotes of
    `- NAME='value'` are part of the value.

    `caddy file-server`, `reverse-proxy` and `respond` read no Caddyfile: a warning where one is mounted all the same,
    and no other Caddy reads it. With `--resume` and a volume at `/config` Caddy takes what it kept of its last run: a
    warning with `admin off`, as no change of the Caddyfile is ever taken then, and information else.

    **The fix.** Mounts the file at the path that is read, where none is mounted the only one that can be meant. It is
    safe for the path of version 1, unsafe for others. For caddy-docker-proxy it gives the variable, or takes its quotes
    away; that is unsafe.

    Sources: the Dockerfile of the official image; the help of Caddy's commands; the manual of caddy-docker-proxy, its
    issues 102 and 263; measured with Caddy 2.11.7 in network namespaces, 404 before and 200 after.
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
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run
                volumes: ["./Caddyfile:«/etc/caddy/Caddyfile»"]
              web: {image: example/web, expose: [8000]}
            """,
            title="A command that names none",
            message="this one is not read, and Caddy serves nothing",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run
                volumes: ["./Caddyfile:/srv/Caddyfile"]
              web: {image: example/web, expose: [8000]}
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
              there: {image: caddy:2, command: caddy run --watch, volumes: ["./Caddyfile:/srv/Caddyfile"]}
              at:
                image: caddy:2
                command: caddy run
                working_dir: /etc/caddy
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              last: {image: caddy:2, command: caddy run --resume, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="In the working folder; the configuration of the last run",
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
                volumes: ["./caddy:/etc/caddy", "./caddy/Caddyfile:/srv/Caddyfile", caddy_data:/data]
              named:
                image: caddy:2
                command: ["caddy", "run", "--config", "/etc/Caddyfile"]
                volumes: ["./caddy/Caddyfile:/etc/Caddyfile"]
            volumes: {caddy_data: {}}
            """,
            title="The folder is mounted, the command names the path",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unread(deployment.fronts, deployment.members, deployment.files):
            yield self._diagnostic(found)
        for other in unnamed(deployment.fronts, deployment.members, deployment.files):
            yield self._of_labels(other)
        for aside in left_aside(deployment):
            info = aside.resumed and not aside.deaf
            yield self.report(
                aside.origin,
                f"{aside.member.name}: {aside.said}",
                severity=Severity.INFO if info else Severity.WARNING,
                key=(aside.member.key, aside.word),
                help=aside.help,
            )

    def _of_labels(self, found: Unnamed) -> Diagnostic:
        if found.quoted:
            said, title = (
                "the quotes are a part of the path, and there is no such file",
                "take the quotes away",
            )
        elif found.mount is None:
            said, title = (
                f"nothing is mounted at {found.path}: no Caddyfile is read",
                f"mount it at {found.path}",
            )
        else:
            said = "nothing names this one, in CADDY_DOCKER_CADDYFILE_PATH: it is not read"
            title = "name it in CADDY_DOCKER_CADDYFILE_PATH"
        edits = found.edits()
        return self.report(
            found.origin,
            f"{found.member.name} takes its sites from labels, and {said}",
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(found.member.key, found.path),
            fixes=(Fix(title, Applicability.UNSAFE, edits),) if edits else (),
        )

    def _diagnostic(self, found: Unread) -> Diagnostic:
        given = found.mount is not None or found.copy is not None
        what = "this one is not read" if given else "no file is given to it"
        then = "Caddy shows its own page" if found.has_another else "Caddy does not start"
        then = "Caddy serves nothing" if found.optional else then
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
