from collections.abc import Iterator

from toybox_lint.api import (
    Closed,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    Unpublished,
    unpublished,
)


class SitePortNotPublished(Rule):
    """The ports on which Caddy serves must be published.

    A site with a name is served on port 443, and its port 80 only redirects there. With `80:80` alone the browser
    is sent to a port that nobody opened: connection refused. The same comes of a site on `:8080` behind `80:80`:
    the right-hand number must be a port on which Caddy listens *in its container*.

    **What to do.** Publish every port of Caddy's, with the same number on the right: `443:443`, or `80:8080`.

    **When it is an error.** When Caddy publishes ports, none of them leads to the site (or only that of the
    redirect), and nothing else can bring requests to it: no other service publishes 80 or 443, no tunnel, no
    network that is not shown. Otherwise it is a warning, as it is for a public name with a port of its own
    (`example.com:8443`) beside ports that lead to others: a container may ask for it. If one does, say so with
    `expose`. A Caddy that publishes nothing mostly stands behind something: it is a warning where nothing of the kind
    is shown, none of its networks is another project's, no compose file of another stage speaks of it, and it keeps
    certificates, those of a public authority for one of its names, or for a name that a variable holds. So it is where
    the address is a variable, and it is the default of that (`${SITE:-:8080}`) which nobody reaches.

    **The fix.** Publishing 443 is safe where 80 is published as it is and no service has 443. Changing the only
    published port to the only one that Caddy listens on is unsafe, as it is to publish both where nothing is.

    Sources: measured with Caddy 2.11.7 in network namespaces; Docker's documentation of published ports.
    """

    id = "TB602"
    name = "site-port-not-published"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	http_port 8080
            	https_port 8443
            }
            «shop.example.com» {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
            volumes: {data: {}}
            """,
            title="Both ports are moved in the Caddyfile alone",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:8080", "443:8443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
            volumes: {data: {}}
            """,
        ),
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
                ports:
                  - "80:80"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="Redirected to a closed port",
            message="redirects to 443",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports:
                  - "80:80"
                  - "443:443"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
        ),
        Example(
            """
            --- Caddyfile
            «:8080» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Nothing listens behind the published port",
            message="leads to 80",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:8080"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
        ),
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["8080:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
              balancer: {image: haproxy, ports: ["443:443"]}
            """,
            title="Another service may pass requests on",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            «example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80"]
                networks: [default, lan]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: [8000]}
            networks: {lan: {driver: macvlan, driver_opts: {parent: eth0}}}
            """,
            title="An address of the local network is open on every port",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                networks: [default, lan]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, expose: [8000]}
            networks: {lan: {driver: macvlan, driver_opts: {parent: eth0}}}
            """,
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://localhost:2020 {
            	metrics
            }
            http://localhost {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["8080:80"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                healthcheck: {test: wget -qO- http://localhost:2020/metrics}
            """,
            title="Something for the healthcheck beside what is published",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- inner/Caddyfile
            http://inner {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]}
              inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile", "inner_data:/data"]}
              web: {image: example/web, expose: [8000]}
            volumes: {caddy_data: {}, inner_data: {}}
            --- compose.server.yaml
            services:
              caddy: {ports: ["80:80", "443:443"]}
            """,
            title="Published on another stage, and a name for containers",
        ),
        Example(
            """
            --- Caddyfile
            {
            	http_port 8080
            	https_port 8443
            }
            shop.example.com {
            	reverse_proxy web:8000
            }
            http://status.internal:9000 {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:8080", "443:8443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="Published under other numbers, and a port for the network alone",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              local: {image: caddy:2, ports: ["127.0.0.1:80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              host: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Behind a tunnel, on the loopback, on the network of the host",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unpublished(deployment):
            yield self.report(
                found.name.address.origin,
                _message(found),
                severity=Severity.ERROR if found.certain else Severity.WARNING,
                key=(found.entrance.front.name, found.cause.name),
                related=tuple(Label(port.origin, f"leads to {port.target}") for port in found.entrance.ports),
                fixes=found.fixes,
            )


def _message(found: Unpublished) -> str:
    condition = f", unless {' or '.join(found.unless)} is set otherwise" if found.unless else ""
    return f"{_closed(found)}{condition}"


def _closed(found: Unpublished) -> str:
    owner, name = found.entrance.owner.name, found.name
    if found.cause is Closed.NONE:
        return f"{owner} publishes no port, and nothing that is shown leads to it: nobody reaches {name.host}"
    if found.cause is Closed.HTTPS:
        return f"{name.host} redirects to 443, and {owner} does not publish port {name.port}"
    if found.cause is Closed.OWN:
        return f"Caddy serves {name.host} on {name.port}, and {owner} does not publish port {name.port}"
    targets = sorted({str(port.target) for port in found.entrance.ports})
    return f"Caddy listens on {name.port}, and what {owner} publishes leads to {' and '.join(targets)}"
