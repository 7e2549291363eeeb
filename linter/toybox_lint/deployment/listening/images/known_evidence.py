"""What a well-known image tells, given what the service changes of it."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address, bind_of, written
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.main_ports import from_flag, kept_inside, moved, secured
from toybox_lint.deployment.listening.images.unchanged import is_unchanged, touches
from toybox_lint.deployment.listening.images.well_known import (
    KnownImage,
    is_plain,
    known_image,
    of_any_tag,
    reference,
)
from toybox_lint.deployment.listening.images.with_tls import (
    may_change_tls,
    of_either,
    with_or_without_tls,
)
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.later import now
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.servers.nginx import Nginx

_SITE = "SERVER_NAME"
_TELLING_CADDY = (_SITE, "CADDY_")
_NAME = pattern(r"(?:https://)?[a-z0-9*-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE)
_INTERPRETERS = frozenset({"php", "java", "node", "python", "python3", "ruby", "perl"})
_OF_NGINX = frozenset({"nginx", "nginxinc/nginx-unprivileged"})
# Images that open their port of HTTPS only where they are given a certificate.
_WITH_CERTIFICATES = frozenset({"keycloak/keycloak"})
# Those that do not start without TLS, by their documentation.
_ALWAYS_IN_TLS = frozenset({"kanidm/server", "kanidm/kanidmd"})
_DECIDED_BY_CONFIGURATION = {
    "caddy": "/etc/caddy",
    "dunglas/frankenphp": "/etc/",
    "httpd": "/usr/local/apache2/conf",
    "php": "/etc/apache2",
    "wordpress": "/etc/apache2",
    "tomcat": "/usr/local/tomcat/conf",
    "traefik": "/etc/traefik",
    "headscale/headscale": "/etc/headscale",
    "juanfont/headscale": "/etc/headscale",
    "misskey/misskey": "/misskey/.config",
}


_PART = pattern(r"[^;,]+")
# A port with letters behind it that say more of it, as Pi-hole has them: 8080o,8443os.
_LETTERED = pattern(r"\b\d+[a-z]+\b")


@dataclass(frozen=True, slots=True)
class ImageEvidence:
    """The listeners that follow from the base image; ``decisive`` when they are certainly all there is.

    ``with_or_without_tls``: what its program listens on, too, depends on files or variables that are not told here.
    ``whole``: the program reads all of it, so that nothing that is merely declared speaks against it.
    """

    listeners: tuple[Listener, ...] = ()
    decisive: bool = False
    with_or_without_tls: bool = False
    whole: bool = False


def image_evidence(inside: Container, process: Process | None) -> ImageEvidence:
    """Evidence from the image, when ``process`` is what the service or its Dockerfile starts, if they say so."""
    base = inside.base
    entry = _entry(base) if base else None
    if (entry and entry.path in _OF_NGINX and process is None) or (process and process.server == "nginx"):
        from toybox_lint.deployment.listening.servers.nginx import nginx

        configured = nginx(inside)
        if configured is not None:
            return _of_nginx(configured, process or base, entry, base)
    if not base or not entry or (process and _runs_a_text(process, base)):
        return ImageEvidence()
    given = tuple(_from_variables(inside, entry)) or tuple(_from_settings(inside, entry))
    if given and given[0].grade is Grade.CONFIG_FILE and _is_whole(entry):
        return ImageEvidence(given)
    given = given or tuple(from_flag(inside, entry))
    folder = _DECIDED_BY_CONFIGURATION.get(entry.path)
    if folder and touches(inside, folder) and not (given and given[0].grade is Grade.CONFIG_FILE):
        return ImageEvidence((_undecided(entry.path, base.origin),))
    usual = tuple(moved(inside, entry, each) for each in _usual(entry, base))[1 if given else 0 :]
    if not given and (_is_on_https(inside, entry) or _is_as_it_comes(inside, entry, process)):
        usual = (
            replace(usual[0], bind=Bind.UNKNOWN, text="it redirects from port 80", redirecting=now(True)),
            *usual[1:],
        )
    open_ = may_change_tls(inside, process)
    if not open_ and entry.path in _WITH_CERTIFICATES:
        usual = tuple(each for each in usual if each.speaks is not Speaks.TLS)
    if open_ and entry.path not in _ALWAYS_IN_TLS:
        given = tuple(map(with_or_without_tls, given))
        usual = tuple(of_either(each, entry) for each in usual)
    first, *others = given + usual
    told = kept_inside(inside, entry, secured(inside, entry, first))
    given, usual = ((told, *given[1:]), usual) if given else ((), (told, *others))
    untouched = entry.verified and is_unchanged(inside, entry, bool(given))
    return ImageEvidence(given + usual, untouched, open_)


def _runs_a_text(process: Process, base: Located[Text]) -> bool:
    """Whether an image of a language runs a program in it in place of the server that it brings as well."""
    interpreted = process.server is None and program_name(process.words) in _INTERPRETERS
    return interpreted and isinstance(base.value, str) and is_plain(base.value)


def _is_whole(entry: KnownImage) -> bool:
    """Whether the settings file names all that the image listens on."""
    from toybox_lint.deployment.listening.servers.settings_files import WHOLE

    return entry.path in WHOLE


def _is_on_https(inside: Container, entry: KnownImage) -> bool:
    """Whether the image is one of a Caddy whose sites have the names that a variable gives, all on HTTPS."""
    named = inside.variables.given(_SITE) if _SITE in entry.variables else None
    if named is None or not isinstance(named.value, str):
        return False
    return all(_NAME.fullmatch(each.strip()) for each in named.value.split(","))


def _is_as_it_comes(inside: Container, entry: KnownImage, process: Process | None) -> bool:
    """Whether that Caddy has the one site of its image, ``localhost``: nothing is told to it."""
    told = any(each.startswith(_TELLING_CADDY) for each in inside.variables.values)
    return _SITE in entry.variables and process is None and inside.variables.known and not told


def _entry(base: Located[Text]) -> KnownImage | None:
    return known_image(base.value) if isinstance(base.value, str) else of_any_tag(base)


def _of_nginx(
    configured: Nginx,
    named: Process | Located[Text] | None,
    entry: KnownImage | None,
    base: Located[Text] | None,
) -> ImageEvidence:
    """The visible ``listen`` lines; the image's own ``default.conf`` as well when it is still there."""
    if configured.whole:
        told = bool(configured.listeners)
        return ImageEvidence(configured.listeners, told, whole=told)
    usual = tuple(_usual(entry, base)) if entry and base else ()
    if named:
        usual += (_undecided("nginx", named.origin),)
    return ImageEvidence(configured.listeners + usual)


