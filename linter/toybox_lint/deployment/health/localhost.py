"""Healthchecks that ask an address at which the server does not listen, though it works.

Sources: ``localhost`` is ``127.0.0.1`` and ``::1`` in the ``/etc/hosts`` that Docker writes; the ``wget`` of
BusyBox asks the first address that a name has, here ``::1``, and gives up. Programs of Go and Java that are told
``0.0.0.0`` listen on every address, those of IPv6, too (the documentation of ``net.Listen``; measured with Java 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.health.checks import Check, checks
from toybox_lint.deployment.health.tools import is_busybox
from toybox_lint.deployment.listening.model import Bind, Listener
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_OF_GO_AND_JAVA = frozenset(
    (
        *(
            "alertmanager",
            "alloy",
            "caddy",
            "consul",
            "filebrowser",
            "frankenphp",
            "http-echo",
            "hugo server",
            "minio",
        ),
        *("nats-server", "oauth2-proxy", "pocketbase", "prometheus", "rclone rcd", "rclone serve", "WildFly"),
        *("weed filer", "weed master", "weed s3", "weed volume", "weed webdav"),
    )
)
_LOCALHOST = pattern(r"https?://(localhost)(?::(\d{1,5}))?(?:/.*)?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class FirstAddress:
    """A check that asks ``localhost`` at ``origin``, where ``listener`` takes connections over IPv4 alone."""

    check: Check
    origin: Origin
    listener: Listener

    def edit(self) -> Edit | None:
        """The address that is meant."""
        if not self.origin.exact:
            return None
        return Edit(self.origin.file, self.origin.span, "127.0.0.1")


def first_address(members: Sequence[Member], files: Files) -> Iterator[FirstAddress]:
    """The checks with the ``wget`` of BusyBox that get no answer from a server on IPv4."""
    for check in checks(members, files):
        base = check.inside.base.value if check.inside.base else None
        program = check.program
        if not isinstance(base, str) or program is None or program.value != "wget" or not is_busybox(base):
            continue
        if check.inside.service.build and _has_gnu_wget(check):
            continue
        service = check.inside.service
        if "ipv6" in str(service.config.get("sysctls")) or service.mapped("localhost"):
            continue
        for word in check.arguments[1:]:
            match = _LOCALHOST.fullmatch(word.value) if isinstance(word.value, str) else None
            listener = _only_ipv4(check.member, number(match[2] or "80")) if match else None
            if match and listener:
                exact = word.origin.part(*match.span(1)) if word.origin.exact else _place(word.origin)
                yield FirstAddress(check, exact, listener)


def _place(word: Origin) -> Origin:
    """Where the word says ``localhost``, whatever quotes are around it."""
    start, text = word.span.start, word.text
    if text.count("localhost") != 1:
        return word
    at = start + text.index("localhost")
    return Origin(word.file, Span(at, at + len("localhost")), True, word.via)


def _has_gnu_wget(check: Check) -> bool:
    """Whether the Dockerfile may bring a ``wget`` that tries every address."""
    built = check.inside.built
    return built is None or any("wget" in run for run in built.runs)


def _only_ipv4(member: Member, port: int) -> Listener | None:
    """The server's own word that it takes the port over IPv4, and nothing that says otherwise."""
    told = [each for each in member.listening.at(port) if each.bind is not Bind.UNKNOWN]
    return told[0] if told and all(_is_ipv4(each) for each in told) else None


def _is_ipv4(listener: Listener) -> bool:
    if listener.server == "nginx" and listener.address_origin is None:
        return True
    if listener.server in _OF_GO_AND_JAVA:
        return False
    return listener.address_origin is not None and "0.0.0.0" in listener.address_origin.text
