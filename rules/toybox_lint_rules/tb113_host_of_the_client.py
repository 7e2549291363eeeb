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
    wrong_hosts,
)


class HostOfTheClient(Rule):
    """A server elsewhere must be asked for by its own name.

    Before version 2.11 Caddy passed the `Host` of the client on to every upstream. A server of somebody else
    that has many
    names behind one address answers 404 or 403 to a name that is not its own, or redirects to the wrong place. From
    2.11 on Caddy sends the name of an upstream that is asked over HTTPS.

    **What to do.** Write `header_up Host {upstream_hostport}` into the proxy, or take a newer image.

    **When it is reported.** For upstreams with a public name over HTTPS, when the tag of Caddy's image names a version
    below 2.11 and the proxy does not set `Host`. `caddy:2` and `latest` are whatever was pulled, and left alone. And
    for those of another domain than the site's where `header_up Host {host}` says so.

    **The fix.** Writes that line, or that value. It is unsafe: the server may want the client's name.

    Sources: Caddy's documentation of `reverse_proxy`; its change 7454, released with 2.11.
    """

    id = "TB113"
    name = "host-of-the-client"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /shop/* «https://shop.partner.example»
            	reverse_proxy «api.partner.example:443» {
            		header_up X-From us
            		transport http {
            			tls
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.10-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Caddy 2.10 asks a partner for example.com",
            message="Caddy 2.10 sends",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy /shop/* https://shop.partner.example {
            		header_up Host {upstream_hostport}
            	}
            	reverse_proxy api.partner.example:443 {
            		header_up X-From us
            		transport http {
            			tls
            		}
            		header_up Host {upstream_hostport}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (from_us) {
            	header_up X-From us
            }
            example.com {
            	handle {
            		reverse_proxy «https://shop.partner.example» {
            			import from_us
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.10-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="Beside what is imported",
            unsafe=True,
            fixed="""
            --- Caddyfile
            (from_us) {
            	header_up X-From us
            }
            example.com {
            	handle {
            		reverse_proxy https://shop.partner.example {
            			import from_us
            			header_up Host {upstream_hostport}
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (shop) {
            	reverse_proxy «https://{args[0]}»
            }
            example.com {
            	import shop shop.partner.example
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.9.1", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="In a snippet, which others may use",
        ),
        Example(
            """
            --- Caddyfile
            cdn.example.com {
            	reverse_proxy «https://bucket.s3.amazonaws.com» {
            		header_up Host {host}
            	}
            }
            """,
            title="Told to send it",
            message="header_up Host sends",
            unsafe=True,
            fixed="""
            --- Caddyfile
            cdn.example.com {
            	reverse_proxy https://bucket.s3.amazonaws.com {
            		header_up Host {upstream_hostport}
            	}
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy https://origin.example.com {
            		header_up Host {host}
            	}
            }
            {$DOMAIN}, www.example.com {
            	reverse_proxy https://bucket.s3.amazonaws.com {
            		header_up Host {host}
            	}
            }
            www.example.org {
            	reverse_proxy https://bucket.s3.amazonaws.com {
            		header_up Host bucket.s3.amazonaws.com
            	}
            	reverse_proxy /plain/* http://bucket.s3.amazonaws.com {
            		header_up Host {host}
            	}
            }
            """,
            title="One's own server elsewhere, which may have the name",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /own/* https://shop.partner.example {
            		header_up Host {upstream_hostport}
            	}
            	reverse_proxy /plain/* http://shop.partner.example
            	reverse_proxy /inside/* https://web:8443
            	reverse_proxy /address/* https://192.0.2.1
            	reverse_proxy /lan/* https://nas.lan
            	reverse_proxy https://{$PARTNER}
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2.10
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                environment: {PARTNER: "${PARTNER}"}
              web: {image: example/web, expose: ["8443"]}
            """,
            title="It is set, not over HTTPS, not a public name",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy https://shop.partner.example
            }
            --- compose.yaml
            services:
              new: {image: "caddy:2.11", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              any: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="A version that sends its name, and one that is not known",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in wrong_hosts(deployment.links):
            edit, image = found.edit(), found.link.front.member
            base = image.listening.base if image else None
            related = (Label(base.origin, "from 2.11 on it sends the server's own"),) if base else ()
            if found.line is not None:
                related = (Label(found.line.name.origin, "said here"),)
            yield self.report(
                found.link.upstream.origin,
                f"{found.sender} sends the Host of the client, not {found.link.upstream.host}, to this server",
                key=(found.link.front.name, found.link.upstream.text),
                related=related,
                fixes=(Fix("send the server's own name", Applicability.UNSAFE, (edit,)),) if edit else (),
            )
