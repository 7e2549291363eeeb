"""Applications that make their pages in the browser, of which the server knows one alone.

Sources: the documentation of React Router, Vue Router, Angular and TanStack Router, by which a server must answer every
path with the one page unless the path stands behind a ``#``; measured with Caddy 2.11.7: 404 without ``try_files``; the
``default.conf`` of the official nginx image, which has no ``try_files``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from toybox_lint.caddy.edit import beneath
from toybox_lint.caddy.model import Directive, Handler, Site
from toybox_lint.caddy.requests.ways import Way, name_of, way_of
from toybox_lint.deployment.files.static_files import Place, places
from toybox_lint.deployment.listening.container import Container, container, stage_of
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built, Copy


Reader = Callable[[str], str | None]

_ROUTERS = pattern(
    r"\"(react-router(?:-dom)?|vue-router|@angular/router|@tanstack/(?:react|vue|solid)-router|@solidjs/router|wouter)\"\s*:"
)
# What makes a page for every path itself, or answers as a server.
_MANY_PAGES = pattern(
    r"prerender|\"(?:next|nuxt|gatsby|astro|vike|vitepress|vite-ssg|react-snap|react-static|ssr-static|@docusaurus/core"
    r"|@react-router/(?:dev|node|serve)|@remix-run/[\w-]+|@sveltejs/kit|@analogjs/[\w-]+|@tanstack/[\w-]*start)\"\s*:"
)
# How a router is told to use plain paths, and how to keep them behind a ``#``.
_PLAIN = pattern(
    r"\bBrowserRouter\b|\bcreateBrowserRouter\b|\bcreateWebHistory\b|\bmode:\s*[\"']history[\"']|\bprovideRouter\("
    r"|\bRouterModule\.forRoot\(|@tanstack/\w+-router|@solidjs/router"
)
_BEHIND_A_SIGN = pattern(
    r"HashRouter|createHashRouter|WebHashHistory|HashHistory|useHash\b|HashLocation|MemoryRouter|createMemory"
)
_ENTRIES = tuple(
    f"{name}.{end}"
    for name, endings in (
        ("src/main", ("ts", "tsx", "js", "jsx")),
        ("src/index", ("tsx", "jsx", "js", "ts")),
        ("src/App", ("tsx", "jsx", "js", "ts", "vue")),
        ("src/router", ("tsx", "ts", "js", "jsx")),
        ("src/routes", ("tsx", "ts", "jsx", "js")),
        ("src/router/index", ("ts", "js", "tsx", "jsx")),
        ("src/routes/index", ("tsx", "ts", "jsx", "js")),
        ("src/app/app.config", ("ts",)),
        ("src/app/app.module", ("ts",)),
        ("src/app/app-routing.module", ("ts",)),
    )
    for end in endings
)
# Folders from that of what was built up to that of ``package.json``, and what the first one below that is called.
_DEEPEST = 4
_BUILT = frozenset(("dist", "build", "out", "output", "www", ".output"))
_FALLING_BACK = frozenset(
    ("try_files", "rewrite", "handle_errors", "intercept", "php_fastcgi", "php_server", "uri")
)
# What may stand beside ``file_server`` where ``try_files`` hides nothing.
_BESIDE = frozenset(
    ("root", "encode", "header", "log", "tls", "file_server", "basic_auth", "basicauth", "bind")
)
_COPYING = pattern(r"\b(?:cp|rsync|mv)\b")
_NGINX = frozenset(("nginx", "nginxinc/nginx-unprivileged"))
_PAGES = "/usr/share/nginx/html"


@dataclass(frozen=True, slots=True, eq=False)
class OnePage:
    """Files of such an application, that ``server`` (Caddy or nginx) in ``member`` serves without the one page."""

    member: Member
    server: str
    router: str
    origin: Origin
    edit: Edit | None


def without_fallback(deployment: Deployment) -> Iterator[OnePage]:
    """Every place where they are served so, and where the texts of the application are shown."""
    routers: dict[tuple[int, str], str | None] = {}
    for place in places(deployment):
        key = (id(place.member), place.folder)
        if key not in routers:
            routers[key] = _behind(place, deployment.members, deployment.files)
        way, router = place.lookup.way, routers[key]
        if router is None or place.lookup.browse or _falls_back(way.site):
            continue
        if all(map(_takes_all, (way.handler, *way.around))):
            directive = way.handler.directive
            edit = _edit(directive, _around(way))
            yield OnePage(place.member, "Caddy", router, directive.name.origin, edit)
    for member, links in _asked(deployment).items():
        found = _of_nginx(member, deployment.files)
        if found is not None and any(map(_asks_for_all, links)):
            yield OnePage(member, "nginx", found[0], found[1], None)


def _asked(deployment: Deployment) -> dict[Member, list[Link]]:
    """The links that lead to services of the official nginx, by service."""
    asked: dict[Member, list[Link]] = {}
    for link in deployment.links:
        if link.target is not None and link.verdict is not Verdict.FAILS:
            asked.setdefault(link.target, []).append(link)
    return {member: links for member, links in asked.items() if _is_nginx(member)}


def _is_nginx(member: Member) -> bool:
    image = named(member.listening.base) if member.service.build else None
    return image is not None and reference(image).path in _NGINX


def _asks_for_all(link: Link) -> bool:
    """Whether every path is asked for there, and what is not there is answered as it comes."""
    way = way_of(link.front.caddyfile, link.proxy.directive)
    return way is not None and all(map(_takes_all, (way.handler, *way.around))) and not _falls_back(way.site)


def _takes_all(handler: Handler) -> bool:
    """Whether requests for every path come to it that no other takes."""
    return not handler.narrowed and (handler.paths is None or handler.paths in (("*",), ("/*",)))


@remembered
def _falls_back(site: Site) -> bool:
    """Whether something may answer with the page, or asks for files by itself."""
    return any(
        name_of(each) in _FALLING_BACK or any(word.text == "file" for word in each.words)
        for each in site.block.walk()
    )


def _around(way: Way) -> tuple[Directive, ...]:
    """The directives of the block that the handler stands in; none in a ``route``, in which the order matters."""
    block = way.container.handler.directive.block if way.container else way.site.block
    in_order = any(level.name == "route" for level in way.levels)
    return block.directives if block is not None and not in_order else ()


def _edit(directive: Directive, beside: tuple[Directive, ...]) -> Edit | None:
    alone = bool(beside) and all(name_of(each) in _BESIDE for each in beside)
    plain = not directive.arguments and directive.name.origin.via is None
    return beneath(directive, "try_files {path} /index.html") if alone and plain else None


def _behind(place: Place, members: Sequence[Member], files: Files) -> str | None:
    """The router of the application whose files are at the place, where that is shown."""
    mount = place.mount
    if mount is None:
        inside = container(place.member.service, files)
        copy = _copy_to(place.folder, inside)
        return _built(copy, inside) if copy else None
    if mount.kind == "volume":
        return _put_there(place, members, files)
    if mount.kind != "bind" or not isinstance(mount.source, str):
        return None
    inner = posixpath.relpath(place.folder, posixpath.normpath(str(mount.target)))
    return _used(
        posixpath.normpath(posixpath.join(mount.source, inner)), lambda path: _text(files.read(path))
    )


def _put_there(place: Place, members: Sequence[Member], files: Files) -> str | None:
    """The router of what the one other service with the volume has at it, or copies into it."""
    from toybox_lint.deployment.files.holders import volume_name, volumes

    mount = place.mount
    name = volume_name(place.member, str(mount.source)) if mount else None
    others = [
        (member, each)
        for _, member, each in volumes(members).get(name or "", ())
        if member is not place.member
    ]
    if mount is None or len(others) != 1 or place.folder != posixpath.normpath(str(mount.target)):
        return None
    member, own = others[0]
    inside = container(member.service, files)
    words = member.listening.process.words if member.listening.process else ()
    told = (*words, *((inside.built.command or ()) if inside.built else ()))
    start = " ".join(str(word.value) for word in told)
    copied = _COPYING.search(start) is not None
    if copied and "dist" not in start:
        return None
    folder = inside.path("dist") if copied else posixpath.normpath(str(own.target))
    bare = replace(inside, service=replace(member.service, mounts=()))
    return _used(folder, lambda path: _text(content_at(bare, path))) if folder and inside.built else None


def _copy_to(folder: str, inside: Container) -> Copy | None:
    """What another stage puts into the folder, if nothing else does."""
    there = _copies_by_target(inside.built).get(folder, ()) if inside.built else ()
    return there[0] if len(there) == 1 and there[0].stage and len(there[0].sources) == 1 else None


@remembered
def _copies_by_target(built: Built) -> dict[str, list[Copy]]:
    found: dict[str, list[Copy]] = {}
    for copy in built.copies:
        found.setdefault(posixpath.normpath(str(copy.target)), []).append(copy)
    return found


def _built(copy: Copy, inside: Container) -> str | None:
    stage, source = stage_of(inside, str(copy.stage)), copy.sources[0].value
    if stage is None or not isinstance(source, str):
        return None
    return _used(f"/{source.strip('/')}", lambda path: _text(content_at(stage, path)))


def _of_nginx(member: Member, files: Files) -> tuple[str, Origin] | None:
    """The router of what the official nginx serves with its own configuration, and where that is put into it."""
    image = named(member.listening.base)
    if (
        image is None
        or reference(image).path not in _NGINX
        or member.service.command
        or member.service.entrypoint
    ):
        return None
    from toybox_lint.deployment.listening.servers.nginx import nginx

    inside = container(member.service, files)
    if inside.built is None or nginx(inside) is not None:
        return None
    copy = _copy_to(_PAGES, inside)
    router = _built(copy, inside) if copy else None
    return (router, copy.origin) if router and copy else None


def _text(found: object) -> str | None:
    if isinstance(found, SourceFile):
        return found.text
    return found.value if isinstance(found, Located) and isinstance(found.value, str) else None


def _used(folder: str, read: Reader) -> str | None:
    """The router of what is built into a folder: by its packages, and a text that says how it is used."""
    below = ""
    for _ in range(_DEEPEST):
        packages = read(posixpath.join(folder, "package.json"))
        if packages is not None:
            router = _ROUTERS.search(packages)
            if router is None or _MANY_PAGES.search(packages):
                return None
            texts = [text for entry in _ENTRIES if (text := read(posixpath.join(folder, entry)))]
            plain = any(map(_PLAIN.search, texts)) and not any(map(_BEHIND_A_SIGN.search, texts))
            return router[1] if plain and below in _BUILT else None
        folder, below = posixpath.split(folder)
    return None
