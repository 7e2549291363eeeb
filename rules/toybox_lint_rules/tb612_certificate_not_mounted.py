import posixpath
from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    Unmounted,
    mount_folder,
    unmounted,
)


class CertificateNotMounted(Rule):
    """The files of certificates that a Caddyfile names must be in Caddy's container.

    Caddy reads certificates of one's own when it starts: those of `tls CERTIFICATE KEY` and `tls_client_auth`, and
    those of authorities (`ca_root`, `acme_ca_root`, `trust_pool file`, `tls_trust_pool file` and their like). Where one
    of the files is not there, it ends, and every site of the Caddyfile with it: a new container restarts in a loop, a
    reload fails.

    **What to do.** Mount the folder that holds them:

        volumes:
          - ./certs:/certs:ro

    or leave out the files: then Caddy gets certificates by itself.

    **When it is an error.** When the service runs the official image, or one that a Dockerfile makes of it, with its
    own command, no mount, secret or config holds the path, and no step of the build may put it there. A volume, or a
    folder of the host in which the file is not shown, may have it: private keys are not in repositories. Nothing is
    said of another image, and of paths that a variable gives.

    **The fix.** Mounts the folder of that name beside the compose file, where the file is in it. It is unsafe: there
    may be more in it than Caddy should have.

    Sources: Caddy's documentation of `tls`, `reverse_proxy` and the global options; measured with Caddy 2.11.7.
    """

    id = "TB612"
    name = "certificate-not-mounted"
    severity = Severity.ERROR
    signs = ("tls", "acme_ca_root")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	tls {
            		client_auth {
            			mode require_and_verify
            			trust_pool file «/etc/ssl/clients/ca.pem»
            		}
            	}
            	reverse_proxy https://app:8443 {
            		transport http {
            			tls_trust_pool file /etc/ssl/internal/ca.crt
            			tls_client_auth «/certs/caddy.pem» /certs/caddy.key
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./ca.crt:/etc/ssl/internal/ca.crt"]
              app: {image: example/app}
            """,
            title="The authority of clients, and the certificate of Caddy itself",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	tls «/etc/caddy/certs/cert.pem» /etc/caddy/certs/key.pem
            }
            --- compose.yaml
            services:
              caddy: {build: .}
            --- Dockerfile
            FROM node:22 AS pages
            RUN npm ci && npm run build
            FROM caddy:2-alpine
            COPY --from=pages /app/dist /srv
            COPY Caddyfile /etc/caddy/Caddyfile
            RUN apk add --no-cache tzdata
            """,
            title="An image made of Caddy's",
        ),
        Example(
            """
            --- Caddyfile
            (own) {
            	tls «/certs/site.pem» /certs/site.key
            }
            example.com {
            	import own
            	respond hello
            }
            www.example.com {
            	import own
            	redir https://example.com{uri}
            }
            other.example.com {
            	tls /etc/caddy/other.pem «/keys/other.key»
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./other.pem:/etc/caddy/other.pem"]
                # - ./certs:/certs:ro
            """,
            title="The mount is left out",
            message="into the container of caddy: Caddy does not start",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	tls «/etc/certs/site.pem» /etc/certs/site.key
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
            --- certs/site.pem
            as good as any
            """,
            title="The folder is beside the compose file",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./certs:/etc/certs:ro
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	tls /certs/a.pem /certs/a.key
            }
            --- compose.yaml
            services:
              copied: {build: {context: ., target: copied}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              below: {build: {context: ., target: below}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              signed: {build: {context: ., target: signed}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              moved: {build: {context: ., target: moved}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              started: {build: {context: ., target: started}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              mounted: {build: ./gone, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Dockerfile
            FROM caddy:2 AS copied
            COPY secret /certs
            FROM caddy:2 AS below
            COPY --from=example/certs / /
            FROM caddy:2 AS signed
            RUN openssl req -x509 -newkey rsa -out a.pem -keyout a.key
            FROM caddy:2 AS moved
            RUN mv /tmp/here /certs/a.pem
            FROM caddy:2 AS started
            CMD ["/start.sh"]
            """,
            title="What a step of the build puts there",
        ),
        Example(
            """
            --- Caddyfile
            a.example.com {
            	tls /certs/a.pem /run/secrets/key
            }
            b.example.com {
            	tls /data/b.pem /shared/b.key
            }
            c.example.com {
            	tls {$CERTIFICATE} {$KEY}
            }
            d.example.com {
            	tls internal
            }
            e.example.com {
            	tls certificate.pem key.pem
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: [CERTIFICATE, KEY]
                secrets: [key]
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./certs:/certs:ro
                  - data:/data
                  - ${SHARED}:/shared
            volumes: {data: {}}
            secrets: {key: {file: key.pem}}
            """,
            title="A folder, a secret, a volume, what a variable decides",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	tls /certs/a.pem /certs/a.key
            }
            --- compose.yaml
            services:
              made: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              script:
                image: caddy:2
                command: sh -c "make-certificates && caddy run --config /etc/caddy/Caddyfile"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              beside: {image: caddy:2, volumes_from: [made], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Dockerfile
            FROM caddy:2
            RUN make-certificates
            """,
            title="What an image or a script makes",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unmounted(deployment):
            yield self._diagnostic(found, mount_folder(found.member, found.path, deployment.files))

    def _diagnostic(self, found: Unmounted, fixes: tuple[Fix, ...]) -> Diagnostic:
        folder = posixpath.dirname(found.path)
        return self.report(
            found.word.origin,
            f"nothing puts {found.path} into the container of {found.member.name}: Caddy does not start",
            key=(found.member.key, found.path),
            help=f"mount the file at {found.path}: {folder} has the image's own"
            if folder == _OF_THE_IMAGE
            else f"mount the folder that holds it at {folder}",
            related=(Label(found.member.origin, "Caddy's container"),),
            fixes=() if folder == _OF_THE_IMAGE else fixes,
        )


# What is mounted there hides the certificates of authorities.
_OF_THE_IMAGE = "/etc/ssl/certs"
