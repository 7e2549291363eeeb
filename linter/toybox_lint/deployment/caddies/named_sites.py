"""The sites of a Caddy that a variable names, where the Caddyfile is the image's own.

Source: the documentation of FrankenPHP's image: ``SERVER_NAME`` is the address of its only site, ``localhost`` where it
is not given, and ``CADDY_*`` add to its Caddyfile.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.sites.addresses import SiteAddress, parse_address
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.digits import whole

_IMAGE, _SITE, _USUAL = "dunglas/frankenphp", "SERVER_NAME", "localhost"
_ADDING = "CADDY_"
_FOLDERS = ("/etc/caddy", "/etc/frankenphp")
_HTTP, _HTTPS = "80", 443


def is_frankenphp(member: Member) -> bool:
    """Whether the service is an image of FrankenPHP's as it comes."""
    image = named(member.listening.base) if member.service.build is None else None
    return image is not None and reference(image).path == _IMAGE


def named_sites(member: Member) -> tuple[SiteAddress, ...]:
    """The addresses of its site; none where one is not known, or where there may be other sites."""
    service = member.service
    given = service.environment.get(_SITE)
    text = _USUAL if given is None else given.value
    configured = any(str(mount.target).startswith(_FOLDERS) for mount in service.mounts)
    added = any(name.startswith(_ADDING) for name in service.environment)
    started = service.command is not None or service.entrypoint is not None
    if configured or added or started or not service.environment_known or not isinstance(text, str):
        return ()
    read = [parse_address(each) for each in text.split(",")]
    found = tuple(each for each in read if isinstance(each, SiteAddress) and each.known)
    return found if len(found) == len(read) else ()


def named_in_tls(member: Member, port: int) -> Iterator[str]:
    """The names for which such a site has a certificate at ``port``."""
    for each in named_sites(member):
        plain = each.scheme == "http" or each.port == _HTTP
        if not plain and (whole(each.port) or _HTTPS) == port:
            yield each.host
