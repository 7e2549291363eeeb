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
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.files.unserved import is_empty
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import lies_in, resolve
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_HANDLER, _PAGE = "handle_errors", ".html"
# With these a page is asked for elsewhere, or by another path.
_ELSEWHERE = frozenset(("reverse_proxy", "php_fastcgi", "uri", "handle_path", "try_files"))


@dataclass(frozen=True, slots=True, eq=False)
class Pageless:
    """A ``folder`` of the container of ``member`` that is to have the pages of errors; ``origin`` names it.

    ``page`` is the one that it has not, beside others: ``origin`` names that.
    """

    member: Member
    folder: str
    origin: Origin
    page: str | None = None


def pageless(deployment: Deployment) -> Iterator[Pageless]:
    """Every such folder that certainly holds nothing, and every such page that is not in its folder."""
    for front in deployment.fronts:
        member = front.member
        if member is None or "develop" in member.service.config:
            continue
        for site in sites_with(front.caddyfile, _HANDLER):
            for handler, root in _roots(site):
                text = value(root)
                if text is None or not text.startswith("/") or "{" in text:
                    continue
                folder = posixpath.normpath(text)
                found = Pageless(member, folder, root.words[-1].origin)
                if is_empty(member, folder):
                    yield found
                else:
                    yield from _missing(found, handler, deployment)


def _missing(found: Pageless, handler: Directive, deployment: Deployment) -> Iterator[Pageless]:
    """The page that is written out, of a folder of the host in which others are."""
    mounts, folder, files = found.member.service.mounts, found.folder, deployment.files
    mount = mount_over(mounts, folder)
    if not isinstance(mount, Mount) or mount.kind != "bind" or not isinstance(mount.source, str):
        return
    source = resolve(mount.source, posixpath.relpath(folder, posixpath.normpath(str(mount.target))))
    names = files.names(source)
    inner = list(handler.walk())
    alone = not any(each.name.text in _ELSEWHERE for each in inner)
    pages = [each.words[-1] for each in inner if each.name.text == "rewrite"] if alone else []
    for word in pages if any(name.endswith(_PAGE) for name in names) else ():
        page = str(word.text)
        plain = page.startswith("/") and page.count("/") == 1 and page.endswith(_PAGE) and "{" not in page
        if not plain or page[1:] in names or mount_over(mounts, f"{folder.rstrip('/')}{page}") is not mount:
            continue
        if not made_elsewhere(resolve(source, page[1:]), files) and not _is_shared(
            source, found.member, deployment
        ):
            yield Pageless(found.member, folder, word.origin, page)


def _is_shared(source: str, member: Member, deployment: Deployment) -> bool:
    """Whether another container has the folder, and may write the page."""
    others = (each.service for each in deployment.members if each is not member)
    mounts = (mount for service in others for mount in service.mounts if mount.kind == "bind")
    return any(isinstance(each.source, str) and lies_in(source, each.source) for each in mounts)


def _roots(site: Site) -> Iterator[tuple[Directive, Directive]]:
    """Each ``handle_errors`` with the ``root`` below which it looks: its own, else that of a site without files."""
    outer = [each for each in site.block.directives if each.name.text != _HANDLER]
    served = any(each.name.text == "file_server" for top in outer for each in top.walk())
    above = [each for each in outer if each.name.text == "root"]
    for handler in site.block.directives:
        inner = list(handler.walk()) if handler.name.text == _HANDLER else []
        own = [each for each in inner if each.name.text == "root"]
        if any(each.name.text == "file_server" and each.block is None for each in inner):
            found = own or ([] if served else above)
            yield from ((handler, each) for each in found if len(found) == 1)
