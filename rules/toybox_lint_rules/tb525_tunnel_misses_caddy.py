from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Miss,
    Missed,
    Rule,
    Severity,
    missed,
)


class TunnelMissesCaddy(Rule):
    """A tunnel must ask Caddy at a port, in the protocol and for a name that Caddy serves.

    `cloudflared` reaches Caddy over their network, not over published ports. Where Caddy does not listen at the port of
    the `service`, or speaks plain HTTP where the tunnel begins TLS, visitors see Cloudflare's 502. So they do for
    `https://caddy:443`: the tunnel begins TLS for the name `caddy`, and Caddy has a certificate for `shop.example.com`
    alone, which `noTLSVerify` does not change. For a `hostname` that no site has, Caddy answers an empty page; one that
    has its site in HTTPS alone is redirected for ever. And `localhost` is the container of the tunnel itself.

    **What to do.** The tunnel itself is encrypted: serve plain HTTP behind it, `http://shop.example.com { ... }` or
    `:80 { ... }`, and let it ask `http://caddy:80`. With TLS, say the name: `originServerName: shop.example.com`.

    **When it is reported.** For `cloudflare/cloudflared` with a configuration that is shown, or a `--url`, and a Caddy
    of which all sites are known. One that has a token is told by Cloudflare what to ask. It is a warning: what the
    tunnel asks is no part of what Caddy and Compose are told. A Caddy that redirects all of it is TB517's. Of a name
    that nobody has, or `localhost`, where all that is on the tunnel's networks is known, and one Caddy of it.

    **The fix.** Asks the only port of plain HTTP that Caddy has. It is unsafe, as Caddy may be meant to have another.

    Sources: Cloudflare's documentation of `cloudflared`; measured with Caddy 2.11.7: the handshake for an unknown name
    ends with *internal error*, HTTP at a port of TLS gets a 400.
    """

    id = "TB525"
    name = "tunnel-misses-caddy"
    severity = Severity.WARNING
    signs = ("cloudflared",)
    bad = (
        Example(
            """
            --- Caddyfile
            http://shop.example.com:8080 {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel:
                image: cloudflare/cloudflared:2024.9.1
                command: tunnel run
                volumes: ["./config.yml:/etc/cloudflared/config.yml"]
            --- config.yml
            tunnel: shop
            ingress:
              - hostname: shop.example.com
                service: «http://caddy»
              - hostname: secure.example.com
                service: «"https://caddy:8080"»
              - service: http_status:404
            """,
            title="Another port, another protocol",
            message=" on 80",
            unsafe=True,
            fixed="""
            --- config.yml
            tunnel: shop
            ingress:
              - hostname: shop.example.com
                service: http://caddy:8080
              - hostname: secure.example.com
                service: "http://caddy:8080"
              - service: http_status:404
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	tls internal
            	respond hello
            }
            http://shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel:
                image: cloudflare/cloudflared:2024.9.1
                command: [tunnel, --no-autoupdate, --config, /tunnel/settings.yml, run]
                volumes: ["./tunnel:/tunnel"]
              quick:
                image: cloudflare/cloudflared:2024.9.1
                command: ["tunnel", "--url", "«https://caddy»"]
            --- tunnel/settings.yml
            originRequest:
              noTLSVerify: true
            ingress:
              - hostname: shop.example.com
                service: «https://caddy:443»
              - hostname: www.example.com
                service: «http://caddy:80»
              - hostname: "*.example.com"
                service: http://caddy:80
              - service: http_status:404
            """,
            title="The name for which TLS is begun; a name that no site has",
            message="caddy",
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	tls internal
            	respond hello
            }
            http://shop.example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel:
                image: cloudflare/cloudflared:2024.9.1
                command: ["tunnel", "«--url=http://caddy:443»"]
            """,
            title="The port of TLS in plain HTTP",
            message="Caddy answers 400",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tunnel:
                image: cloudflare/cloudflared:2024.9.1
                command: ["tunnel", "--url=http://caddy:80"]
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	tls internal
            	respond hello
            }
            http://shop.example.com:8080 {
            	respond hello
            }
            --- every.caddy
            {
            	default_sni shop.example.com
            }
            shop.example.com {
            	tls internal
            	respond hello
            }
            --- lodger.caddy
            :8080 {
            	respond hello
            }
            --- unknown.caddy
            {$SITE} {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              every: {image: caddy:2, volumes: ["./every.caddy:/etc/caddy/Caddyfile"]}
              lodger: {image: caddy:2, volumes: ["./lodger.caddy:/etc/caddy/Caddyfile"]}
              app: {image: example/app, network_mode: "service:lodger"}
              unknown: {image: caddy:2, environment: [SITE], volumes: ["./unknown.caddy:/etc/caddy/Caddyfile"]}
              tunnel:
                image: cloudflare/cloudflared:2024.9.1
                command: tunnel --url http://elsewhere:80
                volumes: ["./config.yml:/etc/cloudflared/config.yml"]
              told:
                image: cloudflare/cloudflared:2024.9.1
                command: tunnel run
                environment: {TUNNEL_TOKEN: secret}
                volumes: ["./config.yml:/etc/cloudflared/config.yml"]
              bare: {image: cloudflare/cloudflared:2024.9.1, command: tunnel --config= run}
              listed:
                image: cloudflare/cloudflared:2024.9.1
                command: tunnel --url ssh://caddy:22 --config
                volumes: ["./list.yml:/etc/cloudflared/config.yaml"]
            --- config.yml
            tunnel: shop
            originRequest: {connectTimeout: 10s}
            ingress:
              - hostname: shop.example.com
                service: https://caddy
                originRequest: {originServerName: shop.example.com}
              - hostname: shop.example.com
                service: https://caddy
                originRequest: {matchSNItoHost: true}
              - hostname: shop.example.com
                service: http://caddy:8080
              - hostname: www.example.com
                service: http://caddy:8080
                originRequest: {httpHostHeader: shop.example.com}
              - {hostname: shop.example.com, service: "https://every"}
              - {hostname: app.example.com, service: "http://lodger:3000"}
              - {hostname: app.example.com, service: "http://unknown:3000"}
              - {hostname: app.example.com, service: "http://caddy:80"}
              - {hostname: app.example.com, service: "http://app:80"}
              - http_status:404
              - service: [http_status:404]
            --- list.yml
            ingress: none
            """,
            title="A name for TLS, one in place of the client's, or a default; other ports of the network; a token",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in missed(deployment):
            fix = Fix(f"ask {found.edit.text}", Applicability.UNSAFE, (found.edit,)) if found.edit else None
            yield self.report(
                found.origin,
                _said(found),
                key=(found.tunnel.key, found.caddy.key, found.miss.name, found.host, str(found.port)),
                help=_HELP[found.miss],
                related=(Label(found.near, "a site that it has"),),
                fixes=(fix,) if fix else (),
            )


_HELP = {
    Miss.PORT: "let the tunnel ask a port on which Caddy listens in its container, published or not",
    Miss.PLAIN: "ask in plain HTTP: the tunnel itself is encrypted",
    Miss.SECURED: "give Caddy a site in plain HTTP for the tunnel, which is encrypted itself",
    Miss.CERTIFICATE: "give originRequest the originServerName of a site, or let a site in plain HTTP answer",
    Miss.NAME: "let a site answer for that name, or for every name",
    Miss.REDIRECTED: "serve that name in plain HTTP: the tunnel itself is encrypted",
    Miss.NOBODY: "ask for Caddy by the name of its service",
    Miss.ITSELF: "ask for Caddy by the name of its service",
}


def _said(found: Missed) -> str:
    who, port = found.caddy.name, found.port
    if found.miss is Miss.PORT:
        ports = " and ".join(map(str, found.listening))
        return f"{who} does not listen on {port}, only on {ports}: the tunnel answers 502"
    if found.miss is Miss.PLAIN:
        return f"{who} speaks plain HTTP on {port}, and the tunnel begins TLS: it answers 502"
    if found.miss is Miss.SECURED:
        return f"{who} speaks TLS on {port}, and the tunnel asks in plain HTTP: Caddy answers 400"
    if found.miss is Miss.CERTIFICATE:
        return f"the tunnel begins TLS for {found.host}, for which {who} has no certificate: it answers 502"
    if found.miss is Miss.REDIRECTED:
        return f"{who} sends {found.host} to HTTPS, and the tunnel asks in plain HTTP: clients are redirected for ever"
    if found.miss is Miss.NOBODY:
        return f"nothing on the tunnel's networks is called {found.host}: it answers 502"
    if found.miss is Miss.ITSELF:
        return f"{found.host} is the tunnel's own container, not {who}: it answers 502"
    return f"no site of {who} is for {found.host}: it answers with an empty page"
