from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Rule,
    Severity,
    Unwritable,
    unwritable_logs,
)


class LogNotWritable(Rule):
    """What Caddy logs to a file must be a file that it can write.

    In a container that is `read_only` nothing can be written where nothing is mounted. Caddy opens the files of its
    logs when it starts, and ends when it cannot: "opening log writer ...: read-only file system". The container
    restarts in a loop.

    **What to do.** Mount a volume or a `tmpfs` at the folder of the log; or log to the standard output, which is the
    default, and which `docker compose logs` shows.

    **When it is an error.** When the service of Caddy has `read_only: true`, and nothing is mounted at the folder or
    above it. Paths with placeholders or variables are left alone.

    Sources: Docker's documentation of `read_only`; measured with Caddy 2.11.7 and a folder that cannot be written.
    """

    id = "TB810"
    name = "log-not-writable"
    severity = Severity.ERROR
    signs = ("output",)
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	log {
            		output file «/var/log/caddy/main.log»
            	}
            }
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, read_only: true, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]}
            volumes: {data: {}}
            """,
            title="Caddy's own log",
            message="nothing is mounted at /var/log/caddy",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	log {
            		output file «/logs/access.log» {
            			roll_size 10MiB
            		}
            		format json
            	}
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                read_only: true
                tmpfs: [/tmp, "/run:mode=755"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
            volumes: {data: {}}
            """,
            title="Nothing is mounted where the logs are",
            message="nothing is mounted at",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	log {
            		output stdout
            	}
            	log other {
            		output file /data/logs/other.log
            	}
            }
            example.com {
            	log {
            		output file /logs/access.log
            	}
            	log more {
            		output file /var/log/more.log
            	}
            	log
            	respond hello
            }
            given.example.com {
            	log {
            		output file {env.LOGS}/access.log
            	}
            	log console {
            		output file /dev/stdout
            	}
            	log here {
            		output file access.log
            	}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                read_only: true
                tmpfs: /var/log
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data", "./logs:/logs"]
            volumes: {data: {}}
            """,
            title="Mounted, in memory, the output of the container, or where nobody can tell",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	log {
            		output file /var/log/access.log
            	}
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A container that can be written",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unwritable_logs(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unwritable) -> Diagnostic:
        return self.report(
            found.word.origin,
            f"{found.member.name} is read_only, and nothing is mounted at {found.folder}: Caddy does not start",
            key=(found.member.key, str(found.word.text)),
            help=f"mount a volume or a tmpfs at {found.folder}, or log to the standard output",
        )
