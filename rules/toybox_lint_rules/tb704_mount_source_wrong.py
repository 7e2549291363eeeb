from collections.abc import Iterator

from toybox_lint.api import (
    Amiss,
    Applicability,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fault,
    Fix,
    Rule,
    Severity,
    amiss,
)


class MountSourceWrong(Rule):
    """A file that a service mounts must be there, and be a file.

    Of a source that is not there Docker makes an empty folder. Caddy then says `read /etc/caddy/Caddyfile: is a
    directory` and ends, again and again. A file cannot be mounted on a folder of the image either, nor a folder
    where a file is read.

    **What to do.** Correct the path. It counts from the folder of the compose file, and case matters.

    **When it is an error.** For the Caddyfile of the official image: when it is somewhere else in the project, where no
    other service has it, when a
    folder stands in its place, or when it is mounted on the folder around it. A Caddyfile that is nowhere in the
    project may be kept on the server, and one that a script names, or for which another service has the folder, may be
    made: a warning. Other configuration is reported as a warning, when a file of its name is elsewhere in the project,
    or one stands beside, or in a folder beside, that is called so but for a letter or for the ending of YAML, which
    no script names and no other service may make.
    Nothing is said of sources that git ignores, secrets, files with a template beside them (`Caddyfile.example`),
    paths outside the project and paths with variables: the machine has them, or may.

    A path with the backslashes of Windows is a warning, too: it is no path where Linux runs Docker.

    **The fix.** Mounts the only file of that name, or nearly that name, in the project. It is unsafe: another
    one may be meant. Slashes in place of backslashes are safe: all systems read them.

    Sources: Docker's documentation of bind mounts; measured with Caddy 2.11.7.
    """

    id = "TB704"
    name = "mount-source-wrong"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- nginx/default.conf
            server { listen 80; }
            --- compose.yaml
            services:
              web:
                image: nginx
                volumes: ["«./nginx/Default.conf»:/etc/nginx/conf.d/default.conf:ro"]
            """,
            title="Its name in another case, which is no template of it",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: nginx
                volumes: ["./nginx/default.conf:/etc/nginx/conf.d/default.conf:ro"]
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
                volumes:
                  - «.\\Caddyfile»:/etc/caddy/Caddyfile:ro
            """,
            title="A path for Windows",
            severity=Severity.WARNING,
            message="is a path for Windows",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile:ro
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
                volumes: ["«./caddyfile/Caddyfile»:/etc/caddy/Caddyfile:ro"]
            """,
            title="The folder has another name",
            severity=Severity.ERROR,
            message="is not there",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./caddy/Caddyfile:/etc/caddy/Caddyfile:ro"]
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
                volumes: ["«./caddy»:/etc/caddy/Caddyfile"]
            """,
            title="A folder where the file is read",
            severity=Severity.ERROR,
            message="is a folder",
        ),
        Example(
            """
            --- site/index.html
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy file-server --browse
                volumes:
                  - «$PWD/Caddyfile»:/etc/caddy/Caddyfile
                  - $PWD/site:/srv
            """,
            title="Nor on the file that the image has",
            severity=Severity.WARNING,
            message="$PWD/Caddyfile is not there",
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
                volumes:
                  - type: bind
                    source: «./Caddyfile»
                    target: /etc/caddy
            """,
            title="A file on a folder of the image",
            severity=Severity.ERROR,
            message="/etc/caddy is a folder",
        ),
    )
    good = (
        Example(
            """
            --- conf/Caddyfile
            example.com {
            	respond hello
            }
            --- conf/app.yml
            a: b
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./conf:/etc/caddy
                  - ./site:/srv
                  - caddy_data:/data
                  - ./conf/app.yml:/srv/app.yml
                  - ./conf/on-the-server.yml:/srv/made.yml
                  - ./data/settings.json:/srv/settings.json
                  - ${CONF:-./conf}/missing.yml:/srv/missing.yml
                  - ../other/missing.yml:/srv/other.yml
                  - /etc/hosts.yml:/srv/hosts.yml
              off: {image: example/off, profiles: [off], volumes: ["./missing.yml:/missing.yml"]}
            volumes: {caddy_data: {}}
            """,
            title="Folders for data, paths that the machine decides, a service that does not run",
        ),
        Example(
            """
            --- .gitignore
            # made on the server
            /local.*
            conf/**/*.y[a]ml
            !conf/never.yaml
            --- Caddyfile.example
            example.com {
            	respond hello
            }
            --- conf/deep/readme
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./local.yml:/srv/local.yml
                  - ./conf/deep/made.yaml:/srv/made.yaml
                  - ./secrets.yml:/srv/secrets.yml
            """,
            title="A template, files that git ignores, a secret",
        ),
        Example(
            """
            --- conf/snippets.caddy
            (log) {
            	log
            }
            --- .git/HEAD
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./conf:/etc/caddy
                  - ./Caddyfile:/etc/caddy/Caddyfile
            """,
            title="The file is mounted into the folder",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in amiss(deployment.members, deployment.files):
            edit = found.edit(deployment.files)
            made = found.fault is not Fault.ABSENT or found.mount.kind == "bind"
            yield self.report(
                found.origin,
                (_MESSAGES[found.fault] if made else _NO_CONFIG).format(
                    source=found.origin.text, service=found.member.name, target=found.mount.target
                ),
                severity=Severity.ERROR if found.certain else Severity.WARNING,
                key=(found.member.key, str(found.mount.target)),
                help=f"there is {' and '.join(found.near)}" if found.near else None,
                fixes=(_fix(found, edit),) if edit else (),
            )


def _fix(found: Amiss, edit: Edit) -> Fix:
    if found.fault is Fault.BACKSLASHES:
        return Fix(f"write {edit.text}", Applicability.SAFE, (edit,))
    return Fix(f"mount ./{found.near[0]}", Applicability.UNSAFE, (edit,))


_NO_CONFIG = "{source} is not there: Docker does not start {service}, which is given it as a config"
_MESSAGES = {
    Fault.ABSENT: "{source} is not there: Docker makes an empty folder of it, where {service} needs a file",
    Fault.FOLDER: "{source} is a folder, and {service} reads {target} as a file",
    Fault.FILE: "{source} is a file, and {target} is a folder of the image: the container of {service} does not start",
    Fault.BACKSLASHES: "{source} is a path for Windows: elsewhere Docker makes an empty folder of that very name",
    Fault.LACKING: "{source} has no Caddyfile in it, which {service} reads from {target}",
}
