from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    WithoutHttp3,
    without_http3,
)


class Http3NotPublished(Rule):
    """For HTTP/3 the port of HTTPS must be published for UDP, too.

    Caddy offers HTTP/3 to every browser. `443:443` publishes TCP alone: browsers try UDP, and go on with HTTP/2.
    Nothing fails; on bad networks pages are slower than they could be.

    **What to do.** Add `443:443/udp`, or take HTTP/3 out: `servers { protocols h1 h2 }`.

    **When it is reported.** For information, when a site with a public name is served in HTTPS and no port is
    published for UDP.

    **The fix.** Adds the port.

    Sources: Caddy's documentation of `protocols` (HTTP/3 is on by default); the page of the official image.
    """

    id = "TB610"
    name = "http3-not-published"
    severity = Severity.INFO
    bad = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports:
                  - "80:80"
                  - "«443:443»"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="TCP alone",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports:
                  - "80:80"
                  - "443:443"
                  - "443:443/udp"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["192.0.2.1:80:80", "«192.0.2.1:443:443»"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="On one address of the host: nothing is edited",
        ),
    )
    good = (
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
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:8443", "443:8080"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Ports that are crossed, which is another finding",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.old
            {
            	servers {
            		protocols h1 h2
            	}
            }
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.local
            localhost, http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443", "443:443/udp"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
              old:
                image: caddy:2
                ports: ["81:80", "444:443"]
                volumes: ["./Caddyfile.old:/etc/caddy/Caddyfile", "caddy_data:/data"]
              local:
                image: caddy:2
                ports: ["82:80", "445:443"]
                volumes: ["./Caddyfile.local:/etc/caddy/Caddyfile", "caddy_data:/data"]
              web: {image: example/web}
            volumes: {caddy_data: {}}
            """,
            title="Published, not offered, not for a public name",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in without_http3(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: WithoutHttp3) -> Diagnostic:
        title = "publish it for UDP, too"
        return self.report(
            found.port.origin,
            f"{found.port.target} is published for TCP alone: no browser gets the HTTP/3 that Caddy offers",
            key=(found.entrance.front.name, str(found.port.target)),
            fixes=(Fix(title, Applicability.SAFE, found.edits),) if found.edits else (),
        )
