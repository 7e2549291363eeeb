from collections.abc import Iterator

from toybox_lint.api import Circling, Deployment, Diagnostic, Example, Label, Rule, Severity, circling


class RedirectCircle(Rule):
    """A redirect must not lead back to where the client is.

    The browser gives up with "too many redirects". It happens with `redir https://{host}{uri}` in a site that *is* on
    HTTPS, where Caddy redirects from HTTP by itself; with `www` that redirects to the bare name and the bare name to
    `www`; with `redir * /login`, which answers the request for `/login`, too; with `redir /docs/* /docs/`;
    and with `redir @www https://www.example.com{uri}` behind `@www host www.example.com`.

    **What to do.** Take a redirect from HTTP to HTTPS out; keep one of the two names for the site itself; give a
    redirect to a path a matcher that leaves that path out.

    **When it is an error.** When the redirect has no matcher, leads to an address of the same Caddyfile, and from
    there back; or when it is for some paths, or some hosts, and leads to one of them. It is a warning where
    something stands in front of Caddy, or may: a tunnel that ends TLS asks a site in plain HTTP again, whose redirect
    to HTTPS never ends. Nothing is said where Caddy's ports are published under other
    numbers.

    **The fix.** Takes the redirect out where something behind it would answer, and leaves one of `/docs/*` to `/docs/`
    for `/docs` alone. It is unsafe: that answers then.

    Sources: Caddy's documentation of `redir` and of automatic HTTPS; measured with Caddy 2.11.7.
    """

    id = "TB514"
    name = "redirect-circle"
    severity = Severity.ERROR
    signs = ("redir",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	«redir» https://{host}{uri} permanent
            	reverse_proxy web:8000
            }
            """,
            title="From HTTPS to HTTPS",
            message="leads to where the client is",
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
            example.com {
            	«redir» https://www.example.com{uri}
            }
            www.example.com {
            	«redir» https://example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="To and fro",
            message="example.com and from there back",
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	handle /static/* {
            		file_server
            	}
            	handle {
            		«redir» * /login
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="To a path, behind something that is not shown",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«redir» http://example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="To HTTP, from which Caddy redirects to HTTPS",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            docs.example.com {
            	«redir» /docs/* /docs/
            	handle /admin* {
            		«redir» /admin* /admin/ permanent
            		reverse_proxy admin:8000
            	}
            	reverse_proxy docs:8000
            }
            """,
            title="To a path for which it is, too",
            message="leads to where the client is",
            unsafe=True,
            fixed="""
            --- Caddyfile
            docs.example.com {
            	redir /docs /docs/
            	handle /admin* {
            		redir /admin /admin/ permanent
            		reverse_proxy admin:8000
            	}
            	reverse_proxy docs:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (docs) {
            	«redir» /docs/* /docs/
            }
            docs.example.com {
            	import docs
            	@old path /old* /older*
            	«redir» @old /old/index.html?from=old
            	reverse_proxy docs:8000
            }
            """,
            title="In a snippet, and with a matcher of several paths",
        ),
        Example(
            """
            --- Caddyfile
            example.com, www.example.com {
            	@www host www.example.com old.example.com
            	«redir» @www https://www.example.com{uri} 301
            	reverse_proxy web:8000
            }
            """,
            title="To the host for which it is",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://example.com, www.example.com, http://www.example.com {
            	redir https://example.com{uri}
            }
            example.com {
            	@old path /old
            	redir @old /new
            	redir / /start 302
            	redir /docs /docs/
            	redir /blog/* /news/
            	redir /api/* https://api.example.com{uri}
            	@page {
            		path /page*
            		query old=*
            	}
            	redir @page /page/
            	route {
            		rewrite /in* /out
            		redir /in* /in/
            	}
            	redir /wiki/start /wiki/home
            	redir /wiki/* /wiki/start
            	handle_path /files/* {
            		redir /list* /list/
            	}
            	handle_path /pages/* {
            		redir * /pages/start
            	}
            	handle /guide/* {
            		redir * /guides/start
            	}
            	handle @old {
            		redir * /old/start
            	}
            	reverse_proxy web:8000
            }
            """,
            title="To another address, and of some paths",
        ),
        Example(
            """
            --- Caddyfile
            example.com, example.org {
            	redir https://www.{host}{uri}
            }
            www.example.org {
            	redir https://status.example.net 307
            }
            http://shop.example.com {
            	redir https://{host}{uri}
            }
            gone.example.com {
            	redir https://gone.example.com/ 410
            }
            """,
            title="To names that are elsewhere",
        ),
        Example(
            """
            --- Caddyfile
            *.example.com, example.com {
            	@app host app.example.com
            	handle @app {
            		reverse_proxy app:8000
            	}
            	handle {
            		redir https://app.example.com{uri}
            	}
            }
            example.org, www.example.org {
            	@www host www.example.org
            	redir @www https://example.org{uri}
            	@both {
            		host www.example.org
            		path /old/*
            	}
            	redir @both https://www.example.org{uri}
            	@here host example.org
            	redir @here https://example.org/start
            	redir @here https://www.example.org{uri}
            }
            http://example.org {
            	handle /login* {
            		reverse_proxy sso:9000
            	}
            	handle {
            		redir * /login?from=start
            	}
            }
            """,
            title="To what another `handle` answers",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	redir https://example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["8443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Published under another number, beside what has the usual one",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in circling(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Circling) -> Diagnostic:
        others = found.circle.names[1:]
        directive = found.circle.way.handler.directive
        over = " and ".join(each.host or "another site" for each in others)
        where = f"leads to {over} and from there back" if others else "leads to where the client is"
        return self.report(
            directive.name.origin,
            f"the redirect to {found.circle.target} {where}: browsers give up",
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(found.front.name, found.circle.target),
            related=(
                *(Label(each.address.origin, "on the way") for each in others),
                *(Label(each.origin, "it asks in plain HTTP again") for each in (found.proxy,) if each),
            ),
            fixes=found.fixes,
        )
