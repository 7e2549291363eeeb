"""Applications that refuse what comes through a proxy, or for a name, of which nobody has told them.

Sources: Home Assistant's documentation of ``http`` (since 2021.7 a request with X-Forwarded-For from a proxy that is
not listed is answered with 400); Vite's of ``server.allowedHosts``; Django's of ``ALLOWED_HOSTS``; Bokeh's of
``--allow-websocket-origin`` (the page stays empty: its websocket is answered with 403), Phoenix' of ``check_origin``
(so are LiveView's); Caddy's of ``reverse_proxy``,
which sets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.deployment.applications.django import DEPLOYED
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.listening.process import is_of_elixir
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile

_HOME_ASSISTANT = frozenset(
    ("home-assistant/home-assistant", "homeassistant/home-assistant", "linuxserver/homeassistant")
)
_SETTINGS = "/config/configuration.yaml"
_LIVE_VIEW = "LiveView"
_VITE = ("vite", "vite preview")
OF_RUBY = ("rails server", "puma", "unicorn", "thruster")

_ORIGIN = "--allow-websocket-origin"
_ORIGINS = "BOKEH_ALLOW_WS_ORIGIN"
# What brings settings from elsewhere.
_ELSEWHERE = pattern(
    r"^[ \t]+packages:|^http:[ \t]*[^\s#]|<<:|^http:[^\n]*\n(?:[ \t#][^\n]*\n)*?[^\n]*!", re.MULTILINE
)
_HTTP = pattern(r"^http:[ \t]*(?:#[^\n]*)?\n((?:[ \t#-][^\n]*\n|\n)*)", re.MULTILINE)
_USED = pattern(r"^[ \t]+use_x_forwarded_for:\s*[\"']?(?:true|yes|on)\b", re.MULTILINE | re.IGNORECASE)
_PROXIES = pattern(r"^[ \t]+trusted_proxies:[ \t]*(?:#[^\n]*)?\n((?:\s+-[^\n]*\n)*)", re.MULTILINE)
_LOOPBACK = pattern(r"\s*-\s*[\"']?(?:127\.[\d.]+(?:/\d+)?|::1(?:/128)?)[\"']?\s*(?:#.*)?")


@dataclass(frozen=True, slots=True, eq=False)
class Stranger:
    """A link whose requests ``member`` answers with ``status``, by its ``settings``: for ``host``, or all of them."""

    link: Link
    member: Member
    application: str
    settings: SourceFile
    status: int
    host: str | None


def strangers(deployment: Deployment) -> Iterator[Stranger]:
    """Every such link; of an application that goes by names the first name of a site."""
    known: dict[Member, _Told] = {}
    for link in deployment.links:
        target, process = link.target, link.target.listening.process if link.target else None
        if target is None or link.verdict is Verdict.FAILS or link.front.member is None:
            continue
        if target not in known:
            known[target] = _told(target, process.server if process else None, deployment.files)
        found = _not_trusted(link, target, known[target]) or _not_listed(link, target, known[target])
        yield from (found,) if found else ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What an application is told: ``http`` by Home Assistant's settings, ``hosts`` by those of another one."""

    settings: SourceFile | None = None
    http: str | None = None
    hosts: tuple[str, ...] | None = None
    application: str = "Vite"
    status: int = 403


