from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Duration,
    Edit,
    Example,
    Fix,
    Front,
    Located,
    Proxy,
    Rule,
    Severity,
    Timeout,
    TimeoutPolicy,
    Unknown,
)

_POLICY = TimeoutPolicy(
    Timeout(Duration("30s", 30), Duration("30s", 30)),
    (("/uploads/*", Timeout(Duration("60s", 60), Duration("60s", 60))), ("/ws*", None)),
    configured=True,
)


class TimeoutDiffersFromPolicy(Rule):
    """A timeout must be what the configured policy wants.

    A read timeout that is shorter than an operation takes answers uploads and logins with 504; one that is longer
    keeps connections to a hanging application open. Who writes a policy into the configuration has decided:

        [timeouts]
        read = "30s"
        write = "30s"

        [timeouts.paths]
        "/uploads/*" = { read = "60s", write = "60s" }
        "/ws*" = false

    **What to do.** Write the policy's timeout, or name the path in the policy.

    **When it is reported.** When a policy is configured; without one, whatever timeout is written is right. A route
    for which the policy wants none, and one whose paths rest on a variable that nobody gave, are not reported.

    **The fix.** Writes the policy's timeout. It is safe: the policy says what is wanted. A snippet for whose uses the
    policy wants different timeouts is not changed.

    Sources: the project's own configuration.
    """

    id = "TB302"
    name = "timeout-differs-from-policy"
    severity = Severity.WARNING
    signs = ("read_timeout", "write_timeout")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /uploads/* web:8000 {
            		transport http {
            			read_timeout «10m» # for the big ones
            			write_timeout 1m
            		}
            	}
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s
            			write_timeout «5s»
            		}
            	}
            }
            """,
            title="With the policy shown above",
            message="than the policy wants",
            policy=_POLICY,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy /uploads/* web:8000 {
            		transport http {
            			read_timeout 60s # for the big ones
            			write_timeout 1m
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
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout «{$READ}»
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, environment: {READ: 2m}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A variable gives it: nothing is edited",
            policy=_POLICY,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:8000 {
            		transport http {
            			read_timeout 1h
            		}
            	}
            	reverse_proxy {$PATHS} web:8000 {
            		transport http {
            			read_timeout 5m
            		}
            	}
            	reverse_proxy /uploads/* web:8000 {
            		transport http {
            			read_timeout 1m
            		}
            	}
            	reverse_proxy web:8000
            }
            """,
            title="None wanted, not known where, the same in other words, none written",
            policy=_POLICY,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 10m
            			write_timeout 10m
            		}
            	}
            }
            """,
            title="Without a policy",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        policy = deployment.settings.timeouts
        if not policy.configured:
            return
        for front, proxy in deployment.proxies():
            wanted = None if isinstance(proxy.paths, Unknown) else policy.wanted(proxy.paths)
            if wanted is not None:
                given = proxy.transport.timeouts
                yield from self._at(front, proxy, "read_timeout", given.read, wanted.read)
                yield from self._at(front, proxy, "write_timeout", given.write, wanted.write)

    def _at(
        self, front: Front, proxy: Proxy, name: str, given: Located[Duration] | None, wanted: Duration
    ) -> Iterator[Diagnostic]:
        if given is None or given.value.seconds == wanted.seconds:
            return
        paths = () if isinstance(proxy.paths, Unknown) else proxy.paths
        how = "shorter" if given.value.seconds < wanted.seconds else "longer"
        origin = given.origin
        edit = Edit(origin.file, origin.span, wanted.text)
        fix = Fix(f"write {name} {wanted.text}", Applicability.SAFE, (edit,))
        yield self.report(
            origin,
            f"{name} {given.value.text} is {how} than the policy wants for "
            f"{' and '.join(paths) or 'this route'}: {wanted.text}",
            key=(front.name, *paths, name),
            fixes=(fix,) if origin.exact else (),
        )
