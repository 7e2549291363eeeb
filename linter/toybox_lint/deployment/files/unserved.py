"""Folders that a site names and does not serve yet, where nothing could be served."""

from __future__ import annotations

import posixpath

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.requests.silent import Silent
from toybox_lint.caddy.requests.ways import name_of, value
from toybox_lint.deployment.caddies.stock import is_stock, plainly_started
from toybox_lint.deployment.files.static_files import is_of_the_image
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import overlap
from toybox_lint.later import remembered


def has_no_files(found: Silent, deployment: Deployment) -> bool:
    """Whether the ``root`` of a silent site is a folder of Caddy's container that certainly holds nothing."""
    folder = value(found.directive) if name_of(found.directive) == "root" else None
    if folder is None or not folder.startswith("/") or "{" in folder:
        return False
    running = (front.member for front in deployment.fronts if id(found.site) in _sites(front.caddyfile))
    return any(member is not None and is_empty(member, posixpath.normpath(folder)) for member in running)


@remembered
def _sites(caddyfile: Caddyfile) -> frozenset[int]:
    return frozenset(map(id, caddyfile.sites))


def is_empty(member: Member, folder: str) -> bool:
    """Whether a folder of Caddy's container, an absolute path in its normal form, certainly holds nothing."""
    if is_of_the_image(folder) or not (is_stock(member) and plainly_started(member)):
        return False
    targets = [mount.target for mount in member.service.mounts]
    return not any(not isinstance(each, str) or overlap(posixpath.normpath(each), folder) for each in targets)
