from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Bare,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    bare,
    mount_files,
    mount_pages,
    pageless,
)


class StaticRootEmpty(Rule):
    """There must be files where Caddy is told to serve them from.

    The root of a `file_server` is a folder of Caddy's *own* container. The application's files are in another one:
    without a mount the folder does not exist, and every file is answered 404.

    **What to do.** Mount the files into Caddy's container: the folder of the host, or the volume into which the
    application writes them. With files that belong into the image, build one `FROM caddy`.

    **When it is an error.** When the service runs the official image and nothing is mounted at the root, above or
    below it; and where its Dockerfile, built on that image, puts nothing there. It is a warning when what is mounted
    there is a volume that no other service has: nobody fills it; or one that a Django has elsewhere than at the
    `STATIC_ROOT` of its settings, into which alone `collectstatic` writes; or a folder that has a page, and nothing by
    the name that the root has below it. It is one, too, where `handle_errors` has its pages there: the answer is the
    error anyway, only without its page.

    **The fix.** Mounts the one volume, or folder of the project, that other services have there, to be read; else
    serves from the only folder that is mounted with an `index.html`, or the one that the root is below; else mounts the
    only folder beside the compose file that has one and no `package.json`. In an image of one's own it serves from
    where the Dockerfile copies the pages. It is unsafe: Caddy gives away what is in it.

    Sources: the Dockerfile of the official image; measured with Caddy 2.11.7.
    """

    id = "TB510"
    name = "static-root-empty"
    severity = Severity.ERROR
    signs = ("file_server",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/usr/share/nginx/html»
            	file_server
            }
            www.example.com {
            	root * /usr/share/caddy
            	file_server
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The folder of another image",
            severity=Severity.ERROR,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/var/www»
            	file_server
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
            --- app/index.html
            in need of a build
            --- app/package.json
            {}
            --- dist/index.html
            hello
            """,
            title="The pages are beside, and nothing mounts them",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./dist:/var/www:ro
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/var/www»
            	file_server
            }
            other.example.com {
            	root «pages»
            	file_server
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./dist:/site/
            --- dist/index.html
            hello
            """,
            title="They are mounted in another place",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /site
            	file_server
            }
            other.example.com {
            	root pages
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
            	root * /pages
            	reverse_proxy web:8000
            	handle_errors {
            		root * /srv/errors
            		file_server
            	}
            	handle_errors 404 {
            		root * {$PAGES}
            		file_server
            	}
            	handle_errors 500 {
            		root * pages
            		file_server
            	}
            	handle_errors 502 {
            		respond "sorry"
            	}
            }
            other.example.com {
            	root * /usr/share/caddy
            	reverse_proxy web:8000
            	handle_errors {
            		file_server
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./errors:/srv/errors"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Pages for errors that are mounted, or of the image",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	handle_errors {
            		root * /srv/errors
            		file_server
            	}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                develop: {watch: [{path: errors, action: sync, target: /srv/errors}]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Pages for errors that are copied while they are written",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in bare(deployment):
            yield self._diagnostic(found, deployment)
        for pages in pageless(deployment):
            what = f"nothing is mounted at {pages.folder} in {pages.member.name}"
            if pages.page is not None:
                what = f"the folder at {pages.folder} in {pages.member.name} has no {pages.page}"
            yield self.report(
                pages.origin,
                f"{what}: errors are answered without a page",
                severity=Severity.WARNING,
                key=(pages.member.key, pages.folder, pages.page or "errors"),
                related=(Label(pages.member.origin, "Caddy's container"),),
            )

    def _diagnostic(self, found: Bare, deployment: Deployment) -> Diagnostic:
        place = found.place
        message = f"nothing is mounted at {place.folder} in {place.member.name}: every file is answered 404"
        if found.volume is not None:
            message = f"{place.folder} is in the volume {found.volume}, into which no service writes: there is no file"
        if found.instead is not None:
            message = (
                f"{place.folder} is in the volume {found.volume}, and Django collects into {found.instead}"
            )
        if found.lacking and place.mount is not None and place.mount.source_origin is not None:
            mounted = f"{place.mount.source_origin.text} is mounted at {place.mount.target}"
            message = f"{place.folder} is not there: {mounted}, and the pages are in it"
        return self.report(
            place.lookup.root_origin,
            message,
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(place.member.key, place.folder),
            related=(Label(place.member.origin, "Caddy's container"),),
            fixes=_fixes(found, deployment),
        )


def _fixes(found: Bare, deployment: Deployment) -> tuple[Fix, ...]:
    if found.place.mount is not None:
        edit = found.above
        return (Fix(f"serve {edit.text}", Applicability.UNSAFE, (edit,)),) if edit else ()
    return mount_files(found.place, deployment.members) or mount_pages(
        found.place, deployment.files, deployment.members
    )
