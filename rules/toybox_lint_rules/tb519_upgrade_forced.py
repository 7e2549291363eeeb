from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Repeated,
    Rule,
    Severity,
    forced_upgrades,
)


class UpgradeForced(Rule):
    """A request must not be called one for a WebSocket when it is none.

    `header_up Upgrade websocket` with `header_up Connection upgrade` is written on every request of the route. Servers
    that speak WebSockets take a page or a call of the API for a handshake then, and refuse it: uvicorn answers 400. In
    nginx these lines are needed; Caddy passes WebSockets on by itself.

    **What to do.** Take both lines out.

    **When it is reported.** Where both have these values, on a route whose path does not look like that of a stream, in
    a file without a matcher that speaks of upgrades. It is a warning: what the application does with it is its own
    affair.

    **The fix.** Takes the lines out. That is safe: requests for WebSockets are passed on as they come.

    Sources: Caddy's documentation of `reverse_proxy`; measured with Caddy 2.11.7 and uvicorn 0.54.
    """

    id = "TB519"
    name = "upgrade-forced"
    severity = Severity.WARNING
    signs = ("header_up",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	header Content-Security-Policy upgrade-insecure-requests
            	reverse_proxy web:8000 {
            		«header_up» Upgrade websocket
            		header_up Connection "Upgrade"
            		header_up X-Real-IP {remote_host}
            	}
            }
            """,
            title="As for nginx",
            fixed="""
            --- Caddyfile
            example.com {
            	header Content-Security-Policy upgrade-insecure-requests
            	reverse_proxy web:8000 {
            		header_up X-Real-IP {remote_host}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (upgrade) {
            	«header_up» Upgrade websocket
            	header_up Connection upgrade
            }
            one.example.com {
            	reverse_proxy web:8000 {
            		import upgrade
            	}
            }
            two.example.com {
            	reverse_proxy web:8000 {
            		import upgrade
            	}
            }
            """,
            title="In a snippet, which nothing is taken out of",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:8000 {
            		header_up Upgrade websocket
            		header_up Connection upgrade
            	}
            	reverse_proxy web:8000 {
            		header_up Upgrade {header.Upgrade}
            		header_up Connection upgrade
            	}
            }
            """,
            title="Where every request is for a WebSocket, and what the client said",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	@sockets {
            		header Connection *Upgrade*
            		header Upgrade websocket
            	}
            	reverse_proxy @sockets web:8001 {
            		header_up Upgrade websocket
            		header_up Connection upgrade
            	}
            	reverse_proxy web:8000
            }
            """,
            title="Behind a matcher of such requests",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in forced_upgrades(caddyfile):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Repeated) -> Diagnostic:
        edits = found.edits()
        return self.report(
            found.lines[0].name.origin,
            "every request is sent as one for a WebSocket, and may be refused; Caddy passes WebSockets on by itself",
            key=(str(found.proxy.site), "upgrade"),
            fixes=(Fix("take both lines out", Applicability.SAFE, edits),) if edits else (),
        )
