from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, Uncertified, uncertified


class NoCertificate(Rule):
    """A site with a name is served on TLS, and needs a certificate even where `auto_https` is off.

    `auto_https off` is often written for a Caddy that stands behind something with the certificates, so that Caddy
    speaks plain HTTP. It does not do that: `example.com` is on port 443, on TLS, and every connection fails, because
    nothing gets a certificate any more. `tls internal` and `local_certs` do not help.

    **What to do.** For plain HTTP write `http://example.com`, without the option. For HTTPS take the option out, or
    name files: `tls cert.pem key.pem`.

    **When it is an error.** With `auto_https off` or `disable_certs`, when no `tls` of the file names certificates, or
    lets Caddy ask for them with a request (`on_demand`).

    **The fix.** Takes the option out where the port of HTTPS is published. It is unsafe: Caddy then asks an authority.

    Sources: Caddy's documentation of `auto_https`; measured with Caddy 2.11.7.
    """

    id = "TB613"
    name = "no-certificate"
    severity = Severity.ERROR
    signs = ("auto_https",)
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            «example.com» {
            	tls internal
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Automatic HTTPS is off",
            message="has no certificate for example.com",
            unsafe=True,
            fixed="""
            --- Caddyfile
            {
            }
            example.com {
            	tls internal
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_certs
            }
            http://example.com {
            	reverse_proxy web:8000
            }
            «www.example.com» {
            	redir http://example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Behind something with the certificates",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            http://example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Plain HTTP",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            example.com {
            	tls /certs/example.pem /certs/example.key
            	reverse_proxy web:8000
            }
            www.example.com {
            	redir https://example.com{uri}
            }
            """,
            title="Files, which may hold certificates for other names, too",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            example.com {
            	tls internal {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            """,
            title="Asked for with the first request",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_redirects
            }
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Only the redirects are off",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in uncertified(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Uncertified) -> Diagnostic:
        return self.report(
            found.name.address.origin,
            f"Caddy speaks TLS here and has no certificate for {found.name.host or 'any name'}: no connection succeeds",
            key=(found.front.name, found.name.host),
            help="for plain HTTP write http:// before the name",
            related=(Label(found.option.name.origin, "no certificates with this"),),
            fixes=found.fixes,
        )
