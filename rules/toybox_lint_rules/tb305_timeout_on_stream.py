from collections.abc import Iterator, Sequence

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Duration,
    Example,
    Front,
    Proxy,
    Rule,
    Severity,
    Timeout,
    TimeoutPolicy,
    Unknown,
    for_upgrades,
    streams,
)

_LONG = 3600


class TimeoutOnStream(Rule):
    """A read timeout must not cut streams that are idle.

    `read_timeout` limits the wait for the next piece of data. On a WebSocket or a stream of server-sent events
    nothing may be sent for minutes: Caddy then breaks the connection, and the page reconnects over and over.

    **What to do.** Leave the stream's route without `read_timeout`, or make it longer than the application's
    heartbeat. Where a stream has another path, exempt it from the policy:

        [timeouts.paths]
        "/live/*" = false

    **When it is reported.** On paths that look like streams (`/ws*`, `/websocket*`, `/socket.io/*`, `/events*`,
    `/stream*`, `/sse*`, `/mcp*`) and behind a matcher that asks for `Upgrade`, for less than an hour. A timeout that
    the configured policy wants there is not reported.

    Sources: measured with Caddy 2.11.7: the timeout holds for every read, also after a connection is upgraded.
    """

    id = "TB305"
    name = "timeout-on-stream"
    severity = Severity.INFO
    signs = ("read_timeout",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	@ws {
            		header Connection *Upgrade*
            		header Upgrade websocket
            	}
            	reverse_proxy @ws web:8000 {
            		transport http {
            			read_timeout «30s»
            		}
            	}
            	@secure header Upgrade-Insecure-Requests 1
            	reverse_proxy @secure web:8000 {
            		transport http {
            			read_timeout 30s
            		}
            	}
            	@live header_regexp Upgrade (?i)websocket
            	handle @live {
            		reverse_proxy web:8001 {
            			transport http {
            				read_timeout «20s»
            			}
            		}
            	}
            }
            """,
            title="What asks for an upgrade",
            message="a WebSocket that is idle",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:8000 {
            		transport http {
            			read_timeout «30s»
            		}
            	}
            	handle /events {
            		reverse_proxy web:8000 {
            			transport http {
            				read_timeout «1m»
            				write_timeout 1m
            			}
            		}
            	}
            }
            """,
            title="WebSockets and events",
            message="is cut",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:8000 {
            		transport http {
            			read_timeout 24h
            		}
            	}
            	reverse_proxy /stream/* web:8000
            	reverse_proxy {$PATHS} web:8000 {
            		transport http {
            			read_timeout 30s
            		}
            	}
            	reverse_proxy /workshops/* web:8000 {
            		transport http {
            			read_timeout 30s
            		}
            	}
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s
            		}
            	}
            }
            """,
            title="A day, none, an unknown path, a path that only sounds like one, every path",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /events* web:8000 {
            		transport http {
            			read_timeout 45s
            		}
            	}
            }
            """,
            title="The configured policy wants 45s for /events*",
            policy=TimeoutPolicy(
                None, (("/events*", Timeout(Duration("45s", 45), Duration("45s", 45))),), configured=True
            ),
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        policy = deployment.settings.timeouts
        for front, proxy in deployment.proxies():
            paths = () if isinstance(proxy.paths, Unknown) else proxy.paths
            cut = [
                path for path in paths if streams(path) and not (policy.configured and policy.wanted((path,)))
            ]
            if cut:
                yield from self._at(front, proxy, f"stream at {' and '.join(cut)}", cut)
            elif for_upgrades(front.caddyfile, proxy):
                yield from self._at(front, proxy, "WebSocket", paths)

    def _at(self, front: Front, proxy: Proxy, what: str, paths: Sequence[str]) -> Iterator[Diagnostic]:
        read = proxy.transport.timeouts.read
        if read is not None and read.value.seconds < _LONG:
            yield self.report(
                read.origin,
                f"a {what} that is idle for {read.value.text} is cut",
                key=(front.name, *paths),
                help="leave it out for streams, or make it longer than the application's heartbeat",
            )
