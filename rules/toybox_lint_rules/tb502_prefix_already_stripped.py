from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    Stripped,
    stripped_before,
)


class PrefixAlreadyStripped(Rule):
    """What is taken off a path cannot be matched afterwards.

    Caddy tests each matcher on the request as it is then. In `handle_path /api/*` the path no longer begins with
    `/api`, and `uri strip_prefix /api` runs before every `handle` and `reverse_proxy` of its block, wherever it
    stands in the file. A route for `/api/*` behind them gets nothing: the request goes to another route, or is
    answered with an empty page.

    Two neighbours with the same path become one route, and then it works; that depends on what stands between them.

    **What to do.** Take the prefix off inside the route: `handle_path /api/* { reverse_proxy api:8000 }`.

    **When it is an error.** When a route that would answer asks for a prefix that certainly has been taken off
    before. For other directives, such as `encode`, it is a warning. Taking the same prefix off twice changes
    nothing for usual paths, and is for information.

    **The fix.** The second `uri strip_prefix` is taken out; that is safe. Inside of `handle_path` the matcher loses
    the prefix; that is unsafe.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB502"
    name = "prefix-already-stripped"
    severity = Severity.ERROR
    signs = ("handle_path", "strip_prefix")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	uri /api/* strip_prefix /api
            	reverse_proxy «/api/*» api:8000
            	encode «/api/v1/*» gzip
            	reverse_proxy web:8000
            }
            """,
            title="Taken off before the route is tried",
            message="has lost /api",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path /api/* {
            		reverse_proxy «/api/users/*» users:8000
            		reverse_proxy api:8000
            	}
            }
            """,
            title="Inside of handle_path",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle_path /api/* {
            		reverse_proxy /users/* users:8000
            		reverse_proxy api:8000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (api) {
            	handle_path /api/* {
            		«uri» strip_prefix /api
            		reverse_proxy {args[0]}
            	}
            }
            (rest) {
            	«uri» strip_prefix /docs
            	reverse_proxy {args[0]}
            }
            one.example.com {
            	import api one:8000
            }
            two.example.com {
            	import api two:8000
            	handle_path /docs/* {
            		import rest docs:8000
            	}
            	handle /pages/* {
            		import rest docs:8000
            	}
            }
            """,
            title="In lines that an import brings: both at once, or one alone",
            severity=Severity.INFO,
            fixed="""
            --- Caddyfile
            (api) {
            	handle_path /api/* {
            		reverse_proxy {args[0]}
            	}
            }
            (rest) {
            	uri strip_prefix /docs
            	reverse_proxy {args[0]}
            }
            one.example.com {
            	import api one:8000
            }
            two.example.com {
            	import api two:8000
            	handle_path /docs/* {
            		import rest docs:8000
            	}
            	handle /pages/* {
            		import rest docs:8000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path /api/* {
            		«uri» strip_prefix /api
            		reverse_proxy api:8000
            	}
            }
            """,
            title="Taken off twice",
            severity=Severity.INFO,
            fixed="""
            --- Caddyfile
            example.com {
            	handle_path /api/* {
            		reverse_proxy api:8000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path /v1/* {
            		@users path /v1/users* /v1/groups/*
            		«reverse_proxy» @users users:8000
            		@some {
            			path /v1/some/*
            		}
            		«respond» @some no 403
            		reverse_proxy core:8000
            	}
            }
            """,
            title="By a matcher with a name",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle_path /v1/* {
            		@users path /users* /groups/*
            		reverse_proxy @users users:8000
            		@some {
            			path /v1/some/*
            		}
            		respond @some no 403
            		reverse_proxy core:8000
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
            	handle_path /api/* {
            		rewrite * /api{uri}
            		reverse_proxy /api/v1/* api:8000
            	}
            	handle_path /files/* {
            		reverse_proxy /files-of-users/* api:8000
            	}
            	handle /static/* {
            		uri strip_prefix /static
            		file_server
            	}
            	route {
            		reverse_proxy /admin/* api:8000
            		uri strip_prefix /admin
            	}
            	handle {
            		@get method GET
            		uri @get strip_prefix /app
            		uri /app strip_prefix {http.vars.prefix}
            		uri replace /one /two
            		uri /shop/* strip_prefix /shop
            		reverse_proxy /shop/* shop:8000
            		reverse_proxy /app/* web:8000
            	}
            }
            """,
            title="Put back, another prefix, in the order of a route, for some requests, two that become one route",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in stripped_before(caddyfile):
                yield self._diagnostic(found)

    def _diagnostic(self, found: Stripped) -> Diagnostic:
        edits = found.edits()
        by = found.by.directive.name
        title = "take it out" if found.again else f"leave {found.prefix} out here"
        level = Applicability.SAFE if found.again else Applicability.UNSAFE
        name = found.way.name
        message = f"the path has lost {found.prefix} already: "
        message += "this takes nothing off" if found.again else f"no request gets to this {name}"
        severity = Severity.ERROR if found.answers else Severity.WARNING
        return self.report(
            found.place.origin,
            message,
            severity=Severity.INFO if found.again else severity,
            key=(name, found.prefix, str(found.place.text)),
            related=(Label(by.origin, f"this takes {found.prefix} off"),),
            fixes=(Fix(title, level, edits),) if edits else (),
        )
