from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Unmatched,
    unmatched,
)


class MatcherNeverMatches(Rule):
    """A matcher that no request matches keeps its route from being used.

    Every path begins with a slash: `path api/*` and `path_regexp ^api/` match none, nor does `path ^/users/[0-9]+$`:
    regular expressions are for `path_regexp`. And a site gets requests for its
    own names alone: in `*.example.com`, `host app.exmaple.com` matches none. `host` compares the name alone that is
    asked for: `host https://app.example.com` matches none either. Caddy takes them without a word, and what
    was meant for the route is answered by another one, or with an empty 200.

    **What to do.** Begin the path with `/`; write the host alone, without scheme and port; write one of the site's
    names, or give the site the other one.

    **When it is an error.** Never: the rest of the site works. Nothing is said of paths where something in the site
    changes them, of hosts in a snippet, which may be meant for another site, of what holds variables or placeholders,
    and of matchers that no directive uses.

    **The fix.** Writes the slash, `path_regexp`, or the host alone. It is unsafe: requests then get to another route.

    Sources: Caddy's documentation of request matchers; measured with Caddy 2.11.7.
    """

    id = "TB513"
    name = "matcher-never-matches"
    severity = Severity.WARNING
    signs = ("path ", "path\t", "path_regexp", "host ", "host\t")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	@api path «api/*» «v1/*»
            	reverse_proxy @api api:8000
            	@old {
            		method GET
            		path_regexp old "«^old/([0-9]+)»"
            	}
            	redir @old /new
            	reverse_proxy web:8000
            }
            """,
            title="Paths without their slash",
            message="a path begins with /",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	@api path /api/* /v1/*
            	reverse_proxy @api api:8000
            	@old {
            		method GET
            		path_regexp old "^/old/([0-9]+)"
            	}
            	redir @old /new
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	@user path «^/users/[0-9]+$»
            	handle @user {
            		reverse_proxy users:8000
            	}
            	@old {
            		path «^/old/» «^/older/»
            	}
            	redir @old /new
            }
            """,
            title="A regular expression behind `path`",
            message="path takes no regular expression",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	@user path_regexp ^/users/[0-9]+$
            	handle @user {
            		reverse_proxy users:8000
            	}
            	@old {
            		path ^/old/ ^/older/
            	}
            	redir @old /new
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (users) {
            	@user path «^/users/»
            	reverse_proxy @user users:8000
            }
            one.example {
            	import users
            }
            """,
            title="A regular expression in a snippet",
        ),
        Example(
            """
            --- Caddyfile
            *.example.com, example.com:8443 {
            	@app host «app.exmaple.com» «www.app.example.com»
            	handle @app {
            		reverse_proxy app:8000
            	}
            }
            """,
            title="A host that the site does not have",
            message="the site does not have this name",
        ),
        Example(
            """
            --- Caddyfile
            :8080 {
            	@api host «https://api.example.com»
            	handle @api {
            		reverse_proxy api:8000
            	}
            	@admin {
            		host «admin.example.com:8080» «admin.example.com/»
            	}
            	respond @admin no 403
            }
            """,
            title="More than the name of a host",
            message="host compares the name alone",
            unsafe=True,
            fixed="""
            --- Caddyfile
            :8080 {
            	@api host api.example.com
            	handle @api {
            		reverse_proxy api:8000
            	}
            	@admin {
            		host admin.example.com admin.example.com
            	}
            	respond @admin no 403
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (api) {
            	@api path «api/*»
            	reverse_proxy @api api:8000
            }
            one.example {
            	import api
            }
            two.example {
            	import api
            }
            """,
            title="In a snippet, which is not edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            (admin) {
            	@admin host admin.example.com
            	respond @admin no 403
            }
            *.example.com {
            	import admin
            	@some path api/* /v1/*
            	reverse_proxy @some api:8000
            	@php path *.php
            	respond @php no 404
            	@variable path {$PREFIX}api/*
            	respond @variable no
            	@either path_regexp ^api|/v1
            	respond @either no
            	@perhaps path_regexp ^a?/v1
            	respond @perhaps no
            	@anywhere path_regexp api/
            	respond @anywhere no
            	@app host APP.example.com other.example
            	handle @app {
            		reverse_proxy app:8000
            	}
            	@all host *.example.com
            	respond @all yes
            	@placeholder host {$NAME}
            	respond @placeholder no
            	@unused path api/*
            	@not not path api/*
            	respond @not no
            	@nothing path
            	respond @nothing no
            }
            other.example.com {
            	import admin
            }
            """,
            title="One of several paths, stars, variables, hosts in a snippet, and what is not used",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	uri replace / ""
            	@api path api/*
            	reverse_proxy @api api:8000
            }
            :80, {$DOMAIN}, one.example.com {
            	@app host app.example.com
            	reverse_proxy @app app:8000
            }
            two.example.com {
            	@any host *.example.com
            	reverse_proxy @any app:8000
            	@one host https://app.example.com two.example.com
            	reverse_proxy @one app:8000
            	@given host https://{$HOST}
            	reverse_proxy @given app:8000
            }
            """,
            title="Paths that something changes, sites for every name",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in unmatched(caddyfile):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Unmatched) -> Diagnostic:
        edit = found.edit()
        why, title = "the site does not have this name", "write the host alone"
        if found.regular:
            why, title = "path takes no regular expression, which path_regexp does", "write path_regexp"
        elif found.of_path:
            why, title = "a path begins with /", "begin it with /"
        elif found.host:
            why = "host compares the name alone, without scheme, port and path"
        return self.report(
            found.word.origin,
            f"{found.name} matches no request: {why}",
            key=(found.name, str(found.word.text)),
            fixes=(Fix(title, Applicability.UNSAFE, (edit,)),) if edit else (),
        )
