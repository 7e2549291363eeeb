from collections.abc import Iterator

from toybox_lint.api import Crossed, Deployment, Diagnostic, Example, Rule, Severity, crossed


class PortOfOtherProtocol(Rule):
    """Port 443 of the host must lead to HTTPS, and port 80 to HTTP.

    A browser speaks TLS to port 443 and plain HTTP to port 80, whatever Caddy serves there. `443:80` publishes a site
    without TLS on the port of HTTPS: browsers say ERR_SSL_PROTOCOL_ERROR. `80:8443` gets everybody who types the name
    the answer "400 Client sent an HTTP request to an HTTPS server".

    **What to do.** Publish each port under its own number, and let the site have a name, for which Caddy then gets a
    certificate: `"80:80"` and `"443:443"`. Leave out the one that nothing serves.

    **When it is reported.** When Caddy certainly listens there, and speaks nothing but the other protocol. It is a
    warning: something in front of the host may speak it.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB615"
    name = "port-of-other-protocol"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            :80 {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "«443:80»"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: ["8000"]}
            """,
            title="A site without TLS on the port of HTTPS",
            message="speaks plain HTTP there",
        ),
        Example(
            """
            --- Caddyfile
            https://shop.example.com:8000 {
            	tls internal
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports:
                  - «80:8000»
                  - 443:8000
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Both ports lead to that of HTTPS",
            message="speaks HTTPS there",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            --- plain/Caddyfile
            :80 {
            	respond hello
            }
            --- wrapped/Caddyfile
            {
            	servers {
            		listener_wrappers {
            			http_redirect
            			tls
            		}
            	}
            }
            https://shop.example.com:8000 {
            	tls internal
            	respond hello
            }
            --- unknown/Caddyfile
            :{$PORT} {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443", "8443:443", "8080:80"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              plain:
                image: caddy:2
                ports: ["127.0.0.1:443:80", "3000:80"]
                volumes: ["./plain/Caddyfile:/etc/caddy/Caddyfile"]
              wrapped:
                image: caddy:2
                ports: ["192.0.2.1:80:8000"]
                volumes: ["./wrapped/Caddyfile:/etc/caddy/Caddyfile"]
              unknown:
                image: caddy:2
                ports: ["192.0.2.2:443:80"]
                environment: {PORT: "${PORT}"}
                volumes: ["./unknown/Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="As each is spoken, for this machine alone, with what answers both, on a port that nobody knows",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in crossed(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Crossed) -> Diagnostic:
        caddy, port = found.entrance.caddy.name, found.port
        spoken = "plain HTTP" if found.tls else "HTTPS"
        answer = "no browser gets a secure connection" if found.tls else "browsers are answered 400"
        return self.report(
            port.origin,
            f"port {port.published} of the host leads to {port.target} of {caddy}, which speaks {spoken} there:"
            f" {answer}",
            key=(found.entrance.front.name, str(port.published), str(port.target)),
            help="443 is the port of HTTPS in Caddy, too, for sites that have a name"
            if found.tls
            else "80 is the port of HTTP in Caddy, too, on which it redirects to HTTPS",
        )
