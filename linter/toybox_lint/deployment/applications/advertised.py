"""Addresses that an application tells browsers, and that no visitor's browser reaches.

Sources: the documentation of each application of the setting; of Vite, Next.js, Nuxt, Create React App, Vue CLI,
SvelteKit, Astro, Gatsby and Expo, by which variables that begin so are put into the scripts that browsers get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.requests.hosts import Hosts, hosts_of
from toybox_lint.caddy.sites.names import is_public
from toybox_lint.compose.model import Port, Text
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.applications.own_variables import OF_ALL, own_variables
from toybox_lint.deployment.applications.secured_hosts import (
    asks_for_https,
    is_left_plain,
    is_shut,
    usual_hosts,
)
from toybox_lint.deployment.inbound.entrances import entrances, is_loopback, is_passed_on
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Deployment, Member, Verdict
from toybox_lint.deployment.networks.names import called
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile, Span

_LOCAL = frozenset(("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal"))
_URL = pattern(r"(?P<scheme>https?|wss?)://(?P<host>[\w.-]+)(?P<port>:\d+)?(?P<path>/\S*)?", re.IGNORECASE)
# What begins so goes into the scripts of browsers; but for what a server on the way is told by its name.
_IN_SCRIPTS = pattern(
    r"(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|PUBLIC|GATSBY|EXPO_PUBLIC)_(?:[A-Z0-9]+_)*"
    r"(?:URL|URI|BASE|API|ENDPOINT|ORIGIN|HOST|SERVER|BACKEND|WS|SOCKET)"
)
_INTERNAL = pattern(
    r"(?:\A|_)(?:PROXY|INTERNAL|SSR|DEV|TARGET|LOCAL|DOCKER|PRIVATE|TEST)(?:_|\Z)|SERVER_?SIDE|UR[LI]_SERVER\Z"
)
# What scripts ask for data; others name the site in links, which Caddy redirects.
_FOR_DATA = pattern(r"_(?:API|ENDPOINT|BACKEND|WS|SOCKET|GRAPHQL)(?:_|\Z)")
_FOR_BROWSERS = pattern(r"CLIENT|PUBLIC|BROWSER|EXTERNAL")
# Settings of a server that passes requests on, which may read the same variable.
_SETTINGS = (
    *(
        f"{name}.{end}"
        for name in (
            *(f"{framework}.config" for framework in ("next", "vite", "nuxt", "vue", "astro", "svelte")),
            *(
                "src/setupProxy",
                "middleware",
                "src/middleware",
                "proxy",
                "src/proxy",
                "src/hooks.server",
                "server",
            ),
        )
        for end in ("js", "mjs", "cjs", "ts", "mts", "cts")
    ),
    "/etc/nginx/templates/default.conf.template",
)
# What others than people ask, or a part that need not be behind Caddy: they may have a name of their own.
_FOR_OTHERS = frozenset(("WEBHOOK_URL", "MINIO_BROWSER_REDIRECT_URL", "BETTER_AUTH_URL"))
_OF_OTHERS = pattern(
    r"\b(?:trusted_proxies|client_auth|(?:default_)?bind|header_up[ \t]+(?:X-Forwarded-)?Host)\b"
)
# What a network of distribution asks in place of visitors.
_ORIGIN = pattern(r"(?:^|[.-])origin[.-]")
_COMMENT = pattern(r"//|#|\*")
_WORDPRESS = pattern(r"(?:WP_HOME|WP_SITEURL)[\"']\s*,\s*[\"'](?P<url>https?://[^\"'\s]+)[\"']")


@dataclass(frozen=True, slots=True, eq=False)
class Advertised:
    """The variable ``name`` of ``member`` names ``host``, though people come by ``site``.

    ``in_scripts``: browsers ask there for data; else the application sends them there. ``service`` tells that the host
    is one of the deployment, which has that name among containers alone, ``unserved`` that it is a public name beside
    that of the site, for which no Caddy has a site; ``untold`` that the variable is not given, and the image takes
    ``host`` by itself.
    """

    member: Member
    name: str
    host: str
    site: str
    origin: Origin
    in_scripts: bool
    service: bool
    edit: Edit | None
    unserved: bool = False
    untold: bool = False
    plain: bool = False
    shut: bool = False


def advertised(deployment: Deployment) -> Iterator[Advertised]:
    """Every such address in the environment, or the arguments of the build, of what a public site leads to."""
    reading = remembered(partial(_read_by_a_server, files=deployment.files))
    for member in deployment.members:
        for name, place, text in _addresses(member):
            url = _URL.fullmatch(text)
            sites = public_sites(deployment).get(id(member)) if url else None
            if url is None or not sites:
                continue
            host = url["host"].lower()
            service = "." not in host and bool(called(host, deployment.members))
            other = not service and host not in _LOCAL
            plain = other and _is_plain(name, member, url, sites, deployment)
            shut = other and not plain and _is_shut(name, member, url, sites, deployment)
            if (other and not plain and not shut) and (
                not _is_own(name, member)
                or _knows(name, member, sites)
                or _is_served(host, sites, deployment)
            ):
                continue
            found = _judged(member, name, place, url, sites, None if plain else reading)
            if found is not None:
                yield replace(
                    found, service=service, unserved=other and not plain and not shut, plain=plain, shut=shut
                )


def _is_plain(
    name: str, member: Member, url: re.Match[str], sites: Mapping[str, bool], deployment: Deployment
) -> bool:
    """Whether the address is right but for its HTTPS: that of the site, or what pages of a site with HTTPS ask for."""
    host = url["host"].lower()
    if not is_left_plain(url["scheme"], url["port"], host, deployment):
        return False
    if not _is_in_scripts(name) or name in own_variables(member):
        return host in sites
    asked = _FOR_DATA.search(name) is not None and any(sites.values())
    return asked and not any(map(asks_for_https, deployment.caddyfiles))


def _is_shut(
    name: str, member: Member, url: re.Match[str], sites: Mapping[str, bool], deployment: Deployment
) -> bool:
    """Whether the address is the site's, with a port at which nobody comes in."""
    host = url["host"].lower()
    return (
        host in sites
        and (name in OF_ALL or name in own_variables(member))
        and is_shut(url["port"], host, member, deployment)
    )


