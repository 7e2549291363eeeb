from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    TooNew,
    too_new,
)


class WordNeedsVersion(Rule):
    """The Caddy of the image must know the words of the Caddyfile.

    `basic_auth` is called so since Caddy 2.8, `forward_auth` exists since 2.5, and `trusted_proxies` of `servers` since
    2.6.3. An older image refuses the whole file: "unrecognized directive: basic_auth". The container does not start,
    or a reload keeps the old configuration.

    **What to do.** Use a newer image (`caddy:2`), which reads older Caddyfiles as well, or write the name that the word
    has in the older one.

    **When it is reported.** When the official image is one with an older version in its tag. It is a warning: this is
    known from Caddy's history, and was not tried with every release. `caddy:2` and `latest` are taken for new. The
    timeouts of a proxy are TB306's.

    **The fix.** Writes the former name where there was one: `basicauth`, `skip_log`, `health_path`. Unsafe: a newer
    image may be what is meant.

    Sources: Caddy's release notes of 2.4 to 2.8; caddyserver/caddy#6418.
    """

    id = "TB406"
    name = "word-needs-version"
    severity = Severity.WARNING
    signs = ("_auth", "log_", "intercept", "fs ", "health_uri", "trusted_", "lb_")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	«basic_auth» /admin/* {
            		admin $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	handle /health {
            		«log_skip»
            		respond ok
            	}
            	reverse_proxy web:8000 {
            		health_uri /health
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.7.6-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Names that came with 2.8",
            message="since Caddy 2.8, and this is 2.7",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	basicauth /admin/* {
            		admin $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	handle /health {
            		skip_log
            		respond ok
            	}
            	reverse_proxy web:8000 {
            		health_uri /health
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	servers {
            		«trusted_proxies» static private_ranges
            	}
            }
            example.com {
            	reverse_proxy web:8000 {
            		trusted_proxies private_ranges
            		«lb_retries» 2
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.5", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Options that 2.5 does not have: only a newer image helps",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	servers {
            		trusted_proxies static private_ranges
            	}
            }
            example.com {
            	basic_auth {
            		admin $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
            	}
            	forward_auth auth:9091 {
            		uri /api/verify
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              fixed: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              moving: {image: "caddy:2-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              own: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              auth: {image: example/auth, expose: [9091]}
              web: {image: example/web, expose: [8000]}
            --- Dockerfile
            FROM caddy:2.7-builder AS builder
            RUN xcaddy build v2.8.4
            FROM caddy:2.7
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="2.10 is newer than 2.8, and a Caddy of one's own may be",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	basic_auth {
            		admin not-a-hash
            	}
            	unknown
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.7", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="What every Caddy refuses is told first",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for each in too_new(deployment):
            yield self._diagnostic(each)

    def _diagnostic(self, each: TooNew) -> Diagnostic:
        name, since, before = each.found.word, ".".join(map(str, each.found.since)), each.found.before
        origin = name.origin
        fixes = (
            (Fix(f"write {before}", Applicability.UNSAFE, (Edit(origin.file, origin.span, before),)),)
            if before and origin.exact
            else ()
        )
        known = f"there it is {before}; " if before else ""
        return self.report(
            origin,
            f"{name.text} exists since Caddy {since}, and this is {each.version}: it refuses the file",
            key=(each.front.name, str(name.text), each.version),
            help=f"{known}a newer image has it",
            related=(Label(each.image, "the version"),),
            fixes=fixes,
        )
