from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Hidden,
    Label,
    Rule,
    Severity,
    hidden_routes,
    separate,
)


class RewriteHidesProxy(Rule):
    """A rewrite of every path must not stand beside the route of an API.

    Caddy runs `rewrite` and `try_files` before `handle` and `reverse_proxy`, wherever they stand in the file.
    Beside `try_files {path} /index.html` a request for `/api/users`, where no file is, becomes one for
    `/index.html`: the route for `/api/*` is never tried, and the client gets a page in place of data, with status
    200.

    **What to do.** Put each into a `handle` of its own:

        handle /api/* {
            reverse_proxy api:8000
        }
        handle {
            root * /srv
            try_files {path} /index.html
            file_server
        }

    A `rewrite` with a matcher `not file` does the same.

    **The fix.** Does that where `try_files` and `file_server` have no matcher and nothing else there answers. It is
    unsafe: somebody may want the page for what the application does not know.

    **When it is an error.** When the rewrite has no condition, or the file that `try_files` falls back to is shown
    here. It is a warning when that file cannot be seen; without it there would be no page to fall back to.

    Sources: Caddy's documentation of the order of directives; measured with Caddy 2.11.7.
    """

    id = "TB504"
    name = "rewrite-hides-proxy"
    severity = Severity.ERROR
    signs = ("rewrite", "try_files")
    bad = (
        Example(
            """
            --- Caddyfile
            app.example.com {
            	root * /srv
            	@page {
            		not file
            	}
            	rewrite @page /index.html
            	file_server
            	«reverse_proxy» /api/* api:8000
            }
            --- pages/index.html
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./pages:/srv"]}
              api: {image: example/api}
            """,
            title="A rewrite of what no file is there for",
            message="a path without a file becomes /index.html",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- Caddyfile
            app.example.com {
            	root * /srv
            	@page {
            		not file
            	}
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	handle {
            		rewrite @page /index.html
            		file_server
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	try_files {path} /index.html
            	file_server
            	«reverse_proxy» /api/* api:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./dist:/srv"]}
              api: {image: example/api}
            --- dist/index.html
            hello
            """,
            title="Beside the fallback of a single-page application",
            message="becomes /index.html",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	handle {
            		try_files {path} /index.html
            		file_server
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
              root * /srv

              # the app
              try_files {path} /index.html

              # the API
              «handle» /api/* {
                reverse_proxy api:8000
              }
              «reverse_proxy» /ws api:8000 {
                flush_interval -1
              }

              file_server # all else
            }
            """,
            title="Several routes, one in a handle already",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
              root * /srv

              # the API
              handle /api/* {
                reverse_proxy api:8000
              }
              handle /ws {
                reverse_proxy api:8000 {
                  flush_interval -1
                }
              }

              handle {
                # the app
                try_files {path} /index.html
                file_server # all else
              }
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	try_files {path} /index.html
            	file_server
            	«handle_path» /api/* {
            		reverse_proxy api:8000
            	}
            }
            other.example.com {
            	root * /srv
            	try_files {path} /index.html
            	file_server
            	respond /ping pong
            	«reverse_proxy» /api/* api:8000
            }
            third.example.com {
            	root * /srv
            	@pages not path /api/*
            	try_files {path} /index.html
            	file_server @pages
            	«reverse_proxy» /api/* api:8000
            }
            """,
            title="Something else answers, or not for all: those are not edited",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv
            	handle_path /api/* {
            		reverse_proxy api:8000
            	}
            	handle {
            		try_files {path} /index.html
            		file_server
            	}
            }
            other.example.com {
            	root * /srv
            	try_files {path} /index.html
            	file_server
            	respond /ping pong
            	reverse_proxy /api/* api:8000
            }
            third.example.com {
            	root * /srv
            	@pages not path /api/*
            	try_files {path} /index.html
            	file_server @pages
            	reverse_proxy /api/* api:8000
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	handle {
            		root * /srv
            		try_files {path} /index.html
            		file_server
            	}
            }
            route.example.com {
            	route {
            		reverse_proxy /api/* api:8000
            		try_files {path} /index.html
            		file_server
            	}
            }
            php.example.com {
            	root * /srv
            	try_files {path} /index.php?{query}
            	reverse_proxy *.php api:8000
            	reverse_proxy /index* api:8000
            	reverse_proxy /index.php api:8000
            	@get method GET
            	reverse_proxy @get api:8000
            }
            pages.example.com {
            	root * /srv
            	rewrite /old/* /new.html
            	reverse_proxy /api/* api:8000
            }
            prefix.example.com {
            	try_files {path}.html {path}
            	file_server /assets/*
            	reverse_proxy /api/* api:8000
            }
            moved.example.com {
            	rewrite * /v1{uri}
            	reverse_proxy /v1/* api:8000
            }
            """,
            title="Apart, in the order of a route, to what the route matches, only for some, no fixed path",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        routes = list(hidden_routes(deployment))
        fixes = separate(found for found, _ in routes)
        for found, certain in routes:
            yield self._diagnostic(found, certain, fixes[found])

    def _diagnostic(self, found: Hidden, certain: bool, fixes: tuple[Fix, ...]) -> Diagnostic:
        by = found.by.directive.name
        which = "every path" if found.always else "a path without a file"
        return self.report(
            found.way.handler.directive.name.origin,
            f"no request gets to this {found.way.name}: {which} becomes {found.target} before it is tried",
            severity=Severity.ERROR if certain else Severity.WARNING,
            key=(found.way.name, found.target, *found.paths),
            help="put each of the two into a handle of its own",
            fixes=fixes,
            related=(Label(by.origin, f"{by.text} runs before {found.way.name}"),),
        )
