"""What becomes of the certificates that Caddy gets: where it keeps them, and whether it can get any.

Sources: the Dockerfile of the official image (``XDG_DATA_HOME=/data``, no volume of its own); Caddy's documentation of
automatic HTTPS and of the data directory.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.sites.names import Certificate, Name, names, option, option_port, publicly_signed
from toybox_lint.compose.model import Port, Project
from toybox_lint.deployment.caddies.fronts import environment_of
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, is_loopback, is_passed_on
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.deployment.networks.namespaces import HOST, namespace
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.files import overlap
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

_DATA = "/data"
_VOLUME = "caddy_data"
_OF_VERSION_1 = "/root/.caddy"
_HTTPS = "443"
_IN_A_VARIABLE = pattern(r"\{\$(\w+)\}")
# What Compose gives in place of a variable that is not set, where that is a site in plain HTTP.
_PLAIN_BY_DEFAULT = pattern(r":?-(?:http://|:\d)")
# A line of ``tls`` that names a mailbox, be it in a variable.
_MAIL = pattern(r"@|MAIL", re.IGNORECASE)
_WITH_DATA_HOME = frozenset(("caddy", "dunglas/frankenphp"))


@dataclass(frozen=True, slots=True, eq=False)
class Unkept:
    """A Caddy whose certificates live and die with its container. ``path`` is where it writes them."""

    front: Front
    caddy: Member
    name: Name
    path: str

    def edits(self) -> tuple[Edit, ...]:
        """Edits that mount a volume there; empty where that cannot be written.

        What is mounted where Caddy 1 kept them is mounted there.
        """
        project = self.caddy.project
        for mount in self.caddy.service.mounts:
            if mount.target == _OF_VERSION_1 and (place := mount.target_origin) and place.exact:
                from toybox_lint.compose.yaml.parts import replace_part

                edit = replace_part(place.file, place.span, self.path)
                return () if edit is None else (edit,)
        from toybox_lint.compose.additions import add_volume

        return (
            ()
            if _is_taken(project) or self._in_memory()
            else add_volume(project, self.caddy.name, _VOLUME, self.path)
        )

    def _in_memory(self) -> bool:
        """Whether something is mounted there already, though it does not last."""
        return any(mount.target == self.path for mount in self.caddy.service.mounts)


@remembered
def _is_taken(project: Project) -> bool:
    """Whether a service mounts a volume of the name that is proposed."""
    return any(mount.source == _VOLUME for service in project.services.values() for mount in service.mounts)


def unkept(deployment: Deployment) -> Iterator[Unkept]:
    """Every Caddy that gets certificates from the internet and keeps them nowhere."""
    for front in deployment.fronts:
        caddy = front.member
        if caddy is None or caddy.runs is not True or not front.caddyfile.valid:
            continue
        signed = chain(filter(_signed, names(front.caddyfile)), _to_be_named(front.caddyfile, caddy))
        name, path = next(signed, None), data_folder(front, caddy, deployment)
        if name is None or path is None or not (name.dns or _asked(caddy, deployment)):
            continue
        if not _mounted(caddy, path):
            yield Unkept(front, caddy, name, path)


def _to_be_named(caddyfile: Caddyfile, caddy: Member) -> Iterator[Name]:
    """Sites whose whole address is in a variable, where the file tells whom the authority is to write, and HTTPS is
    published: they are meant to have a public name.
    """
    published = any(str(port.published) == _HTTPS for port in caddy.service.ports)
    if not published or option(caddyfile, "acme_ca"):
        return
    told = option(caddyfile, "email") is not None
    for site in publicly_signed(caddyfile):
        lines = [each for each in site.block.directives if each.name.text == "tls"]
        asked = any(
            len(each.arguments) == 1 and _MAIL.search(each.arguments[0].origin.text) for each in lines
        )
        for address in site.addresses if asked or (told and not lines) else ():
            text = address.origin.text
            named = _IN_A_VARIABLE.fullmatch(text) if isinstance(address.value, Unknown) else None
            given = caddy.service.environment.get(named[1]) if named else None
            if named and not (given and _PLAIN_BY_DEFAULT.search(given.origin.text)):
                yield Name(site, address, text, int(_HTTPS), True, Certificate.PUBLIC)


def keeps_certificates(entrance: Entrance, deployment: Deployment) -> bool:
    """Whether Caddy's data certainly outlive its container: somebody means it to get certificates."""
    path = data_folder(entrance.front, entrance.caddy, deployment)
    return path is not None and _mounted(entrance.caddy, path)


