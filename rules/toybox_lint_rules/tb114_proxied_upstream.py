from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Captured,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    captured,
)


class ProxiedUpstream(Rule):
    """Requests to services must not go through the proxy of the company.

    Caddy looks at `HTTP_PROXY`, as curl does. With it in Caddy's environment every request to an upstream goes to that
    proxy, which knows no service of this host: 502 or 503, or an answer of the proxy. Only `localhost` and what
    `NO_PROXY` lists are asked directly.

    **What to do.** Add the services to `NO_PROXY`, or take the variable away from Caddy.

    **When it is reported.** When Caddy's service has `HTTP_PROXY` (for upstreams over TLS `HTTPS_PROXY`),
    and an upstream that reaches a service is not in `NO_PROXY`. The proxy may know the way: it is a warning.

    **The fix.** Adds them to `NO_PROXY`. It is safe: the services are on a network of Caddy's.

    Sources: Go's `http.ProxyFromEnvironment`; measured with Caddy 2.11.7 in network namespaces, 502 before
    and 200 after.
    """

    id = "TB114"
    name = "proxied-upstream"
    severity = Severity.WARNING
    signs = ("http_proxy", "https_proxy")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:8000
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  HTTP_PROXY: «http://proxy.example:3128»
                  NO_PROXY: .example.com,api
              api: {image: example/api, expose: ["8000"]}
              web: {image: example/web, expose: ["8000"]}
            """,
            title="One service is not excepted",
            message="requests to web go through",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  HTTP_PROXY: http://proxy.example:3128
                  NO_PROXY: .example.com,api,web
              api: {image: example/api, expose: ["8000"]}
              web: {image: example/web, expose: ["8000"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy https://web:8443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  - https_proxy=«http://proxy.example:3128»
              web: {image: example/web, command: "uvicorn main:app --host 0.0.0.0 --port 8443 --ssl-certfile
              c --ssl-keyfile k"}
            """,
            title="Over TLS, in a list",
            message="https_proxy of caddy",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment:
                  - https_proxy=http://proxy.example:3128
                  - NO_PROXY=web
              web: {image: example/web, command: "uvicorn main:app --host 0.0.0.0 --port 8443 --ssl-certfile
              c --ssl-keyfile k"}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- proxy.env
            HTTP_PROXY=http://user:secret@proxy.example:3128
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                env_file: proxy.env
              web: {image: example/web, expose: ["8000"]}
            """,
            title="From a file of variables, which nobody has to see",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /local/* localhost:2019
            	reverse_proxy /php/* unix//run/php.sock
            	reverse_proxy /own/* web:8000 {
            		transport http {
            			network_proxy none
            		}
            	}
            	reverse_proxy /h2/* h2c://web:8000
            	reverse_proxy /far/* partner.example:80
            	php_fastcgi /fpm/* fpm:9000
            	reverse_proxy api:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {http_proxy: "http://proxy.example:3128", no_proxy: "localhost, api", HTTPS_PROXY: "${P}"}
              web: {image: example/web, expose: ["8000"]}
              api: {image: example/api, expose: ["8000"]}
              fpm: {image: "php:8-fpm"}
            """,
            title="Excepted, not asked through a proxy, none of the services",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              all:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {HTTP_PROXY: "http://proxy.example:3128", NO_PROXY: "*"}
              given:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {HTTP_PROXY: "http://proxy.example:3128", NO_PROXY: "${NO_PROXY}"}
              empty:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {HTTP_PROXY: ""}
              file:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {HTTP_PROXY: "http://proxy.example:3128"}
                env_file: gone.env
              web: {image: example/web, expose: ["8000"]}
            """,
            title="Everything is excepted, or may be",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in captured(deployment.links, deployment.fronts):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Captured) -> Diagnostic:
        edits, names = found.edits(), " and ".join(found.hosts)
        return self.report(
            found.origin,
            f"requests to {names} go through the proxy in {found.name} of {found.member.name}",
            key=(found.front.name, found.name),
            help=f"add {','.join(found.hosts)} to NO_PROXY",
            fixes=(Fix(f"do without the proxy for {names}", Applicability.SAFE, edits),) if edits else (),
        )
