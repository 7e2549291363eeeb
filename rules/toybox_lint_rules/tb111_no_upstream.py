from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Front, Origin, Proxy, Rule, Severity, pattern

_VARIABLE = pattern(r"\{\$(\w+)")


class NoUpstream(Rule):
    """A proxy needs an upstream.

    Caddy accepts `reverse_proxy` without one, and answers 503 to every request. It is rarely written so: the first
    argument that begins with `/` is a path matcher, so `reverse_proxy /app:80` matches that path and proxies to
    nobody; a variable that is not set leaves nothing behind.

    **What to do.** Name the upstream: `reverse_proxy app:80`, or `reverse_proxy /api/* app:80` with a matcher.

    **When it is an error.** When no upstream is written, neither on the line nor with `to` or `dynamic`, and no
    variable that nobody gave stands in its place.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB111"
    name = "no-upstream"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	«reverse_proxy» /app:80
            	handle /api/* {
            		«reverse_proxy» {
            			lb_policy first
            		}
            	}
            }
            """,
            title="A path matcher and nothing else",
            message="every request is answered 503",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«reverse_proxy» {$BACKENDS} {
            		lb_policy first
            	}
            	«reverse_proxy» /none/*
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: {BACKENDS: ""}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="An empty variable",
            message="no upstream",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy {$UPSTREAM}
            	reverse_proxy /a/* {
            		to a:80
            	}
            	reverse_proxy /b/* {
            		dynamic a {
            			name b
            			port 80
            		}
            	}
            }
            """,
            title="Upstreams from a variable, from `to` and from a lookup",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy {$UPSTREAM}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A variable that Caddy is not given, which TB901 reports",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        left_without = {front: _left_without(front) for front in deployment.fronts}
        for front, proxy in deployment.proxies():
            if proxy.upstreams or proxy.dynamic or not proxy.transport.known:
                continue
            if _line(proxy.name.origin) in left_without[front]:
                continue
            empty = _empty(front, proxy)
            cause = f", as {empty} is empty" if empty else ""
            yield self.report(
                proxy.name.origin,
                f"no upstream{cause}: every request is answered 503{_matcher(proxy)}",
                key=(front.name, *(word.origin.text for word in proxy.directive.words)),
                help=f"give {empty} the name of a service and its port" if empty else None,
            )


def _empty(front: Front, proxy: Proxy) -> str | None:
    """The variable on the line of the proxy that Caddy is given as nothing."""
    origin = proxy.name.origin
    names = _VARIABLE.findall(origin.file.line(origin.start.line))
    values = front.environment
    return next((name for name in names if values is not None and values.lookup(name) == ""), None)


def _left_without(front: Front) -> set[object]:
    """The lines where a missing variable, which TB901 reports, leaves a proxy without upstreams."""
    return {_line(problem.origin) for problem in front.blamed if problem.kind == "no-upstreams"}


def _line(origin: Origin) -> object:
    return origin.file, origin.start.line


def _matcher(proxy: Proxy) -> str:
    words = [word.origin.text for word in proxy.directive.arguments]
    return f"; {words[0]} is taken for a path that is matched" if words else ""
