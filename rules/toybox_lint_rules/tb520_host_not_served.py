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
    UnservedHost,
    unserved_hosts,
)


class HostNotServed(Rule):
    """A Caddy behind another one must have a site for the name that it is asked for.

    Caddy passes the `Host` of the client on. A second Caddy behind it, or a FrankenPHP, looks for a site of that name.
    It has none, and answers an empty page with status 200: no error in any log, and nothing to see in the browser.

    **What to do.** Let the inner one serve every name, in plain HTTP: `:80 { ... }`, or `SERVER_NAME: ":80"`. Or name
    the outer site there: `http://shop.example.com`.

    **When it is reported.** When all sites of the inner Caddy are shown, one of them is on the port that is dialled,
    none has the name, and nothing changes `Host` on the way. It is a warning: somebody may ask for another name.

    **The fix.** Gives the name to the site of the inner Caddy, where there is only one on that port.

    Sources: Caddy's documentation of `reverse_proxy`; that of FrankenPHP's image; measured with Caddy 2.11.7 behind
    itself: 200 without a body.
    """

    id = "TB520"
    name = "host-not-served"
    severity = Severity.WARNING
    signs = ("caddies:", "frankenphp")
    bad = (
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy inner:80
            }
            --- inner/Caddyfile
            http://www.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="The inner Caddy has another name",
            message="inner has no site for shop.example.com",
            unsafe=True,
            fixed="""
            --- inner/Caddyfile
            http://www.example.com, http://shop.example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy inner:8080
            }
            --- inner/Caddyfile
            {
            	http_port 8080
            }
            import sites.caddy
            --- inner/sites.caddy
            http://{$NAME:localhost} {
            	respond hello
            }
            http://*.shop.example.com, http://example.com {
            	respond hello
            }
            --- inner/Dockerfile
            FROM caddy:2
            COPY Caddyfile sites.caddy /etc/caddy/
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              inner: {build: inner}
            """,
            title="Several sites, none of that name",
        ),
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy inner:80
            }
            --- inner/Caddyfile
            http://{$NAME:localhost} {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A variable has the name",
        ),
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy php:80
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              php: {image: dunglas/frankenphp, environment: {SERVER_NAME: "http://app.localhost"}}
            """,
            title="FrankenPHP with a name for development",
            message="php has no site for shop.example.com",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy /1/* every:80
            	reverse_proxy /2/* named:80
            	reverse_proxy /3/* wild:80
            	reverse_proxy /4/* given:80
            	reverse_proxy /5/* other:80 {
            		header_up Host www.example.com
            	}
            	reverse_proxy web:8000
            }
            :8081 {
            	reverse_proxy other:80
            }
            --- every.caddy
            :80 {
            	respond hello
            }
            --- named.caddy
            http://Shop.example.com {
            	respond hello
            }
            --- wild.caddy
            http://*.example.com {
            	respond hello
            }
            --- given.caddy
            http://{$NAME} {
            	respond hello
            }
            --- other.caddy
            http://www.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              every: {image: caddy:2, volumes: ["./every.caddy:/etc/caddy/Caddyfile"]}
              named: {image: caddy:2, volumes: ["./named.caddy:/etc/caddy/Caddyfile"]}
              wild: {image: caddy:2, volumes: ["./wild.caddy:/etc/caddy/Caddyfile"]}
              given: {image: caddy:2, environment: [NAME], volumes: ["./given.caddy:/etc/caddy/Caddyfile"]}
              other: {image: caddy:2, volumes: ["./other.caddy:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"]}
            """,
            title="For every name, for this one, for all below, for one that is not known, and asked for its own",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy /1/* every:80
            	reverse_proxy /2/* named:80
            	reverse_proxy /3/* given:80
            	reverse_proxy /4/* more:80
            	reverse_proxy /5/* mounted:80
            	reverse_proxy usual:80
            }
            --- php/Caddyfile
            :80 {
            	php_server
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              every: {image: dunglas/frankenphp, environment: {SERVER_NAME: ":80"}}
              named: {image: dunglas/frankenphp, environment: {SERVER_NAME: "localhost, http://shop.example.com"}}
              given: {image: dunglas/frankenphp, environment: {SERVER_NAME: "http://${NAME}"}}
              more:
                image: dunglas/frankenphp
                environment: {SERVER_NAME: "http://localhost", CADDY_EXTRA_CONFIG: "http:// { }"}
              mounted:
                image: dunglas/frankenphp
                environment: {SERVER_NAME: "http://localhost"}
                volumes: ["conf:/etc/frankenphp"]
              usual: {image: dunglas/frankenphp}
            volumes: {conf: {}}
            """,
            title="FrankenPHP for every name, for this one, with more sites, with a file of its own",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unserved_hosts(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: UnservedHost) -> Diagnostic:
        return self.report(
            found.origin,
            f"{found.inner.name} has no site for {found.host}: it answers with an empty page",
            key=(found.inner.key, found.host),
            help=f"let a site of {found.inner.name} answer for every name, or for {found.host}",
            related=(
                Label(found.link.upstream.origin, "Caddy asks it here, for the name of the client"),
                Label(found.near, "the name that it has"),
            ),
            fixes=(Fix(f"serve {found.host} there, too", Applicability.UNSAFE, (found.edit,)),)
            if found.edit
            else (),
        )
