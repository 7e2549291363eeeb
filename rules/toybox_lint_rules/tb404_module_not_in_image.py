from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Label,
    LackingModule,
    Rule,
    Severity,
    built_in,
    lacking_modules,
)


class ModuleNotInImage(Rule):
    """A plugin must be built into the Caddy that is told to use it.

    The official image has Caddy's standard modules and no other: no DNS provider, no `rate_limit`. With a word of a
    plugin's in the Caddyfile it does not start: `module not registered`, `unrecognized directive`.

    **What to do.** Build an image with the plugin:

        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/caddy-dns/cloudflare
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy

    **When it is an error.** When the service runs the program of the official image: as it is, or in an image that its
    Dockerfile makes of it without building one. It is a warning
    when a Dockerfile lists every plugin it builds in, all of them well known, and the one that is needed is not among
    them; for information when no service shows which Caddy reads the file. For any other image nothing is reported.

    **The fix.** Gives a Dockerfile of one's own a stage that builds Caddy with the plugin, or one more `--with`. It is
    unsafe, as is a name that is written in place of a misspelt one.

    Sources: Caddy's documentation of xcaddy; measured with `caddy adapt` of Caddy 2.11.7.
    """

    id = "TB404"
    name = "module-not-in-image"
    severity = Severity.ERROR
    signs = ("problem:", "xcaddy build", "caddy-builder")
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	order «cache» before rewrite
            	order respond after «webdav»
            	«dynamic_dns»
            }
            example.com {
            	tls {
            		dns «cloudflare» {env.CF_API_TOKEN}
            	}
            	«rate_limit» 10r/s
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="In the official image",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            *.{$DOMAIN} {
            	tls {
            		dns «digitalocean» {env.DO_AUTH_TOKEN}
            	}
            	reverse_proxy web:8000
            }
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            --- compose.yaml
            services:
              caddy: {build: ., environment: {DOMAIN: example.com, DO_AUTH_TOKEN: secret}}
              web: {image: example/web}
            """,
            title="In an image that is made of the official one, and builds nothing in",
            message="github.com/caddy-dns/digitalocean",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/digitalocean

            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            COPY Caddyfile /etc/caddy/Caddyfile
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	tls {
            		dns «cloudflare» {env.CF_API_TOKEN}
            	}
            	reverse_proxy 127.0.0.1:9091
            }
            --- compose.yaml
            services:
              auth: {image: example/auth, expose: [9091], ports: ["127.0.0.1:9091:9091"]}
            """,
            title="For a Caddy that is not shown",
            severity=Severity.INFO,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«rate_limit» 10r/s
            	tls {
            		dns cloudflare {env.CF_API_TOKEN}
            	}
            }
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/cloudflare@v0.2.1
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="Built with another plugin",
            message="github.com/mholt/caddy-ratelimit",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/caddy-dns/cloudflare@v0.2.1 --with github.com/mholt/caddy-ratelimit
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
        ),
        Example(
            """
            --- Caddyfile
            (internal) {
            	tls {
            		dns {args[0]} {env.CF_API_TOKEN}
            	}
            }
            *.example.com {
            	tls {
            		dns «cloudfare» {env.CF_API_TOKEN}
            	}
            	reverse_proxy web:8000
            }
            *.example.org {
            	import internal «cloudflar»
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                build:
                  dockerfile_inline: |
                    FROM caddy:2-builder AS builder
                    RUN xcaddy build --with github.com/caddy-dns/cloudflare
                    FROM caddy:2
                    COPY --from=builder /usr/bin/caddy /usr/bin/caddy
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            """,
            title="One that is built in, misspelt",
            message="cloudflare is built in",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            (internal) {
            	tls {
            		dns {args[0]} {env.CF_API_TOKEN}
            	}
            }
            *.example.com {
            	tls {
            		dns cloudflare {env.CF_API_TOKEN}
            	}
            	reverse_proxy web:8000
            }
            *.example.org {
            	import internal cloudflare
            	reverse_proxy web:8000
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	rate_limit 10r/s
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              other: {image: example/caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              inline:
                build:
                  dockerfile_inline: |
                    FROM caddy:2-builder AS builder
                    RUN xcaddy build --with example.com/everything
                    FROM caddy:2
                    COPY --from=builder /usr/bin/caddy /usr/bin/caddy
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {image: example/web}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/mholt/caddy-ratelimit
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="Built in, an image of one's own, a plugin that nobody knows",
        ),
        Example(
            """
            --- Caddyfile
            {
            	frankenphp
            	order mercure after encode
            	order php_server before file_server
            }
            example.com {
            	root /app/public
            	encode zstd br gzip
            	php_server
            }
            --- compose.yaml
            services:
              app: {image: ghcr.io/example/app, expose: [80]}
            """,
            title="Written for FrankenPHP, which is a Caddy with these",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in lacking_modules(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: LackingModule) -> Diagnostic:
        word = found.problem.origin.text
        if found.meant:
            edit = Edit(found.problem.origin.file, found.problem.origin.span, found.meant)
            return self.report(
                found.problem.origin,
                f"there is no plugin {word}: {found.meant} is built in",
                severity=Severity.WARNING,
                key=(found.package, word),
                related=(Label(found.image, "the image"),) if found.image else (),
                fixes=(Fix(f"write {found.meant}", Applicability.UNSAFE, (edit,)),)
                if found.problem.origin.exact
                else (),
            )
        return self.report(
            found.problem.origin,
            f"{word} comes with {found.package}, which {_which(found)}",
            severity=_severity(found),
            key=(found.package, word),
            help=_help(found),
            related=(Label(found.image, "the image"),) if found.image else (),
            fixes=() if found.apart else built_in(found),
        )


def _help(found: LackingModule) -> str:
    if found.apart:
        return "it is built into another program than the one that is started: copy that to /usr/bin/caddy"
    return f"build one with xcaddy build --with {found.package}"


def _which(found: LackingModule) -> str:
    if found.certain:
        return "the official image does not have"
    return "this Caddy may not have" if found.image else "the Caddy that reads this file needs"


def _severity(found: LackingModule) -> Severity:
    if found.certain:
        return Severity.ERROR
    return Severity.WARNING if found.image else Severity.INFO