def _told(target: Member, server: str | None, files: Files) -> _Told:
    image = named(target.listening.base)
    if image and reference(image).path in _HOME_ASSISTANT:
        content = container_file(target.service, _SETTINGS, files)
        text = f"{content.text}\n" if isinstance(content, SourceFile) else None
        if not isinstance(content, SourceFile) or text is None or _ELSEWHERE.search(text):
            return _Told()
        http = _HTTP.search(text)
        return _Told(content, http[1] if http else "")
    if server in DEPLOYED:
        return _told_django(target, files)
    if server == "bokeh":
        return _told_bokeh(target)
    if server in OF_RUBY or (server is None and _is_of_dotnet(target)):
        from toybox_lint.deployment.applications.named_hosts import named_hosts

        listed = named_hosts(target, files)
        return (
            _Told(listed.file, None, listed.hosts, listed.application, listed.status) if listed else _Told()
        )
    process = target.listening.process
    if server is None and process is not None and is_of_elixir(process.words):
        from toybox_lint.deployment.applications.live_view import live_host

        live = live_host(container(target.service, files), process)
        return _Told(live[0], None, live[1], _LIVE_VIEW) if live else _Told()
    if server not in _VITE:
        return _Told()
    from toybox_lint.deployment.listening.servers.vite import allowed_hosts

    found = allowed_hosts(server, container(target.service, files))
    return _Told(found[0], hosts=found[1]) if found else _Told()


def _is_of_dotnet(target: Member) -> bool:
    process = target.listening.process
    return process is not None and bool(process.words) and process.words[0].value == "dotnet"


def _told_django(target: Member, files: Files) -> _Told:
    """The hosts that its settings list in so many words, at one place."""
    from toybox_lint.deployment.applications.settings_hosts import listed, names_in, settings_code

    found = listed(settings_code(target, files))
    if found is None:
        return _Told()
    return _Told(found.origin.file, None, names_in(found.value), "Django", 400)


def _told_bokeh(target: Member) -> _Told:
    """The origins of its flags, whose ports do not matter here."""
    process, environment = target.listening.process, target.service.environment
    if process is None or _ORIGINS in environment or not target.service.environment_known:
        return _Told()
    words = [word.value for word in process.words]
    given = [
        str(after) if text == _ORIGIN else str(text).partition("=")[2]
        for text, after in pairwise((*words, ""))
        if str(text).partition("=")[0] == _ORIGIN
    ]
    if any(not isinstance(word, str) for word in words) or any("*" in each for each in given):
        return _Told()
    return _Told(process.origin.file, None, tuple(each.partition(":")[0].lower() for each in given), "Bokeh")


def _not_trusted(link: Link, target: Member, told: _Told) -> Stranger | None:
    """Home Assistant, in whose visible settings no proxy is trusted but on its own loopback."""
    block, settings = told.http, told.settings
    if block is None or settings is None or _tells_of_the_client(link):
        return None
    listed = _PROXIES.search(block)
    lines = [each for each in listed[1].splitlines() if each.strip()] if listed else []
    inside = link.front.member is not None and link.front.member.mode is None
    local = bool(lines) and inside and all(map(_LOOPBACK.fullmatch, lines))
    if _USED.search(block) and "trusted_proxies" in block and not local:
        return None
    return Stranger(link, target, "Home Assistant", settings, 400, None)


def _tells_of_the_client(link: Link) -> bool:
    """Whether the proxy changes what it tells of the client."""
    block = link.proxy.directive.block
    lines = [each.words for each in block.directives] if block else []
    return any("x-forwarded-for" in str(word.text).lower() for line in lines for word in line)


def _not_listed(link: Link, target: Member, told: _Told) -> Stranger | None:
    """One whose visible configuration does not list the name of the site."""
    hosts, settings = told.hosts, told.settings
    if hosts is None or settings is None:
        return None
    if told.application == _LIVE_VIEW:
        from toybox_lint.deployment.applications.live_view import gets_sockets

        if not gets_sockets(link):
            return None
    from toybox_lint.deployment.applications.asked_hosts import keeps_host, site_hosts

    for host, _ in site_hosts(link) if keeps_host(link) else ():
        plain = not host.endswith(".localhost") and not host.replace(".", "").isdecimal()
        if (
            plain
            and not _is_listed(host, hosts)
            and not (told.application == "Vite" and _says(settings, host))
        ):
            return Stranger(link, target, told.application, settings, told.status, host)
    return None


def _is_listed(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == each or (each.startswith(".") and f".{host}".endswith(each)) for each in hosts)


def _says(settings: SourceFile, host: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(host)}(?![\w.-])", settings.text) is not None
