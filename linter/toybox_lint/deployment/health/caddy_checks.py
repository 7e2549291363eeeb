"""Healthchecks that can never succeed, and those of them that a Caddy cannot answer.

Sources: the commands of Caddy 2.11.7; its documentation of the admin interface and of automatic HTTPS.
"""

from __future__ import annotations

from toybox_lint.compose.yaml.parts import literal, separator
from toybox_lint.deployment.caddies.stock import has_stock_program, is_stock
from toybox_lint.deployment.health.asking import asked_port
from toybox_lint.deployment.health.checks import Check
from toybox_lint.deployment.health.redirected import redirected, unsecured
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

CADDY_COMMANDS = word_set(
    """
    adapt add-package build-info completion environ file-server fmt hash-password help list-modules manpage reload
    remove-package respond reverse-proxy run start stop storage trust untrust upgrade validate version
    """
)
# Commands that take the Caddyfile of the working directory where ``--config`` names none; the image has /srv for it.
_OF_A_FILE = frozenset({"validate", "adapt"})
_HOME = pattern(r"/(?:srv(?:/*|/+Caddyfile)?)?\Z")
_NAMING = ("--config", "-c")
_ADMIN_PORT = 2019
_ASK_ADMIN = ("wget", "-qO/dev/null", "http://127.0.0.1:2019/config/")


@dataclass(frozen=True, slots=True, eq=False)
class Hopeless:
    """A check that fails for ``reason``, a clause; ``origin`` is what makes it fail.

    ``edits`` mend it, and ``title`` says how. It is not ``certain`` where it rests on the text of a program.
    """

    check: Check
    reason: str
    origin: Origin
    edits: tuple[Edit, ...] = ()
    title: str = ""
    certain: bool = True


def no_command(check: Check, deployment: Deployment) -> Hopeless | None:
    """A command that the official Caddy does not have."""
    words = check.arguments
    if (
        check.program is None
        or check.program.value != "caddy"
        or len(words) < 2
        or not has_stock_program(check.member, deployment.files)
    ):
        return None
    command = words[1].value
    if not isinstance(command, str) or command.startswith("-"):
        return None
    if command in CADDY_COMMANDS:
        return _no_config(check, deployment) if command in _OF_A_FILE else None
    edits = _asking_admin(check, deployment)
    return Hopeless(check, f"Caddy has no command {command}", words[1].origin, edits, "ask the admin API")


def _no_config(check: Check, deployment: Deployment) -> Hopeless | None:
    """A command about a Caddyfile that names none, in a folder that has none: that of the official image."""
    service, words = check.member.service, check.arguments
    targets = [mount.target for mount in service.mounts]
    empty = all(isinstance(each, str) and not _HOME.match(each) for each in targets)
    told = any(not isinstance(word.value, str) or word.value.startswith(_NAMING) for word in words)
    if told or service.working_dir or not empty or not is_stock(check.member):
        return None
    edits = _asking_admin(check, deployment)
    reason = f"caddy {words[1].value} without --config looks for a Caddyfile in /srv, where none is"
    return Hopeless(check, reason, words[1].origin, edits, "ask the admin API")


def _asking_admin(check: Check, deployment: Deployment) -> tuple[Edit, ...]:
    """Ask the admin interface, where it is at its place."""
    front, words = front_of(check, deployment), check.arguments
    moved = front is None or any(option.name.text == "admin" for option in front.caddyfile.options)
    first, last = words[0].origin, words[-1].origin
    if moved or not (first.exact and last.exact):
        return ()
    if check.script is not None:
        span = Span(first.span.start, last.span.end)
        on_one_line = "\n" not in first.file.text[span.start : span.end]
        return (Edit(first.file, span, " ".join(_ASK_ADMIN)),) if on_one_line else ()
    places = [literal(word.origin) for word in words]
    between = separator(places)
    start, end = places[0].span.start, places[-1].span.end
    quote = first.file.text[start : first.span.start]
    words_in_quotes = [f"{quote}{word}{quote}" for word in _ASK_ADMIN]
    text = None if between is None else between.join(words_in_quotes)
    return () if text is None else (Edit(first.file, Span(start, end), text),)


def no_admin(check: Check, deployment: Deployment) -> Hopeless | None:
    """A question to the admin interface of a Caddy that has none."""
    front = front_of(check, deployment)
    asked = asked_port(check) if front is not None and _admin_is_off(front) else None
    if asked is None or asked.port != _ADMIN_PORT:
        return None
    return Hopeless(check, "nothing listens on 2019: the Caddyfile says admin off", asked.origin)


def _admin_is_off(front: Front) -> bool:
    ports = {listener.port for site in front.caddyfile.sites for listener in site.listeners}
    off = any(
        [word.text for word in option.words[:2]] == ["admin", "off"] for option in front.caddyfile.options
    )
    return off and all(isinstance(port, int) and port != _ADMIN_PORT for port in ports)


def no_certificate(check: Check, deployment: Deployment) -> Hopeless | None:
    """A question to a Caddy at a name without a certificate, or one that it sends on to HTTPS there."""
    front = front_of(check, deployment)
    if front is None:
        return None
    if origin := redirected(check, front):
        return Hopeless(
            check, "Caddy redirects it to HTTPS, where it has no certificate for this name", origin
        )
    origin = unsecured(check, front)
    return Hopeless(check, "Caddy has no certificate for this name", origin) if origin else None


def front_of(check: Check, deployment: Deployment) -> Front | None:
    """The Caddy that is checked, if it is one."""
    return next((front for front in deployment.fronts if front.member is check.member), None)
