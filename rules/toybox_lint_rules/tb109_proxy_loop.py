from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Rule,
    Severity,
    dial_candidate,
    reach_target,
    stay_plain,
)


class ProxyLoop(Rule):
    """A route must not send requests back to itself.

    `reverse_proxy localhost:80` in a site that listens on port 80 dials Caddy's own container, in which Caddy itself
    answers: with the same Host and path the request comes to the same route again, until its headers are too
    large (431), or meets a TLS port with plain HTTP (400). Port 80, where Caddy redirects to HTTPS, sends the client
    back to where it came from. Another Caddy behind this one does the same at its port 80, whatever name it is asked
    for, as long as its own sites are on HTTPS; so does FrankenPHP with a name in `SERVER_NAME`.

    **What to do.** Name the service that is meant, and the port inside its container. Give the Caddy behind this one a
    site in plain HTTP: `http://shop.example.com`, or `:80`. What another Caddy sends back is a warning.

    **The fix.** Dials the service that is meant, where one can be named; from the host by the port that it publishes,
    or one that is published for it. Unsafe unless nothing else can be meant.

    **What is not reported.** An address on which *another* site listens, and a route that changes the path or the Host
    (`handle_path`, `uri`, `rewrite`, `header_up Host`), which may well end elsewhere.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB109"
    name = "proxy-loop"
    severity = Severity.ERROR
    signs = (Cause.LOOP,)
    bad = (
        Example(
            """
            --- Caddyfile
            http://example.com {
            	handle /api/* {
            		reverse_proxy «localhost:80»
            	}
            	handle /files/* {
            		route {
            			reverse_proxy «127.0.0.1»
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The site's own port",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	php_fastcgi /old/* localhost:9000
            	handle /api/* {
            		reverse_proxy «localhost:80» {
            			header_up X-Real-IP {remote_host}
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["127.0.0.1:8081:80"]}
            """,
            title="The port from which Caddy redirects to the site",
            message="itself redirects from 80 to this site",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	php_fastcgi /old/* localhost:9000
            	handle /api/* {
            		reverse_proxy localhost:8081 {
            			header_up X-Real-IP {remote_host}
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy «localhost:80»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "nginx:1.27"}
            """,
            title="What listens on the port is in a container that does not publish it",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://example.com {
            	reverse_proxy localhost:10080
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "nginx:1.27", ports: ["127.0.0.1:10080:80"]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «caddy:80»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="By the name of Caddy's own service",
            message="redirects from 80 to this site",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «inner:80»
            }
            --- inner/Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Another Caddy that redirects",
            message="redirects all requests from 80 to HTTPS",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://example.com {
            	handle_path /api/* {
            		reverse_proxy localhost:80
            	}
            	reverse_proxy /inner/* localhost:8080
            }
            http://example.org {
            	uri strip_prefix /app
            	reverse_proxy localhost:80
            }
            :8080 {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Another path, another site",
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	reverse_proxy localhost:80 {
            		header_up Host inner.example.com
            	}
            	reverse_proxy /up/* localhost:80 {
            		transport http {
            			forward_proxy_url http://egress:3128
            		}
            	}
            }
            http://inner.example.com {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="By the name of another site, and by way of another proxy",
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	bind 10.0.0.5
            	reverse_proxy localhost:80
            }
            https://example.org {
            	bind 10.0.0.5
            	reverse_proxy localhost:80
            }
            http://example.net {
            	bind {$ADDRESS}
            	reverse_proxy localhost:8080
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["127.0.0.1:80:8000"]}
            """,
            title="Caddy keeps to one address of the host, and another has the port on the loopback",
        ),
        Example(
            """
            --- Caddyfile
            http://one.example.com {
            	@post method POST
            	handle @post {
            		method GET
            		reverse_proxy localhost:80
            	}
            	reverse_proxy web:8000
            }
            http://two.example.com {
            	@first not header X-Seen 1
            	handle @first {
            		request_header X-Seen 1
            		reverse_proxy localhost:80
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Another method, or a field, tells the request from the one that came",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.LOOP):
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                fixes=dial_candidate(link) or reach_target(link, deployment) or stay_plain(link),
            )
