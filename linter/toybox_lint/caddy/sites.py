"""Directives that settle a site rather than handle its requests: ``bind``, ``tls``, ``log``."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.caddy import logs, tls
from toybox_lint.caddy.helper import Helper
from toybox_lint.caddy.routes import Route
from toybox_lint.caddy.shapes import one_of, read_block

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


def _bind(helper: Helper) -> list[Route]:
    helper.d.next()
    addresses = tuple(helper.d.rest())
    read_block(helper, {"protocols": "1+"}, "bind")
    return [Route("bind", helper.name, kind="bind", data=addresses)]


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
