"""PHP files that Caddy and php-fpm have at different places.

Source: Caddy's documentation of ``php_fastcgi``: it sends the path of the script below its own root, unless
``root`` names another one; php-fpm answers *File not found* to a path that its container does not have.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.edit import append, is_plain_word, put_path
from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.lookups import root_of
from toybox_lint.caddy.requests.ways import changes_path, name_of, way_of
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.caddies.stock import is_stock
from toybox_lint.deployment.files.unversioned import git_ignores
from toybox_lint.deployment.fixes.mounting import mounted
from toybox_lint.deployment.listening import container_file
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Deployment, Link, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import Files, lies_in, resolve
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile

# Images whose own files are known to be in /var/www/html alone. Source: their Dockerfiles in docker-library.
_KNOWN = word_set("php wordpress nextcloud drupal joomla matomo mediawiki")
# Where settings and sockets are, and no scripts; keys that bring files in another way than a mount.
_SETTINGS = ("/usr/local/etc/", "/etc/", "/run/", "/var/run/", "/var/log/", "/tmp/")
_BRINGING = frozenset({"volumes_from", "develop", "post_start"})
_ELSEWHERE = ("/var/www/html",)
# Folders in which frameworks have the one script that is to be seen: Laravel and Symfony, Drupal, CakePHP, Magento.
_FRONTS = ("public", "web", "webroot", "pub")
_BETWEEN_WORDS = pattern(r"[\s;&|=\"']+")
# The variable of FastCGI by which php-fpm finds the script.
_SCRIPT = "SCRIPT_FILENAME"
# Lines of php_fastcgi that say which scripts are asked for.
_CHOOSING = frozenset(("root", "index", "try_files", "env"))


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A ``php_fastcgi`` that sends paths below ``root``, which ``member`` has at ``there``; ``mount`` says so.

    Where ``there`` is ``None`` it has them nowhere, and ``mount`` is that of Caddy alone.
    """

    link: Link
    member: Member
    root: str
    there: str | None
    origin: Origin
    mount: Mount

    def fixes(self) -> tuple[Fix, ...]:
        """Name the place in the other container, or mount there what Caddy has."""
        if self.there is None:
            caddy = self.link.front.member
            known = self.mount.kind == "bind" or (caddy is not None and caddy.project is self.member.project)
            return _mounted_too(self.member, self.mount) if known else ()
        if self.origin.via or not is_plain_word(self.there):
            return ()
        own = _own_root(self.link) is not None
        edit = (
            put_path(self.origin, self.there)
            if own
            else append(self.link.proxy.directive, [f"root {self.there}"])
        )
        return (Fix(f"send php-fpm the folder {self.there}", Applicability.UNSAFE, (edit,)),) if edit else ()


def apart(deployment: Deployment) -> Iterator[Apart]:
    """The links to php-fpm whose scripts are certainly not where Caddy says."""
    for link in deployment.links:
        caddy, php = link.front.member, link.target
        if caddy is None or php is None or link.proxy.name.text != "php_fastcgi":
            continue
        root = None if _names_script(link) else _root(link)
        if root and (bare := _has_none(caddy, php, root[0])):
            yield Apart(link, php, root[0], None, root[1], bare)
        found = (
            _mounted_elsewhere(caddy, php, root[0], deployment.files)
            if root and _shows_its_files(php)
            else None
        )
        if root is None or found is None:
            continue
        there, mount = found
        if container_file(php.service, f"{root[0]}/index.php", deployment.files) is None:
            yield Apart(link, php, root[0], there, root[1], mount)


@dataclass(frozen=True, slots=True, eq=False)
class Above:
    """A ``php_fastcgi`` below whose ``root`` the first script is in the folder ``front`` alone."""

    link: Link
    root: str
    front: str
    origin: Origin

    def fixes(self) -> tuple[Fix, ...]:
        """Serve that folder."""
        word = self.origin
        if word.via is not None or not word.exact:
            return ()
        edit = Edit(word.file, word.span, f"{self.root.rstrip('/')}/{self.front}")
        return (Fix(f"serve {self.front}", Applicability.UNSAFE, (edit,)),)


def above(deployment: Deployment) -> Iterator[Above]:
    """The links to php-fpm whose root is shown, and has no script itself, but the folder of a framework in it has."""
    for link in deployment.links:
        caddy, php = link.front.member, link.target
        if caddy is None or php is None or link.proxy.name.text != "php_fastcgi":
            continue
        root = None if _chooses(link) else root_given(link)
        if root is None or root[0] is None:
            continue
        front = _front(caddy, php, root[0], deployment.files)
        if front is not None:
            yield Above(link, root[0], front, root[1])


