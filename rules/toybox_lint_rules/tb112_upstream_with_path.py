from collections.abc import Iterator

from toybox_lint.api import Cause, Deployment, Diagnostic, Example, Rule, Severity, without_path


class UpstreamWithPath(Rule):
    """An upstream is a host and a port, without a path.

    In `app:8080/api` Caddy takes what stands before the slash for a kind of network, such as `tcp` or `unix`, and
    accepts it. There is no such kind: every request is answered 502. With a scheme, `http://app/api`, Caddy refuses
    the file.

    **What to do.** Leave the path out. To add a prefix use `rewrite`, to take one away `handle_path`.

    **The fix.** Puts the path into a `rewrite` of the proxy: before that of the request, or in its place where the
    matcher is for one path. A slash alone is left out. Unsafe: it may be meant in another way.

    Sources: measured with Caddy 2.11.7.
    """

    id = "TB112"
    name = "upstream-with-path"
    severity = Severity.ERROR
    signs = (Cause.NO_SUCH_KIND,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «app:8080/»
            	reverse_proxy /api/* «api/v1»
            	reverse_proxy /.well-known/carddav «app:8080/remote.php/dav»
            	reverse_proxy /two/* «one:80/two» unix//run/two.sock
            }
            """,
            title="A slash at the end, a path, the path in place of another",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy app:8080
            	reverse_proxy /api/* api {
            		rewrite /v1{uri}
            	}
            	reverse_proxy /.well-known/carddav app:8080 {
            		rewrite /remote.php/dav
            	}
            	reverse_proxy /two/* one:80 unix//run/two.sock
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (api) {
            	reverse_proxy /api/* «{args[0]}/v1»
            }
            (all) {
            	reverse_proxy {args[0]}
            }
            one.example.com {
            	import api one:8000
            	import all «one:8000/v2»
            }
            two.example.com {
            	import api two:8000
            	import all two:8000
            }
            """,
            title="In lines that an import brings: for all, or for one",
            unsafe=True,
            fixed="""
            --- Caddyfile
            (api) {
            	reverse_proxy /api/* {args[0]} {
            		rewrite /v1{uri}
            	}
            }
            (all) {
            	reverse_proxy {args[0]}
            }
            one.example.com {
            	import api one:8000
            	reverse_proxy one:8000 {
            		rewrite /v2{uri}
            	}
            }
            two.example.com {
            	import api two:8000
            	import all two:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «{env.APP}/api»
            	reverse_proxy /up/* «app:80800/up»
            }
            """,
            title="What stands before the slash is no address, or nobody knows which; nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «apps/web:8000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="Or it is the name of nobody",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy unix//run/app.sock
            	reverse_proxy /tcp/* tcp/app:8080
            }
            """,
            title="Kinds of networks that there are",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NO_SUCH_KIND):
            yield self.report(
                link.upstream.origin,
                f'upstream "{link.upstream.text}": {link.reason}',
                key=(link.front.name, link.upstream.text),
                fixes=without_path(link, deployment.members),
            )
