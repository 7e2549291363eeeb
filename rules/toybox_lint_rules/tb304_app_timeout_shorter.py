from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Impatient,
    Label,
    Rule,
    Severity,
    impatient,
)


class AppTimeoutShorter(Rule):
    """The application must not end a request before Caddy stops waiting for it.

    Gunicorn kills a sync worker that has been busy with one request for longer than its `--timeout`, which is 30
    seconds unless it is set. A route whose `read_timeout` is longer never gets that far: after those 30 seconds the
    connection breaks, and the client gets a 502 in place of the answer that Caddy would have waited for.

    **What to do.** Let the workers live longer than the longest `read_timeout` of a route to them
    (`gunicorn --timeout 65` for `read_timeout 60s`), or use workers that serve several requests at once
    (`--worker-class gthread --threads 4`), for which the timeout does not end a request.

    **When it is reported.** When the route leads to gunicorn with sync workers, and both timeouts are known. Where no
    `read_timeout` is written, it is the one that the policy of TB301 has for the route's path, if it has any.

    **The fix.** Raises the number where it is written, or writes `--timeout`. It is unsafe: a slow request now keeps a
    worker for longer.

    Sources: gunicorn's documentation of its settings.
    """

    id = "TB304"
    name = "app-timeout-shorter"
    severity = Severity.WARNING
    signs = ("gunicorn",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout «10m»
            		}
            	}
            	reverse_proxy /api/* api:8000 {
            		transport http {
            			read_timeout «5m»
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: python:3.12
                command:
                  - gunicorn
                  - --bind=0.0.0.0:8000
                  - app:wsgi
              api:
                image: python:3.12
                command: gunicorn --bind 0.0.0.0:8000 api.wsgi
            """,
            title="Gunicorn's default of 30 s",
            message="ends a request after 30 s",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: python:3.12
                command:
                  - gunicorn
                  - --bind=0.0.0.0:8000
                  - app:wsgi
                  - --timeout=605
              api:
                image: python:3.12
                command: gunicorn --bind 0.0.0.0:8000 api.wsgi --timeout 305
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /uploads/* web:8000 {
            		transport http {
            			read_timeout «60s»
            		}
            	}
            	reverse_proxy /sso/* web:8000 {
            		transport http {
            			read_timeout «90s»
            		}
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000 --timeout 45}
            """,
            title="Written in the command",
            message="web ends a request after 45 s",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000 --timeout 95}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«reverse_proxy» /uploads/* web:8000
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
            """,
            title="A timeout that only the policy has",
            message="web ends a request after 30 s, though the policy gives this route 60s",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000 --timeout=65}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:8000
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
            """,
            title="The policy wants none, or no more than the application gives",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /threads/* threads:8000 {
            		transport http {
            			read_timeout 10m
            		}
            	}
            	reverse_proxy /long/* long:8000 {
            		transport http {
            			read_timeout 10m
            		}
            	}
            	reverse_proxy /else/* web:8000 {
            		transport http {
            			read_timeout 10m
            		}
            	}
            	reverse_proxy long:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              threads: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000 --threads 8}
              long: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000 --timeout 605}
              web: {build: ., command: "uvicorn main:app --host 0.0.0.0 --port 8000"}
            """,
            title="Threads, a longer timeout, another server",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in impatient(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Impatient) -> Diagnostic:
        edits = found.edits()
        fix = Fix(
            f"let the workers of {found.target.name} live longer",
            Applicability.UNSAFE,
            edits,
        )
        longer = (
            f"before read_timeout {found.read.text}"
            if found.written
            else f"though the policy gives this route {found.read.text}"
        )
        return self.report(
            found.place,
            f"{found.target.name} ends a request after {found.seconds:g} s, {longer}: the client gets a 502",
            key=(found.link.front.name, found.link.upstream.text, found.read.text),
            related=(Label(found.origin, f"gunicorn's sync workers are killed after {found.seconds:g} s"),),
            fixes=(fix,) if edits else (),
        )
