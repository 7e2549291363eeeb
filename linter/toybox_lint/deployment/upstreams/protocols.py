"""Whether what listens at a port understands what Caddy speaks to it."""

from __future__ import annotations

from toybox_lint.caddy.model import Proxy, Upstream
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.model import Grade, Speaks
from toybox_lint.deployment.listening.model import Verdict as PortVerdict
from toybox_lint.deployment.model import Member

_SPOKEN = {
    Speaks.TLS: "HTTPS",
    Speaks.FASTCGI: "FastCGI",
    Speaks.UWSGI: "uwsgi",
    Speaks.HTTP: "plain HTTP",
    Speaks.EITHER: "HTTP",
    Speaks.GRPC: "gRPC, in HTTP/2 alone,",
}
_OPEN = frozenset({Speaks.UNKNOWN, Speaks.EITHER})
# Servers that do not know HTTP/2 without TLS, by their documentation: those of Python and Ruby that say so, and what
# rests on Tornado or on the http module of Node.
_HTTP_1 = frozenset(
    {
        "uvicorn",
        "gunicorn",
        "waitress",
        "runserver",
        "runserver_plus",
        "flask run",
        "fastapi dev",
        "fastapi run",
    }
    | {"daphne", "litestar run", "http.server", "streamlit", "jupyter", "flower", "aiohttp", "tensorboard"}
    | {
        "mlflow server",
        "mkdocs serve",
        "puma",
        "rails server",
        "unicorn",
        "thin",
        "rackup",
        "php -S",
        "artisan serve",
    }
    | {
        "next",
        "serve",
        "http-server",
        "vite",
        "vite preview",
        "webpack-dev-server",
        "react-scripts",
        "ng serve",
    }
    | {
        "vue-cli-service",
        "astro",
        "nuxt",
        "remix-serve",
        "json-server",
        "parcel",
        "storybook",
        "gatsby develop",
    }
    | {"docusaurus", "hugo server", "jekyll serve"}
)
_OF_THE_IMAGE = frozenset({Grade.IMAGE_TABLE, Grade.PORT_VARIABLE})
# Images of which the same is known: Apache and nginx as they come, programs on Node and on Go's plain server.
_HTTP_1_IMAGES = frozenset(
    {
        *(
            "nginx",
            "httpd",
            "php",
            "wordpress",
            "nextcloud",
            "drupal",
            "joomla",
            "mediawiki",
            "matomo",
            "phpmyadmin",
        ),
        *("ghost", "n8nio/n8n", "louislam/uptime-kuma", "adminer", "grafana/grafana", "prom/prometheus"),
    }
)


def _speaks(verdict: PortVerdict) -> Speaks:
    """What is spoken at a port, by the strongest evidence that tells."""
    known = (each.speaks for each in verdict.listeners if each.speaks is not Speaks.UNKNOWN)
    return next(known, Speaks.UNKNOWN)


def may_lack_tls(proxy: Proxy, upstream: Upstream, verdict: PortVerdict) -> bool:
    """Whether Caddy wants TLS, and what tells of the port does not say whether that is spoken there."""
    return bool(verdict.listeners) and _speaks(verdict) in _OPEN and _wants_tls(proxy, upstream)


def _wants_tls(proxy: Proxy, upstream: Upstream) -> bool:
    return proxy.transport.tls or upstream.scheme == "https"


def _wants_h2c(proxy: Proxy, upstream: Upstream) -> bool:
    """Whether Caddy begins in cleartext HTTP/2, which a server of HTTP/1.1 takes for a bad request."""
    return upstream.scheme == "h2c" or proxy.transport.versions == ("h2c",)


def _may_begin_in_h2(proxy: Proxy, upstream: Upstream) -> bool:
    return upstream.scheme == "h2c" or "h2c" in proxy.transport.versions


def spoken_instead(proxy: Proxy, upstream: Upstream, target: Member, verdict: PortVerdict) -> str | None:
    """What the process speaks when it is surely not what Caddy does."""
    speaks = _speaks(verdict)
    if speaks is Speaks.HTTP and _wants_h2c(proxy, upstream) and _is_of_http_1(target, verdict):
        return "HTTP/1.1 alone" if proxy.transport.known else None
    if speaks is Speaks.GRPC and _may_begin_in_h2(proxy, upstream):
        return None
    return misunderstood(proxy, upstream, speaks)


def _is_of_http_1(target: Member, verdict: PortVerdict) -> bool:
    """Whether it is a server that knows no HTTP/2 without TLS, by its program or by its image."""
    if verdict.listeners and all(each.http_1 for each in verdict.listeners):
        return True
    named = [each.server for each in verdict.listeners if each.server is not None]
    if named:
        return named[0] in _HTTP_1
    base = target.listening.base
    told = any(each.grade in _OF_THE_IMAGE and each.server is None for each in verdict.listeners)
    return (
        told
        and base is not None
        and isinstance(base.value, str)
        and reference(base.value).path in _HTTP_1_IMAGES
    )


def misunderstood(proxy: Proxy, upstream: Upstream, speaks: Speaks) -> str | None:
    """What is spoken where Caddy surely speaks otherwise."""
    fastcgi = proxy.transport.protocol == "fastcgi"
    if not proxy.transport.known or (speaks in _OPEN and not (fastcgi and speaks is Speaks.EITHER)):
        return None
    web = Speaks.TLS if _wants_tls(proxy, upstream) else Speaks.HTTP
    wanted = Speaks.FASTCGI if fastcgi else web
    return None if speaks is wanted else _SPOKEN.get(speaks, "a protocol that is not HTTP")
