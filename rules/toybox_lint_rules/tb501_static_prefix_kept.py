from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Kept, Label, Rule, Severity, kept


class StaticPrefixKept(Rule):
    """Files must be looked up without the prefix of their route, unless a folder has that name.

    `file_server` appends the whole path of the request to the root: with `handle /static/*` and `root *
    /app/staticfiles` Caddy looks for `/app/staticfiles/static/site.css`, and answers 404.

    **What to do.** Write `handle_path /static/*`, which takes the prefix off first; or set the root one folder
    higher, where a folder `static` is.

    **When it is an error.** When the root is a folder that is shown here, with files in it and nothing of the name
    of the route. It is a warning when the root is in a volume and named like the route, or another service has the
    same volume under that name. Nothing is reported where the path may be rewritten before.

    **The fix.** `handle` becomes `handle_path`. It is safe when the mounted root itself is named like the route,
    and unsafe otherwise.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB501"
    name = "static-prefix-kept"
    severity = Severity.ERROR
    signs = ("file_server",)
    bad = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	@media path /media/*
            	«handle» @media {
            		root * /srv/uploads
            		file_server
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "uploads:/srv/uploads:ro"]
              web: {image: example/web, volumes: ["uploads:/app/media"]}
            volumes: {uploads: {}}
            """,
            title="By a named matcher, which `handle_path` does not take",
            message="/srv/uploads/media/...",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            shop.example.com {
            	@media path /media/*
            	handle_path /media/* {
            		root * /srv/uploads
            		file_server
            	}
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	«handle» /static/* {
            		root * /app/staticfiles
            		file_server
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/app/staticfiles:ro"]
              web: {image: example/web, volumes: ["static:/app/staticfiles"]}
            volumes: {static: {}}
            """,
            title="The volume is the folder of the route",
            message="/app/staticfiles/static",
            severity=Severity.WARNING,
            fixed="""
            --- Caddyfile
            example.com {
            	handle_path /static/* {
            		root * /app/staticfiles
            		file_server
            	}
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	«handle» /static/* {
            		file_server
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./public:/srv"]
              web: {image: example/web}
            --- public/site.css
            body {}
            """,
            title="The folder is shown and has no such part",
            severity=Severity.ERROR,
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv
            	handle_path /static/* {
            		file_server
            	}
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root /media/* /srv
            	«file_server» /media/*
            	reverse_proxy /api/* web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "media:/srv:ro"]
              web: {image: example/web, volumes: ["media:/app/media"]}
            volumes: {media: {}}
            """,
            title="The volume has the route's name elsewhere; without a handle nothing is edited",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path /static/* {
            		root * /app/staticfiles
            		file_server
            	}
            	handle /media/* {
            		root * /app
            		file_server
            	}
            	handle /docs/* {
            		root * /srv/site
            		file_server
            	}
            	handle /assets/* {
            		root * /app/assets
            		uri strip_prefix /assets
            		file_server
            	}
            	handle /data/* {
            		root * /srv/data
            		rewrite * /index.html
            		file_server
            	}
            	handle /unknown/* {
            		root * /volume
            		file_server
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - static:/app/staticfiles
                  - media:/app/media
                  - assets:/app/assets
                  - data:/srv/data
                  - volume:/volume
                  - ./site:/srv/site
              web: {image: example/web, volumes: ["static:/s", "media:/m", "assets:/a", "data:/d", "volume:/v"]}
            volumes: {static: {}, media: {}, assets: {}, data: {}, volume: {}}
            --- site/docs/index.html
            hello
            """,
            title="Taken off, a folder of that name, rewritten, nothing known",
        ),
        Example(
            """
            --- Caddyfile
            http://one.example.com {
            	handle /assets/* {
            		root * /srv
            		file_server
            	}
            }
            http://two.example.com {
            	handle /static/* {
            		root * /shared
            		file_server
            	}
            }
            http://three.example.com {
            	handle /pages/* {
            		root * /srv
            		file_server
            	}
            	handle_errors 404 {
            		reverse_proxy web:8000
            	}
            }
            --- public/favicon.ico

            --- shared/a.css

            --- .gitignore
            public/assets
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: [".:/etc/caddy", "./public:/srv", "./shared:/shared"]}
              web: {image: example/web, expose: [8000], volumes: ["./shared:/app/out"]}
            """,
            title="What git ignores, what another service writes, what another route answers in its place",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in kept(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Kept) -> Diagnostic:
        route, lookup = found.route, found.place.lookup
        return self.report(
            route.name.origin,
            f"files are looked up at {found.looked_up}/..., with {found.prefix} in front",
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(found.place.member.key, found.looked_up),
            help=f"handle_path {found.prefix}/* takes {found.prefix} off first",
            related=(Label(lookup.root_origin, "the root"),),
            fixes=found.fixes,
        )