def _knows(name: str, member: Member, sites: Mapping[str, bool]) -> bool:
    """Whether another of its variables names a site: a Ghost without pages of its own, whose editors come by Caddy."""
    others = (value for key, value in member.service.environment.items() if key != name)
    texts = [str(value.value).lower() for value in others]
    return any(site in text for site in sites for text in texts)


def _is_own(name: str, member: Member) -> bool:
    """Whether people are sent to what it says."""
    return (name in OF_ALL or name in own_variables(member)) and name not in _FOR_OTHERS


def _is_served(host: str, sites: Mapping[str, bool], deployment: Deployment) -> bool:
    """Whether a Caddy, or what is not shown, may serve it.

    Names in other domains than ``sites`` may be elsewhere, and so may the pages of what gets a part of the paths.
    """
    from toybox_lint.deployment.applications.shared_domains import domain

    alike = (whole and domain(site) == domain(host) for site, whole in sites.items())
    if not is_public(host) or not any(alike) or any(map(_ORIGIN.search, sites)):
        return True
    served = _every_host(deployment)
    return served is None or served.may_be(host)


@remembered
def _every_host(deployment: Deployment) -> Hosts | None:
    """Those that a Caddy serves; ``None`` where it may serve any other, or what is not shown may."""
    if any(not each.whole or _has_others_before(each) for each in deployment.caddyfiles):
        return None
    found = [hosts_of(site) for caddyfile in deployment.caddyfiles for site in caddyfile.sites]
    known = [each for each in found if each is not None]
    first = entrances(deployment)
    if len(known) < len(found) or any(is_passed_on(deployment, each) for each in first):
        return None
    if not first or not all(any(map(_is_of_the_web, each.ports)) for each in first):
        return None
    plain = frozenset().union(*(each.plain for each in known))
    return Hosts(plain, tuple(dict.fromkeys(wild for each in known for wild in each.wild)))


def _has_others_before(caddyfile: Caddyfile) -> bool:
    """Whether a line tells of proxies before it, which may have names of their own, or of a network that is private."""
    return any(_OF_OTHERS.search(file.text) for file in caddyfile.files)


def _is_of_the_web(port: Port) -> bool:
    return port.published in ("80", "443") and not is_loopback(port)


