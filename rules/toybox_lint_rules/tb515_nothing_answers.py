from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    BesideScripts,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Silent,
    UpgradesAlone,
    beside_scripts,
    has_no_files,
    silent,
    upgrades_alone,
)


class NothingAnswers(Rule):
    """A site must answer the requests for its pages.

    Caddy answers a request that no directive answers with status 200 and an empty page. `root` and `try_files` only say
    which file is meant: what serves it is `file_server`. And a `reverse_proxy` with a matcher for WebSockets, as other
    servers want it, lets nothing but WebSockets in.

    **What to do.** Write `file_server` below the `root`. Take the matcher off the proxy: Caddy passes WebSockets on
    without a word.

    **When it is an error.** Never: a check that wants nothing but an answer gets one. It is reported when no directive
    of the site ever answers, or when all that do are proxies that only requests for an upgrade come to, whatever their
    path, and nothing is imported that cannot be seen; not of a host that is called after them (`ws.example.com`). And
    for a `handle` that looks for files and serves none, where all that answers stands in one: a request comes to one.
    And for a site that has `php_fastcgi` for all, with nothing beside it but answers to some paths, where folders or
    files for browsers are beside its scripts, or the image is that of WordPress, Nextcloud and others that have some.

    **The fix.** Adds `file_server`. It is unsafe: what lies in the folder can then be fetched. Where nothing is mounted
    at the folder there is nothing to serve, and nothing is added. Or it takes the matcher off.

    Sources: Caddy's documentation of `root` and `file_server`; measured with Caddy 2.11.7.
    """

    id = "TB515"
    name = "nothing-answers"
    severity = Severity.WARNING
    signs = ("root", "try_files", "templates", "header", "php_fastcgi")
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
        Example(
            """
            --- Caddyfile
            app.example.com {
            	handle /api/* {
            		reverse_proxy backend:8080
            	}
            	handle {
            		«root» * /srv/app
            		try_files {path} /index.html
            	}
            }
            """,
            title="In the handle of the pages",
            message="no directive of this handle answers",
            unsafe=True,
            fixed="""
            --- Caddyfile
            app.example.com {
            	handle /api/* {
            		reverse_proxy backend:8080
            	}
            	handle {
            		root * /srv/app
            		file_server
            		try_files {path} /index.html
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            music.example.com {
            	@websockets {
            		header Connection *Upgrade*
            		header Upgrade websocket
            	}
            	reverse_proxy «@websockets» slskd:5030
            }
            one.example.com, two.example.com {
            	@ws header Upgrade websocket
            	handle «@ws» {
            		reverse_proxy chat:8000
            	}
            	header @ws X-Chat yes
            }
            """,
            title="WebSockets alone",
            message="every page is empty",
            unsafe=True,
            fixed="""
            --- Caddyfile
            music.example.com {
            	reverse_proxy slskd:5030
            }
            one.example.com, two.example.com {
            	@ws header Upgrade websocket
            	handle @ws {
            		reverse_proxy chat:8000
            	}
            	header @ws X-Chat yes
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            app.example.com {
            	@pages header !Upgrade
            	reverse_proxy @pages app:8000
            }
            ws.example.com, https://app-socket.example.com {
            	@ws header Upgrade websocket
            	reverse_proxy @ws chat:8000
            }
            """,
            title="All but WebSockets; hosts that are called after them",
        ),
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
            chat.example.com {
            	@websockets {
            		header Connection *Upgrade*
            		path /ws /ws/*
            	}
            	reverse_proxy @websockets chat:8000
            }
            live.example.com {
            	@ws header Upgrade websocket
            	handle @ws {
            		reverse_proxy live:8000
            	}
            	respond "not a page"
            }
            app.example.com {
            	@ws header Upgrade websocket
            	reverse_proxy @ws app:8001
            	reverse_proxy app:8000
            }
            """,
            title="WebSockets below a path, or with an answer for the others",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in silent(caddyfile):
                yield self._diagnostic(found, deployment)
            for alone in upgrades_alone(caddyfile):
                yield self._upgrades(alone)
        for each in beside_scripts(deployment):
            yield self._beside(each)

    def _beside(self, found: BesideScripts) -> Diagnostic:
        edit, name = found.edit(), found.directive.name
        return self.report(
            name.origin,
            f"php_fastcgi answers for scripts alone: whoever asks for {found.example} gets an empty page",
            key=tuple(str(address.value) for address in found.site.addresses),
            help="write file_server below it",
            fixes=() if edit is None else (Fix("serve the files", Applicability.UNSAFE, (edit,)),),
        )

    def _upgrades(self, found: UpgradesAlone) -> Diagnostic:
        edits, matcher = found.edits(), found.matcher
        return self.report(
            matcher.origin,
            f"only WebSockets get past {matcher.text}, and nothing else of this site answers: every page is empty",
            key=tuple(str(address.value) for address in found.site.addresses),
            help="Caddy passes WebSockets on without a matcher for them",
            fixes=(Fix(f"leave {matcher.text} out", Applicability.UNSAFE, edits),) if edits else (),
        )

    def _diagnostic(self, found: Silent, deployment: Deployment) -> Diagnostic:
        edit, name = found.edit(), found.directive.name
        if has_no_files(found, deployment):
            edit = None
        place, asked = "site", "every request gets"
        words = tuple(str(word.text) for word in found.inside.words) if found.inside else ()
        if words:
            place, asked = words[0], "its requests get"
        return self.report(
            name.origin,
            f"no directive of this {place} answers: with {name.text} alone {asked} an empty page",
            key=(*(str(address.value) for address in found.site.addresses), *words),
            fixes=() if edit is None else (Fix("serve the files", Applicability.UNSAFE, (edit,)),),
        )
