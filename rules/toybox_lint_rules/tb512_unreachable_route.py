from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Link, Rule, Severity, Unreached, unreached


class UnreachableRoute(Rule):
    """A route must not stand behind one that answers everything it is for.

    Caddy runs the directives of a site in an order of its own, not in that of the file: `redir` and `respond`
    before `reverse_proxy`, `reverse_proxy` before `file_server`, and of two alike the one with the longer path. Of
    those that answer, the first that matches is the last that runs. So `file_server /static/*` beside a bare
    `reverse_proxy` never serves a file, and the second of two `handle` without a path never runs.

    **What to do.** Give each its own `handle`, with paths that exclude each other; or take the dead one out. To
    write several upstreams for one route, put them behind one `reverse_proxy`.

    **When it is reported.** When it is certain from the files. That another route answers may be right, hence a
    warning. It is an error, at the upstream, where that answer is certainly a failure: `respond 404`, or a proxy of
    which no upstream answers. With 503 a site is closed on purpose: a warning.

    **The fix.** Puts a proxy or a `route` with a matcher into a `handle` with that matcher, in a `route` before what
    answers, unless its upstream would fail there while another route answers now; takes a `respond` out that is written
    behind a proxy for all requests. Unsafe: another program answers then.

    Sources: Caddy's documentation of the order of directives; measured with Caddy 2.11.7.
    """

    id = "TB512"
    name = "unreachable-route"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	«file_server» /static/*
            	reverse_proxy web:8000
            	«reverse_proxy» web:8001
            }
            """,
            title="Behind a bare proxy",
            severity=Severity.WARNING,
            message="reverse_proxy of line 4",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* «api:8000» {
            		flush_interval -1
            	}
            	handle {
            		respond "not found" 404
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
            """,
            title="Behind an answer that is a failure",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy api:8000 {
            			flush_interval -1
            		}
            	}
            	handle {
            		respond "not found" 404
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (hello) {
            	respond hello
            }
            example.com {
            	import hello
            	handle /a/* {
            		reverse_proxy web:8000
            	}
            	«reverse_proxy» web:8001
            }
            """,
            title="Behind what a snippet brings",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:8000
            	«reverse_proxy» /api/* web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8000]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Behind one with the same matcher, where no handle helps",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            	respond "not found" 404
            }
            http://example.com {
            	respond "not found" 404
            	reverse_proxy «web:8001»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000", "8001"]}
            """,
            title="An answer for the rest, which Caddy tries first",
            message="the respond of line",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            http://example.com {
            	respond "not found" 404
            	reverse_proxy web:8001
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	route {
            		reverse_proxy web:8000
            		«reverse_proxy» /api/* api:8000 {
            			header_up X-From us
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"]}
              api: {image: example/api, expose: ["8000"]}
            """,
            title="In a route, which keeps the order of the file",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	route {
            		reverse_proxy /api/* api:8000 {
            			header_up X-From us
            		}
            		reverse_proxy web:8000
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
            	handle {
            		reverse_proxy web:8000
            	}
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	redir /old /new
            }
            files.example.com {
            	@styles path *.css
            	file_server @styles
            	respond /health ok
            	reverse_proxy /api/* api:8000
            }
            auth.example.com {
            	reverse_proxy auth:9091 {
            		@good status 2xx
            		handle_response @good {
            			request_header Remote-User {rp.header.Remote-User}
            		}
            	}
            	file_server
            }
            example.org, example.net {
            	reverse_proxy /api/* api:8000
            	@net host example.net
            	handle @net {
            		respond /ping pong
            	}
            	handle {
            		respond 404
            	}
            }
            """,
            title="In Caddy's order each has its requests; what a proxy, or a `handle`, leaves to others",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unreached(deployment):
            if found.links:
                yield from (self._failure(found, link) for link in found.links)
            else:
                yield self._warning(found)

    def _failure(self, found: Unreached, link: Link) -> Diagnostic:
        by = found.route.by.name
        help = "give it a handle of its own, which Caddy tries before one without a path"
        if found.for_all:
            help = f"give the {by.text} a path, or leave it out: Caddy tries it before any proxy of the same block"
        return self.report(
            link.upstream.origin,
            f'no request gets to "{link.upstream.text}": {link.reason}',
            key=(link.front.name, link.upstream.text),
            help=help,
            related=(Label(by.origin, "Caddy tries this first"),),
            fixes=found.fixes,
        )

    def _warning(self, found: Unreached) -> Diagnostic:
        by, name = found.route.by.name, found.route.directive.name
        where = f"line {by.origin.start.line}"
        if by.origin.file is not name.origin.file:
            where += f" of {by.origin.file.name}"
        return self.report(
            name.origin,
            f"no request gets to this {name.text}: the {by.text} of {where} answers them all",
            severity=Severity.WARNING,
            key=(str(name.text), *(str(word.text) for word in found.route.directive.arguments)),
            related=(Label(by.origin, "Caddy tries this first"),),
            fixes=found.fixes,
        )
