from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    FirstAddress,
    Fix,
    Label,
    Rule,
    Severity,
    first_address,
)


class HealthcheckLocalhost(Rule):
    """A healthcheck must ask the address on which the server listens.

    `localhost` has two addresses in a container: `::1` and `127.0.0.1`. The `wget` of Alpine (that is
    BusyBox) asks the first
    one, `::1`, and gives up. A server that listens on `0.0.0.0` has no IPv6 address: the check fails for
    ever while the site works, and what waits for it never starts.

    **What to do.** Write `127.0.0.1` in the check.

    **When it is reported.** For `wget` in images that rest on Alpine or BusyBox, when the server's own command,
    variables or configuration say that it takes the port over IPv4 alone: `0.0.0.0`, or nginx with a `listen 80` and no
    `listen [::]:80`. `curl` asks both addresses.

    **The fix.** Writes `127.0.0.1`. It is safe: the server listens there.

    Sources: BusyBox's `wget`; Docker's `/etc/hosts`; nginx's manual of `listen`.
    """

    id = "TB802"
    name = "healthcheck-localhost"
    severity = Severity.WARNING
    signs = ("healthcheck",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: {dockerfile_inline: "FROM python:3.12-alpine\\nRUN pip install gunicorn"}
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck:
                  test: ["CMD", "wget", "-q", "--spider", "http://«localhost»:8000/health"]
            """,
            title="gunicorn on 0.0.0.0",
            message="0.0.0.0",
            fixed="""
            --- compose.yaml
            services:
              web:
                build: {dockerfile_inline: "FROM python:3.12-alpine\\nRUN pip install gunicorn"}
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck:
                  test: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1:8000/health"]
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM nginx:1.27-alpine
            COPY default.conf /etc/nginx/conf.d/default.conf
            HEALTHCHECK CMD wget -q --spider http://«localhost»/ || exit 1
            --- default.conf
            server {
                listen 80;
            }
            --- compose.yaml
            services:
              web: {build: .}
            """,
            title="nginx without a line for IPv6",
            fixed="""
            --- Dockerfile
            FROM nginx:1.27-alpine
            COPY default.conf /etc/nginx/conf.d/default.conf
            HEALTHCHECK CMD wget -q --spider http://127.0.0.1/ || exit 1
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: node:22-alpine
                command: next start -H 0.0.0.0
                healthcheck:
                  test: wget -q -O- "http://«localhost»:3000/api" | grep ok
              same:
                image: node:22-alpine
                command: next start -H 0.0.0.0
                environment: {URL: "http://localhost:3000/"}
                healthcheck:
                  test: [CMD-SHELL, 'wget -q "http://«localhost»:3000/?at=localhost"']
            """,
            title="In quotes of the shell, and said twice",
            fixed="""
            --- compose.yaml
            services:
              web:
                image: node:22-alpine
                command: next start -H 0.0.0.0
                healthcheck:
                  test: wget -q -O- "http://127.0.0.1:3000/api" | grep ok
              same:
                image: node:22-alpine
                command: next start -H 0.0.0.0
                environment: {URL: "http://localhost:3000/"}
                healthcheck:
                  test: [CMD-SHELL, 'wget -q "http://127.0.0.1:3000/?at=localhost"']
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: ., healthcheck: {test: "wget -qO- http://«localhost»:3000/"}}
            --- Dockerfile
            FROM node:22-alpine
            WORKDIR /app
            COPY . .
            CMD ["node", "server.js"]
            --- server.js
            const app = require("express")();
            app.listen(3000, "0.0.0.0");
            """,
            title="As its program says",
            message="web listens on 0.0.0.0 alone",
            fixed="""
            --- compose.yaml
            services:
              web: {build: ., healthcheck: {test: "wget -qO- http://127.0.0.1:3000/"}}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              curl: {image: "nginx:1.27-alpine", healthcheck: {test: curl -f http://localhost/}}
              image: {image: "nginx:1.27-alpine", healthcheck: {test: wget -q --spider http://localhost/}}
              node:
                image: node:22-alpine
                command: node server.js
                environment: {PORT: 3000}
                healthcheck: {test: wget -q --spider http://localhost:3000/}
              slim:
                build: {dockerfile_inline: "FROM python:3.12\\n"}
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck: {test: wget -q --spider http://localhost:8000/}
              gnu:
                build: {dockerfile_inline: "FROM python:3.12-alpine\\nRUN apk add wget"}
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck: {test: wget -q --spider http://localhost:8000/}
              other:
                image: python:3.12-alpine
                command: gunicorn app.wsgi --bind 0.0.0.0:8000
                healthcheck: {test: "wget -q --spider http://127.0.0.1:8000/ $URL"}
            """,
            title="Another tool, another address, a server that may take IPv6",
        ),
        Example(
            """
            --- compose.yaml
            services:
              data:
                build: {dockerfile_inline: "FROM alpine:3\\nCOPY pocketbase /pb/"}
                command: /pb/pocketbase serve --http=0.0.0.0:8090
                healthcheck: {test: wget -q --spider http://localhost:8090/api/health}
            """,
            title="A server of Go, which takes IPv6 with 0.0.0.0 as well",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: nginx:1.27-alpine
                volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"]
                healthcheck: {test: wget -q --spider http://localhost/}
            --- site.conf
            server {
                listen 80;
                listen [::]:80;
            }
            """,
            title="nginx with a line for IPv6",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in first_address(deployment.members, deployment.files):
            yield self._diagnostic(found)

    def _diagnostic(self, found: FirstAddress) -> Diagnostic:
        edit = found.edit()
        server = found.listener.server or found.check.member.name
        return self.report(
            found.origin,
            f"wget of this image asks ::1 for localhost, and {server} listens on 0.0.0.0 alone: "
            f"{found.check.member.name} never gets healthy",
            key=(found.check.member.key, str(found.listener.port)),
            related=(Label(found.listener.origin, found.listener.text),),
            fixes=(Fix("ask 127.0.0.1", Applicability.SAFE, (edit,)),) if edit else (),
        )
