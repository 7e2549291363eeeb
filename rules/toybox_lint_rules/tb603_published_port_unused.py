from collections.abc import Iterator, Sequence

from toybox_lint.api import Deployment, Diagnostic, Example, Rule, Severity, unused

# Ports on which Caddy listens that are named where it does not on another.
_FEW = 4


class PublishedPortUnused(Rule):
    """A port that is published for Caddy must be one on which Caddy listens.

    Docker opens the port of the host, and Caddy's container refuses the connection: whoever types `https://` gets
    an error although 443 is published, because every site is written as `http://`.

    **What to do.** Take the port out, or give a site the address that belongs to it: a name without `http://` is
    served on 443.

    **When it is reported.** With the official image, or one that a Dockerfile makes of it with the same program, when
    every site's port is known, another published port does lead to a site, and no other service shares Caddy's network.
    The port of the admin API is TB606's. That of HTTP is used where Caddy gets certificates from the internet, unless
    by DNS: an authority asks for an answer there.

    Sources: measured with `caddy adapt` of Caddy 2.11.7.
    """

    id = "TB603"
    name = "published-port-unused"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "«443:443»", "443:443/udp"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="Plain HTTP behind the port of HTTPS",
            message="Caddy does not listen on 443",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: ., ports: ["80:80", "«443:443»"]}
            --- Dockerfile
            FROM node:22 AS pages
            RUN npm ci && npm run build
            FROM caddy:2-alpine
            COPY --from=pages /app/dist /srv
            COPY Caddyfile /etc/caddy/Caddyfile
            --- Caddyfile
            :80 {
            	root * /srv
            	file_server
            }
            """,
            title="An image of pages, made of Caddy's",
        ),
        Example(
            """
            --- Caddyfile
            :80, :8081, :8082, :8083, :8084, :8085 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "«8086:8086»"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Of many ports a few are told",
            message="only on 80, 8081, 8082, 8083 and 2 more",
        ),
    )
    good = (
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
                ports: ["80:80", "443:443", "127.0.0.1:2019:2019", "${METRICS}:${METRICS}"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              custom:
                build: .
                ports: ["8080:80", "8443:443", "25565:25565"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/mholt/caddy-l4
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="That of the redirect, of the admin API, of a plugin; one that is not known",
        ),
        Example(
            """
            --- Caddyfile
            http://shop.example.com {
            	reverse_proxy localhost:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "8000:8000"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web, network_mode: "service:caddy"}
            """,
            title="A service on Caddy's network may listen there",
        ),
        Example(
            """
            --- Caddyfile
            :8080 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="No published port leads to a site: TB602 reports that",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_redirects
            }
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Without redirects, 80 is there for those who sign the certificate",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unused(deployment):
            yield self.report(
                found.port.origin,
                f"Caddy does not listen on {found.port.target}, only on {_said(found.listening)}: connections are"
                " refused",
                key=(found.entrance.front.name, str(found.port.target)),
            )


def _said(ports: Sequence[int]) -> str:
    """A few of the ports, in words."""
    few, rest = ports[:_FEW], len(ports) - _FEW
    return f"{', '.join(map(str, few))} and {rest} more" if rest > 0 else " and ".join(map(str, few))
