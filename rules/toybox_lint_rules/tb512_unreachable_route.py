from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, Unreachable


class UnreachableRoute(Rule):
    """A route must not stand behind one that answers everything it is for.

    Caddy runs the directives of a site in an order of its own, not in that of the file: `redir` and `respond`
    before `reverse_proxy`, `reverse_proxy` before `file_server`, and of two alike the one with the longer path. Of
    those that answer, the first that matches is the last that runs. So `file_server /static/*` beside a bare
    `reverse_proxy` never serves a file, and the second of two `handle` without a path never runs.

    **What to do.** Give each its own `handle`, with paths that exclude each other; or take the dead one out. To
    write several upstreams for one route, put them behind one `reverse_proxy`.

    **When it is reported.** When it is certain from the files. What is wrong is not that a request fails but that
    another route answers it, which may be right: hence a warning.

    Sources: Caddy's documentation of the order of directives; measured with Caddy 2.11.7.
    """

    id = "TB512"
    name = "unreachable-route"
    severity = Severity.WARNING
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
            message="reverse_proxy of line 4",
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
            """,
            title="In Caddy's order each has its requests; a proxy that lets them go on",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for site in caddyfile.sites if caddyfile.valid else ():
                for found in site.unreachable:
                    yield self._diagnostic(found)

    def _diagnostic(self, found: Unreachable) -> Diagnostic:
        by, name = found.by.name, found.directive.name
        return self.report(
            name.origin,
            f"no request gets to this {name.text}: the {by.text} of line {by.origin.start.line} answers them all",
            key=(str(name.text), *(str(word.text) for word in found.directive.arguments)),
            related=(Label(by.origin, "Caddy tries this first"),),
        )
