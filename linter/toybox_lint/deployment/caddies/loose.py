"""Caddyfiles that no service of the projects shows to be its own, and whose they are."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.compose.instructions import instructions
from toybox_lint.deployment.model import Front, Member, Place
from toybox_lint.deployment.networks.namespaces import LOOPBACK, published
from toybox_lint.deployment.upstreams.offers import is_for_web, web_ports
from toybox_lint.digits import whole
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_STARTING = pattern(r"^(?>[^#\n]*?\bdocker[ -]compose\b)[^\n]*\bup\b", re.MULTILINE)
_LOADING = pattern(
    r"^[^#\n]*\bsystemctl[ \t]+(?:reload|restart|start|reload-or-restart)[ \t]+caddy\b", re.MULTILINE
)
# A copy on the same machine, and not on another one.
_PUTTING = pattern(
    r"^[^#\n]*\b(?:cp|ln|install)[ \t][^\n:]{0,200}\bCaddyfile[ \t]+[\"']?/etc/caddy/", re.MULTILINE
)
_BELOW_A_VARIABLE = pattern(r"(?:\$\{[^}]*\}|\$\w+)((?:/[\w.-]+)+)(?=:|\Z)")


def by_their_ends(
    hidden: Sequence[Member], places: Collection[str], loose: Sequence[SourceFile]
) -> dict[str, Member]:
    """The Caddyfiles that end as a mount of one service at one of ``places`` does, and of one alone; each has one.

    The ``hidden`` services mount theirs from the folder of a variable.
    """
    found: dict[str, list[Member]] = {}
    for member in hidden:
        for tail in _below_a_variable(member, places):
            ending = [file.path for file in loose if file.path.endswith(tail)]
            if len(ending) == 1:
                found.setdefault(ending[0], []).append(member)
    return {path: members[0] for path, members in found.items() if len(members) == 1}


def _below_a_variable(member: Member, places: Collection[str]) -> Iterator[str]:
    """What stands behind the variable where a service mounts its Caddyfile: ``${DATA}/caddy/Caddyfile``."""
    for mount in member.service.mounts:
        if mount.target in places and isinstance(mount.source, Unknown) and mount.source_origin:
            found = _BELOW_A_VARIABLE.match(mount.source_origin.text)
            if found:
                yield found[1]


def by_default(
    hidden: Sequence[Member], places: Collection[str], loose: Sequence[SourceFile]
) -> dict[str, Member]:
    """The Caddyfiles that services mount where nobody sets a variable: ``./${CADDYFILE:-Caddyfile}``.

    One of several in a folder is the one for trials as well as not.
    """
    found: dict[str, list[Member]] = {}
    folders = Counter(posixpath.dirname(file.path) for file in loose)
    paths = {file.path for file in loose if folders[posixpath.dirname(file.path)] == 1}
    for member in hidden:
        for mount in member.service.mounts:
            source = mount.source
            if mount.target in places and isinstance(source, Unknown) and source.filled and source.hint:
                path = resolve(member.project.directory, source.hint)
                if path in paths:
                    found.setdefault(path, []).append(member)
    return {path: members[0] for path, members in found.items() if len(members) == 1}


def meant(loose: Sequence[SourceFile], claimed: Collection[str]) -> SourceFile | None:
    """The one Caddyfile that a Caddy without a visible one must read: no variant of another, and no second."""
    folders = {posixpath.dirname(path) for path in claimed}
    free = [file for file in loose if posixpath.dirname(file.path) not in folders]
    plain = [file for file in free if posixpath.basename(file.path) == "Caddyfile"]
    likely = plain or free
    return likely[0] if len(likely) == 1 else None


def outside(
    file: SourceFile, files: Files, host: Environment, members: Sequence[Member], *, shown: bool
) -> Front:
    """A Caddy that no project shows. One that dials what they publish on the host, or do by default, runs on the host.

    So does one that dials several ports of their containers on its own loopback, where somebody thinks they are, and
    one that the scripts which start the projects put into its place and load. None does where a Caddy of the projects
    is ``shown``.
    """
    caddyfile = load_caddyfile(file, files, host)
    own = {each.port for site in caddyfile.sites for each in site.listeners}
    ports = {
        upstream.port
        for proxy in caddyfile.proxies
        for upstream in proxy.upstreams
        if isinstance(upstream.host, str) and LOOPBACK.fullmatch(upstream.host) and upstream.port not in own
    }
    offered = any(isinstance(port, int) and any(published(port, members)) for port in ports)
    offered = offered or not ports.isdisjoint(_usually_published(members))
    alone = (offered or len(ports & _inner_ports(members)) > 1 or _is_installed(file, files)) and not shown
    return Front(caddyfile, Place.HOST if alone else Place.UNKNOWN, None)


def _is_installed(file: SourceFile, files: Files) -> bool:
    """Whether what starts the projects loads the Caddy of the machine as well."""
    texts = instructions(posixpath.dirname(file.path), files)
    return any(_STARTING.search(text) and _LOADING.search(text) and _PUTTING.search(text) for text in texts)


@remembered
def _usually_published(members: Sequence[Member]) -> frozenset[int]:
    """The ports of the host that services have where nobody sets the variables that decide them."""
    given = (port.published for member in members for port in member.service.ports)
    hints = (each.hint for each in given if isinstance(each, Unknown) and each.filled and each.hint)
    return frozenset(number for hint in hints if (number := whole(hint)) is not None)


@remembered
def _inner_ports(members: Sequence[Member]) -> frozenset[int]:
    """Where services serve the web inside their containers."""
    serving = filter(is_for_web, members)
    return frozenset(port for member in serving for port in web_ports(member, loopback=True))
