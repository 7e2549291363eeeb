"""Pages for errors that are to be served from folders of Caddy's container in which there are none.

Source: Caddy's documentation of ``handle_errors``; measured with Caddy 2.11.7: where its ``file_server`` finds no file,
the answer has the status of the error and no content.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.model import Directive, Site
from toybox_lint.caddy.requests.ways import value
from toybox_lint.caddy.sites.lines import sites_with
from toybox_lint.deployment.files.unserved import is_empty
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_HANDLER = "handle_errors"


@dataclass(frozen=True, slots=True, eq=False)
class Pageless:
    """A ``folder`` of the container of ``member``, named at ``origin``, that is to have the pages of errors."""

    member: Member
    folder: str
    origin: Origin


def pageless(deployment: Deployment) -> Iterator[Pageless]:
    """Every such folder that certainly holds nothing."""
    for front in deployment.fronts:
        member = front.member
        if member is None or "develop" in member.service.config:
            continue
        for site in sites_with(front.caddyfile, _HANDLER):
            for root in _roots(site):
                text = value(root)
                if text is None or not text.startswith("/") or "{" in text:
                    continue
                folder = posixpath.normpath(text)
                if is_empty(member, folder):
                    yield Pageless(member, folder, root.words[-1].origin)


def _roots(site: Site) -> Iterator[Directive]:
    """The ``root`` below which a ``handle_errors`` looks: its own, else that of a site which serves nothing else."""
    outer = [each for each in site.block.directives if each.name.text != _HANDLER]
    served = any(each.name.text == "file_server" for top in outer for each in top.walk())
    above = [each for each in outer if each.name.text == "root"]
    for handler in site.block.directives:
        inner = list(handler.walk()) if handler.name.text == _HANDLER else []
        own = [each for each in inner if each.name.text == "root"]
        if any(each.name.text == "file_server" and each.block is None for each in inner):
            found = own or ([] if served else above)
            yield from found if len(found) == 1 else ()
