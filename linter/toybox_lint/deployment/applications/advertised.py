"""Addresses that an application tells browsers, and that no visitor's browser reaches.

Sources: the documentation of each application of the setting; of Vite, Next.js, Nuxt, Create React App, Vue CLI,
SvelteKit, Astro, Gatsby and Expo, by which variables that begin so are put into the scripts that browsers get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.caddy.sites.names import is_public
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member, Verdict
from toybox_lint.deployment.networks.names import called
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile, Span

_LOCAL = frozenset(("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal"))
_URL = pattern(r"(?P<scheme>https?|wss?)://(?P<host>[\w.-]+)(?P<port>:\d+)?(?P<path>/\S*)?", re.IGNORECASE)
# What begins so goes into the scripts of browsers; but for what a server on the way is told by its name.
_IN_SCRIPTS = pattern(
    r"(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|PUBLIC|GATSBY|EXPO_PUBLIC)_(?:[A-Z0-9]+_)*"
    r"(?:URL|URI|BASE|API|ENDPOINT|ORIGIN|HOST|SERVER|BACKEND|WS|SOCKET)"
)
_INTERNAL = pattern(r"(?:\A|_)(?:PROXY|INTERNAL|SSR|DEV|TARGET|LOCAL|DOCKER|PRIVATE|TEST)(?:_|\Z)")
_FOR_BROWSERS = pattern(r"CLIENT|PUBLIC|BROWSER|EXTERNAL")
# Settings of a server that passes requests on, which may read the same variable.
_SETTINGS = tuple(f"{name}.config.{end}" for name in ("next", "vite", "nuxt") for end in ("js", "mjs", "ts"))
# The address of Auth.js, to which it sends whoever logs in.
_OF_ALL = ("NEXTAUTH_URL", "BETTER_AUTH_URL")
_BY_IMAGE: dict[str, tuple[str, ...]] = {
    "ghost": ("url",),
    "n8nio/n8n": ("WEBHOOK_URL", "N8N_EDITOR_BASE_URL"),
    "linuxserver/bookstack": ("APP_URL",),
    "solidnerd/bookstack": ("APP_URL",),
    "vaultwarden/server": ("DOMAIN",),
    "gitea/gitea": ("GITEA__server__ROOT_URL",),
    "forgejo/forgejo": ("FORGEJO__server__ROOT_URL", "GITEA__server__ROOT_URL"),
    "outlinewiki/outline": ("URL",),
    "mattermost/mattermost-team-edition": ("MM_SERVICESETTINGS_SITEURL",),
    "mattermost/mattermost-enterprise-edition": ("MM_SERVICESETTINGS_SITEURL",),
    "plausible/community-edition": ("BASE_URL",),
    "directus/directus": ("PUBLIC_URL",),
    "keycloak/keycloak": ("KC_HOSTNAME",),
    "rocket.chat": ("ROOT_URL",),
    "rocketchat/rocket.chat": ("ROOT_URL",),
    "chatwoot/chatwoot": ("FRONTEND_URL",),
    "penpotapp/backend": ("PENPOT_PUBLIC_URI",),
    "nocodb/nocodb": ("NC_PUBLIC_URL",),
    "formbricks/formbricks": ("WEBAPP_URL",),
}
_WORDPRESS = pattern(r"(?:WP_HOME|WP_SITEURL)[\"']\s*,\s*[\"'](?P<url>https?://[^\"'\s]+)[\"']")


@dataclass(frozen=True, slots=True, eq=False)
class Advertised:
    """The variable ``name`` of ``member`` names ``host``, though people come by ``site``.

    ``in_scripts``: browsers ask there for data; else the application sends them there. ``service`` tells that the host
    is one of the deployment, which has that name among containers alone.
    """

    member: Member
    name: str
    host: str
    site: str
    origin: Origin
    in_scripts: bool
    service: bool
    edit: Edit | None


def advertised(deployment: Deployment) -> Iterator[Advertised]:
    """Every such address in the environment, or the arguments of the build, of what a public site leads to."""
    for member in deployment.members:
        for name, place, text in _addresses(member):
            url = _URL.fullmatch(text)
            host = url["host"].lower() if url else ""
            service = "." not in host and bool(called(host, deployment.members))
            sites = _sites(deployment).get(id(member)) if host in _LOCAL or service else None
            found = _judged(member, name, place, url, sites, deployment.files) if url and sites else None
            if found is not None:
                yield replace(found, service=service)


@remembered
def _sites(deployment: Deployment) -> Mapping[int, Sequence[str]]:
    """The public names under which people ask for a service, by its identity."""
    from toybox_lint.deployment.applications.trusted import site_hosts

    found: dict[int, dict[str, None]] = {}
    for link in deployment.links:
        if link.target is not None and link.verdict is not Verdict.FAILS:
            public = {host: None for host, _ in site_hosts(link) if is_public(host)}
            found.setdefault(id(link.target), {}).update(public)
    return {number: tuple(hosts) for number, hosts in found.items()}


def _addresses(member: Member) -> Iterator[tuple[str, Origin, str]]:
    """The variables that hold such an address, each with its place and its text."""
    build, environment = member.service.build, member.service.environment
    image = named(member.listening.base)
    own = _BY_IMAGE.get(reference(image).path, ()) if image else ()
    arguments = build.args.items() if build else ()
    for name, value in (*environment.items(), *(each for each in arguments if each[0] not in environment)):
        if not isinstance(value.value, str):
            continue
        if name in own or name in _OF_ALL or _is_in_scripts(name):
            yield name, value.origin, value.value
        for found in _WORDPRESS.finditer(value.value) if name == "WORDPRESS_CONFIG_EXTRA" else ():
            yield name, _part(value.origin, found), found["url"]


def _part(origin: Origin, found: re.Match[str]) -> Origin:
    """Where a part of a text of several lines stands: it is the same in the file, or it is not known."""
    at = origin.file.text.find(found["url"], *origin.span)
    if at < 0 or origin.file.text.count(found["url"], *origin.span) != 1:
        return replace(origin, exact=False)
    return Origin(origin.file, Span(at, at + len(found["url"])), True, origin.via)


def _is_in_scripts(name: str) -> bool:
    return _IN_SCRIPTS.fullmatch(name) is not None and not _INTERNAL.search(name)


def _judged(
    member: Member, name: str, place: Origin, url: re.Match[str], sites: Sequence[str], files: Files
) -> Advertised | None:
    in_scripts = _is_in_scripts(name)
    if in_scripts and (_is_read_by_a_server(name, member, files) or _has_another(name, member)):
        return None
    edit = None if in_scripts else _edit(place, url, sites)
    shown = place.part(*url.span("host")) if place.text == url[0] else place
    return Advertised(member, name, url["host"], sites[0], shown, in_scripts, False, edit)


def _has_another(name: str, member: Member) -> bool:
    """Whether another variable names a public address for browsers: this one may then be for the server alone."""
    for other, value in member.service.environment.items():
        url = (
            _URL.match(value.value) if isinstance(value.value, str) and _FOR_BROWSERS.search(other) else None
        )
        if other != name and url is not None and is_public(url["host"]):
            return True
    return False


def _edit(place: Origin, url: re.Match[str], sites: Sequence[str]) -> Edit | None:
    """Name the one site in place of scheme, host and port."""
    if len(sites) != 1 or not place.exact or place.text != url[0]:
        return None
    end = place.span.start + len(url["scheme"]) + 3 + len(url["host"]) + len(url["port"] or "")
    return replace_part(place.file, Span(place.span.start, end), f"https://{sites[0]}")


def _is_read_by_a_server(name: str, member: Member, files: Files) -> bool:
    """Whether settings of the frontend's own server name the variable: it may pass requests on to there."""
    inside = container(member.service, files)
    process = member.listening.process
    if process is not None and process.server == "vite":
        return True
    for file in _SETTINGS:
        path = inside.path(file)
        content = content_at(inside, path) if path else None
        if isinstance(content, SourceFile) and name in content.text:
            return True
    return False
