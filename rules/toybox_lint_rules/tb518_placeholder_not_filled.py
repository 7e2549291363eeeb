from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Unfilled,
    unfilled,
)


class PlaceholderNotFilled(Rule):
    """What is to be filled in must be a placeholder of Caddy.

    Caddy sends a placeholder that it does not know as it stands, and never fills in variables of nginx: the
    application gets `{http_upgrade}` or `$host` for a value. Applications refuse a `Host` like that, no WebSocket
    opens with such an `Upgrade`, and a browser cannot follow a redirect to `https://$host`.

    **What to do.** Write Caddy's name: `{host}`, `{remote_host}`, `{scheme}`, `{uri}`, `{header.User-Agent}`. What
    Caddy does by itself needs no line at all: it passes WebSockets on, sends the client's `Host`, and sets the
    `X-Forwarded-` fields.

    **When it is reported.** In `header_up`, `header` and `redir`, for placeholders in one word that are neither Caddy's
    nor set by `map`, for long ones whose beginning is nearly one of Caddy's, and for variables of nginx. Not for
    others with a dot, which plugins may have. `{>Name}`, `{~name}` and `{?name}` are of Caddy 1.

    `{remote}` is one of Caddy, and holds the port of the client, too: `192.0.2.7:53124`. It is told where it is sent
    for an address, in `X-Forwarded-For` or `X-Real-IP`. In Caddy 1 it was the address alone.

    **The fix.** Writes what Caddy calls it where that is certain, or takes the line out where Caddy does it by itself;
    that is safe. A name that is nearly the same is a guess, and unsafe, as is to leave out a port.

    Sources: Caddy's documentation of placeholders; nginx's of its variables; measured with Caddy 2.11.7.
    """

    id = "TB518"
    name = "placeholder-not-filled"
    severity = Severity.WARNING
    signs = ("header", "redir")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up Host «$host»
            		header_up X-Real-IP «$remote_addr»
            		header_up X-Forwarded-For «$proxy_add_x_forwarded_for»
            		header_up Upgrade «{http_upgrade}»
            	}
            }
            """,
            title="Variables of nginx",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up Host {host}
            		header_up X-Real-IP {remote_host}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-Page «{?page}»
            	reverse_proxy web:5173 {
            		header_up Upgrade «{>Upgrade}»
            		header_up Connection «{>Connection}»
            		header_up X-Agent "«{>User-Agent}» for «{~session}»"
            	}
            }
            """,
            title="Placeholders of Caddy 1",
            fixed="""
            --- Caddyfile
            example.com {
            	header X-Page {query.page}
            	reverse_proxy web:5173 {
            		header_up X-Agent "{header.User-Agent} for {cookie.session}"
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		header_up X-Real-IP «{remote}»
            		header_up X-Forwarded-For «{http.request.remote}»
            	}
            }
            """,
            title="An address with a port",
            message="holds the port of the client, too: the application gets 192.0.2.7:53124 for an address",
            unsafe=True,
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
            http://example.com {
            	redir https://«$host»«$request_uri»
            }
            """,
            title="In a redirect",
            message="clients are sent to $",
            fixed="""
            --- Caddyfile
            http://example.com {
            	redir https://{host}{uri}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-Served-By «{hots}»
            	header {
            		X-Client «{http.request.remot.host}»
            	}
            	reverse_proxy web:8000 {
            		header_up Host «{https.request.host}»
            	}
            }
            """,
            title="Misspelt",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	header X-Served-By {host}
            	header {
            		X-Client {http.request.remote.host}
            	}
            	reverse_proxy web:8000 {
            		header_up Host {http.request.host}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (upgrade) {
            	header_up Upgrade «{http_upgrade}»
            	header_up X-Country «{country_of_client}»
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
            title="Without anything that is nearly so, and in what is imported",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	map {host} {backend} {tier} {
            		default web gold
            	}
            	header {
            		X-Tier {tier}
            		Report-To `{"group":"default","max_age":{$AGE:60}}`
            	}
            	header X-Real-IP {remote}
            	header Link "{{name}} \\{name}"
            	reverse_proxy web:8000 {
            		header_up Host {http.reverse_proxy.upstream.hostport}
            		header_up X-Id {http.request.uuid}
            		header_up X-Agent {header.User-Agent}
            		header_up X-User {http.auth.user.id}
            		header_up X-Country {geoip2.country_code}
            		header_up X-Host {system.hostname}
            		header_up X-Price $price
            		header_up X-Region {$REGION}
            		header_up X-Peer {remote}
            		header_up Cookie (.*) {nothing}
            	}
            	redir /old https://{labels.1}.example.com{uri}
            }
            """,
            title="Caddy's own, a map's, a plugin's, and braces of other meaning",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in unfilled(caddyfile):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Unfilled) -> Diagnostic:
        return self.report(
            found.origin, _message(found), key=(found.text,), help=_help(found), fixes=_fixes(found)
        )


def _message(found: Unfilled) -> str:
    if found.with_port:
        return f"{found.text} holds the port of the client, too: the application gets 192.0.2.7:53124 for an address"
    kind = "placeholder" if found.text.startswith("{") else "variable"
    return f"Caddy has no {kind} {found.text}: {_what(found)} {found.text} as it stands"


def _what(found: Unfilled) -> str:
    return "clients are sent to" if found.line.name.text == "redir" else "what is sent is"


def _help(found: Unfilled) -> str | None:
    if found.with_port and not found.needless:
        return f"{found.meant[0]} is the address alone"
    if found.needless:
        return "Caddy does this by itself: the line is not needed"
    return f"did you mean {' or '.join(found.meant)}?" if found.meant else None


def _fixes(found: Unfilled) -> tuple[Fix, ...]:
    edits = found.edits()
    if not edits:
        return ()
    title = "take the line out" if found.needless else f"write {found.meant[0]}"
    return (Fix(title, Applicability.SAFE if found.sure else Applicability.UNSAFE, edits),)
