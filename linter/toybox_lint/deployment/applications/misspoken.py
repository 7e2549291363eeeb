"""Ports that are asked in another protocol than they have, and the console of MinIO, which is asked for its API.

Sources: the documentation of RabbitMQ's management (HTTP at 15672, AMQP at 5672), of NATS' monitoring and of Redis
Stack; MinIO's of ``--console-address``: there are the pages for people, and S3 is at ``--address``.
"""

from __future__ import annotations

from itertools import pairwise

from toybox_lint.deployment.applications.addresses import Address
from toybox_lint.deployment.listening.model import Answer, Listener, Speaks, on_port
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered
from toybox_lint.records import dataclass

_FAR, _LONGEST_SCHEME = 300, 20
_OF_SCHEMES = "abcdefghijklmnopqrstuvwxyz2+"
_WEB = ("http", "https")
# What databases, caches and brokers have, and nothing that HTTP may be spoken with. Clients of NATS (4222) take any
# scheme for their own.
_PLAIN = frozenset({5432, 3306, 6379, 27017, 11211, 5672})
_OF_PAGES = frozenset({Speaks.HTTP, Speaks.TLS, Speaks.EITHER})
# Words of variables: for whom they are, and for pages.
_OF_S3, _OF_AMAZON = frozenset({"S3", "AWS", "MINIO"}), frozenset({"S3", "AWS"})
_OF_PEOPLE = word_set(
    "CONSOLE ADMIN WEB UI DASHBOARD LINK PANEL MANAGER MANAGEMENT BROWSER LOGIN HEALTH HEALTHCHECK"
)
_CONSOLE, _API = "--console-address", 9000


@dataclass(frozen=True, slots=True)
class Misspoken:
    """``reason`` is a clause about the server that is asked; ``instead`` the port that has what is asked for."""

    reason: str
    instead: int | None


def misspoken(address: Address, port: int, target: Member) -> Misspoken | None:
    """Why what listens on ``port`` cannot be meant by who asks for it."""
    heard = target.listening.listeners
    here = {each.speaks for each in on_port(heard, port)}
    scheme = _scheme(address)
    if scheme in _WEB and here == {Speaks.TCP} and port in _PLAIN:
        pages = _pages(heard)
        return Misspoken(f"speaks no HTTP on {port}", min(pages) if len(pages) == 1 else None)
    if here and here <= _OF_PAGES and scheme is not None and scheme not in _WEB and len(address.usual) == 1:
        usual = address.usual[0]
        if _speaks_plainly(heard, usual):
            return Misspoken(f"speaks HTTP on {port}, and {scheme} on {usual}", usual)
    if scheme in (None, *_WEB) and _is_of_s3(address.name) and _is_console(port, target):
        there = _API if target.listening.answers(_API).answer is Answer.YES else None
        return Misspoken(f"has its console on {port}, and not S3", there)
    return None


@remembered
def _pages(heard: tuple[Listener, ...]) -> frozenset[int]:
    """The ports on which HTTP is spoken."""
    return frozenset(each.port for each in heard if each.speaks in _OF_PAGES and isinstance(each.port, int))


def _speaks_plainly(heard: tuple[Listener, ...], port: int) -> bool:
    return {each.speaks for each in on_port(heard, port)} == {Speaks.TCP}


def _scheme(address: Address) -> str | None:
    """What stands before the host, behind which a user may be named."""
    text, end = address.origin.file.text, address.origin.span.start
    at = text.rfind("://", max(0, end - _FAR), end)
    between = text[at + 3 : end]
    if at < 0 or any(each.isspace() for each in between) or not (between == "" or between.endswith("@")):
        return None
    before = text[max(0, at - _LONGEST_SCHEME) : at]
    return before[len(before.rstrip(_OF_SCHEMES)) :].partition("+")[0] or None


def _is_of_s3(name: str) -> bool:
    """Whether a variable names where S3 is asked: with ``ENDPOINT`` in it, or the address of what is called S3."""
    words = name.upper().split("_")
    asked = "ENDPOINT" in words or (words[-1] in ("URL", "HOST") and not _OF_AMAZON.isdisjoint(words))
    return asked and not _OF_S3.isdisjoint(words) and _OF_PEOPLE.isdisjoint(words)


def _is_console(port: int, target: Member) -> bool:
    """Whether the command, or the variable, of a MinIO puts its console there."""
    process = target.listening.process
    return process is not None and process.server == "minio" and _console(target) == str(port)


@remembered
def _console(target: Member) -> str | None:
    """What is told to be the port of its console, by its command first."""
    process = target.listening.process
    words = [str(word.value) for word in process.words] if process else []
    told = [value for name, value in pairwise(words) if name == _CONSOLE]
    told += [word.partition("=")[2] for word in words if word.startswith(f"{_CONSOLE}=")]
    given = target.service.environment.get("MINIO_CONSOLE_ADDRESS")
    told += [given.value] if given and isinstance(given.value, str) else []
    return told[0].rpartition(":")[2] if told else None
