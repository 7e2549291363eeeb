"""Sites that ask another application where something fails.

Source: Caddy's documentation of ``handle_errors``, which takes all errors, or those of the statuses it names.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Directive, Site
from toybox_lint.caddy.requests.ways import PROXIES
from toybox_lint.later import remembered


def recovering(site: Site, status: int) -> tuple[Directive, ...]:
    """The ``handle_errors`` of a site that hold a proxy and take errors of ``status``."""
    named = {str(status), f"{status // 100}xx"}
    return tuple(each for each in _asking(site) if _takes(each, named))


@remembered
def _asking(site: Site) -> tuple[Directive, ...]:
    return tuple(
        each for each in site.block.directives if each.name.text == "handle_errors" and _holds_proxy(each)
    )


def _takes(handler: Directive, named: set[str]) -> bool:
    given = {str(word.text) for word in handler.arguments}
    return not given or not given.isdisjoint(named)


def _holds_proxy(directive: Directive) -> bool:
    inside = directive.block.directives if directive.block else ()
    return any(each.name.text in PROXIES or _holds_proxy(each) for each in inside)
