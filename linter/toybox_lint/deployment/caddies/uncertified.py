"""Sites on TLS for which Caddy never has a certificate: automatic HTTPS is off, no site has a name, or nobody is asked.

Nor for a name that no public registry knows (RFC 2606, RFC 6761, ICANN's resolution 2018.02.04.12), unless Caddy's own
authority signs. Clients of an IP address say no name, and Caddy then looks for a certificate for the address that the
connection came to: in a container on a bridge that is the container's, whatever the site is called (measured with
2.11.7; firezone/firezone#1073 shows the same of 2.6). Where some site gets them on demand it gets one for that.

Source: Caddy's documentation of ``auto_https`` and of ``on_demand``; measured with Caddy 2.11.7, where neither
``tls internal`` nor ``local_certs`` gives one without a name or without automatic HTTPS: files and ``on_demand`` do.
For that Caddy wants ``on_demand_tls`` where a name has a ``*`` or no address of the site has a name, and does not start
without it; not where its own authority signs, nor with ``get_certificate``. bluesky-social/pds#8 shows the same of 2.7.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.caddy.sites.addresses import is_internal
from toybox_lint.caddy.sites.lines import sites_with, tls_lines
from toybox_lint.caddy.sites.names import Certificate, Name, is_public, names, option, option_port
from toybox_lint.deployment.caddies.versions import tagged_version
from toybox_lint.deployment.inbound.entrances import entrances
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.enums import Enum
from toybox_lint.records import dataclass

_OFF = ("off", "disable_certs")
# Entries of ``tls`` that say nothing of where a certificate comes from, or only who would be asked for one.
_GIVING_NONE = frozenset(
    (
        "protocols",
        "ciphers",
        "curves",
        "alpn",
        "ca",
        "ca_root",
        "eab",
        "issuer",
        "client_auth",
        "dns",
        "key_type",
    )
)
# Entries of ``tls`` beside which an authority on the internet is still asked on demand.
_ASKING = frozenset(("on_demand", "protocols", "ciphers", "curves", "alpn", "key_type", "dns", "resolvers"))
# Global options by which somebody is asked first, or Caddy's own authority or another one signs.
_GRANTING = frozenset(("on_demand_tls", "local_certs", "cert_issuer"))
# Caddy asks Tailscale on the same machine for these, whatever is configured.
_OF_TAILSCALE = ".ts.net"


# Last parts of names that nobody can have: reserved ones, and those that are told never to be given out.
_OF_NOBODY = frozenset(("lan", "home", "corp", "test", "invalid", "localdomain", "intranet", "private"))
# Global options that say which certificate a client is shown that says no name.
_FOR_NO_NAME = ("default_sni", "fallback_sni")
# Releases that start without anybody to ask before a certificate is got on demand.
_NEEDS_LEAVE = (2, 7)


class Lack(Enum):
    """Why there is no certificate."""

    OFF = "an option says that Caddy gets none"
    NAMELESS = "no site has a name for which there could be one"
    LEAVE = "nobody is asked whether one may be got on demand: Caddy does not start"
    UNSIGNED = "no authority signs for a name that nobody can have"
    NO_NAME = "clients of an address say no name"


@dataclass(frozen=True, slots=True, eq=False)
class Uncertified:
    """The first name of a Caddy that is served on TLS without a certificate, and what keeps it from one."""

    front: Front
    name: Name
    lack: Lack
    line: Directive | None
    fixes: tuple[Fix, ...]


def uncertified(deployment: Deployment) -> Iterator[Uncertified]:
    """Every Caddy that speaks TLS, and whose Caddyfile neither lets it get certificates nor gives it any."""
    for front in deployment.fronts:
        if front.caddyfile.valid:
            found = _without_leave(front) or _switched_off(deployment, front) or _nameless(front)
            found = found or _unsigned(front) or _by_address(front)
            yield from (found,) if found else ()


def _switched_off(deployment: Deployment, front: Front) -> Uncertified | None:
    caddyfile = front.caddyfile
    off = _off(caddyfile)
    if off is None or any(map(_may_give, tls_lines(caddyfile))):
        return None
    found = (each for each in names(caddyfile) if each.tls and not each.host.endswith(_OF_TAILSCALE))
    name = next(found, None)
    return Uncertified(front, name, Lack.OFF, off, _left_out(deployment, front, off)) if name else None


def _nameless(front: Front) -> Uncertified | None:
    """A Caddy of which every address is one of every name."""
    caddyfile = front.caddyfile
    found = names(caddyfile)
    if len(found) < sum(len(site.addresses) for site in caddyfile.sites) or any(
        map(_may_give, tls_lines(caddyfile))
    ):
        return None
    secure = [name for name in found if name.tls]
    if not secure or any(name.host for name in found):
        return None
    return Uncertified(front, secure[0], Lack.NAMELESS, None, ())


def _unsigned(front: Front) -> Uncertified | None:
    """A name for which Caddy asks authorities on the internet, none of which may sign.

    It asks for none that a certificate from a file has, or one of another site for all names of the domain.
    """
    if front.member is None or front.caddyfile.gaps or any(map(_loads, tls_lines(front.caddyfile))):
        return None
    found = names(front.caddyfile)
    given = {
        name.host
        for name in found
        if name.tls and (name.certificate is not Certificate.PUBLIC or name.on_demand)
    }
    for name in found:
        asks = name.tls and name.certificate is Certificate.PUBLIC and not name.on_demand
        inner, _, last = name.host.rpartition(".")
        covered = f"*.{name.host.partition('.')[2]}" in given
        if asks and inner and last in _OF_NOBODY and not (covered or is_internal(name.host)):
            return Uncertified(front, name, Lack.UNSIGNED, None, ())
    return None


def _by_address(front: Front) -> Uncertified | None:
    """A site that is called by an IP address, which is not that of Caddy's container on its bridges."""
    member, caddyfile = front.member, front.caddyfile
    if member is None or any(option(caddyfile, each) for each in _FOR_NO_NAME) or not _is_bridged(member):
        return None
    if any(map(_answers_all, tls_lines(caddyfile))):
        return None
    published = {port.target for port in member.service.ports}
    for name in names(caddyfile):
        address = name.host.replace(".", "").isdecimal() and not name.host.startswith("127.")
        if address and name.tls and name.port in published:
            return Uncertified(front, name, Lack.NO_NAME, None, ())
    return None


