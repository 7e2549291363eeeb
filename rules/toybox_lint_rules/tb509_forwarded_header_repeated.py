from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Caddyfile,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Repeated,
    Rule,
    Severity,
    repeated,
    trusts,
)


class ForwardedHeaderRepeated(Rule):
    """What Caddy tells the application by itself need not be written.

    Caddy sets X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. Written again with `header_up` they are the
    same, until another proxy or a tunnel is put in front: then Caddy passes on what a trusted proxy says of the
    client, and these lines overwrite it with the proxy's own address and `http`.

    **What to do.** Take the lines out.

    **When it is reported.** For information, once for each proxy; a warning where `trusted_proxies` is configured,
    so that the lines do overwrite what is trusted.

    **The fix.** Takes the lines out. It is safe where no proxy is trusted: Caddy sends the same.

    Sources: Caddy's documentation of `reverse_proxy`, "Defaults"; `caddy adapt` of Caddy 2.11.7 warns of them, too.
    """

    id = "TB509"
    name = "forwarded-header-repeated"
    severity = Severity.WARNING
    signs = ("header_up",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«header_up» X-Forwarded-For {remote_host}
            		header_up X-Forwarded-Proto {scheme}
            		header_up X-Real-IP {remote_host}
            	}
            }
            """,
            title="As Caddy does it",
            message="X-Forwarded-For and X-Forwarded-Proto",
            severity=Severity.INFO,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up X-Real-IP {remote_host}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	servers {
            		trusted_proxies static private_ranges
            	}
            }
            (proxy) {
            	reverse_proxy web:8000 {
            		«header_up» X-Forwarded-For {remote_host}
            	}
            }
            example.com {
            	import proxy
            }
            """,
            title="What is trusted is overwritten; in a snippet nothing is edited",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up X-Forwarded-For {header.CF-Connecting-IP}
            		header_up +X-Forwarded-Proto {scheme}
            		header_up -X-Forwarded-Host
            	}
            	forward_auth auth:9091 {
            		uri /api/verify
            		header_up X-Forwarded-Host {host}
            	}
            	reverse_proxy /api/* web:8000
            }
            """,
            title="Another value, added, removed",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in repeated(caddyfile):
                yield self._diagnostic(caddyfile, found)

    def _diagnostic(self, caddyfile: Caddyfile, found: Repeated) -> Diagnostic:
        trusted, edits = trusts(caddyfile), found.edits()
        fields = " and ".join(found.fields)
        message = (
            f"this overwrites {fields} of the trusted proxy" if trusted else f"Caddy sets {fields} by itself"
        )
        level = Applicability.UNSAFE if trusted else Applicability.SAFE
        return self.report(
            found.lines[0].name.origin,
            message,
            severity=Severity.WARNING if trusted else Severity.INFO,
            key=(str(found.proxy.site), *found.fields),
            fixes=(Fix("take it out" if len(edits) == 1 else "take them out", level, edits),)
            if edits
            else (),
        )
