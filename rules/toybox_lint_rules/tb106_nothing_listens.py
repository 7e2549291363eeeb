from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    dial_candidate,
    let_it_start,
    open_port,
)


class NothingListens(Rule):
    """There must be a port to dial.

    A worker (`celery worker`), a job that ends (`migrate`) or a server on a unix socket has no port: the connection
    is refused, 502. Nor does a program have one that ends at once: Keycloak's `start` wants certificates or
    `KC_HTTP_ENABLED=true`, and `KC_HOSTNAME` or `KC_HOSTNAME_STRICT=false`; `command: ["uvicorn app:app"]` names a
    program that is called `uvicorn app:app`, where no entrypoint takes it apart. A release of Phoenix runs without its
    web server where its configuration wants `PHX_SERVER` for that and nobody sets it. And an image of a language or a
    system alone, as `python` and `node` are, has nothing to start but a shell: without a `CMD` it ends at once.

    **What to do.** Name the service that serves the web. For a socket share its folder as a volume and dial
    `unix//path/to.sock`.

    **The fix.** Names the service that is meant, where one can be named; writes the words of such a command one by
    one, which is safe; gives Keycloak or Phoenix the variable, or a server the port in place of its socket, which is
    unsafe.

    **When it is an error.** When the command that runs is in the files and known to listen on no port. A container that
    merely stays (`sleep infinity`, `tail -f /dev/null`) is for programs that somebody starts in it by hand: a warning.
    So is a worker whose code is not among the files, as it may open a port, unless it has the image of a server that
    listens on that port and that nothing else dials. Where the code is shown and opens the port, nothing is said.

    Sources: the programs' documentation; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB106"
    name = "nothing-listens"
    severity = Severity.ERROR
    signs = (Cause.NOT_LISTENING,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /old/* «web:80»
            	reverse_proxy unix//run/web.sock
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "run:/run"]}
              web: {build: ., command: gunicorn --bind unix:/run/web.sock app.wsgi, volumes: ["run:/run"]}
            volumes: {run: }
            """,
            title="A socket that another route asks for, which stays",
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	reverse_proxy «one:8000»
            }
            two.example.com {
            	reverse_proxy /new/* «two:8003»
            	reverse_proxy «two:8001»
            }
            three.example.com {
            	reverse_proxy «three:8002»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              one: {image: example/one, command: uvicorn app:app --uds /run/app.sock}
              two: {image: example/two, command: ["gunicorn", "--bind=unix:/run/app.sock", "app:app"], expose: [8001]}
              three: {image: example/three, command: [daphne, -u, /run/app.sock, "app:app"]}
              spare: {image: example/spare, expose: [8000]}
            """,
            title="Servers that listen on socket files",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              one: {image: example/one, command: uvicorn app:app --host=0.0.0.0 --port=8000}
              two: {image: example/two, command: ["gunicorn", "--bind=0.0.0.0:8001", "app:app"], expose: [8001]}
              three: {image: example/three, command: [daphne, --bind=0.0.0.0, --port=8002, "app:app"]}
              spare: {image: example/spare, expose: [8000]}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «worker:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              worker: {build: ., command: celery -A app worker}
            """,
            title="A worker",
        ),
        Example(
            """
            --- Caddyfile
            sso.example.com {
            	reverse_proxy «keycloak:8080»
            }
            auth.example.com {
            	reverse_proxy «nameless:8080»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              keycloak:
                image: quay.io/keycloak/keycloak:26.0
                command: start
                environment: {KC_HOSTNAME: sso.example.com, KC_PROXY_HEADERS: xforwarded}
              nameless:
                image: quay.io/keycloak/keycloak
                command: ["start", "--http-enabled=true"]
            """,
            title="Keycloak that does not start",
            message="Keycloak does not start",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              keycloak:
                image: quay.io/keycloak/keycloak:26.0
                command: start
                environment: {KC_HOSTNAME: sso.example.com, KC_PROXY_HEADERS: xforwarded, KC_HTTP_ENABLED: "true"}
              nameless:
                image: quay.io/keycloak/keycloak
                command: ["start", "--http-enabled=true"]
                environment:
                  KC_HOSTNAME_STRICT: "false"
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* «listed:8000»
            	reverse_proxy /b/* «built:8000»
            	reverse_proxy /c/* «shell:8000»
            	reverse_proxy /d/* «script:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              listed:
                image: python:3.12
                command: ["uvicorn app:app --host 0.0.0.0"]
              built: {build: ./built, expose: [8000]}
              shell: {image: python:3.12, entrypoint: ["wait && exec uvicorn", app:app]}
              script: {build: ./script, entrypoint: ["python -m http.server"]}
            --- built/Dockerfile
            FROM python:3.12
            CMD [ "gunicorn  app:app --bind 0.0.0.0:8000" ]
            --- script/Dockerfile
            FROM example/base
            ENTRYPOINT ["/start.sh"]
            """,
            title="A command in one word, as which no program is known",
            message="its whole command is one word",
            severity=Severity.ERROR,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              listed:
                image: python:3.12
                command: ["uvicorn", "app:app", "--host", "0.0.0.0"]
              built: {build: ./built, expose: [8000]}
              shell: {image: python:3.12, entrypoint: ["wait && exec uvicorn", app:app]}
              script: {build: ./script, entrypoint: ["python", "-m", "http.server"]}
            --- built/Dockerfile
            FROM python:3.12
            CMD ["gunicorn", "app:app", "--bind", "0.0.0.0:8000"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            jobs.example.com {
            	reverse_proxy «worker:5555»
            }
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, command: gunicorn web.wsgi -b :8000}
              worker: {image: example/web, command: celery -A web worker}
            """,
            title="What listens on another port has its own route: it is not what is meant",
            message="which listens on nothing",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* taken:8000
            	reverse_proxy /b/* unknown:8000
            	reverse_proxy /c/* path:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              taken: {image: python:3.12, entrypoint: [sh, -c], command: ["uvicorn app:app --host 0.0.0.0"]}
              unknown: {image: example/web, command: ["uvicorn app:app --host 0.0.0.0"]}
              path: {image: python:3.12, command: ["/opt/my app/start"]}
            """,
            title="A command in one word that something takes apart, or that is the name of a program",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* plain:8080
            	reverse_proxy /b/* edge:8080
            	reverse_proxy /c/* secure:8080
            	reverse_proxy /d/* filed:8080
            	reverse_proxy /e/* old:8080
            	reverse_proxy /f/* dev:8080
            	reverse_proxy /g/* elsewhere:8080
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              plain:
                image: quay.io/keycloak/keycloak:26.0
                command: ["start", "--hostname-strict", "false"]
                environment: {KC_HTTP_ENABLED: "true", KC_PROXY_HEADERS: xforwarded}
              edge:
                image: quay.io/keycloak/keycloak:22.0
                command: start --hostname=a.example.com
                environment: {KC_PROXY: edge}
              secure:
                image: quay.io/keycloak/keycloak
                command: start
                environment: {KC_HTTPS_CERTIFICATE_FILE: /run/secrets/certificate}
              filed: {image: quay.io/keycloak/keycloak, command: start, volumes: ["./kc:/opt/keycloak/conf"]}
              old: {image: "quay.io/keycloak/keycloak:16.1.1", command: start}
              dev: {image: quay.io/keycloak/keycloak, command: start-dev}
              elsewhere: {image: quay.io/keycloak/keycloak, command: start, env_file: keycloak.env}
            """,
            title="Keycloak that starts, or may",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy worker:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              worker: {build: ., command: ./start-worker.sh}
            """,
            title="A script that nobody knows",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NOT_LISTENING):
            assert link.target is not None
            process = link.target.listening.process
            yield self.report(
                link.upstream.origin,
                f"{link.target.key} does not answer on {link.upstream.port}: {link.reason}",
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(process.origin, link.reason),) if process else (),
                fixes=open_port(link, deployment.links) or dial_candidate(link) or let_it_start(link),
            )