def _is_bridged(member: Member) -> bool:
    """Whether it is on bridges alone, and has no address of its own choice there."""
    project, attached = member.project, member.service.attachments
    made = project.resources.value.get("networks", {})
    if (
        member.mode is not None
        or not attached
        or "ipv4_address" in str(member.service.config.get("networks"))
    ):
        return False
    for each in attached:
        network, found = project.networks.get(each.network), made.get(each.network)
        driver = found.get("driver") if isinstance(found, dict) else None
        if network is None or network.external is not False or driver not in ("bridge", None):
            return False
    return True


def _without_leave(front: Front) -> Uncertified | None:
    """A Caddy that would get certificates for whatever name a client asks for."""
    caddyfile = front.caddyfile
    version = tagged_version(front.member) if front.member else None
    if any(each.name.text in _GRANTING for each in caddyfile.options) or (version and version < _NEEDS_LEAVE):
        return None
    asking = sites_with(caddyfile, "on_demand")
    by_site: dict[int, list[Name]] = {}
    for name in names(caddyfile) if asking else ():
        if name.tls:
            by_site.setdefault(id(name.site), []).append(name)
    for site in asking:
        own = by_site.get(id(site), [])
        line = next((each for each in site.block.directives if _is_on_demand(each)), None)
        if line and own and len(own) == len(site.addresses) and _is_open(own):
            return Uncertified(front, own[0], Lack.LEAVE, line, ())
    return None


def _is_open(own: list[Name]) -> bool:
    """Whether the names are not told one by one."""
    hosts = [name.host for name in own if name.host]
    wild = [host for host in hosts if host.startswith("*")]
    return any(map(is_public, wild)) or not hosts


def _is_on_demand(tls: Directive) -> bool:
    """Whether a line lets Caddy ask an authority on demand, and says nothing else of where certificates come from."""
    entries = {each.name.text for each in tls.block.directives} if tls.block else set()
    return tls.name.text == "tls" and not tls.arguments and "on_demand" in entries and entries <= _ASKING


def _off(caddyfile: Caddyfile) -> Directive | None:
    found = option(caddyfile, "auto_https")
    return found if found and any(word.text in _OFF for word in found.arguments) else None


def _may_give(tls: Directive) -> bool:
    """Whether certificates may come from this line: from files, or asked for with a request."""
    entries = tls.block.directives if tls.block else ()
    plain = [word.text for word in tls.arguments if isinstance(word.text, str)]
    if len(plain) < len(tls.arguments) or len(plain) > 1:
        return True
    return any(each.name.text not in _GIVING_NONE for each in entries)


def _loads(tls: Directive) -> bool:
    """Whether certificates come from files, of names that the Caddyfile does not tell."""
    entries = tls.block.directives if tls.block else ()
    return len(tls.arguments) > 1 or any(each.name.text == "load" for each in entries)


def _answers_all(tls: Directive) -> bool:
    """Whether a certificate is got with a request, also for one that says no name: for the address it came to."""
    return any(
        each.name.text in ("on_demand", "get_certificate") for each in (tls.block.walk() if tls.block else ())
    )


def _left_out(deployment: Deployment, front: Front, off: Directive) -> tuple[Fix, ...]:
    """Without the option, where the port of HTTPS is published: then that is what is meant."""
    https = option_port(front.caddyfile, "https_port")
    meant = any(each.front is front and each.to(https) for each in entrances(deployment))
    edit = leave_out(off) if meant else None
    return () if edit is None else (Fix("leave out auto_https", Applicability.UNSAFE, (edit,)),)
