from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Renamed,
    Rule,
    Severity,
    had_by_all,
    renamed,
)


class OldWord(Rule):
    """Words of Caddy 1, and of nginx, must be written as Caddy 2 has them.

    Much that is written about Caddy is about its first version. `proxy`, `transparent`, `websocket`,
    `header_upstream` and `gzip` are refused by Caddy 2: a new container restarts in a loop, a reload fails.

    **What to do.** The message says what there is instead. `transparent` and `websocket` have no successor: Caddy 2
    does both by itself.

    **When it is an error.** When Caddy refuses the file. It is a warning for a word that the Caddy of the image, by its
    tag, still has: the next release will not.

    **The fix.** Writes the new name, for every old word of the same block, and takes out what is needless. It is
    safe where the meaning is the same; `proxy /api` becomes `reverse_proxy /api*`, as the path was a prefix. It is
    unsafe where a value holds placeholders, some of which have other names now. A
    `location` of nginx that only passes requests on becomes a `handle`: unsafe.

    Sources: the upgrade guide in Caddy's documentation; measured with `caddy adapt` of Caddy 2.11.7.
    """

    id = "TB403"
    name = "old-word"
    severity = Severity.ERROR
    signs = ("problem:",)
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	«experimental_http3»
            }
            example.com {
            	«gzip»
            	«proxy» / web:8000 {
            		transparent
            		websocket
            		policy least_conn
            	}
            	«proxy» /api api:8000
            }
            """,
            title="A Caddyfile of Caddy 1",
            message="refuses the file",
            fixed="""
            --- Caddyfile
            {
            }
            example.com {
            	encode gzip
            	reverse_proxy web:8000 {
            		lb_policy least_conn
            	}
            	reverse_proxy /api* api:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«transparent»
            		header_upstream X-Real-IP {remote}
            	}
            }
            """,
            title="With a placeholder of another name",
            unsafe=True,
            message="by itself",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up X-Real-IP {remote}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (web) {
            	reverse_proxy web:8000 {
            		«insecure_skip_verify»
            	}
            	«browse» /files
            }
            example.com {
            	import web
            	«errors» {
            		404 404.html
            	}
            }
            """,
            title="No single word is meant, or it is in a snippet: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«buffer_requests»
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.4.6", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="The Caddy of the image still has it",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«location» /api/ {
            		proxy_pass http://api:8000;
            		proxy_http_version 1.1;
            		proxy_set_header Host $host;
            		proxy_set_header Upgrade $http_upgrade;
            	}
            	# the pages
            	«location» /pages/ {
            		proxy_pass http://pages/;
            	}
            	«location» / {
            		proxy_pass http://web:3000; # all else
            	}
            }
            """,
            title="From nginx",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	# the pages
            	handle_path /pages/* {
            		reverse_proxy pages
            	}
            	handle {
            		reverse_proxy web:3000 # all else
            	}
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	encode gzip
            	reverse_proxy web:8000 {
            		header_up X-Forwarded-Port 443
            	}
            	handle {
            		respond hello
            	}
            }
            """,
            title="As it is written now",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	proxy_stuff web:8000
            	reverse_proxy web:8000 {
            		transparency
            	}
            	encode gzip {
            		policy first
            	}
            }
            """,
            title="Other mistakes, which TB401 reports",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for problem in caddyfile.problems:
                found = renamed(caddyfile, problem)
                if found is not None:
                    old = had_by_all(problem, caddyfile, deployment)
                    yield self._diagnostic(found, Severity.WARNING if old else Severity.ERROR)

    def _diagnostic(self, found: Renamed, severity: Severity) -> Diagnostic:
        word = found.problem.origin.text
        return self.report(
            found.problem.origin,
            f"Caddy 2 has no {word}, and refuses the file: {found.meant}",
            severity=severity,
            key=(found.problem.kind, word),
            fixes=(Fix(found.title, found.level, found.edits, mends=True),) if found.edits else (),
        )
