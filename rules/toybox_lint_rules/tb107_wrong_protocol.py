from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Contradiction,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Rule,
    Severity,
    Speaks,
    agreed,
    answering_port,
    ask_fastcgi,
    contradicting,
    dial_port,
    leave_fastcgi,
    plain_at_https,
    port_as_asked,
    speak_http,
    speak_plain,
    speak_tls,
)


class WrongProtocol(Rule):
    """Caddy and the process must speak the same protocol.

    `https://` to a server that speaks plain HTTP ends the handshake, plain HTTP to a port that speaks HTTPS is refused
    by it, php-fpm speaks FastCGI, which `reverse_proxy` without `transport fastcgi` does not, and a database does
    not speak HTTP at all: 502, or 400 from the server itself.

    **What to do.** Between containers plain HTTP is usual: leave the scheme out. For a port with TLS write
    `https://`, for php-fpm use `php_fastcgi`.

    **When it is an error.** When the server's command, its environment, its healthcheck or its image say what it
    speaks. A warning where two routes ask one port of which nothing else is known, one in HTTPS and one in plain HTTP:
    one of them fails. It stands at the one in HTTPS, and at the plain one where the port ends in 443. A warning, too,
    for plain HTTP to port 443 of a service of which nothing else is known.

    **The fix.** Changes the scheme, makes a `php_fastcgi` or `transport fastcgi` one of HTTP, or a `reverse_proxy` to
    php-fpm a `php_fastcgi` that names the folder of the scripts, or uWSGI's `--socket` its `--http-socket`, or dials
    the port on which the same service speaks HTTP (8025 of Mailpit, not 1025). Of several upstreams of one proxy all
    must need the same; else a port of the service is dialled that speaks as the others do. Lines of a snippet are
    changed where all who import them need the same, or the import is written out in its place. It is unsafe: a
    certificate may be meant to be checked, PHP-FPM may be meant, and the scripts may lie elsewhere.

    Sources: measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB107"
    name = "wrong-protocol"
    severity = Severity.ERROR
    signs = (Cause.WRONG_PROTOCOL, "https:", "transport http", "plain:")
    bad = (
        Example(
            """
            --- Caddyfile
            links.example.com {
            	reverse_proxy «links:443»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              links: {image: example/links}
            """,
            title="The port of HTTPS",
            message="443 is the port of HTTPS",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «app:3031»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              app: {image: example/app, command: "uwsgi --socket 0.0.0.0:3031 --module wsgi"}
            """,
            title="uWSGI's own protocol",
            message="app speaks uwsgi on 3031",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              app: {image: example/app, command: "uwsgi --http-socket 0.0.0.0:3031 --module wsgi"}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «https://web:8000»
            	reverse_proxy /php/* «php:9000»
            	reverse_proxy /plain/* «web:8000» {
            		transport fastcgi
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
              php: {image: php:8-fpm}
            """,
            title="HTTPS to plain HTTP, HTTP to FastCGI, FastCGI to HTTP",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy http://web:8000
            	php_fastcgi /php/* php:9000 {
            		root /var/www/html
            	}
            	reverse_proxy /plain/* web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://example.com {
            	php_fastcgi /php/* «localhost:80»
            	reverse_proxy /tls/* «localhost:8443»
            }
            https://example.com:8443 {
            	respond ok
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Caddy asks itself",
            message="caddy itself speaks",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /secure/* https://other:8443
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
              other: {image: example/other, expose: ["8443"]}
            """,
            title="Plain HTTP, and a port of which nothing is known",
        ),
        Example(
            """
            --- Caddyfile
            (tls) {
            	reverse_proxy /{args[0]}/* {args[1]} {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            example.com {
            	import tls office http://office:9980
            	import tls search https://search:9200
            	import tls graphs https://graphs:3000
            	import tls files https://files:8384
            	import tls metrics https://metrics:9090
            	import tls one https://one:8000
            	import tls two https://two:8000
            	import tls three https://three:8000
            	import tls four https://four:8000
            	import tls five https://five:5173
            	import tls six https://six:443
            	import tls seven https://seven:8443
            	import tls eight https://eight:8443
            	import tls nine https://nine:5000
            	reverse_proxy /h2c/* h2c://ten:80
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              office: {image: collabora/code, environment: {extra_params: "--o:ssl.enable=false"}}
              search: {image: "elasticsearch:8.13.0", environment: [discovery.type=single-node]}
              graphs: {image: grafana/grafana, environment: {GF_SERVER_PROTOCOL: https}}
              files: {image: syncthing/syncthing}
              metrics: {image: prom/prometheus, command: --web.config.file=/etc/prometheus/web.yml}
              one: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
              two: {build: ., command: gunicorn app.wsgi -c bound.py, working_dir: /app}
              three:
                build: .
                command: uvicorn main:app --host 0.0.0.0
                environment: {UVICORN_SSL_CERTFILE: /c.pem, UVICORN_SSL_KEYFILE: /k.pem}
              four: {build: ., command: hypercorn -c hypercorn.toml -b 0.0.0.0:8000 main:app}
              five: {build: ., command: vite --host 0.0.0.0, working_dir: /app}
              six: {image: nginx, volumes: ["./six.conf:/etc/nginx/conf.d/default.conf"]}
              seven: {build: ., command: "daphne -e ssl:8443:privateKey=/k.pem:certKey=/c.pem app.asgi:application"}
              eight: {image: minio/minio, command: "server /data --address :8443", volumes: ["./c:/root/.minio/certs"]}
              nine: {image: "registry:2", environment: {REGISTRY_HTTP_TLS_CERTIFICATE: /c.pem}}
              ten: {image: nginx, volumes: ["./ten.conf:/etc/nginx/conf.d/ten.conf"]}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- gunicorn.conf.py
            certfile = "/c.pem"
            --- bound.py
            bind = "0.0.0.0:8000"
            keyfile = "/k.pem"
            --- vite.config.ts
            import basicSsl from "@vitejs/plugin-basic-ssl"
            --- six.conf
            server { listen 443; ssl on; }
            --- ten.conf
            server { listen 80 http2; }
            """,
            title="TLS by a variable, a file beside the program, an image that decides itself; an nginx with HTTP/2",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        offers = {link: _fixes(link, deployment) for link in deployment.failing(Cause.WRONG_PROTOCOL)}
        for link, fixes in agreed(deployment.links, offers).items():
            listener = link.listener  # none where Caddy asks itself
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(listener.origin, listener.text),) if listener else (),
                fixes=fixes or _elsewhere(link),
            )
        contradictions = list(contradicting(deployment.links))
        ways = agreed(deployment.links, {each.link: _in_other_way(each) for each in contradictions})
        for found in contradictions:
            yield self._contradiction(found, ways[found.link])
        for link in plain_at_https(deployment.links):
            if link not in ways:
                yield self.report(
                    link.upstream.origin,
                    f'upstream "{link.upstream.text}": 443 is the port of HTTPS, and is asked in plain HTTP',
                    severity=Severity.WARNING,
                    key=(link.front.name, link.upstream.text, "443"),
                )

    def _contradiction(self, found: Contradiction, fixes: tuple[Fix, ...]) -> Diagnostic:
        link, port = found.link, found.link.upstream.port
        ways = ("HTTPS", "plain HTTP") if found.in_tls else ("plain HTTP", "HTTPS")
        return self.report(
            link.upstream.origin,
            f'upstream "{link.upstream.text}" is asked in {ways[0]}, and elsewhere in {ways[1]}: '
            f"port {port} speaks one of the two",
            severity=Severity.WARNING,
            key=(link.front.name, link.upstream.text, ways[0]),
            related=(Label(found.other.upstream.origin, f"asked in {ways[1]}"),),
            fixes=fixes,
        )


def _in_other_way(found: Contradiction) -> tuple[Fix, ...]:
    return speak_plain(found.link) if found.in_tls else speak_tls(found.link)


def _elsewhere(link: Link) -> tuple[Fix, ...]:
    port = port_as_asked(link)
    return () if port is None else dial_port(link, port, Applicability.UNSAFE)


def _fixes(link: Link, deployment: Deployment) -> tuple[Fix, ...]:
    if link.listener is None:
        return ()
    speaks = link.listener.speaks
    if link.proxy.transport.protocol != "http":
        served = speaks in (Speaks.HTTP, Speaks.TLS)
        return leave_fastcgi(link, tls=speaks is Speaks.TLS) if served else ()
    if speaks is Speaks.HTTP or speaks is Speaks.GRPC:
        return speak_plain(link)
    if speaks is Speaks.FASTCGI:
        return ask_fastcgi(link, deployment.files)
    if speaks is Speaks.UWSGI:
        return speak_http(link)
    if speaks is Speaks.TCP:
        port = answering_port(link)
        return () if port is None else dial_port(link, port, Applicability.UNSAFE)
    return speak_tls(link) if speaks is Speaks.TLS else ()
