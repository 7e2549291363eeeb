from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    Unkept,
    unkept,
)


class CertificatesNotKept(Rule):
    """Caddy's certificates must outlive its container.

    Caddy keeps its certificates, its keys and its account in `/data`. Without a volume there every new container
    asks for all of them again. The authority allows five equal certificates a week: after a few deploys it refuses,
    and the site has none for days.

    **What to do.** Mount a named volume at `/data`.

    **When it is reported.** When the service runs the official image or one that is built on it, a site has a
    public name and its certificate comes from the internet, requests can get in from outside, and nothing is
    mounted at `/data`, or at the folder that `storage file_system` names. Not where the option `storage` keeps them
    in another way. A name that a variable holds counts where the Caddyfile says to whom the authority writes (`email`,
    `tls you@example.com`) and 443 is published.

    **The fix.** Mounts the volume `caddy_data` and declares it. What is mounted at `/root/.caddy`, where Caddy 1 kept
    them, is mounted at `/data`.

    Sources: the Dockerfile of the official image; Caddy's documentation of automatic HTTPS and of the data folder;
    the rate limits of Let's Encrypt.
    """

    id = "TB601"
    name = "certificates-not-kept"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            shop.example.com, http://shop.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                ports:
                  - "80:80"
                  - "443:443"
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - caddy_config:/config
              web: {image: example/web}

            volumes:
              caddy_config:
            """,
            title="Only the configuration has a volume",
            message="shop.example.com",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports:
                  - "80:80"
                  - "443:443"
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - caddy_config:/config
                  - caddy_data:/data
              web: {image: example/web}

            volumes:
              caddy_config:
              caddy_data:
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                network_mode: host
                volumes:
                  - type: bind
                    source: ./Caddyfile
                    target: /etc/caddy/Caddyfile
                    read_only: true
            """,
            title="The mounts are in the long form",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                network_mode: host
                volumes:
                  - type: bind
                    source: ./Caddyfile
                    target: /etc/caddy/Caddyfile
                    read_only: true
                  - type: volume
                    source: caddy_data
                    target: /data
            volumes:
              caddy_data:
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
            x-volumes: &volumes ["./Caddyfile:/etc/caddy/Caddyfile"]
            services:
              «caddy»:
                image: caddy:2
                network_mode: host
                tmpfs: /data
                volumes: *volumes
            """,
            title="In memory; the volumes are written elsewhere, so nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              «caddy»:
                image: caddy:2
                network_mode: host
                tmpfs: /data
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
            """,
            title="In memory, where no second thing can be mounted",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
              services:
                «caddy»:
                  image: caddy:2
                  network_mode: host
                  volumes:
                    - ./Caddyfile:/etc/caddy/Caddyfile
            """,
            title="All of the file is put in",
            fixed="""
            --- compose.yaml
              services:
                caddy:
                  image: caddy:2
                  network_mode: host
                  volumes:
                    - ./Caddyfile:/etc/caddy/Caddyfile
                    - caddy_data:/data
              volumes:
                caddy_data:
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	respond hello
            }
            http://old.example.com, localhost, 192.0.2.1, printer.local {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./data/caddy:/data"]
              local:
                image: caddy:2
                ports: ["444:443"]
                volumes: ["./Caddyfile.local:/etc/caddy/Caddyfile"]
              stored:
                image: caddy:2
                ports: ["445:443"]
                volumes: ["./Caddyfile.stored:/etc/caddy/Caddyfile", "./storage:/etc/caddy/storage"]
              elsewhere:
                image: caddy:2
                ports: ["446:443"]
                volumes: ["./Caddyfile.elsewhere:/etc/caddy/Caddyfile"]
              behind: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Caddyfile.local
            shop.example.com {
            	tls internal
            	respond hello
            }
            files.example.com {
            	tls /certificates/one.pem /certificates/one.key
            	respond hello
            }
            http://plain.example.com {
            	respond hello
            }
            --- Caddyfile.stored
            {
            	storage file_system /etc/caddy/storage
            }
            shop.example.com {
            	respond hello
            }
            --- Caddyfile.elsewhere
            {
            	storage file_system /certificates/{env.HOSTNAME}
            }
            shop.example.com {
            	respond hello
            }
            """,
            title="Kept, signed by oneself, from files, in plain HTTP, stored elsewhere, behind another",
        ),
        Example(
            """
            --- Caddyfile
            {
            	local_certs
            }
            shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Certificates of Caddy's own authority",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unkept(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unkept) -> Diagnostic:
        edits = found.edits()
        title = f"keep {found.path} in a volume"
        return self.report(
            found.caddy.origin,
            f"nothing is mounted at {found.path}: the certificate of {found.name.host} is lost with the container",
            key=(found.caddy.key, found.path),
            related=(Label(found.name.address.origin, "its certificate comes from the internet"),),
            fixes=(Fix(title, Applicability.SAFE, edits),) if edits else (),
        )
