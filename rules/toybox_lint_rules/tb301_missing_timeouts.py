from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Front,
    Origin,
    Proxy,
    Rule,
    Severity,
    Timeout,
    Unknown,
    append,
    called_for_streams,
    has_timeouts,
    has_timeouts_to_give,
    wanted_timeouts,
)

_UPGRADES = frozenset({"upgrade", "connection"})
# A matcher of more paths is told by the first ones.
_MOST_PATHS = 4


class MissingTimeouts(Rule):
    """A route must say how long it waits for its upstream.

    Caddy gives up connecting after 3 seconds, but once connected it waits for ever: an application that hangs
    keeps every request to it open, and nobody sees an error. With `read_timeout` and `write_timeout` in
    `transport http` the client gets a 504 instead. They limit the wait for the *next* piece of data from the
    upstream, not the whole request. While a client sends a body, the upstream says nothing: an upload that takes
    longer than `read_timeout` ends with a 502, so give the paths that take uploads a long one.

    **What to do.** Write the timeouts that the policy wants for the route's path. The policy is the table `[timeouts]`
    of the configuration; without one it is 30s, `/uploads/*` 60s, `/sso/*` 90s, and nothing for health checks
    (`/health*`, `/healthz`, `/ping`) and for streams (`/ws*`, `/websocket*`, `/socket.io/*`, `/events*`, `/stream*`,
    `/sse*`, `/mcp*`). The most specific pattern that covers the path decides; for several paths in one matcher, the
    longest timeout, and none where a stream is among them.

    **What is not reported.** A timeout that is there, whatever its value; unix sockets, on which Caddy ignores both;
    `forward_auth`; a route whose path or transport rests on a variable that nobody gave. Without a policy of one's
    own: what leads to an application whose streams are silent for longer or that is there to take uploads, by its
    image or command (n8n, Home Assistant, headscale, ntfy, Gotify, Mercure, Syncthing, Synapse, Mattermost, Jellyfin,
    Portainer, Ollama, Open WebUI, vLLM, Mosquitto, EMQX, NATS, PocketBase, V2Ray, Xray, Laravel Reverb, Phoenix,
    Jupyter, the development server of Vite; registries, MinIO, Nextcloud, ownCloud, Seafile, Immich, Gitea, Forgejo,
    GitLab and their like), and what stands behind a matcher that asks for `Upgrade`: WebSockets.

    **The fix.** Adds the block or the lines that are missing. It is safe: the policy says what is wanted. Without a
    policy of one's own it is unsafe where `flush_interval -1` says that responses come bit by bit, and where
    `header_up Upgrade` or `Connection`, or the name of a matcher (`@ws`), speaks of WebSockets: a stream that is silent
    for longer would end. A snippet that several routes import is changed only when the policy wants the same for all of
    them.

    Sources: measured with Caddy 2.11.7 (an upstream that never answered was still waited for after 100 s; a body sent
    over 8 s was cut by `read_timeout 2s`).
    """

    id = "TB301"
    name = "missing-timeouts"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	# 日本語のコメントはそのまま残る
            	handle /api/* {
            		«reverse_proxy» web:8000 # the API
            	}

            	handle /uploads/* {
            		«reverse_proxy» web:8000 {
            			lb_policy first
            		}
            	}

            	handle /sso/* {
            		«reverse_proxy» web:8000 {
            			transport http {
            				read_timeout 2m
            			}
            		}
            	}

            	handle /php/* {
            		«php_fastcgi» php:9000
            	}

            	«reverse_proxy» web:8000 {
            		transport http
            	}
            }
            """,
            title="No timeouts, or half of them",
            fixed="""
            --- Caddyfile
            example.com {
            	# 日本語のコメントはそのまま残る
            	handle /api/* {
            		reverse_proxy web:8000 {
            			# the API
            			transport http {
            				read_timeout 30s
            				write_timeout 30s
            			}
            		}
            	}

            	handle /uploads/* {
            		reverse_proxy web:8000 {
            			lb_policy first
            			transport http {
            				read_timeout 60s
            				write_timeout 60s
            			}
            		}
            	}

            	handle /sso/* {
            		reverse_proxy web:8000 {
            			transport http {
            				read_timeout 2m
            				write_timeout 90s
            			}
            		}
            	}

            	handle /php/* {
            		php_fastcgi php:9000 {
            			read_timeout 30s
            			write_timeout 30s
            		}
            	}

            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s
            			write_timeout 30s
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (proxy) {
            	handle {args[0]} {
            		«reverse_proxy» web:8000
            	}
            }
            example.com {
            	import proxy /api/*
            	import proxy /uploads/*
            }
            """,
            title="One snippet, two policies: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	@ws header Upgrade websocket
            	reverse_proxy @ws web:8000
            }
            """,
            title="A route for WebSockets, which may be silent",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /health {
            		reverse_proxy web:8000
            	}
            	reverse_proxy /ping web:8000
            	@backend path /api/* /ws/*
            	reverse_proxy @backend web:8000
            	reverse_proxy /socket/* unix//run/app.sock
            	reverse_proxy {$PATHS} web:8000
            	forward_auth /private/* auth:9000 {
            		uri /verify
            	}
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 10m
            			write_timeout 10m
            		}
            	}
            }
            """,
            title="Health checks, sockets, an unknown path, timeouts of one's own",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        places: dict[Origin, list[tuple[Front, Proxy, Timeout | None]]] = {}
        policy = deployment.settings.timeouts
        for front, proxy in deployment.proxies():
            if not isinstance(proxy.paths, Unknown):
                wanted = wanted_timeouts(deployment, front, proxy)
                origin = Origin(proxy.name.origin.file, proxy.name.origin.span)
                places.setdefault(origin, []).append((front, proxy, wanted))
        for origin, uses in places.items():
            yield from self._at(origin, uses, policy.configured)

    def _at(
        self, origin: Origin, uses: list[tuple[Front, Proxy, Timeout | None]], configured: bool
    ) -> Iterator[Diagnostic]:
        agreed = len({wanted for _, _, wanted in uses}) == 1
        agreed = agreed and all(has_timeouts(front, proxy) for front, proxy, _ in uses)
        for front, proxy, wanted in uses:
            if wanted is None or not has_timeouts_to_give(proxy):
                continue
            lines = _missing(proxy, wanted)
            if not lines:
                continue
            names = (
                "neither read_timeout nor write_timeout" if len(lines) == 2 else f"no {lines[0].split()[0]}"
            )
            edit = _edit(proxy, lines) if agreed else None
            lasting = not configured and any(_lasts(each, other) for each, other, _ in uses)
            level = Applicability.UNSAFE if lasting else Applicability.SAFE
            yield self.report(
                origin,
                f"{names}: a request to {_where(proxy)} may hang for ever (policy: {wanted.read.text})",
                gist=f"{names}: requests may hang for ever (policy: {wanted.read.text})",
                key=(front.name, *_paths(proxy), *lines),
                fixes=(Fix(f"add {' and '.join(lines)}", level, (edit,)),) if edit else (),
            )
            return


def _lasts(front: Front, proxy: Proxy) -> bool:
    """Whether somebody has said that its responses come bit by bit, or that it is asked for WebSockets."""
    if called_for_streams(front.caddyfile, proxy):
        return True
    block = proxy.directive.block
    for each in block.directives if block else ():
        words = [str(word.text) for word in each.arguments]
        if each.name.text == "flush_interval" and any(word.startswith("-") for word in words):
            return True
        if each.name.text == "header_up" and words and words[0].lower() in _UPGRADES:
            return True
    return False


def _missing(proxy: Proxy, wanted: Timeout) -> list[str]:
    timeouts = proxy.transport.timeouts
    lines = [] if timeouts.read else [f"read_timeout {wanted.read.text}"]
    return lines if timeouts.write else [*lines, f"write_timeout {wanted.write.text}"]


def _edit(proxy: Proxy, lines: list[str]) -> Edit | None:
    transport = proxy.transport
    if transport.directive is not None:
        # With a word behind the kind of transport Caddy passes over the block.
        return append(transport.directive, lines) if len(transport.directive.arguments) == 1 else None
    if proxy.name.text == "php_fastcgi":
        return append(proxy.directive, lines) if transport.protocol == "fastcgi" else None
    block = [f"transport {transport.protocol} {{", *(f"\t{line}" for line in lines), "}"]
    return append(proxy.directive, block)


def _paths(proxy: Proxy) -> tuple[str, ...]:
    return () if isinstance(proxy.paths, Unknown) else proxy.paths


def _where(proxy: Proxy) -> str:
    """The paths that it is for; of many the first ones."""
    paths = _paths(proxy)
    if len(paths) > _MOST_PATHS:
        return f"{', '.join(paths[:2])} and {len(paths) - 2} more paths"
    return " and ".join(paths) or "this route"
