"""Directives that settle a site rather than handle its requests: ``bind``, ``tls``, ``log``."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.caddy.directives import logs, tls
from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.routes import Route
from toybox_lint.caddy.directives.shapes import one_of, read_block, take
from toybox_lint.records import NamedTuple
from toybox_lint_grammar.tokens import Token

_POLICIES = (
    "first_exist",
    "first_exist_fallback",
    "largest_size",
    "smallest_size",
    "most_recently_modified",
)


def try_policy(helper: Helper) -> None:
    """Read the ``policy`` of ``try_files``."""
    one_of(helper, helper.argument(), _POLICIES, "policy")


class Bind(NamedTuple):
    """A ``bind`` line: addresses, and the protocols spoken there (none: Caddy's own choice)."""

    addresses: tuple[Token, ...]
    protocols: tuple[str, ...]


def read_bind(helper: Helper) -> Bind:
    """Read ``bind`` or ``default_bind``; the cursor stands on its name."""
    addresses = tuple(helper.d.rest())
    protocols: tuple[str, ...] = ()

    def speak(inner: Helper, token: Token) -> None:
        nonlocal protocols
        protocols = tuple(word.text for word in take(inner, "1+"))

    read_block(helper, {"protocols": speak}, helper.name.text)
    return Bind(addresses, protocols)


def _bind(helper: Helper) -> list[Route]:
    helper.d.next()
    return [Route("bind", helper.name, kind="bind", data=read_bind(helper))]


def _tls(helper: Helper) -> list[Route]:
    settings = tls.read(helper)
    return [Route("tls", helper.name, kind="tls", data=settings)]


def _log(helper: Helper) -> list[Route]:
    helper.d.next()
    if helper.d.next_arg():
        helper.no_more()
    logs.read(helper, logs.SITE)
    return [Route("log", helper.name, kind="log")]


READERS: dict[str, Callable[[Helper], list[Route]]] = {"bind": _bind, "tls": _tls, "log": _log}