def _undecided(name: str, origin: Origin) -> Listener:
    unknown = Unknown(f"the configuration of {name} decides where it listens")
    return Listener(unknown, Bind.UNKNOWN, Speaks.UNKNOWN, Grade.CONFIG_FILE, origin, unknown.reason)


def _usual(entry: KnownImage, base: Located[Text]) -> Iterator[Listener]:
    name = reference(base.value).path if isinstance(base.value, str) else entry.path
    for port, speaks in entry.ports:
        text = f"the image {name} listens on {port}"
        yield Listener(port, Bind.ALL, speaks, Grade.IMAGE_TABLE, base.origin, text)


def _from_variables(inside: Container, entry: KnownImage) -> Iterator[Listener]:
    """The main port when a variable that the image reads sets it."""
    for name in entry.variables:
        given = inside.variables.given(name)
        if not given:
            continue
        found = list(_addressed(given, entry, name))
        yield from found
        if not found and isinstance(given.value, str) and _LETTERED.search(given.value):
            yield _undecided(name, given.origin)
        if found:
            return


def _addressed(given: Located[Text], entry: KnownImage, name: str) -> Iterator[Listener]:
    """The ports that a variable names: a number, an address, or several (``http://+:80;https://+:443``)."""
    for part in _several(given):
        found = address(part)
        if found is None or not found.port:
            continue
        bind = bind_of(found.host.value) if found.host else Bind.ALL
        spoken = Speaks.TLS if found.tls else entry.ports[0][1]
        if name == _SITE and found.host and found.host.value:
            # A name of a site: it does not decide the address, and Caddy may have a certificate for it.
            bind, spoken = Bind.ALL, Speaks.EITHER
        yield Listener(
            found.port.value,
            bind,
            spoken,
            Grade.PORT_VARIABLE,
            found.port.origin,
            f"{name} sets the port of the image {entry.path}{_to(found.port.value)}",
            bind_explicit=bind is Bind.LOOPBACK,
            address_origin=written(found.host) if bind is Bind.LOOPBACK else None,
            port_origin=found.port.origin,
        )


def _to(port: int | Unknown) -> str:
    return f" to {port}" if isinstance(port, int) else ""


def _from_settings(inside: Container, entry: KnownImage) -> Iterator[Listener]:
    from toybox_lint.deployment.listening.servers.settings_files import from_settings

    if entry.path.startswith("gitlab/"):
        from toybox_lint.deployment.listening.servers.omnibus import from_omnibus

        yield from from_omnibus(inside)
    if entry.path == "eclipse-mosquitto":
        from toybox_lint.deployment.listening.servers.mosquitto import from_mosquitto

        yield from from_mosquitto(inside)
    yield from from_settings(inside, entry.path, entry.ports[0][1])


def _several(given: Located[Text]) -> Iterator[Located[Text]]:
    if isinstance(given.value, Unknown):
        yield given
        return
    for match in _PART.finditer(given.value):
        yield Located(match[0], given.origin.part(*match.span()))
