from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, Unsigned, unsigned


class CertificateOutOfReach(Rule):
    """The authority that signs a certificate must be able to reach Caddy.

    To get a certificate for a public name Caddy shows that the name is its own: the authority connects to port 80
    or 443 *of that name*. With `8080:80` and `8443:443` neither is there, and no certificate ever comes. For a name
    with a `*` only a record in the DNS counts, and for that Caddy needs a plugin for the DNS provider.

    **What to do.** Publish `80:80` and `443:443`; or configure the DNS challenge (`tls { dns ... }`) in a Caddy
    that is built with the provider's module; or list the names instead of the `*`; or let each name that a client
    asks for have its own certificate (`tls { on_demand }`).

    **When it is reported.** When Caddy publishes ports, none of which is 80 or 443 of the host, for a name that is
    not of a private network, and nothing else in the files takes requests for it. A router or a load balancer may
    translate the ports outside of the files: hence a warning.

    Sources: Caddy's documentation of automatic HTTPS and its challenges.
    """

    id = "TB604"
    name = "certificate-out-of-reach"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["8080:80", "8443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Published under other numbers",
            message="neither 80 nor 443",
        ),
        Example(
            """
            --- Caddyfile
            «notes.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["127.0.0.1:80:80", "127.0.0.1:443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Published for the machine itself",
            message="on the loopback of the host alone: it gets no certificate",
        ),
        Example(
            """
            --- Caddyfile
            {
            	http_port 8080
            	https_port 8443
            }
            «shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Published where Caddy was told not to listen",
            message="leads to 80 of caddy, where Caddy does not answer the authority",
        ),
        Example(
            """
            --- Caddyfile
            «*.shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="A wildcard without the DNS challenge",
            message="DNS challenge",
        ),
        Example(
            """
            --- Caddyfile
            «example.com» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80", "443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
            volumes: {data: {}}
            """,
            title="The engine chooses the ports of the host",
        ),
        Example(
            """
            --- Caddyfile
            «example.com» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["443:80", "80:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
            volumes: {data: {}}
            """,
            title="The ports are mixed up",
            message="port 443 of the host leads to 80 of caddy",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	on_demand_tls {
            		ask http://web:8000/known
            	}
            }
            *.shop.example.com {
            	tls {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Each name below the wildcard gets a certificate of its own",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            printer.lan, app {
            	reverse_proxy web:8000
            }
            *.intern.example.com {
            	tls {
            		dns cloudflare {env.TOKEN}
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                build: .
                ports: ["80:80", "8443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/cloudflare
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="One of the two is enough; names that are not public; the DNS challenge",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              front: {image: traefik, ports: ["80:80", "443:443"]}
              caddy:
                image: caddy:2
                ports: ["8443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              inner:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Behind another proxy, or with nothing published",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unsigned(deployment):
            yield self.report(
                found.name.address.origin,
                _message(found),
                key=(found.entrance.front.name, found.name.host),
                related=tuple(Label(port.origin) for port in found.entrance.ports if not found.wildcard),
            )


def _message(found: Unsigned) -> str:
    if found.wildcard:
        return f"{found.name.host} needs the DNS challenge, and none is configured: it gets no certificate"
    owner = found.entrance.owner.name
    if (port := found.astray) is not None:
        leads = f"port {port.published} of the host leads to {port.target} of {owner}"
        where = ", where Caddy does not answer the authority" if port.published == str(port.target) else ""
        return f"{leads}{where}: it gets no certificate for {found.name.host}"
    if any(port.published in ("80", "443") for port in found.entrance.ports):
        alone = f"{owner} publishes its ports on the loopback of the host alone"
        return f"{alone}: it gets no certificate for {found.name.host}"
    return f"{owner} publishes neither 80 nor 443 of the host: it gets no certificate for {found.name.host}"
