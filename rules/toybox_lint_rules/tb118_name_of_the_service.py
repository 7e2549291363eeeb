from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    OwnName,
    Rule,
    Severity,
    own_names,
)


class NameOfTheService(Rule):
    """A service that is asked over HTTPS must be told for which site.

    Up to version 2.10 Caddy passed the `Host` of the client on to every upstream. From 2.11 on it sends an upstream
    that is asked over HTTPS the address of that upstream: `nextcloud:443`. For a server elsewhere this is right. An
    application of one's own answers 400 to a host that it does not know, refuses forms whose `Origin` is another, or
    redirects people to `https://nextcloud/login`.

    **What to do.** Write `header_up Host {hostport}` into the proxy; or ask the service in plain HTTP, if it has a
    port for that.

    **When it is reported.** When a `reverse_proxy` of a site with a name asks a service of the deployment over HTTPS
    and does not set `Host`, the tag of Caddy's image is not one of before 2.11, and the service has a list of hosts
    without that name, as in TB907, or is Nextcloud or Portainer, and not told in another way. What the tag `2` is,
    nobody knows: it is a warning.

    **The fix.** Writes that line. It is unsafe: the service may want its own name.

    Sources: Caddy's documentation of `reverse_proxy`; its change 7454, released with 2.11; measured with Caddy
    2.11.7; the manuals of Nextcloud and Portainer; linuxserver/docker-nextcloud#41.
    """

    id = "TB118"
    name = "name-of-the-service"
    severity = Severity.WARNING
    signs = ("https://", "tls_", "\ttls", "  tls")
    bad = (
        Example(
            """
            --- Caddyfile
            cloud.example.com {
            	reverse_proxy «https://nextcloud:443» {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              nextcloud: {image: linuxserver/nextcloud}
            """,
            title="Nextcloud, which redirects to the name that it is asked for",
            message="nextcloud:443",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            cloud.example.com {
            	reverse_proxy https://nextcloud:443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            		header_up Host {hostport}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy «https://web:8443» {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2.11, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8443], environment: {ALLOWED_HOSTS: shop.example.com}}
            """,
            title="An application that lists the hosts it answers for",
            message="ALLOWED_HOSTS",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- Caddyfile
            shop.example.com {
            	reverse_proxy https://web:8443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            		header_up Host {hostport}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (proxied) {
            	reverse_proxy {args[0]} {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            docker.example.com {
            	import proxied «https://portainer:9443»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              portainer: {image: portainer/portainer-ce, command: -H unix:///var/run/docker.sock}
            """,
            title="Portainer, by a snippet that others may use",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            cloud.example.com {
            	reverse_proxy https://nextcloud:443 {
            		header_up Host {host}
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            plain.example.com {
            	reverse_proxy nextcloud:80
            }
            :8443 {
            	reverse_proxy https://nextcloud:443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            inner.example.com {
            	reverse_proxy https://inner.example.com {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            docker.example.com {
            	reverse_proxy https://portainer:9443
            }
            over.example.com {
            	reverse_proxy https://overwritten:443
            }
            other.example.com {
            	reverse_proxy https://other
            }
            partner.example.com {
            	reverse_proxy https://api.example.org
            }
            login.example.com {
            	forward_auth https://nextcloud:443 {
            		uri /login
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- old/Caddyfile
            cloud.example.com {
            	reverse_proxy https://nextcloud:443 {
            		transport http {
            			tls_insecure_skip_verify
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              old: {image: caddy:2.10, volumes: ["./old:/etc/caddy"]}
              nextcloud: {image: linuxserver/nextcloud}
              portainer: {image: portainer/portainer-ce, command: --trusted-origins=docker.example.com}
              overwritten: {image: nextcloud, environment: {OVERWRITEHOST: cloud.example.com}}
              other: {image: example/other, expose: [443]}
              inner:
                image: example/inner
                expose: [443]
                networks: {default: {aliases: [inner.example.com]}}
            """,
            title="Told, in plain HTTP, by the same name, elsewhere, to ask for a login, by an older Caddy",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in own_names(deployment.links):
            yield self._diagnostic(found)

    def _diagnostic(self, found: OwnName) -> Diagnostic:
        edit, listed = found.edit(), found.listed
        then = f"it does not know that name of {found.host}"
        if listed is not None:
            then = f"{listed.name} does not list it, and {listed.reader} {listed.answers}"
        return self.report(
            found.link.upstream.origin,
            f"since 2.11 Caddy asks {found.member.name} for {found.sent}, as it is asked over HTTPS: {then}",
            key=(found.member.key, found.host),
            help="send the host of the client, with header_up Host {hostport}",
            related=(Label(listed.written, "the hosts that it answers for"),)
            if listed and listed.written
            else (),
            fixes=(Fix("send the host of the client", Applicability.UNSAFE, (edit,)),) if edit else (),
        )
