"""Well-known plugins: which directives and modules they bring to a Caddy built with them."""

from __future__ import annotations

_DIRECTIVES = {
    "authenticate": "github.com/greenpau/caddy-security",
    "authorize": "github.com/greenpau/caddy-security",
    "appsec": "github.com/hslatman/caddy-crowdsec-bouncer",
    "cache": "github.com/caddyserver/cache-handler",
    "cgi": "github.com/aksdb/caddy-cgi",
    "coraza_waf": "github.com/corazawaf/coraza-caddy",
    "crowdsec": "github.com/hslatman/caddy-crowdsec-bouncer",
    "defender": "github.com/JasonLovesDoggo/caddy-defender",
    "exec": "github.com/abiosoft/caddy-exec",
    "forward_proxy": "github.com/caddyserver/forwardproxy",
    "frankenphp": "github.com/dunglas/frankenphp",
    "geoip2_vars": "github.com/zhangjiayin/caddy-geoip2",
    "git": "github.com/greenpau/caddy-git",
    "jwtauth": "github.com/ggicci/caddy-jwt",
    "mercure": "github.com/dunglas/mercure",
    "php": "github.com/dunglas/frankenphp",
    "php_server": "github.com/dunglas/frankenphp",
    "rate_limit": "github.com/mholt/caddy-ratelimit",
    "realip": "github.com/captncraig/caddy-realip",
    "replace": "github.com/caddyserver/replace-response",
    "s3proxy": "github.com/lindenlab/caddy-s3-proxy",
    "souin": "github.com/darkweak/souin",
    "tailscale_auth": "github.com/tailscale/caddy-tailscale",
    "teapot": "github.com/hairyhenderson/caddy-teapot-module",
    "trace": "github.com/greenpau/caddy-trace",
    "umami": "github.com/jonaharagon/caddy-umami",
    "vulcain": "github.com/dunglas/vulcain",
    "webdav": "github.com/mholt/caddy-webdav",
}
_OPTIONS = {
    "crowdsec": "github.com/hslatman/caddy-crowdsec-bouncer",
    "dynamic_dns": "github.com/mholt/caddy-dynamicdns",
    "frankenphp": "github.com/dunglas/frankenphp",
    "layer4": "github.com/mholt/caddy-l4",
    "security": "github.com/greenpau/caddy-security",
    "supervisor": "github.com/baldinof/caddy-supervisor",
    "tailscale": "github.com/tailscale/caddy-tailscale",
    "cache": "github.com/caddyserver/cache-handler",
    "exec": "github.com/abiosoft/caddy-exec",
}
# Each of these is a package of its own under github.com/caddy-dns.
_DNS_PROVIDERS = frozenset(
    (
        *("acmedns", "acmeproxy", "alidns", "arvancloud", "autodns", "azure", "bluecat"),
        *("bunny", "cloudflare", "cloudns", "conoha", "ddnss", "desec", "digitalocean"),
        *("directadmin", "dnsexit", "dnsimple", "dnsmadeeasy", "dnspod", "dnsupdate", "dode"),
        *("domainnameshop", "duckdns", "dynu", "dynv6", "easydns", "edgeone", "gandi"),
        *("gcore", "glesys", "godaddy", "googleclouddns", "he", "hetzner", "hexonet"),
        *("hosttech", "huaweicloud", "infomaniak", "inwx", "ionos", "joker", "leaseweb"),
        *("linode", "loopia", "luadns", "mailinabox", "metaname", "mijnhost", "namecheap"),
        *("namedotcom", "namesilo", "netcup", "netlify", "nfsn", "nicrudns", "njalla", "ovh"),
        *("porkbun", "powerdns", "regfish", "rfc2136", "route53", "scaleway", "selectel"),
        *("simplydotcom", "spaceship", "tecnocratica", "technitium", "tencentcloud"),
        *("timeweb", "totaluptime", "transip", "unifi", "vercel", "vultr", "westcn"),
    )
)
_MODULES = {
    "caddy.listeners.layer4": "github.com/mholt/caddy-l4",
    "caddy.logging.encoders.formatted": "github.com/caddyserver/transform-encoder",
    "caddy.logging.encoders.transform": "github.com/caddyserver/transform-encoder",
    "caddy.storage.consul": "github.com/pteich/caddy-tlsconsul",
    "caddy.storage.redis": "github.com/pberkel/caddy-storage-redis",
    "caddy.storage.s3": "github.com/ss098/certmagic-s3",
    "events.handlers.exec": "github.com/mholt/caddy-events-exec",
    "http.encoders.br": "github.com/ueffel/caddy-brotli",
    "http.ip_sources.cloudflare": "github.com/WeidiDeng/caddy-cloudflare-ip",
    "http.ip_sources.combine": "github.com/fvbommel/caddy-combine-ip-ranges",
    "http.matchers.dynamic_client_ip": "github.com/tuzzmaniandevil/caddy-dynamic-clientip",
    "http.matchers.geoip2": "github.com/zhangjiayin/caddy-geoip2",
    "http.matchers.maxmind_geolocation": "github.com/porech/caddy-maxmind-geolocation",
    "http.reverse_proxy.transport.tailscale": "github.com/tailscale/caddy-tailscale",
    "http.reverse_proxy.upstreams.docker": "github.com/invzhi/caddy-docker-upstreams",
    "tls.get_certificate.tailscale": "github.com/tailscale/caddy-tailscale",
}


def plugin_of(name: str) -> str | None:
    """The Go package that brings a module, such as ``dns.providers.cloudflare``."""
    if name.startswith("dns.providers.") and name[14:] in _DNS_PROVIDERS:
        return f"github.com/caddy-dns/{name[14:]}"
    return _MODULES.get(name)


def directive_plugin(name: str) -> str | None:
    """The Go package that brings a directive."""
    return _DIRECTIVES.get(name)


def option_plugin(name: str) -> str | None:
    """The Go package that brings a global option."""
    return _OPTIONS.get(name)


def modules_in(space: str) -> tuple[str, ...]:
    """The known modules of a name space such as ``dns.providers``, without it."""
    if space == "dns.providers":
        return tuple(sorted(_DNS_PROVIDERS))
    return tuple(name.rpartition(".")[2] for name in _MODULES if name.rpartition(".")[0] == space)


def is_known(package: str) -> bool:
    """Whether all that a Go package brings is known here."""
    return package.startswith("github.com/caddy-dns/") or package in {
        *_DIRECTIVES.values(),
        *_OPTIONS.values(),
        *_MODULES.values(),
    }