def _chooses(link: Link) -> bool:
    """Whether what is asked for may be another file than the path and ``index.php`` say."""
    block = link.proxy.directive.block
    names = {str(line.name.text) for line in (block.directives if block else ())}
    way = way_of(link.front.caddyfile, link.proxy.directive)
    if way is None or names & _CHOOSING or any(map(changes_path, way.before)):
        return True
    redirected = any(name_of(each.directive) == "redir" for each in way.before)
    return redirected or any(each.conditional for each in (way.handler, *way.around))


def _front(caddy: Member, php: Member, root: str, files: Files) -> str | None:
    """The only folder below ``root``, the same in both containers, that has an ``index.php``.

    ``root`` itself has no page that somebody may ask for.
    """
    covering = [mount for mount in caddy.service.mounts if _covers(mount, root)]
    if not covering:
        return _mounted_front(caddy, php, root, files)
    if len(covering) != 1 or covering[0].kind != "bind" or not isinstance(covering[0].source, str):
        return None
    folder = resolve(covering[0].source, posixpath.relpath(root, str(covering[0].target)))
    index = resolve(folder, "index.php")
    if not files.is_directory(folder) or git_ignores(index, files):
        return None
    if any(name.endswith((".php", ".html", ".htm")) for name in files.names(folder)):
        return None
    found = [
        each
        for each in _FRONTS
        if files.is_directory(resolve(folder, each)) and "index.php" in files.names(resolve(folder, each))
    ]
    if len(found) != 1:
        return None
    there = container_file(php.service, f"{root.rstrip('/')}/{found[0]}/index.php", files)
    return found[0] if isinstance(there, SourceFile) else None


def _mounted_front(caddy: Member, php: Member, root: str, files: Files) -> str | None:
    """The only folder below ``root`` that Caddy's container has, a mount, where the image of ``php`` has the script."""
    targets = [posixpath.relpath(str(mount.target), root) for mount in caddy.service.mounts]
    inner = [each for each in targets if not each.startswith("..")]
    if len(inner) != 1 or inner[0] not in _FRONTS or not is_stock(caddy):
        return None
    bare = replace(container(php.service, files), service=replace(php.service, mounts=()))
    script = content_at(bare, f"{root.rstrip('/')}/{inner[0]}/index.php")
    page = content_at(bare, f"{root.rstrip('/')}/index.php")
    return inner[0] if isinstance(script, SourceFile) and page is None else None


def root_given(link: Link) -> tuple[str | None, Origin] | None:
    """The ``root`` that counts for a proxy, ``None`` for one that is no plain path, and where it stands."""
    way = way_of(link.front.caddyfile, link.proxy.directive)
    given = root_of(way) if way else None
    if given is None:
        return None
    plain = isinstance(given[0], str) and "{" not in given[0] and given[0].startswith("/")
    return posixpath.normpath(str(given[0])) if plain else None, given[1]


def scripts_of(php: Member, files: Files) -> str | None:
    """The folder in a container of PHP from which its pages are served, as far as it can be told.

    It is the one with an ``index.php``, a ``public`` below the others before those, else that of the official images.
    """
    targets = [mount.target for mount in php.service.mounts if isinstance(mount.target, str)]
    places = dict.fromkeys((*targets, *_ELSEWHERE))
    for place in (*(f"{place.rstrip('/')}/public" for place in places), *places):
        if isinstance(container_file(php.service, f"{place}/index.php", files), SourceFile):
            return posixpath.normpath(place)
    return _ELSEWHERE[0] if _shows_its_files(php) else None


def has_it(php: Member, folder: str) -> bool:
    """Whether something is mounted at the folder, or around it, in its container."""
    return any(_covers(mount, folder) for mount in php.service.mounts)


def _own_root(link: Link) -> Directive | None:
    """The root that the proxy names for itself."""
    block = link.proxy.directive.block
    return next((line for line in (block.directives if block else ()) if str(line.name.text) == "root"), None)


def _names_script(link: Link) -> bool:
    """Whether the proxy has a line for the variable that says where the script is, which counts before the root."""
    block = link.proxy.directive.block
    lines = (line for line in (block.directives if block else ()) if str(line.name.text) == "env")
    return any(line.arguments and line.arguments[0].text == _SCRIPT for line in lines)


def _root(link: Link) -> tuple[str, Origin] | None:
    """The root that Caddy sends, when it is a literal path."""
    own = _own_root(link)
    if own is not None:
        path = own.arguments[0].text if len(own.arguments) == 1 else None
        literal = isinstance(path, str) and path.startswith("/") and "{" not in path
        return (str(path), own.arguments[0].origin) if literal else None
    given = root_given(link)
    return None if given is None or given[0] is None else (given[0], given[1])


def _shows_its_files(php: Member) -> bool:
    image = php.listening.base.value if php.listening.base else None
    return isinstance(image, str) and reference(image).path in _KNOWN