@remembered
def public_sites(deployment: Deployment) -> Mapping[int, Mapping[str, bool]]:
    """The public names under which people ask for a service, by its identity; and whether ``https://`` leads to it."""
    from toybox_lint.deployment.applications.asked_hosts import site_hosts

    found: dict[int, dict[str, bool]] = {}
    for link in deployment.links:
        if link.target is not None and link.verdict is not Verdict.FAILS:
            usual = usual_hosts(link.front.caddyfile) if link.proxy.paths == () else frozenset()
            public = {host: host.lower() in usual for host, _ in site_hosts(link) if is_public(host)}
            hosts = found.setdefault(id(link.target), {})
            hosts.update({host: whole or hosts.get(host, False) for host, whole in public.items()})
    return found


def _addresses(member: Member) -> Iterator[tuple[str, Origin, str]]:
    """The variables that hold such an address, each with its place and its text."""
    environment, arguments = member.service.environment, _arguments(member)
    if not any("://" in str(value.value) for given in (environment, arguments) for value in given.values()):
        return
    own = own_variables(member)
    for name in dict.fromkeys((*environment, *arguments)):
        # Scripts have what the build was given.
        first, second = (arguments, environment) if _is_in_scripts(name) else (environment, arguments)
        value = first[name] if name in first else second[name]
        if not isinstance(value.value, str):
            continue
        if name in own or name in OF_ALL or _is_in_scripts(name):
            yield name, value.origin, value.value
        for found in _WORDPRESS.finditer(value.value) if name == "WORDPRESS_CONFIG_EXTRA" else ():
            if not _COMMENT.search(value.value, value.value.rfind("\n", 0, found.start()) + 1, found.start()):
                yield name, _part(value.origin, found), found["url"]


def _arguments(member: Member) -> Mapping[str, Located[Text | None]]:
    build = member.service.build
    return build.args if build else {}


def _part(origin: Origin, found: re.Match[str]) -> Origin:
    """Where a part of a text of several lines stands: it is the same in the file, or it is not known."""
    at = origin.file.text.find(found["url"], *origin.span)
    if at < 0 or origin.file.text.count(found["url"], *origin.span) != 1:
        return replace(origin, exact=False)
    return Origin(origin.file, Span(at, at + len(found["url"])), True, origin.via)


def _is_in_scripts(name: str) -> bool:
    return _IN_SCRIPTS.fullmatch(name) is not None and not _INTERNAL.search(name)


def _judged(
    member: Member,
    name: str,
    place: Origin,
    url: re.Match[str],
    sites: Mapping[str, bool],
    reading: Callable[[Member], Callable[[str], bool]] | None,
) -> Advertised | None:
    in_scripts = _is_in_scripts(name) and name not in own_variables(member)
    if in_scripts and reading and (_public(member) - {name} or reading(member)(name)):
        return None
    edit = None if in_scripts else _edit(place, url, sites)
    shown = place.part(*url.span("host")) if place.text == url[0] else place
    return Advertised(member, name, url["host"], next(iter(sites)), shown, in_scripts, False, edit)


@remembered
def _public(member: Member) -> frozenset[str]:
    """The variables that name a public address for browsers: another one may then be for the server alone."""
    return frozenset(
        name
        for name, value in (*member.service.environment.items(), *_arguments(member).items())
        if isinstance(value.value, str)
        and _FOR_BROWSERS.search(name)
        and (url := _URL.match(value.value))
        and is_public(url["host"])
    )


def _edit(place: Origin, url: re.Match[str], sites: Mapping[str, bool]) -> Edit | None:
    """Name the one site, or the one that it names, in place of scheme, host and port."""
    named = url["host"].lower()
    site = named if named in sites else next(iter(sites))
    if (len(sites) != 1 and site != named) or not sites[site] or not place.exact or place.text != url[0]:
        return None
    end = place.span.start + len(url["scheme"]) + 3 + len(url["host"]) + len(url["port"] or "")
    return replace_part(place.file, Span(place.span.start, end), f"https://{site}")


def _read_by_a_server(member: Member, files: Files) -> Callable[[str], bool]:
    """Whether settings of the frontend's own server name a variable: it may pass requests on to there."""
    process = member.listening.process
    if process is not None and process.server == "vite":
        return lambda _: True
    inside = container(member.service, files)
    paths = filter(None, map(inside.path, _SETTINGS))
    contents = [content_at(inside, path) for path in paths]
    texts = [each.text for each in contents if isinstance(each, SourceFile)]
    return lambda name: any(name in text for text in texts)
