from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Rule,
    Severity,
    agreed,
    speak_unchecked,
)


class UpstreamCertificateUntrusted(Rule):
    """Caddy must be able to trust the certificate of an upstream in TLS.

    `https://web:8443` makes Caddy check a certificate for the name `web`. Public authorities give none to a name
    without a dot or to a private address, and the official image trusts no others: the handshake fails, and so it does
    where `web` speaks plain HTTP. 502 either way.

    A second Caddy behind it, or a FrankenPHP, has certificates for the names of its sites alone. Asked by another name,
    that of its container, it ends the handshake (*tls: internal error*), whether the certificate is checked or not.

    **What to do.** Between containers plain HTTP is usual: leave `https://` out. For a server that speaks TLS alone
    leave its certificate unchecked, or name the authority that signed it:

        reverse_proxy https://web:8443 {
            transport http {
                tls_insecure_skip_verify
            }
        }

    Let a second Caddy serve plain HTTP for every name: `:80 { ... }`, or `SERVER_NAME: ":80"`.

    **When it is an error.** When Caddy runs the official image, or one built from it, and neither mounts, copies and
    commands that are seen nor `SSL_CERT_FILE` give it another authority. Of a second Caddy when all its sites are
    known, none has the name that TLS is begun with, and neither files, `on_demand` nor `fallback_sni` may bring a
    certificate for it. Elsewhere nothing is said.

    **The fix.** Leaves the certificate unchecked where the server, or its port (443, 8443, 9443), speaks TLS, or the
    address is that of another machine; else asks in plain HTTP. Unsafe. There is none for a second Caddy.

    Sources: the Baseline Requirements of the CA/Browser Forum; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB116"
    name = "upstream-certificate-untrusted"
    severity = Severity.ERROR
    signs = (Cause.UNTRUSTED, Cause.NO_CERTIFICATE)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «https://web:8443»
            	reverse_proxy /api/* «https://api:8000»
            }
            --- compose.yaml
            services:
              caddy:
                build: {context: ., dockerfile_inline: "FROM caddy:2"}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web:
                build: .
                command: uvicorn main:app --host 0.0.0.0 --port 8443 --ssl-keyfile key.pem --ssl-certfile cert.pem
              api: {image: example/api, expose: [8000]}
            """,
            title="A certificate of one's own, and a server that probably has none",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy https://web:8443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            	reverse_proxy /api/* http://api:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «https://web.shop_default:8443»
            }
            --- compose.yaml
            name: shop
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: uvicorn main:app --host 0.0.0.0 --port 8443 --ssl-keyfile key.pem --ssl-certfile cert.pem
            """,
            title="A name with a dot, which no registry knows",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy https://web.shop_default:8443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «https://192.168.1.20:8006»
            	reverse_proxy /public/* https://1.1.1.1
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A private address of another machine, whose certificate is its own",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy https://192.168.1.20:8006 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            	reverse_proxy /public/* https://1.1.1.1
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «away:8443» {vars.spare} {
            		lb_retries 2
            		transport http {
            			tls
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [edge]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              edge: {external: true}
            """,
            title="A container that is not shown; another may answer in its place",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            calls.example.com {
            	reverse_proxy «https://calls:50051»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              calls: {image: example/calls, expose: [50051]}
            """,
            title="Where gRPC is, by custom",
            unsafe=True,
            fixed="""
            --- Caddyfile
            calls.example.com {
            	reverse_proxy h2c://calls:50051
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy «https://php» {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              php: {image: dunglas/frankenphp}
            """,
            title="A FrankenPHP, the only site of which is localhost",
            message="php has a certificate for localhost, and none for php: the handshake fails",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* https://web:8443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            	reverse_proxy /b/* https://web:8443 {
            		transport http {
            			tls_server_name web.example.com
            		}
            	}
            	reverse_proxy /c/* https://www.example.com
            	reverse_proxy /d/* https://inner:8443
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8443]}
              inner: {image: caddy:2, volumes: ["./other:/etc/caddy/"]}
            --- other/Caddyfile
            :8443 {
            	tls internal
            	respond ok
            }
            """,
            title="Told whom to trust, a public name, another Caddy",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        offers = {link: speak_unchecked(link) for link in deployment.failing(Cause.UNTRUSTED)}
        for link, fixes in agreed(deployment.links, offers).items():
            help = "ask in plain HTTP, or without a check: tls_insecure_skip_verify in transport http"
            yield self._diagnostic(link, help, fixes)
        for link in deployment.failing(Cause.NO_CERTIFICATE):
            yield self._diagnostic(link, "let it serve plain HTTP for every name, :80, and ask it there")

    def _diagnostic(self, link: Link, help: str, fixes: tuple[Fix, ...] = ()) -> Diagnostic:
        return self.report(
            link.upstream.origin,
            f'upstream "{link.upstream.text}": {link.reason}',
            severity=link.severity,
            key=(link.front.name, link.upstream.text),
            help=help,
            related=(Label(link.listener.origin, link.listener.text),) if link.listener else (),
            fixes=fixes,
        )
