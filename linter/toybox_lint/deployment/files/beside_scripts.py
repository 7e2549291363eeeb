"""Files beside the scripts of a site in PHP, which nothing serves.

Source: Caddy's documentation of ``php_fastcgi``, by which a path that is a file stays as it is, and only what ends in
``.php`` is sent on: the rest is for ``file_server``. Without it the answer is 200 and empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import beneath
from toybox_lint.caddy.model import Directive, Site
from toybox_lint.caddy.requests.lookups import root_of
from toybox_lint.caddy.requests.silent import answering, is_wholly_seen
from toybox_lint.caddy.requests.ways import CONTAINERS, name_of, way_of
from toybox_lint.caddy.sites.lines import sites_with
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import names_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass

# Applications that have style sheets and scripts for browsers beside those in PHP.
_WITH_FILES = frozenset(("wordpress", "nextcloud", "drupal", "joomla", "matomo", "mediawiki"))
_SCRIPTS = pattern(r"(?:\*|\\)\.php\d*\b")
_EXCEPT = pattern(r"\Anot\Z|!")
_FOLDERS = pattern(r"css|js|assets|images|img|styles?|fonts|build|bundles")
_FOR_BROWSERS = pattern(r"(?!favicon).+\.(?:css|js|png|jpe?g|svg|woff2?)")
# Where a request may be sent elsewhere than to where it asks.
_REWRITING = frozenset(("rewrite", "uri", "try_files", "vars"))
_FOR_SOME = frozenset(("respond", "redir", "error", "abort"))
_CHOOSING = frozenset(("try_files", "index", "root", "split"))


@dataclass(frozen=True, slots=True, eq=False)
class BesideScripts:
    """A site that answers by a ``php_fastcgi`` alone, and a file or folder of it that is for browsers."""

    site: Site
    directive: Directive
    example: str

    def edit(self) -> Edit | None:
        """Serve them; ``None`` in what an import brings to several places."""
        return None if self.directive.name.origin.via is not None else beneath(self.directive, "file_server")


def beside_scripts(deployment: Deployment) -> Iterator[BesideScripts]:
    """Every such site."""
    for front in deployment.fronts:
        sites = sites_with(front.caddyfile, "php_fastcgi")
        if not sites or front.member is None or not is_wholly_seen(front.caddyfile):
            continue
        for site in sites:
            php = _alone(site)
            example = _example(front, php, site, deployment) if php else None
            if php and example:
                yield BesideScripts(site, php, example)


def _alone(site: Site) -> Directive | None:
    """The ``php_fastcgi`` for every path beside which all that answers is for some."""
    found = list(answering(site.block))
    php = [each for each in found if name_of(each) == "php_fastcgi"]
    if len(php) != 1 or any(name_of(each) in CONTAINERS | _REWRITING for each in site.block.directives):
        return None
    lines = php[0].block.directives if php[0].block else ()
    if _is_for_some(php[0]) or any(name_of(line) in _CHOOSING for line in lines):
        return None
    rest = (each for each in found if each is not php[0])
    return php[0] if all(name_of(each) in _FOR_SOME and _is_for_some(each) for each in rest) else None


def _is_answered(name: str, site: Site) -> bool:
    """Whether something else in the site speaks of what is called so, or is for files of whatever name."""
    lines = (
        line for line in site.block.directives if name_of(line) in _FOR_SOME or name_of(line).startswith("@")
    )
    words = (word for line in lines for word in _without_scripts(line))
    return any(name in word or "*." in word or "\\." in word for word in words)


def _without_scripts(directive: Directive) -> list[str]:
    """The words of a line, without those for scripts, which are no files for browsers; all that are not are."""
    words = [str(word.text) for each in directive.walk() for word in each.words]
    if any(map(_EXCEPT.search, words)):
        return words
    return [_SCRIPTS.sub("", word) for word in words]


def _is_for_some(directive: Directive) -> bool:
    return bool(directive.arguments) and str(directive.arguments[0].text).startswith(("@", "/"))


def _example(front: Front, php: Directive, site: Site, deployment: Deployment) -> str | None:
    """Something that browsers ask for."""
    targets = _images(deployment).get((front.name, id(php)), ())
    if any(reference(image).path in _WITH_FILES for image in targets) and not _is_answered("css", site):
        return "a style sheet"
    return _shown(front, php, site, deployment)


@remembered
def _images(deployment: Deployment) -> dict[tuple[str, int], set[str]]:
    """The images of the containers that a directive of a front dials."""
    found: dict[tuple[str, int], set[str]] = {}
    for link in deployment.links:
        if link.target is not None:
            image = str(named(link.target.listening.base))
            found.setdefault((link.front.name, id(link.proxy.directive)), set()).add(image)
    return found


def _shown(front: Front, php: Directive, site: Site, deployment: Deployment) -> str | None:
    way = way_of(front.caddyfile, php)
    given = root_of(way) if way else None
    if given is None or not isinstance(given[0], str) or "{" in given[0] or front.member is None:
        return None
    inside, folder = container(front.member.service, deployment.files), given[0].rstrip("/")
    return next((each for each in _for_browsers(inside, folder) if not _is_answered(each, site)), None)


def _for_browsers(inside: Container, folder: str) -> Iterator[str]:
    """The names of files for browsers in a folder, and of folders in it that have some."""
    for path in _paths(inside, folder):
        name = path.rpartition("/")[2]
        inner = [path, f"{path}/assets"] if _FOLDERS.fullmatch(name) else ()
        within = (each for place in inner for each in _paths(inside, place))
        if _FOR_BROWSERS.fullmatch(name) or any(
            _FOR_BROWSERS.fullmatch(each.rpartition("/")[2]) for each in within
        ):
            yield name


def _paths(inside: Container, folder: str) -> tuple[str, ...]:
    found = names_at(inside, folder)
    return () if isinstance(found, Unknown) else found
