from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Silent,
    has_no_files,
    silent,
)


class NothingAnswers(Rule):
    """A `root` serves nothing: that is what `file_server` does.

    Caddy answers a request that no directive answers with status 200 and an empty page. `root` and `try_files` only say
    which file is meant.

    **What to do.** Write `file_server` below it.

    **When it is an error.** Never: a check that wants nothing but an answer gets one. It is reported when no directive
    of the site ever answers, and nothing is imported that cannot be seen.

    **The fix.** Adds `file_server`. It is unsafe: what lies in the folder can then be fetched. Where nothing is mounted
    at the folder there is nothing to serve, and nothing is added.

    Sources: Caddy's documentation of `root` and `file_server`; measured with Caddy 2.11.7.
    """

    id = "TB515"
    name = "nothing-answers"
    severity = Severity.WARNING
    signs = ("root", "try_files", "templates")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	«root» * /srv  # the site
            	encode zstd gzip
            }
            """,
            title="Nothing serves the files",
            message="an empty page",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv  # the site
            	file_server
            	encode zstd gzip
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (files) {
            	«root» * /srv
            	handle {
            		try_files {path} /index.html
            	}
            }
            example.com {
            	import files
            }
            """,
            title="In what is imported",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«root» * /site
            }
            www.example.com {
            	«root» * /www
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./www:/www"]}
            """,
            title="Of one folder there is nothing to serve",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /site
            }
            www.example.com {
            	root * /www
            	file_server
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	handle {
            		try_files {path} /index.html
            		file_server
            	}
            }
            www.example.com {
            	root * /srv
            	import more/*
            }
            api.example.com {
            	header X-Robots-Tag noindex
            }
            """,
            title="Files that are served, what may be imported, and a site without files",
        ),
        Example(
            """
            --- Caddyfile
            {
            	order webdav last
            }
            example.com {
            	root * /srv
            	webdav
            }
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with github.com/mholt/caddy-webdav
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="A directive of a plugin may answer",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in silent(caddyfile):
                yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Silent, deployment: Deployment) -> Diagnostic:
        edit, name = found.edit(), found.directive.name
        if has_no_files(found, deployment):
            edit = None
        return self.report(
            name.origin,
            f"no directive of this site answers: with {name.text} alone every request gets an empty page",
            key=tuple(str(address.value) for address in found.site.addresses),
            fixes=() if edit is None else (Fix("serve the files", Applicability.UNSAFE, (edit,)),),
        )
