from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Directive,
    Example,
    Fix,
    Proxy,
    Rule,
    Severity,
    lines_out,
    plain_proto,
)


class ForwardedProtoHardcoded(Rule):
    """An application behind HTTPS must not be told that the request came in plain HTTP.

    With `header_up X-Forwarded-Proto http` on a site of HTTPS an application that sends plain requests to HTTPS
    does so for ever: too many redirects. Others write `http://` into their links, or leave their cookies insecure.

    **What to do.** Take the line out: Caddy tells the application the truth by itself.

    **When it is reported.** When every address of the site is served in TLS and the value is `http`, or a word that is
    no protocol: most take all but `https` for plain HTTP. What the application makes of it cannot be seen: hence a
    warning.

    **The fix.** Takes the line out. It is unsafe: someone may have meant it.

    Sources: Caddy's documentation of `reverse_proxy`, "Defaults"; the header measured with Caddy 2.11.7.
    """

    id = "TB507"
    name = "forwarded-proto-hardcoded"
    severity = Severity.WARNING
    signs = ("x-forwarded-proto",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«header_up» X-Forwarded-Proto http
            		header_up X-Other http
            	}
            }
            """,
            title="HTTPS told as HTTP",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up X-Other http
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«header_up» X-Forwarded-Proto [schema]
            	}
            }
            """,
            title="What was to be filled in, alone in its block",
            message="the application is told [schema]",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (proxy) {
            	reverse_proxy web:8000 {
            		«header_up» X-Forwarded-Proto http
            	}
            }
            example.com {
            	import proxy
            }
            """,
            title="In a snippet: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy web:8000 {
            		header_up X-Forwarded-Proto http
            	}
            }
            example.org {
            	reverse_proxy /ws web:8000 {
            		header_up X-Forwarded-Proto wss
            	}
            	reverse_proxy /own web:8000 {
            		header_up X-Forwarded-Proto "{header.X-Own}"
            	}
            	reverse_proxy /none web:8000 {
            		header_up X-Forwarded-Proto ""
            	}
            	reverse_proxy web:8000 {
            		header_up X-Forwarded-Proto HTTPS
            	}
            }
            &(shared) {
            	reverse_proxy web:8000 {
            		header_up X-Forwarded-Proto http
            	}
            }
            """,
            title="Plain HTTP, the truth, and a route of several sites",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for proxy, line in plain_proto(caddyfile):
                yield self._diagnostic(proxy, line)

    def _diagnostic(self, proxy: Proxy, line: Directive) -> Diagnostic:
        edits, told = lines_out(proxy.directive, [line]), line.arguments[1].text
        return self.report(
            line.name.origin,
            f"the site is served in HTTPS, and the application is told {told}: it may redirect for ever",
            key=(str(proxy.site), "X-Forwarded-Proto"),
            fixes=(Fix("take the line out", Applicability.UNSAFE, edits),) if edits else (),
        )
