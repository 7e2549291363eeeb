from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Lacking,
    Rule,
    Severity,
    lacking,
)


class HealthcheckToolMissing(Rule):
    """The program of a healthcheck must be in the image.

    A healthcheck runs inside the container. `curl` is in none of the small images: not in Alpine's, not in the `slim`
    ones, not in Caddy's before 2.11. The check then fails every time, the container is `unhealthy` though it works, and
    what waits for it with `condition: service_healthy` never starts: often that is Caddy.

    **What to do.** Use what the image has: `wget -q --spider URL` on Alpine, a line of Python or Node in
    theirs, or install the program in the Dockerfile. Where an image has `bash` alone, that can try the port.

    **When it is reported.** For images whose contents are known, built on or used as they are, and programs that
    nothing in the Dockerfile may install, or that are called otherwise there (`mariadb-admin`). Unknown ones are not.

    **The fix.** Puts `wget` in place of `curl -f` where the image has it, else a line of Python or Node, or `ollama
    list`, in place of a program that only asks for an address. It is unsafe: they differ in what they accept.

    Sources: the Dockerfiles of the official images; the Compose specification on `depends_on`.
    """

    id = "TB801"
    name = "healthcheck-tool-missing"
    severity = Severity.WARNING
    signs = ("healthcheck",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              logs:
                image: amir20/dozzle
                healthcheck:
                  test: ["CMD", "«wget»", "-q", "--spider", "http://localhost:8080"]
            """,
            title="An application whose image has nothing else in it",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: python:3.12-slim
                healthcheck:
                  test: ["CMD", "«curl»", "-f", "http://127.0.0.1/"]
              caddy:
                image: caddy:2.10
                depends_on:
                  web: {condition: service_healthy}
                healthcheck:
                  test: «curl» -f http://127.0.0.1:2019/config/ || exit 1
            """,
            title="curl in a slim image, and in an older one of Caddy",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: python:3.12-slim
                healthcheck:
                  test: ["CMD", "python", "-c", "import sys, urllib.request as r; r.urlopen(sys.argv[1])", "http://127.0.0.1/"]
              caddy:
                image: caddy:2.10
                depends_on:
                  web: {condition: service_healthy}
                healthcheck:
                  test: wget -qO/dev/null http://127.0.0.1:2019/config/ || exit 1
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM node:22-alpine AS build
            RUN apk add --no-cache curl
            FROM node:22-alpine
            COPY --from=build /app /app
            RUN apk add --no-cache tini
            HEALTHCHECK --interval=10s CMD ["«curl»", "-fsS", "http://127.0.0.1:3000/"]
            --- compose.yaml
            services:
              web:
                build: .
              api:
                build: {dockerfile_inline: "FROM gcr.io/distroless/static-debian12\\nCOPY app /app"}
                healthcheck: {test: «/app --check», interval: 5s}
            """,
            title="It is in another stage only; and there is no shell",
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM node:22-alpine AS build
            RUN apk add --no-cache curl
            FROM node:22-alpine
            COPY --from=build /app /app
            RUN apk add --no-cache tini
            HEALTHCHECK --interval=10s CMD ["wget", "-qO/dev/null", "http://127.0.0.1:3000/"]
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM debian:12-slim
            RUN apt-get update && apt-get install -y libpq5 ca-certificates
            RUN chmod +x /entrypoint.sh && useradd -s /bin/bash app
            COPY --from=build /build/bin/app /usr/local/bin/
            --- compose.yaml
            services:
              web:
                build: .
                healthcheck:
                  test: ["CMD", "bash", "-c", "exec «wget» -q http://127.0.0.1:8000/ | grep ok"]
              old:
                image: example/old
                depends_on: {web: {condition: service_healthy, required: false}}
            """,
            title="wget in Debian's",
            message="old waits for it",
        ),
        Example(
            """
            --- compose.yaml
            services:
              vectors:
                image: qdrant/qdrant:v1.12.0
                healthcheck: {test: ["CMD", "«curl»", "-f", "http://127.0.0.1:6333/healthz"]}
              store:
                image: surrealdb/surrealdb:v2
                healthcheck: {test: ["CMD", "«curl»", "-f", "http://127.0.0.1:8000/health"]}
              ai:
                image: example/ai
                depends_on: {vectors: {condition: service_healthy}, store: {condition: service_healthy}}
            """,
            title="Databases that bring nothing to ask with",
            message="ai waits for it",
        ),
        Example(
            """
            --- Dockerfile
            FROM node:22-slim
            HEALTHCHECK CMD «curl» -s --fail http://127.0.0.1/
            --- compose.yaml
            services:
              web: {build: .}
              api:
                image: python:3.12-slim
                healthcheck:
                  test:
                    - CMD
                    - «wget»
                    - --spider
                    - http://127.0.0.1:8000/
              quoted:
                image: python:3.12-slim
                healthcheck:
                  test: "«wget» -qO- http://127.0.0.1/"
              old: {image: node:16-slim, healthcheck: {test: «curl» -f http://127.0.0.1:3000/}}
              more: {image: node:22-slim, healthcheck: {test: «curl» -f --retry 3 http://127.0.0.1:3000/}}
            """,
            title="Python or Node can ask",
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM node:22-slim
            HEALTHCHECK CMD node -e "fetch(process.argv[1]).then(r => process.exit(r.ok ? 0 : 1))" http://127.0.0.1/
            --- compose.yaml
            services:
              web: {build: .}
              api:
                image: python:3.12-slim
                healthcheck:
                  test:
                    - CMD
                    - "python"
                    - "-c"
                    - "import sys, urllib.request as r; r.urlopen(sys.argv[1])"
                    - http://127.0.0.1:8000/
              quoted:
                image: python:3.12-slim
                healthcheck:
                  test: "python -c 'import sys, urllib.request as r; r.urlopen(sys.argv[1])' http://127.0.0.1/"
              old: {image: node:16-slim, healthcheck: {test: curl -f http://127.0.0.1:3000/}}
              more: {image: node:22-slim, healthcheck: {test: curl -f --retry 3 http://127.0.0.1:3000/}}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Dockerfile
            FROM python:3.12-slim
            RUN apt-get update && apt-get install -y --no-install-recommends curl
            HEALTHCHECK CMD curl -f http://127.0.0.1:8000/
            --- node/Dockerfile
            FROM node:22-slim
            COPY --from=busybox:1 /bin/wget /usr/local/bin/wget
            --- whole/Dockerfile
            FROM alpine:3
            COPY --from=tools /tools/bin/ /usr/local/bin/
            --- script/Dockerfile
            FROM alpine:3
            RUN chmod +x setup.sh && ./setup.sh
            --- more/Dockerfile
            FROM debian:12
            RUN apt-get update && apt-get install -y chromium
            --- list/Dockerfile
            FROM alpine:3
            ARG PACKAGES
            RUN apk add --no-cache $PACKAGES
            --- names/Dockerfile
            FROM debian:12
            RUN apt install -y --no-install-recommends $NAMES
            --- target/Dockerfile
            FROM alpine:3
            COPY --from=tools /tools $WHERE/
            --- compose.yaml
            services:
              web: {build: .}
              node: {build: ./node, healthcheck: {test: ["CMD", "wget", "http://127.0.0.1:3000"]}}
              more: {build: ./more, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              whole: {build: ./whole, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              script: {build: ./script, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              list: {build: ./list, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              names: {build: ./names, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              target: {build: ./target, healthcheck: {test: curl -f http://127.0.0.1:3000}}
              gone: {build: ./gone, healthcheck: {test: curl -f http://127.0.0.1:3000}}
            """,
            title="Something in the Dockerfile may bring it",
        ),
        Example(
            """
            --- compose.yaml
            services:
              vectors: {image: qdrant/qdrant, healthcheck: {test: "bash -c ': > /dev/tcp/127.0.0.1/6333' || exit 1"}}
              store: {image: "surrealdb/surrealdb:v2", healthcheck: {test: [CMD, /surreal, is-ready]}}
              tools: {image: "surrealdb/surrealdb:v2-dev", healthcheck: {test: curl -f http://127.0.0.1:8000/health}}
              full: {image: "python:3.12", healthcheck: {test: ["CMD", "curl", "-f", "http://127.0.0.1:8000"]}}
              front: {image: "nginx:1.27", healthcheck: {test: timeout 5 curl -f http://127.0.0.1}}
              caddy: {image: "caddy:2", healthcheck: {test: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1"]}}
              ours: {image: example/ours, healthcheck: {test: curl -f http://127.0.0.1}}
              either: {image: "alpine:3", healthcheck: {test: "curl -f http://127.0.0.1 || wget -q http://127.0.0.1"}}
              sure: {image: "alpine:3", healthcheck: {test: "curl -f http://127.0.0.1; true"}}
              given: {image: "alpine:3", healthcheck: {test: "${CHECK}"}}
              word: {image: "alpine:3", healthcheck: {test: ["CMD", "${TOOL}", "x"]}}
              mounted:
                image: alpine:3
                volumes: ["./tools:/usr/local/bin"]
                healthcheck: {test: curl -f http://127.0.0.1}
              off: {image: "alpine:3", healthcheck: {disable: true, test: curl -f http://127.0.0.1}}
              none: {image: "alpine:3", healthcheck: {test: [NONE]}}
              idle: {image: "alpine:3", profiles: [idle], healthcheck: {test: curl -f http://127.0.0.1}}
              often: {image: "alpine:3", healthcheck: {interval: 5s}}
              empty: {image: "alpine:3", healthcheck: {test: "TOOL=curl"}}
            """,
            title="The image has it, is not known, or the check does not depend on it",
        ),
        Example(
            """
            --- Dockerfile
            FROM node:22-alpine
            HEALTHCHECK NONE
            --- compose.yaml
            services:
              web: {build: ., healthcheck: {interval: 5s}}
            """,
            title="No check at all",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in lacking(deployment.members, deployment.files):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Lacking) -> Diagnostic:
        waiting = found.check.waiting
        names = " and ".join(member.name for member, _ in waiting)
        what = "there is no shell" if found.program == "sh" else f"there is no {found.program}"
        name, edits = found.fix()
        return self.report(
            found.origin,
            f"{what} in {found.image}: {found.check.member.name} never gets healthy"
            + (f", and {names} {'waits' if len(waiting) == 1 else 'wait'} for it" if names else ""),
            key=(found.check.member.key, found.program),
            help=found.help,
            related=tuple(Label(dependency.origin, f"{member.name} waits") for member, dependency in waiting),
            fixes=(Fix(f"ask with {name}", Applicability.UNSAFE, edits),) if edits else (),
        )
