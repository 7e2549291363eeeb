from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Rule,
    Severity,
    answering_port,
    dial_port,
    inner_port,
    is_mapped_alone,
    is_of_another_program,
    is_second_port,
    is_untold_beside_another,
    lead_to,
    mapped_port,
    narrow,
    open_further,
    take_variant,
)


class WrongUpstreamPort(Rule):
    """The port must be the one on which the process listens inside its container.

    Between containers nothing is published and nothing is translated: `ports: ["8081:80"]` makes port 80 of the
    container reachable as 8081 *of the host*. From Caddy's container the service is still at port 80, and 8081
    refuses the connection: 502.

    **What to do.** Use the right-hand number of `ports`, or the port in the command of the server. `ports` and
    `expose` are not needed for Caddy to reach a service.

    **When it is an error.** When the server's own command, environment or configuration says where it listens,
    when `EXPOSE` or `expose` name other ports and nothing names this one, when all that is told of the service is one
    mapping to another number on the host, as for a browser (`9080:8000`), or when the port is the host's side of a
    mapping and nothing says that the container uses it, too. It is a warning when only other published ports, a
    healthcheck or what is usual for the image speak against it; for information when Caddy dials that other port as
    well, since the container may have two, and when the image only declares the port of another program than runs.

    **The fix.** From the published port to the container's is safe: the mapping says what is meant. Any other
    port is a guess, so that fix is unsafe; a healthcheck that asks the old one follows. Where another variant of
    the image has the port (`rabbitmq:4-management` has 15672), the fix takes that; MinIO is given its console
    there; a port of the host that Caddy dials is led to the service's own; of a range of ports it leaves those that
    answer.

    Sources: Docker's documentation on published ports; measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB102"
    name = "wrong-upstream-port"
    severity = Severity.ERROR
    signs = (Cause.PUBLISHED_PORT, Cause.WRONG_PORT)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy dashy:«4000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              dashy: {image: example/dashy, ports: ["4000:80"]}
            """,
            title="The published port",
            message="4000 is its port on the host",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy dashy:80
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:«3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
            """,
            title="Another port than the server's",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, ports: ["9001:9001", "9002:9002"]}
            """,
            title="Only ports that are published speak against it",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            queues.example.com {
            	reverse_proxy queues:«15672»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              queues: {image: "rabbitmq:3.13-alpine", ports: ["5672:5672"]}
            """,
            title="A port that another variant of the image has",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              queues: {image: "rabbitmq:3.13-management-alpine", ports: ["5672:5672"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy echo:7000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              echo: {build: .}
            --- Dockerfile
            FROM golang:1.22
            WORKDIR /src
            COPY . .
            RUN go build -o /echo .
            EXPOSE 7000
            CMD ["/echo"]
            """,
            title="A program of its own at a place of its own, with the name of a tool",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /ws/* web:3001
            	reverse_proxy /metrics srv:8001
            	reverse_proxy web:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, environment: {PORT: 3000, WS_PORT: 3001}}
              srv: {image: example/srv, command: ["./srv", "--port", "8000", "--metrics-port", "8001"]}
            """,
            title="It is told of a second port, too",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /metrics web:9000
            	reverse_proxy /files/* files:8080
            	reverse_proxy /else/* other:1234
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"], ports: ["9000:9000"]}
              files: {image: example/files, ports: ["8080:80"], environment: {PORT: "${FILES_PORT}"}}
              other: {image: example/other}
            """,
            title="Several listeners, a variable that nobody gave, nothing known",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy page:5000
            	reverse_proxy /dev/* dev:3000
            	reverse_proxy /api/* api:9000
            	reverse_proxy /sites/* sites:8080
            	reverse_proxy /bare/* bare:8080
            	reverse_proxy /own/* own:8080
            	reverse_proxy /php/* php:8080
            	reverse_proxy /named/* named:8081
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              page: {build: ./page, command: serve -s build}
              dev: {build: ., command: npm run dev}
              api: {build: ., command: fastapi run main.py, environment: {PORT: 9000}}
              sites: {image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf", "./sites:/etc/nginx/sites-enabled"]}
              bare: {image: nginx, volumes: ["./bare.conf:/etc/nginx/nginx.conf"]}
              own: {build: ., command: node server.js, expose: [3000]}
              php: {image: dunglas/frankenphp, environment: {SERVER_NAME: ":8080"}}
              named: {image: dunglas/frankenphp, environment: {SERVER_NAME: "app.test:8081"}}
            --- page/Dockerfile
            FROM node:16
            RUN npm install -g serve@13
            --- Dockerfile
            FROM node:20
            WORKDIR /app
            COPY . .
            --- package.json
            {"scripts": {"dev": "vite --host"}, "devDependencies": {"vite": "^2.9.0"}}
            --- server.js
            require("http").createServer(answer).listen(8080)
            --- nginx.conf
            http { include mime.types; include sites-enabled/*; }
            --- sites/one
            server { listen 8080; }
            --- bare.conf
            http { include /etc/nginx/vhosts/*; server { listen 80; } }
            """,
            title="A default of earlier releases, a port that some take from a variable, servers of files",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for cause in (Cause.PUBLISHED_PORT, Cause.WRONG_PORT):
            for link in deployment.failing(cause):
                second = is_second_port(link, deployment.links)
                another = is_of_another_program(link)
                guess = not second and not another and not is_untold_beside_another(link, deployment.links)
                yield self._diagnostic(
                    link,
                    Severity.INFO if second or another else link.severity,
                    _fixes(link, deployment.links) if guess else (),
                )

    def _diagnostic(self, link: Link, severity: Severity, fixes: tuple[Fix, ...]) -> Diagnostic:
        upstream = link.upstream
        target = link.target
        assert target is not None
        answers = "does not answer" if link.certain else "may not answer"
        return self.report(
            upstream.port_origin or upstream.origin,
            f"{target.key} {answers} on {upstream.port}: {_why(link, severity)}",
            severity=severity,
            key=(link.front.name, upstream.text),
            related=(Label(link.listener.origin, link.listener.text),) if link.listener else (),
            fixes=fixes,
        )


def _why(link: Link, severity: Severity) -> str:
    port, inside = link.upstream.port, inner_port(link)
    if is_of_another_program(link):
        return f"nothing tells of {port}; {link.reason}, of another program than it runs"
    if severity is Severity.INFO:
        return f"{link.reason}, which Caddy dials, too, and nothing tells of {port}"
    if link.cause is Cause.PUBLISHED_PORT:
        return f"{port} is its port on the host; {link.reason}"
    assert link.target is not None
    assert isinstance(port, int)
    declared = next(iter(link.target.listening.at(inside or port)), None)
    told = link.reason if inside is None else f"{port} leads to its {inside}; {link.reason}"
    if declared is not None:
        return f"{told}; only {declared.text}"
    return f"nothing {'listens on' if link.certain else 'tells of'} {inside or port}; {told}"


def _fixes(link: Link, links: tuple[Link, ...]) -> tuple[Fix, ...]:
    mapped = mapped_port(link)
    if link.cause is Cause.PUBLISHED_PORT and link.certain and mapped is not None:
        doubted = is_mapped_alone(link, mapped)
        return dial_port(link, mapped, Applicability.UNSAFE if doubted else Applicability.SAFE)
    if better := narrow(link, links) or take_variant(link) or open_further(link, links) or lead_to(link):
        return better
    port = answering_port(link)
    return () if port is None else dial_port(link, port, Applicability.UNSAFE, checked=True)
