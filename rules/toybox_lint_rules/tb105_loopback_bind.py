from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    listen_beyond_own_name,
    listen_on_all,
    on_one_network,
)


class LoopbackBind(Rule):
    """The server must listen on an address that other containers reach.

    A server that listens on 127.0.0.1 or localhost answers inside its own container only: from Caddy's container the
    connection is refused, 502, although `docker compose exec web curl localhost:8000` works. Many servers do so
    by default: uvicorn, gunicorn, flask, Django's runserver, vite. Programs in Python, JavaScript, Go and Rust are read
    where one call says in their text where they listen.

    **What to do.** Let it listen on all addresses: `--host 0.0.0.0`, `--bind 0.0.0.0:8000`, `runserver 0.0.0.0:8000`.

    **When it is an error.** When the command, its environment or its configuration is in the files and the server
    is known. A warning when it rests on less; and for a standalone Next.js on more networks than those it shares with
    Caddy: it listens on the address that `HOSTNAME` has, which the engine sets to the container's name, on one of its
    networks. Which one that is may change with every start.

    **The fix.** Where the loopback address is written out it is replaced by 0.0.0.0. A server that a proxy asks can
    mean nothing else, so that is safe. Where it is the server's default, the flag is added to the command, or the
    argument to the call in the program's text: unsafe, a script or a Dockerfile may be a better place. Next.js gets
    `HOSTNAME=0.0.0.0` in its environment.

    Sources: the servers' own documentation and defaults; measured with Caddy 2.11.7 in network namespaces;
    Dokploy/website#184.
    """

    id = "TB105"
    name = "loopback-bind"
    severity = Severity.ERROR
    signs = (Cause.LOOPBACK_BIND, "server.js")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi --bind 127.0.0.1:8000
            """,
            title="The address is written out",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --port 8000}
            """,
            title="The server's default",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --port 8000 --host 0.0.0.0}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «ledger:7000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              ledger: {image: example/ledger, entrypoint: ["/ledger", "--listen=127.0.0.1:7000"], expose: [7000]}
            """,
            title="A program of one's own is told so",
            message="its command names port 7000 on 127.0.0.1",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              ledger: {image: example/ledger, entrypoint: ["/ledger", "--listen=0.0.0.0:7000"], expose: [7000]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:5000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: .}
            --- Dockerfile
            FROM python:3.12
            COPY app.py /app.py
            EXPOSE 5000
            CMD ["python", "/app.py"]
            --- app.py
            from flask import Flask

            app = Flask(__name__)
            if __name__ == "__main__":
                app.run(debug=True)
            """,
            title="As its text says",
            message="app.py starts Flask on 127.0.0.1:5000",
            unsafe=True,
            fixed="""
            --- app.py
            from flask import Flask

            app = Flask(__name__)
            if __name__ == "__main__":
                app.run(host="0.0.0.0", debug=True)
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «api:8080»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {build: .}
            --- Dockerfile
            FROM golang:1.23 AS build
            WORKDIR /src
            COPY . .
            RUN go build -o /api .
            FROM scratch
            COPY --from=build /api /api
            ENTRYPOINT ["/api"]
            --- main.go
            package main

            import (
            	"log"
            	"net/http"
            )

            func main() {
            	log.Fatal(http.ListenAndServe("localhost:8080", nil))
            }
            """,
            title="As the text says that it is compiled from",
            message="main.go listens on 127.0.0.1:8080",
            unsafe=True,
            fixed="""
            --- main.go
            package main

            import (
            	"log"
            	"net/http"
            )

            func main() {
            	log.Fatal(http.ListenAndServe("0.0.0.0:8080", nil))
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy one:8000
            }
            two.example.com {
            	reverse_proxy two:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              one: {build: ., command: php artisan octane:start --server=frankenphp --port=8000}
              two: {build: ., command: php artisan octane:frankenphp}
            """,
            title="Octane with FrankenPHP, which listens on every address whatever its host is",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /side/* localhost:9000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --port 8000 --host 0.0.0.0}
              side: {build: ., command: uvicorn side:app --port 9000, network_mode: "service:caddy"}
            """,
            title="A service on Caddy's own network may listen on its loopback",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /ruby/* ruby:9292
            	reverse_proxy /rack/* rack:9292
            	reverse_proxy /rails/* rails:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: python manage.py runserver}
              ruby: {image: "ruby:3", command: rackup, environment: {RACK_ENV: staging}}
              rack: {image: "ruby:3", command: rackup -E deployment}
              rails: {image: "ruby:3", command: rails server, environment: {RACK_ENV: production}}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- manage.py
            runserver.default_addr = "0.0.0.0"
            """,
            title="Opened by the program that starts it, and by its stage",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy dev:5173
            	reverse_proxy /py/* py:5000
            	reverse_proxy /docs/* docs:4000
            	reverse_proxy /old/* old:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              dev: {image: "node:20", command: npx vite -c vite.open.config.js}
              py: {image: "python:3.12", command: flask --env-file open.env run}
              docs: {image: jekyll/jekyll, command: jekyll serve}
              old: {image: "python:3.12", command: gunicorn --paste production.ini}
            """,
            title="Another file of settings is named, or the image has its own",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.LOOPBACK_BIND):
            assert link.target is not None
            assert link.listener is not None
            yield self.report(
                link.upstream.origin,
                f"{link.target.key} does not answer on {link.upstream.port} to others: {link.reason}",
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                help="let it listen on 0.0.0.0",
                related=(Label(link.listener.origin, link.listener.text),),
                fixes=listen_on_all(link, deployment.members),
            )
        for link, listener in on_one_network(deployment):
            assert link.target is not None
            yield self.report(
                link.upstream.origin,
                f"{link.target.key} may not answer here: a standalone Next.js listens on one of its "
                f"container's {len(link.target.real_networks)} networks",
                severity=Severity.WARNING,
                key=(link.front.name, link.upstream.text),
                help="set HOSTNAME=0.0.0.0",
                related=(Label(listener.origin, listener.text),),
                fixes=listen_beyond_own_name(link.target),
            )
