"""Certificates and keys that a Caddyfile names and that nothing puts into Caddy's container.

Source: Caddy's documentation of ``tls`` and of ``reverse_proxy``; measured with Caddy 2.11.7, which reads them when it
starts, and ends without: those of authorities, too.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Site, Word
from toybox_lint.deployment.caddies.stock import is_stock, plainly_started, rests_on_stock, starts_it_alone
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import mount_over, path_below
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

# What makes certificates, or fetches them, in a step of a build.
_MAKING = pattern(r"openssl|mkcert|certbot|cert|\.pem|\.crt|\.key|\bstep\b|curl|wget|git ", re.IGNORECASE)
# Where the official image has certificates of authorities, and where Caddy keeps what it makes.
_OF_AUTHORITIES = (
    "/etc/ssl/certs/",
    "/etc/ssl/cert.pem",
    "/usr/share/ca-certificates/",
    "/usr/local/share/ca-certificates/",
)
_OF_CADDY = ("/data/", "/config/")
_IN_THE_IMAGE = pattern(r"/etc/ssl/(?:cert\.pem|certs/(?:ca-[^/]*|[^/]*\.\d))")
# Directives with the files of authorities, and those with a certificate and its key.
_TRUSTING = frozenset(
    {"ca_root", "acme_ca_root", "trusted_roots", "tls_trusted_ca_certs", "trusted_ca_cert_file", "pem_file"}
)
# Of those, what a site without HTTPS does not use.
_OF_ISSUERS = frozenset({"ca_root", "trusted_roots"})
# Options that say who issues certificates: another one may not read what an authority of ACME is trusted by.
_ISSUING = frozenset({"local_certs", "cert_issuer"})
_POOLS = frozenset({"trust_pool", "tls_trust_pool"})
_PAIRS = frozenset({"tls", "tls_client_auth"})


@dataclass(frozen=True, slots=True, eq=False)
class Unmounted:
    """A file at ``path`` of the container of ``member``, where there is none; ``word`` names it."""

    member: Member
    word: Word
    path: str


def unmounted(deployment: Deployment) -> Iterator[Unmounted]:
    """The first such file of each line of a Caddy of the official image, or of one built on it that is shown."""
    for front in deployment.fronts:
        member = front.member
        if member is None or member.runs is not True or not front.caddyfile.valid:
            continue
        inside = None if is_stock(member) else container(member.service, deployment.files)
        if not (plainly_started(member) if inside is None else _is_caddys(member, deployment.files)):
            continue
        found: dict[Origin, Word] = {}
        for words in _files(front.caddyfile):
            lacking = next((word for word in words if _is_lacking(str(word.text), member, inside)), None)
            if lacking is not None:
                found.setdefault(Origin(lacking.origin.file, lacking.origin.span), lacking)
        yield from (Unmounted(member, word, str(word.text)) for word in found.values())


def _files(caddyfile: Caddyfile) -> Iterator[tuple[Word, ...]]:
    """The words of each line that names files, all of which must be there."""
    for site in caddyfile.sites:
        plain = _is_plain(site)
        for directive in site.block.walk():
            name, arguments = str(directive.name.text), directive.arguments
            if plain and name in _OF_ISSUERS:
                continue
            if name in _PAIRS and len(arguments) == 2:
                yield tuple(word for word in arguments if not _IN_THE_IMAGE.fullmatch(str(word.text)))
            elif name in _POOLS and arguments and arguments[0].text == "file":
                yield tuple(filter(_is_nobodys, arguments[1:]))
            elif name in _TRUSTING:
                yield tuple(filter(_is_nobodys, arguments))
    issued = any(option.name.text in _ISSUING for option in caddyfile.options)
    for option in caddyfile.options:
        if option.name.text in _TRUSTING and not issued:
            yield tuple(filter(_is_nobodys, option.arguments))


def _is_plain(site: Site) -> bool:
    """Whether a site has plain HTTP alone, by its scheme or its port, and asks nobody for certificates."""
    if all(str(address.value).startswith("http://") for address in site.addresses):
        return True
    return bool(site.listeners) and all(each.tls is False for each in site.listeners)


def _is_nobodys(word: Word) -> bool:
    """Whether neither the image has certificates where the one of an authority is to be, nor Caddy makes some."""
    return not str(word.text).startswith((*_OF_AUTHORITIES, *_OF_CADDY))


def _is_caddys(member: Member, files: Files) -> bool:
    return member.service.build is not None and rests_on_stock(member) and starts_it_alone(member, files)


def _is_lacking(path: str, member: Member, built: Container | None) -> bool:
    """Whether neither a mount holds the path nor, of an image that is ``built``, a step that may put it there."""
    if not path.startswith("/") or "{" in path:
        return False
    path = posixpath.normpath(path)
    return mount_over(member.service.mounts, path) is None and (built is None or _is_left_out(path, built))


def _is_left_out(path: str, inside: Container) -> bool:
    image = inside.built
    if image is None or any(_MAKING.search(run) or posixpath.dirname(path) in run for run in image.runs):
        return False
    targets = [copy.target for copy in image.copies]
    return all(isinstance(each, str) and path_below(path, each) is None for each in targets)
