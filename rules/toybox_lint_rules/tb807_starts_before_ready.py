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
    early,
)


class StartsBeforeReady(Rule):
    """Caddy should not answer for a service that takes long to start.

    `depends_on: [web]` waits until the container of `web` was started, not until it answers. With a healthcheck whose
    `start_period` is half a minute or more, that is how long each `docker compose up` gives visitors 502.

    **What to do.** Wait for the healthcheck:

        depends_on:
          web: {condition: service_healthy}

    or let Caddy try again: `lb_try_duration 10s` in the proxy. After a crash or a reboot nobody waits for
    anybody, so that the latter helps more often.

    **When it is reported.** When Caddy depends on the start of a service that it proxies to, whose healthcheck has a
    `start_period` of 30 seconds or more, and the proxy does not try again. It is for information.

    **The fix.** Changes the condition where one is written. It is unsafe: a healthcheck that cannot pass then
    keeps Caddy from starting at all.

    Sources: the Compose specification on `depends_on`; Caddy's documentation of `reverse_proxy`.
    """

    id = "TB807"
    name = "starts-before-ready"
    severity = Severity.INFO
    signs = ("start_period",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* web:8000
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                depends_on:
                  «web»:
                    condition: service_started
              web:
                image: example/web
                expose: ["8000"]
                healthcheck: {test: ["CMD", "/check"], start_period: 1m}
            """,
            title="A minute to start",
            message="1m0s",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                depends_on:
                  web:
                    condition: service_healthy
              web:
                image: example/web
                expose: ["8000"]
                healthcheck: {test: ["CMD", "/check"], start_period: 1m}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                depends_on: [«web»]
              web:
                image: example/web
                expose: ["8000"]
                healthcheck: {test: ["CMD", "/check"], start_period: 30s}
            """,
            title="In a list, which is not edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /again/* again:8000 {
            		lb_try_duration 30s
            	}
            	reverse_proxy /waits/* waits:8000
            	reverse_proxy /quick/* quick:8000 {
            		header_up X-From us
            	}
            	reverse_proxy /off/* off:8000
            	reverse_proxy /none/* none:8000
            	reverse_proxy other:8000
            }
            --- compose.yaml
            x-slow: &slow {test: ["CMD", "/check"], start_period: 2m}
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                depends_on:
                  again: {condition: service_started}
                  waits: {condition: service_healthy}
                  quick: {condition: service_started}
                  off: {condition: service_started}
                  none: {condition: service_started}
              again: {image: example/web, expose: ["8000"], healthcheck: *slow}
              waits: {image: example/web, expose: ["8000"], healthcheck: *slow}
              quick: {image: example/web, expose: ["8000"], healthcheck: {test: ["CMD", "/check"], start_period: 5s}}
              off: {image: example/web, expose: ["8000"], healthcheck: {disable: true, start_period: 2m}}
              none: {image: example/web, expose: ["8000"]}
              other: {image: example/web, expose: ["8000"], healthcheck: *slow}
            """,
            title="Caddy tries again, waits, or does not depend on it; it is quick, or has no check",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in early(deployment):
            name, edits = found.member.name, found.edits()
            yield self.report(
                found.dependency.origin,
                f"{found.caddy.name} does not wait until {name}, which is given {found.period} to start, is healthy",
                key=(found.caddy.key, found.member.key),
                related=(Label(found.member.origin, "has a healthcheck"),),
                fixes=(Fix(f"wait for {name}", Applicability.UNSAFE, edits),) if edits else (),
            )