def _mounted_elsewhere(caddy: Member, php: Member, root: str, files: Files) -> tuple[str, Mount] | None:
    """Where ``php`` has what is mounted at ``root`` in Caddy's container; ``None`` where it may have it there."""
    own = next((mount for mount in caddy.service.mounts if _covers(mount, root)), None)
    filled = root.startswith(_ELSEWHERE) and not (
        (_is_bare_php(php) or _is_built_bare(php, files)) and _is_plainly_started(php)
    )
    if own is None or not isinstance(own.source, str) or filled or _may_be_made(php, root, files):
        return None
    if any(_covers(mount, root) or not isinstance(mount.target, str) for mount in php.service.mounts):
        return None
    inner = {id(mount): _inside(own, mount) for mount in php.service.mounts}
    same = [mount for mount in php.service.mounts if inner[id(mount)] is not None]
    if not same:
        return None
    below = posixpath.join(str(inner[id(same[0])]), posixpath.relpath(root, str(own.target)))
    return posixpath.normpath(posixpath.join(str(same[0].target), below)), same[0]


def _inside(own: Mount, mount: Mount) -> str | None:
    """Where in another mount the folder of ``own`` is; ``None`` where it has another one."""
    if (mount.kind, mount.source) == (own.kind, own.source):
        return "."
    folders = own.kind == mount.kind == "bind" and isinstance(mount.source, str)
    below = f"{mount.source}/" if folders else None
    return str(own.source).removeprefix(below) if below and str(own.source).startswith(below) else None


def _has_none(caddy: Member, php: Member, root: str) -> Mount | None:
    """What is mounted at ``root`` in Caddy's container, when ``php`` is the image alone: that brings no script."""
    own = next((mount for mount in caddy.service.mounts if _covers(mount, root)), None)
    service = php.service
    if own is None or own.kind not in ("bind", "volume") or not isinstance(own.source, str):
        return None
    if not _is_bare_php(php):
        return None
    if not _is_plainly_started(php) or not _BRINGING.isdisjoint(service.config):
        return None
    settings = all(f"{mount.target}/".startswith(_SETTINGS) for mount in service.mounts)
    return own if settings else None


def _is_bare_php(php: Member) -> bool:
    """Whether it is PHP's official image, which has no files of its own where scripts are."""
    image = php.service.image.value if php.service.image else None
    return php.service.build is None and isinstance(image, str) and reference(image).path == "php"


def _may_be_made(php: Member, root: str, files: Files) -> bool:
    """Whether a command of its Dockerfile, or of its start, speaks of the folder or one around it, or is run in it."""
    built = container(php.service, files).built if php.service.build is not None else None
    inside = built is not None and lies_in(str(built.working_dir), root)
    told = (php.service.entrypoint, php.service.command)
    started = [str(word.value) for command in told if command for word in command.words]
    if any(_speaks_of(root, word) for word in started):
        return True
    return built is not None and any(inside or _speaks_of(root, run) for run in built.runs)


def _speaks_of(folder: str, command: str) -> bool:
    """Whether a word of a command is the folder, one that holds it or one in it."""
    words = (word.rstrip("/") for word in _BETWEEN_WORDS.split(command))
    return any(word.startswith("/") and (lies_in(folder, word) or lies_in(word, folder)) for word in words)


def _is_built_bare(php: Member, files: Files) -> bool:
    """Whether it is built on PHP's official image, and its Dockerfile brings settings and extensions alone."""
    built = container(php.service, files).built if php.service.build is not None else None
    image = php.listening.base.value if php.listening.base else None
    if built is None or built.entrypoint or not isinstance(image, str) or reference(image).path != "php":
        return False
    started = [str(word.value) for word in built.command or ()]
    targets = [each.target for each in built.copies]
    return (not started or started[0] == "php-fpm") and all(
        isinstance(each, str) and f"{each}/".startswith((*_SETTINGS, "/usr/")) for each in targets
    )


def _is_plainly_started(php: Member) -> bool:
    """Whether nothing but php-fpm is started in it, which puts no scripts anywhere."""
    entrypoint, command = php.service.entrypoint, php.service.command
    words = [str(word.value) for word in command.words] if command else []
    return not (entrypoint and entrypoint.words) and (not words or words[0] == "php-fpm")


def _mounted_too(php: Member, mount: Mount) -> tuple[Fix, ...]:
    """Mount the same in the container of PHP, which may have to write there."""
    source = str(mount.source)
    if mount.kind == "bind":
        source = posixpath.relpath(source, php.project.directory)
        source = (
            f"{source}/" if source in (".", "..") else source if source.startswith(".") else f"./{source}"
        )
    return mounted(php, f"{source}:{mount.target}")


def _covers(mount: Mount, path: str) -> bool:
    return isinstance(mount.target, str) and lies_in(path, mount.target)