def _asked(caddy: Member, deployment: Deployment) -> bool:
    """Whether anybody outside can reach it, so that it may be given certificates."""
    owner = namespace(caddy, deployment.members)
    return owner == HOST or (isinstance(owner, Member) and bool(owner.service.ports))


def _signed(name: Name) -> bool:
    return name.public and name.certificate is Certificate.PUBLIC


def data_folder(front: Front, caddy: Member, deployment: Deployment) -> str | None:
    """Where Caddy keeps its data as far as the files tell."""
    storage = next((each for each in front.caddyfile.options if each.name.text == "storage"), None)
    if storage is not None:
        return _in_file_system(storage)
    given = environment_of(caddy, deployment.files).lookup("XDG_DATA_HOME")
    if isinstance(given, str):
        return given if given.startswith("/") else None
    base = caddy.listening.base.value if caddy.listening.base else None
    known = isinstance(base, str) and reference(base).path in _WITH_DATA_HOME
    return _DATA if known and caddy.service.environment_known else None


def _in_file_system(storage: Directive) -> str | None:
    """The folder of ``storage file_system``; ``None`` for one that is not written out, and for other modules."""
    words = [word.text for word in storage.arguments]
    for each in storage.block.directives if storage.block else ():
        words += [word.text for word in each.arguments] if each.name.text == "root" else ()
    kind, path, *rest = (*words, None, None)
    known = kind == "file_system" and isinstance(path, str) and not any(rest)
    return str(path) if known and str(path).startswith("/") and "{" not in str(path) else None


def _mounted(caddy: Member, path: str) -> bool:
    """Whether something that outlives the container may be at ``path``, above it or below."""
    for mount in caddy.service.mounts:
        if isinstance(mount.target, Unknown):
            return True
        target = posixpath.normpath(mount.target)
        if mount.kind != "tmpfs" and overlap(target, path):
            return True
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Unsigned:
    """A name for which the authority cannot check that it is ours. ``wildcard`` when only DNS could show it."""

    entrance: Entrance
    name: Name
    wildcard: bool

    @property
    def astray(self) -> Port | None:
        """The first of the ports 80 and 443 of the host that others reach: it leads elsewhere."""
        known = (port for port in self.entrance.ports if port.published in ("80", "443"))
        return next((port for port in known if not is_loopback(port)), None)


def unsigned(deployment: Deployment) -> Iterator[Unsigned]:
    """The first name of every Caddy that cannot have the public certificate it asks for."""
    for entrance in entrances(deployment):
        asking = [each for each in entrance.names if _signed(each) and not each.dns]
        star = next((each for each in asking if each.host.startswith("*.") and not each.on_demand), None)
        if star is not None:
            yield Unsigned(entrance, star, True)
        plain = next((each for each in asking if "*" not in each.host), None)
        if plain is not None and _out_of_reach(deployment, entrance):
            yield Unsigned(entrance, plain, False)


def _out_of_reach(deployment: Deployment, entrance: Entrance) -> bool:
    """Whether ports are published, and neither challenge gets through them."""
    caddyfile = entrance.front.caddyfile
    http, https = option_port(caddyfile, "http_port"), option_port(caddyfile, "https_port")
    if not entrance.ports or entrance.opened(80, http) or entrance.opened(443, https):
        return False
    return not is_passed_on(deployment, entrance)
