from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Label,
    Lack,
    Rule,
    Severity,
    Unasked,
    Uncertified,
    unasked,
    uncertified,
)


class NoCertificate(Rule):
    """A site on TLS needs a certificate, and a name for which it can be.

    `auto_https off` is often written for a Caddy that stands behind something with the certificates, so that Caddy
    speaks plain HTTP. It does not do that: `example.com` is on port 443, on TLS, and every connection fails, because
    nothing gets a certificate any more. `tls internal` and `local_certs` do not help.

    Caddy's own authority signs for `localhost` and for names below `.localhost`, `.local`, `.internal` and
    `.home.arpa`. For every other name Caddy asks an authority on the internet, and none signs for one that nobody can
    have: `nas.lan`, `app.test`, `db.corp`. Caddy tries again and again, and every connection fails.

    A site that is called by an address (`https://192.168.0.10`) has a certificate, and is not shown it: browsers say no
    name to an address, and Caddy then looks for a certificate for the address that the connection came to. Behind a
    published port that is the address of the container.

    A Caddyfile whose only address is `:443` or `https://` is on TLS as well, and has no name for which there could be a
    certificate. With `on_demand` Caddy gets one for whatever name it is asked for, and does not start unless
    `on_demand_tls` says who is asked for leave. Where nobody answers at that address, as seen from Caddy's container,
    nobody gives leave, and every handshake fails.

    **What to do.** For plain HTTP write `http://example.com`, without the option, or `:80`. For HTTPS take the option
    out, write the site's name, or name files: `tls cert.pem key.pem`. For `on_demand`, in the global options:

        on_demand_tls {
            ask http://web:8000/allowed
        }

    For a name of one's own network write `tls internal`, for an address `default_sni 192.168.0.10` among the global
    options.

    **When it is an error.** With `auto_https off` or `disable_certs`, or where no address has a name, when no `tls` of
    the file names certificates, or lets Caddy ask for them with a request. With `on_demand` for names with a `*` or for
    all, when an authority on the internet would sign, and the image is not known to be older than Caddy 2.7. With an
    `ask` address where nobody answers, when that is certain.

    **The fix.** Takes the option out where the port of HTTPS is published. It is unsafe: Caddy then asks an authority.

    Sources: Caddy's documentation of `auto_https`, of its own authority and of On-Demand TLS; RFC 6761; measured with
    Caddy 2.11.7.
    """

    id = "TB613"
    name = "no-certificate"
    severity = Severity.ERROR
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            «nas.lan» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
            """,
            title="A name that nobody can have",
            message="has no certificate for nas.lan",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            «example.com» {
            	tls internal
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Automatic HTTPS is off",
            message="has no certificate for example.com",
            unsafe=True,
            fixed="""
            --- Caddyfile
            {
            }
            example.com {
            	tls internal
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https disable_certs
            }
            http://example.com {
            	reverse_proxy web:8000
            }
            «www.example.com» {
            	redir http://example.com{uri}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web}
            """,
            title="Behind something with the certificates",
        ),
        Example(
            """
            --- Caddyfile
            «:443» {
            	tls internal
            	reverse_proxy web:8000
            }
            """,
            title="No name that a certificate could be for",
            message="has no certificate for any name",
        ),
        Example(
            """
            --- Caddyfile
            «https://» {
            	tls {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            """,
            title="On demand, with nobody to ask",
            message="Caddy does not start",
        ),
        Example(
            """
            --- Caddyfile
            «*.example.com», example.com {
            	tls {
            		on_demand
            		protocols tls1.2 tls1.3
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2.7-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="The same for all names of a domain",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	on_demand_tls {
            		ask http://localhost:5555/allowed
            	}
            }
            https:// {
            	tls {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            http://localhost:5555 {
            	respond 200
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
            """,
            title="Caddy answers itself",
        ),
        Example(
            """
            --- one/Caddyfile
            {
            	on_demand_tls {
            		ask http://{$ASKED}/allowed
            	}
            }
            https:// {
            	tls {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            --- two/Caddyfile
            {
            	on_demand_tls {
            		ask http://nobody:1/allowed
            	}
            }
            example.com {
            	tls internal
            	reverse_proxy web:8000
            }
            --- three/Caddyfile
            {
            	on_demand_tls {
            		ask http://web:8000/allowed
            	}
            }
            https:// {
            	tls {
            		on_demand
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              one: {image: caddy:2, env_file: a.env, volumes: ["./one/Caddyfile:/etc/caddy/Caddyfile"]}
              two: {image: caddy:2, volumes: ["./two/Caddyfile:/etc/caddy/Caddyfile"]}
              three: {image: caddy:2, volumes: ["./three/Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
            """,
            title="A variable decides, nothing is on demand, and somebody answers",
        ),
        Example(
            """
            --- Caddyfile
            {
            	auto_https off
            }
            http://example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Plain HTTP",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in uncertified(deployment):
            yield self._diagnostic(found)
        for asked in unasked(deployment):
            yield self._of_leave(asked)

    def _of_leave(self, found: Unasked) -> Diagnostic:
        link = found.link
        return self.report(
            found.word.origin,
            f"nobody gives leave for a certificate here, so that there is none: {link.reason}",
            severity=link.severity,
            key=(link.front.name, "ask"),
            help="name a service that answers 200 for the names it has",
            related=(Label(link.listener.origin, link.listener.text),) if link.listener else (),
        )

    def _diagnostic(self, found: Uncertified) -> Diagnostic:
        name, line = found.name.host or "any name", found.line
        message = f"Caddy speaks TLS here and has no certificate for {name}: no connection succeeds"
        if found.lack is Lack.LEAVE:
            message = "a certificate for whatever name is asked for, and nobody to ask for leave: Caddy does not start"
        if found.lack is Lack.NO_NAME:
            message = f"clients of {name} say no name, and Caddy has no certificate for the address of its container"
        return self.report(
            found.name.address.origin,
            message,
            key=(found.front.name, found.name.host),
            help=_HELP[found.lack],
            related=(Label(line.name.origin, _BECAUSE[found.lack]),) if line else (),
            fixes=found.fixes,
        )


_HELP = {
    Lack.OFF: "for plain HTTP write http:// before the name",
    Lack.NAMELESS: "write the name of the site; for plain HTTP write :80",
    Lack.LEAVE: "name the address that is asked in the global option on_demand_tls",
    Lack.UNSIGNED: "no public authority signs for such a name: write tls internal, or http:// before it",
    Lack.NO_NAME: "name the address in the global option default_sni, too",
}
_BECAUSE = {Lack.OFF: "no certificates with this", Lack.LEAVE: "asked for here"}
