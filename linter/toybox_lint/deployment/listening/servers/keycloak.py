"""Keycloak that does not start: in production it wants a certificate or leave for plain HTTP, and its own name.

And one that does, and takes all that is asked for plain HTTP.

Sources: Keycloak's guides to production and to reverse proxies (HTTP is off there since 17; ``proxy``, whose ``edge``
turned it on, is gone since 26); keycloak/keycloak#27597 and #33594, which show what it says and how it ends; that to
the hostname, by which scheme and port are those of the request where ``hostname`` is no URL, and of the proxy's header
fields with ``proxy-headers`` alone.
"""

from __future__ import annotations

from itertools import pairwise

from toybox_lint.deployment.listening.commands.programs import Program
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.model import Process
from toybox_lint.facts import Unknown
from toybox_lint.files import lies_in
from toybox_lint.patterns import pattern

_IMAGE = "keycloak/keycloak"
_FIRST, _WITHOUT_PROXY = 17, 26
_RELEASE = pattern(r"(\d{1,3})(?:\.\d+)*")
_NEWEST = ("", "latest")
_FILES = "/opt/keycloak/conf"
_ELSEWHERE = ("KC_CONFIG_FILE", "--config-file", "-cf")


def refusal(program: Program, inside: Container) -> str | None:
    """Why Keycloak certainly ends as soon as it is started; ``None`` where it may run."""
    release = _release(inside)
    told = program.certain and _is_told_here(program.words, inside)
    if release is None or release < _FIRST or not told:
        return None
    given = _options(program.arguments, inside)
    names = given.keys()
    if any(name.startswith(("https-", "config-file")) for name in names):
        return None
    plain = given.get("http-enabled", "false")
    if plain == "false" and not ("proxy" in names and release < _WITHOUT_PROXY):
        return "Keycloak does not start: it is given neither certificates nor KC_HTTP_ENABLED=true"
    if not any(name.startswith("hostname") for name in names):
        return "Keycloak does not start: it is given neither KC_HOSTNAME nor KC_HOSTNAME_STRICT=false"
    return None


def takes_all_for_plain(process: Process, inside: Container) -> bool:
    """Whether it certainly takes requests for HTTPS that a proxy passes on for plain HTTP, and answers so."""
    release = _release(inside)
    if release is None or release < _WITHOUT_PROXY or not _is_told_here(process.words, inside):
        return False
    given = _options(process.words, inside)
    if any(name.startswith(("https-", "config-file", "proxy-")) for name in given):
        return False
    urls = [value for name, value in given.items() if name.startswith("hostname")]
    return not any(isinstance(each, Unknown) or str(each).startswith("https:") for each in urls)


def _release(inside: Container) -> int | None:
    base = inside.base.value if inside.base and inside.service.build is None else None
    if not isinstance(base, str) or "@" in base or reference(base).path != _IMAGE:
        return None
    tag = reference(base).tag
    found = _RELEASE.fullmatch(tag)
    return int(found[1]) if found else _WITHOUT_PROXY if tag in _NEWEST else None


def _is_told_here(command: Words, inside: Container) -> bool:
    """Whether it is started for production, and all that it is told stands in the compose file."""
    words = [word.value for word in command]
    if "start" not in words or any(isinstance(word, Unknown) for word in words):
        return False
    targets = [mount.target for mount in inside.service.mounts]
    if any(isinstance(each, Unknown) or lies_in(_FILES, each) for each in targets):
        return False
    inner = any(str(each).startswith(f"{_FILES}/") for each in targets)
    return inside.variables.known and not inner and not any(name in words for name in _ELSEWHERE)


def _options(arguments: Words, inside: Container) -> dict[str, object]:
    """The options of its environment and its command, by the names of the latter."""
    found: dict[str, object] = {
        name[3:].lower().replace("_", "-"): given.value
        for name, given in inside.variables.values.items()
        if name.startswith("KC_")
    }
    words = [str(word.value) for word in arguments]
    for word, after in pairwise((*words, "")):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            found[name] = value if equals or after.startswith("-") else after
    return found
