from collections.abc import Iterator

from toybox_lint.api import Applicability, Deployment, Diagnostic, Exact, Example, Fix, Rule, Severity, exact


class ExactPath(Rule):
    """A path without a `*` matches that path alone.

    `reverse_proxy / web:8000` proxies the first page, and every other page, style sheet and picture is answered
    with an empty 200. `reverse_proxy /api api:8000` proxies `/api` and not `/api/users`. In Caddy 1 these were
    prefixes. `basic_auth / {` asks for a password on the first page, and everybody gets all the others.

    **What to do.** Leave `/` out (`handle_path` needs one: `/*`), or write `/api/*` (and `/api` where it is needed).

    **When it is an error.** When the route for `/` is all that answers in its site. It is a warning when other
    routes answer some of the other paths, and when the path is one below which applications have more, such as
    `/api`, and nothing in the site is for what is below; so it is for any path that `handle_path` takes off in front of
    an application, which is then asked for its first page alone. One path alone is right for a webhook or a health
    check.

    **The fix.** Taking out `/` is safe where nothing else answers: it means what it meant in Caddy 1. Other paths
    get a `*`, which is unsafe.

    Sources: Caddy's documentation of path matchers; measured with Caddy 2.11.7.
    """

    id = "TB503"
    name = "exact-path"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	@api path /api
            	handle «@api» {
            		reverse_proxy api:8000
            	}
            	@admin {
            		path /admin
            		method GET
            	}
            	reverse_proxy @admin api:8000
            	@media {
            		path /media
            	}
            	handle «@media» {
            		root * /srv
            		file_server
            	}
            	respond 404
            }
            """,
            title="A named matcher that is one path",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	@api path /api*
            	handle @api {
            		reverse_proxy api:8000
            	}
            	@admin {
            		path /admin
            		method GET
            	}
            	reverse_proxy @admin api:8000
            	@media {
            		path /media*
            	}
            	handle @media {
            		root * /srv
            		file_server
            	}
            	respond 404
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	encode gzip
            	reverse_proxy «/» web:8000
            }
            """,
            title="The first page and nothing else",
            message="only the request for / itself",
            fixed="""
            --- Caddyfile
            example.com {
            	encode gzip
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path «/» {
            		reverse_proxy web:8000
            	}
            	handle /static/* {
            		file_server
            	}
            }
            example.org {
            	@root path /
            	reverse_proxy «@root» web:8000
            	handle /static/* {
            		file_server
            	}
            }
            """,
            title="Where a path must stand",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle_path /* {
            		reverse_proxy web:8000
            	}
            	handle /static/* {
            		file_server
            	}
            }
            example.org {
            	@root path /*
            	reverse_proxy @root web:8000
            	handle /static/* {
            		file_server
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle «/» {
            		reverse_proxy web:8000
            	}
            	handle /static/* {
            		file_server
            	}
            }
            """,
            title="Other routes for some other paths",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle {
            		reverse_proxy web:8000
            	}
            	handle /static/* {
            		file_server
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (backend) {
            	reverse_proxy «/admin» api:8000
            }
            example.com {
            	import backend
            	reverse_proxy «/api» api:8000
            	reverse_proxy web:8000
            }
            """,
            title="A whole tree is meant; in a snippet nothing is edited",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            (backend) {
            	reverse_proxy /admin api:8000
            }
            example.com {
            	import backend
            	reverse_proxy /api* api:8000
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «/api/» api:8000
            	reverse_proxy web:8000
            }
            """,
            title="A slash at the end makes no tree of it",
            message="nothing below /api/",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:8000
            	reverse_proxy web:8000
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	redir / /app/
            	handle / {
            		reverse_proxy landing:8000
            	}
            	reverse_proxy /webhook api:8000
            	reverse_proxy /ws api:8000
            	handle /admin {
            		rewrite * /
            		reverse_proxy api:8000
            	}
            	reverse_proxy /api api:8000
            	handle /api/* {
            		reverse_proxy / api:8000
            	}
            	handle {
            		reverse_proxy web:8000
            	}
            }
            other.example.com {
            	reverse_proxy / web:8000
            	reverse_proxy /* web:8001
            }
            """,
            title="A catch-all beside it, a webhook, one page of another name, and the rest of the tree",
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	rewrite * /
            	reverse_proxy / web:8000
            }
            two.example.com {
            	try_files {path} /
            	reverse_proxy / web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Every path becomes the one that is matched",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in exact(caddyfile):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Exact) -> Diagnostic:
        edits = found.edits()
        root = found.path == "/"
        title = "match every path" if root else f"match what is below {found.path}, too"
        level = Applicability.SAFE if found.alone else Applicability.UNSAFE
        message = f"only the request for {found.path} itself gets to this {found.way.name}"
        if found.open:
            message += ", and everybody gets all other pages"
        if not root:
            message += f", nothing below {found.path.rstrip('/')}/"
        return self.report(
            found.origin,
            message,
            severity=Severity.ERROR if found.alone else Severity.WARNING,
            key=(found.way.name, found.path),
            fixes=(Fix(title, level, edits),) if edits else (),
        )
