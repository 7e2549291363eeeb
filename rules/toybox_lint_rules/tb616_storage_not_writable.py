from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Rule,
    Severity,
    Unstored,
    unstored,
)


class StorageNotWritable(Rule):
    """Caddy must be able to write where it keeps its certificates.

    In the official image `/data` belongs to root, and so does a new volume there. With `user: 1000:1000`, or in a
    container that is `read_only`, Caddy cannot keep a certificate. It asks no authority for one then, and every
    connection in HTTPS fails; for `localhost` and `tls internal`, whose authority it keeps there as well, it does not
    even start: "saving root certificate: permission denied".

    **What to do.** Leave out `user`: the program of the official image needs no more than root without capabilities. Or
    give the volumes to the user once:
    `docker compose run --rm --user root --entrypoint chown caddy -R 1000:1000 /data /config`. Where the container is
    `read_only`, mount a volume at `/data`, and in no case with `:ro`.

    **When it is an error.** For the official image as it is, when nothing is mounted at `/data`, or where
    `storage file_system` or `XDG_DATA_HOME` says. With a volume that nobody else mounts it is a warning: somebody may
    have given it to the user. Of folders of the host, external volumes and others nothing is known, nor is anything
    said of sites that need no certificate or bring theirs.

    Sources: the Dockerfile of the official image; Docker's documentation of volumes and of `read_only`;
    caddyserver/caddy-docker#104 and #287; measured with Caddy 2.11.7.
    """

    id = "TB616"
    name = "storage-not-writable"
    severity = Severity.ERROR
    signs = (" user:", "{user:", 'user":', "\nuser ", "read_only", "/data:ro")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                user: «1000:1000»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data", "caddy_config:/config"]
              web: {image: example/web, expose: [8000]}
            volumes: {caddy_data: {}, caddy_config: {}}
            """,
            title="Another user, and a volume as the image has it",
            message="it gets no certificate",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            localhost {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                user: «www-data»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="No volume, and the authority of Caddy itself",
            message="does not start",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            app.localhost {
            	tls internal
            	respond hello
            }
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                read_only: «true»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="A container in which nothing is written",
            message="read_only",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            x-safe: &safe
              user: "1000"
            services:
              «caddy»:
                <<: *safe
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "/data"]
            """,
            title="Merged from elsewhere, with a volume that has no name",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              root:
                image: caddy:2
                ports: ["8001:80", "9001:443"]
                user: "0:0"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              unknown:
                image: caddy:2
                ports: ["8002:80", "9002:443"]
                user: "${UID}:${GID}"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              bound:
                image: caddy:2
                ports: ["8003:80", "9003:443"]
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./data:/data"]
              given:
                ports: ["8004:80", "9004:443"]
                image: caddy:2
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "given:/data"]
              init: {image: busybox, command: chown -R 1000 /data, volumes: ["given:/data"]}
              external:
                ports: ["8005:80", "9005:443"]
                image: caddy:2
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "external:/data"]
              other:
                image: example/caddy
                ports: ["8006:80", "9006:443"]
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              scratch:
                image: caddy:2
                ports: ["8007:80", "9007:443"]
                user: "1000"
                tmpfs: /data
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              listed:
                ports: ["8008:80", "9008:443"]
                image: caddy:2
                read_only: true
                tmpfs: [/tmp, "/data:mode=1777"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              kept:
                image: caddy:2
                ports: ["8009:80", "9009:443"]
                read_only: true
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "kept:/data"]
              below:
                ports: ["8010:80", "9010:443"]
                image: caddy:2
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./certificates:/data/caddy"]
              somewhere:
                ports: ["8011:80", "9011:443"]
                image: caddy:2
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./x:${PLACE}"]
            volumes: {given: {}, external: {external: true}, kept: {}}
            """,
            title="Root, folders and volumes of others, memory, other images",
        ),
        Example(
            """
            --- Caddyfile
            {
            	storage redis
            }
            http://example.com, :80 {
            	respond hello
            }
            localhost {
            	tls /certificate.pem /key.pem
            	respond hello
            }
            --- other/Caddyfile
            http://example.com {
            	respond hello
            }
            localhost {
            	tls /certificate.pem /key.pem
            	respond hello
            }
            db.internal {
            	respond hello
            }
            --- compose.yaml
            services:
              elsewhere:
                image: caddy:2
                ports: ["8012:80", "9012:443"]
                user: "1000"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              plain:
                image: caddy:2
                ports: ["8013:80", "9013:443"]
                user: "1000"
                volumes: ["./other:/etc/caddy"]
            """,
            title="Kept elsewhere, no certificate, or one of one's own",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unstored(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unstored) -> Diagnostic:
        name, path = found.member.name, found.path
        reason = (
            f"{path}, which is root's"
            if found.user
            else f"{path}, which is mounted to be read only"
            if found.mount
            else f"{path}, as it is read_only and nothing is mounted there"
        )
        then = "does not start" if found.ends else f"gets no certificate for {found.name.host}"
        way = f"docker compose run --rm --user root --entrypoint chown {name} -R {found.user} {path}"
        return self.report(
            found.origin,
            f"{name} cannot write in {reason}: it {then}",
            severity=Severity.WARNING if found.mount else Severity.ERROR,
            key=(found.member.key, path),
            help=f"leave the user out, or give the volume to it: {way}"
            if found.user
            else f"mount {path} without ro"
            if found.mount
            else f"mount a volume at {path}",
        )
