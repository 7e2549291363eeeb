from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    AskedInside,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    UnservedHost,
    asked_inside,
    unserved_hosts,
)


class HostNotServed(Rule):
    """A Caddy that another server asks must have a site for the name that it is asked for.

    Caddy passes the `Host` of the client on. A second Caddy behind it, or a FrankenPHP, looks for a site of that name.
    It has none, and answers an empty page with status 200: no error in any log, and nothing to see in the browser.

    An application that asks `http://caddy/api` asks for the name `caddy`, too. Where sites have TLS, Caddy sends it on
    to `https://caddy`, for which it has no certificate.

    **What to do.** Let the inner one serve every name, in plain HTTP: `:80 { ... }`, or `SERVER_NAME: ":80"`. Or name
    the outer site there: `http://shop.example.com`. An application asks another best without Caddy:
    `http://api:8000/api`.

    **When it is reported.** When all sites of the inner Caddy are shown, one of them is on the port that is dialled,
    none has the name, and nothing changes `Host` on the way. It is a warning: somebody may ask for another name. Of the
    URLs with a Caddy's own name in the variables of services, the first is told, and none of variables that are for
    browsers or say who may ask.

    **The fix.** Gives the name to the site of the inner Caddy, where there is only one on that port.

    Sources: Caddy's documentation of `reverse_proxy`; that of FrankenPHP's image; measured with Caddy 2.11.7 behind
    itself: 200 without a body; asked for a name that it has not, with and without sites with TLS.
    """

    id = "TB520"
    name = "host-not-served"
    severity = Severity.WARNING
    signs = ("caddies:", "frankenphp", "=http://", ": http://", ': "http://', ": 'http://")
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
            {
            	email admin@example.com
            }
            shop.example.com, www.example.com {
            	reverse_proxy /api/* api:8000
            	reverse_proxy web:3000
            }
            http://192.0.2.7 {
            	redir https://shop.example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: example/web
                expose: [3000]
                environment:
                  - PUBLIC_URL=http://caddy
                  - API_URL=http://«caddy»/api
                  - SEARCH_URL=http://caddy/search
              api: {image: example/api, expose: [8000]}
            """,
            title="The name of Caddy's container, in a URL",
            message="Caddy sends it on to https://caddy, for which it has no certificate",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com, http://caddy, http://*.example.com {
            	reverse_proxy web:3000
            }
            --- every.caddy
            :80 {
            	reverse_proxy web:3000
            }
            shop.example.com {
            	reverse_proxy web:3000
            }
            --- secured.caddy
            {
            	auto_https disable_redirects
            }
            shop.example.com {
            	reverse_proxy web:3000
            }
            --- imported.caddy
            import sites/*
            {$NAME} {
            	reverse_proxy web:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              every: {image: caddy:2, volumes: ["./every.caddy:/etc/caddy/Caddyfile"]}
              secured: {image: caddy:2, volumes: ["./secured.caddy:/etc/caddy/Caddyfile"]}
              imported: {image: caddy:2, environment: [NAME], volumes: ["./imported.caddy:/etc/caddy/Caddyfile"]}
              web:
                image: example/web
                expose: [3000]
                environment:
                  A: http://caddy/api
                  B: http://every/api
                  C: http://secured/api
                  D: http://imported/api
                  E: http://web:3000
                  F: http://nobody
                  G: ${G:-http://secured}
            """,
            title="A URL of a Caddy that has the name, or may have it; of others",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unserved_hosts(deployment):
            yield self._diagnostic(found)
        for asked in asked_inside(deployment):
            yield self._asked(asked)

    def _asked(self, found: AskedInside) -> Diagnostic:
        answer = "it answers with an empty page"
        address = f"http://{found.host}" if found.port is None else f"http://{found.host}:{found.port}"
        if found.sent_on:
            answer = f"Caddy sends it on to https://{found.host}, for which it has no certificate"
        return self.report(
            found.origin,
            f"{found.variable} of {found.member.name} asks for {found.host}, and no site of "
            f"{found.caddy.name} has that name: {answer}",
            key=(found.caddy.key, found.host),
            help=f"name the application itself, or add a site {address} that leads there",
            related=(Label(found.near, "the name that it has"),),
        )

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
