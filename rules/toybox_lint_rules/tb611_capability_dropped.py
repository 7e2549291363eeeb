from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Forbidden,
    Rule,
    Severity,
    forbidden,
)


class CapabilityDropped(Rule):
    """The official image needs the capability NET_BIND_SERVICE.

    The program in the official image is marked with it. Where the container may not have it, the kernel does not
    run the program at all: `exec /usr/bin/caddy: operation not permitted`, whatever the ports and whoever the user.

    **What to do.** Give it back:

        cap_drop: [ALL]
        cap_add: [NET_BIND_SERVICE]

    **When it is an error.** When the service runs the official image (from 2.7 on, where its tag has a version), or one
    that a Dockerfile makes of it without another program, and drops the capability, or all of them, without adding it
    again. A program that is mounted in its place, or copied as xcaddy built it, is not marked.

    **The fix.** Adds the capability.

    Sources: the Dockerfile of the official image; capabilities(7); measured with Caddy 2.11.7 marked as in the
    image.
    """

    id = "TB611"
    name = "capability-dropped"
    severity = Severity.ERROR
    signs = ("cap_drop",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                cap_drop: «[ALL]»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- Caddyfile
            :80 {
            	respond hello
            }
            """,
            title="All of them are dropped",
            message="cannot be executed",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                cap_drop: [ALL]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                cap_add:
                  - NET_BIND_SERVICE
            """,
        ),
        Example(
            """
            --- compose.yaml
            x-hardened: &hardened
              cap_drop: [ALL]
              cap_add: &added [CHOWN]
            services:
              «caddy»:
                <<: *hardened
                cap_add: *added
                image: docker.io/library/caddy:2.8-alpine
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            --- Caddyfile
            :80 {
            	respond hello
            }
            """,
            title="Dropped for several services at once: nothing is edited",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                user: "999:987"
                cap_drop: «[ALL]»
            --- Dockerfile
            FROM node:22 AS builder
            RUN npm run build
            FROM caddy:2-alpine
            COPY --from=builder /src/dist /app
            COPY Caddyfile /etc/caddy/Caddyfile
            --- Caddyfile
            :8080 {
            	root * /app
            	file_server
            }
            """,
            title="In an image that is made of it",
            fixed="""
            --- compose.yaml
            services:
              web:
                build: .
                user: "999:987"
                cap_drop: [ALL]
                cap_add:
                  - NET_BIND_SERVICE
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                cap_drop: [all]
                cap_add: [CAP_NET_BIND_SERVICE]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              privileged:
                image: caddy:2
                privileged: true
                cap_drop: [ALL]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              old: {image: "caddy:2.4", cap_drop: [ALL], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              own: {image: example/caddy, cap_drop: [ALL], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              some: {image: caddy:2, cap_drop: [NET_RAW], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Caddyfile
            :80 {
            	respond hello
            }
            """,
            title="Added again, privileged, before 2.7, an image of one's own, another capability",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              one: {image: caddy:2, cap_drop: [ALL], volumes: [".:/etc/caddy", "./caddy:/usr/bin/caddy"]}
              two:
                image: caddy:2
                cap_drop: [ALL]
                command: /opt/caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./caddy:/opt/caddy"]
            """,
            title="A program of one's own, which is not marked",
        ),
        Example(
            """
            --- compose.yaml
            services:
              built: {build: {context: ., target: built}, cap_drop: [ALL]}
              again: {build: {context: ., target: again}, cap_drop: [ALL]}
              script: {build: {context: ., target: script}, cap_drop: [ALL]}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/cloudflare
            FROM caddy:2 AS built
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            COPY Caddyfile /etc/caddy/Caddyfile
            FROM caddy:2 AS again
            RUN cp /usr/bin/caddy /tmp/caddy && mv /tmp/caddy /usr/bin/caddy
            COPY Caddyfile /etc/caddy/Caddyfile
            FROM caddy:2 AS script
            COPY Caddyfile /etc/caddy/Caddyfile
            CMD ["/start.sh"]
            --- Caddyfile
            :8080 {
            	respond hello
            }
            """,
            title="Built by xcaddy, copied once more, or started by a script",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in forbidden(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Forbidden) -> Diagnostic:
        title = "give NET_BIND_SERVICE back"
        return self.report(
            found.origin,
            f"without the capability NET_BIND_SERVICE the program of {found.member.name} cannot be executed",
            key=(found.member.key,),
            fixes=(Fix(title, Applicability.SAFE, found.edits),) if found.edits else (),
        )
