from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Fronted, Label, Rule, Severity, fronted


class TrustedProxiesMissing(Rule):
    """A Caddy behind another proxy must trust what that one says of the client.

    The proxy or the tunnel in front ends TLS and tells Caddy the client's address and that it came in HTTPS. From
    whom it does not trust Caddy takes none of that: it tells the application `X-Forwarded-Proto: http` and the
    address of the proxy. An application that sends plain requests to HTTPS then redirects for ever; in all others
    every client has the same address, as it has for the matchers `remote_ip` and `client_ip`: they let in everybody or
    nobody.

    **What to do.** In the global options:

        servers {
            trusted_proxies static private_ranges
        }

    Then `client_ip` knows the client; `remote_ip` is always the proxy.

    **When it is reported.** When all sites are served in plain HTTP, a tunnel or another proxy of the projects is
    the only way in, and nothing is trusted. It is a warning when a service behind Caddy has a setting that sends
    plain requests to HTTPS, or a matcher asks for the client's address, and for information otherwise.

    Sources: Caddy's documentation of `trusted_proxies`; the headers measured with Caddy 2.11.7.
    """

    id = "TB508"
    name = "trusted-proxies-missing"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            «http://shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi -b 0.0.0.0:8000
                environment: {SECURE_SSL_REDIRECT: "true"}
            """,
            title="An application that wants HTTPS",
            message="redirects for ever",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            «:80» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              front: {image: "traefik:v3", ports: ["80:80", "443:443"]}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000, environment: {SECURE_SSL_REDIRECT: "no"}}
            """,
            title="Every client has the address of the proxy",
            severity=Severity.INFO,
        ),
        Example(
            """
            --- Caddyfile
            «:80» {
            	handle /admin/* {
            		@outside not remote_ip 203.0.113.0/24
            		respond @outside 403
            		reverse_proxy admin:8000
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
              admin: {image: example/admin}
            """,
            title="A list of addresses",
            message="@outside matches all of them or none",
            severity=Severity.WARNING,
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
            http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.own
            http://shop.example.com {
            	reverse_proxy web:8000 {
            		trusted_proxies private_ranges
            	}
            }
            --- Caddyfile.tls
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.plain
            http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.hello
            http://shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run}
              trusting: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              own: {image: caddy:2, volumes: ["./Caddyfile.own:/etc/caddy/Caddyfile"]}
              tls: {image: caddy:2, volumes: ["./Caddyfile.tls:/etc/caddy/Caddyfile"]}
              open: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile.plain:/etc/caddy/Caddyfile"]}
              hello: {image: caddy:2, volumes: ["./Caddyfile.hello:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Trusted, in TLS, open to clients, without an application",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in fronted(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Fronted) -> Diagnostic:
        proxy = Label(found.proxy.origin, "requests come through this service")
        message = f"Caddy does not trust {found.proxy.name}: "
        message += "the application is told http, and the address of the proxy for every client"
        related: tuple[Label, ...] = (proxy,)
        if found.forced is not None:
            member, setting = found.forced
            message += f"; with {setting.value}, {member.name} redirects for ever"
            related = (proxy, Label(setting.origin, "plain requests are sent to HTTPS"))
        if found.asking is not None:
            message += f"; {found.asking.name.text} matches all of them or none"
            related = (*related, Label(found.asking.name.origin, "this asks for the client's address"))
        return self.report(
            found.name.address.origin,
            message,
            severity=Severity.WARNING if found.forced or found.asking else Severity.INFO,
            key=(found.entrance.front.name, found.proxy.key),
            help="servers { trusted_proxies static private_ranges } in the global options",
            related=related,
        )
