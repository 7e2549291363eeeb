from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, SentOn, Severity, sent_on


class PlainFrontOfHttps(Rule):
    """A Caddy behind a proxy that ends TLS must have its sites in plain HTTP.

    A site with a name is served on port 443; from port 80 Caddy redirects to HTTPS. A tunnel or proxy that asks it at
    port 80 passes that redirect on to the client, who comes from HTTPS already: too many redirects. No header that the
    proxy sends changes that.

    **What to do.** Write the sites as `http://shop.example.com`, or one as `:80`. Or let the proxy ask `https://caddy`.

    **When it is reported.** When Caddy has no site on port 80, and a service of the image `cloudflare/cloudflared`, in
    its command or its settings, or Traefik, by labels of Caddy's service, is told to ask Caddy there. It is a warning:
    what happens in front of them cannot be seen.

    **The fix.** Writes `http://` before the names, where Caddy publishes no port. It is unsafe: Caddy then needs no
    certificates, and nobody may come to it in HTTPS.

    Sources: Caddy's documentation of automatic HTTPS, Cloudflare's of tunnels, Traefik's of labels; Caddy's redirects
    measured with Caddy 2.11.7.
    """

    id = "TB517"
    name = "plain-front-of-https"
    severity = Severity.WARNING
    signs = ("cloudflared", "loadbalancer.server.port")
    bad = (
        Example(
            """
            --- Caddyfile
            «shop.example.com», www.example.com {
            	reverse_proxy web:8000
            }
            --- cloudflared/config.yml
            ingress:
              - hostname: shop.example.com
                service: http://caddy:80
              - service: http_status:404
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run, volumes: ["./cloudflared:/etc/cloudflared"]}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="A tunnel to the port of redirects",
            message="tunnel asks Caddy in plain HTTP",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://shop.example.com, http://www.example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «https://shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              traefik: {image: "traefik:v3", ports: ["80:80", "443:443"]}
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                labels:
                  traefik.http.routers.shop.rule: Host(`shop.example.com`)
                  traefik.http.services.shop.loadbalancer.server.port: "80"
              web: {image: example/web}
            """,
            title="Traefik, by a label",
            message="Traefik asks Caddy in plain HTTP",
        ),
        Example(
            """
            --- Caddyfile
            «shop.example.com» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: "cloudflare/cloudflared:2024.9.1", command: "tunnel --url http://proxy run"}
              caddy:
                image: caddy:2
                container_name: proxy
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="A tunnel, by its command",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://shop.example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.tls
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- cloudflared/config.yml
            ingress:
              # - service: http://tls:80
              - hostname: shop.example.com
                service: http://caddy:80
              - hostname: other.example.com
                service: https://tls:443
              - service: http://web:80
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run, volumes: ["./cloudflared:/etc/cloudflared"]}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tls:
                image: caddy:2
                volumes: ["./Caddyfile.tls:/etc/caddy/Caddyfile"]
                labels:
                  traefik.http.services.shop.loadbalancer.server.port: "443"
                  traefik.http.services.other.loadbalancer.server.port: "80"
                  traefik.http.services.other.loadbalancer.server.scheme: https
              web: {image: example/web}
            """,
            title="In plain HTTP, and asked in HTTPS",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_redirects
            }
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- Caddyfile.apart
            shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: "tunnel --url http://caddy:80"}
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              apart: {image: caddy:2, volumes: ["./Caddyfile.apart:/etc/caddy/Caddyfile"], networks: [own]}
              web: {image: example/web}
            networks: {own: {}}
            """,
            title="Without redirects, and on another network",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in sent_on(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: SentOn) -> Diagnostic:
        return self.report(
            found.name.address.origin,
            f"{found.proxy} asks Caddy in plain HTTP, and Caddy redirects all that to HTTPS: clients go in a circle",
            key=(found.entrance.front.name, found.proxy),
            help=f"write http://{found.name.host}, or let {found.proxy} ask for https",
            related=(Label(found.origin, "it is told to ask port 80 here"),),
            fixes=found.fixes(),
        )
