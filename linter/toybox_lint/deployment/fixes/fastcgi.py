"""Fixes between HTTP and FastCGI, which php-fpm alone speaks."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import append, at_once, beneath, without, without_block
from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.ways import name_of, way_of
from toybox_lint.deployment.files.php_roots import has_it, root_given, scripts_of
from toybox_lint.deployment.fixes.speaking import in_tls, with_scheme
from toybox_lint.deployment.model import Link
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import Files

# Of Caddy 2.11: what php_fastcgi and transport fastcgi have in common with transport http, and what they have alone.
_TIMEOUTS = frozenset({"dial_timeout", "read_timeout", "write_timeout"})
_OF_PHP = frozenset({"root", "split", "env", "index", "try_files", "resolve_root_symlink", "capture_stderr"})


def ask_fastcgi(link: Link, files: Files) -> tuple[Fix, ...]:
    """Ask php-fpm with ``php_fastcgi``, which names the folder of the scripts unless the site's ``root`` is the same.

    Not where nobody can tell that folder, where the transport has options that FastCGI has not, or for a login, which
    no script of PHP's is asked for so.
    """
    directive, transport = link.proxy.directive, link.proxy.transport.directive
    inside = transport.block.directives if transport and transport.block else ()
    root = None if link.target is None else scripts_of(link.target, files)
    schemes = with_scheme(link, "")
    if link.target is None or root is None or schemes is None:
        return ()
    if directive.name.text != "reverse_proxy" or not directive.name.origin.exact:
        return ()
    if any(each.name.text not in _TIMEOUTS for each in inside):
        return ()
    given = root_given(link)
    same = given is not None and (given[0] in (root, None) or has_it(link.target, str(given[0])))
    lines = [] if same else [f"root {root}"]
    lines += [f"{each.name.text} {each.arguments[0].origin.text}" for each in inside]
    changes = list(_without_transport(directive, transport, lines))
    changes += _with_files(link, given is not None)
    if lines:
        changes.append(append(directive, lines))
    if None in changes:
        return ()
    edits = (_named(directive, "php_fastcgi"), *schemes, *(edit for edit in changes if edit))
    return (Fix("ask it with php_fastcgi", Applicability.UNSAFE, at_once(directive, edits)),)


def _without_transport(
    directive: Directive, transport: Directive | None, lines: list[str]
) -> Iterator[Edit | None]:
    if transport is None:
        return
    block = directive.block
    alone_in_it = block is not None and block.directives == (transport,)
    yield without_block(directive) if alone_in_it and not lines else without(transport)


def _with_files(link: Link, rooted: bool) -> Iterator[Edit]:
    """The files beside the scripts, which php-fpm does not serve, where it is asked for all of a site with a root."""
    directive = link.proxy.directive
    way = way_of(link.front.caddyfile, directive)
    if way is None or not rooted or way.handler.conditional:
        return
    served = any(name_of(each.directive) == "file_server" for each in way.beside)
    edit = None if served else beneath(directive, "file_server")
    yield from (edit,) if edit else ()


def leave_fastcgi(link: Link, *, tls: bool = False) -> tuple[Fix, ...]:
    """Ask in plain HTTP, or in HTTPS, instead of FastCGI; timeouts stay, what only PHP knows goes."""
    directive, transport = link.proxy.directive, link.proxy.transport.directive
    scheme, options = in_tls(link) if tls else (None, ())
    schemes = () if scheme is None else with_scheme(link, scheme)
    edits = (
        _as_reverse_proxy(directive, options)
        if transport is None
        else _as_http(directive, transport, options)
    )
    if edits is None or schemes is None:
        return ()
    title = "speak https" if tls else "speak http"
    return (Fix(title, Applicability.UNSAFE, at_once(directive, (*schemes, *edits))),)


def _named(directive: Directive, name: str) -> Edit:
    return Edit(directive.name.origin.file, directive.name.origin.span, name)


def _as_reverse_proxy(directive: Directive, options: tuple[str, ...]) -> tuple[Edit, ...] | None:
    """Make a ``php_fastcgi`` a ``reverse_proxy``, whose transport has ``options``."""
    if not directive.name.origin.exact:
        return None
    inside = directive.block.directives if directive.block else ()
    limits = [each for each in inside if each.name.text in _TIMEOUTS]
    removed = [without(each) for each in inside if each.name.text in _TIMEOUTS | _OF_PHP]
    lines = [f"{each.name.text} {each.arguments[0].origin.text}" for each in limits] + list(options)
    if inside and len(removed) == len(inside) and not lines:
        removed = [without_block(directive)]
    if lines:
        removed.append(append(directive, ("transport http {", *[f"\t{each}" for each in lines], "}")))
    if None in removed:
        return None
    return _named(directive, "reverse_proxy"), *(edit for edit in removed if edit)


def _as_http(proxy: Directive, transport: Directive, options: tuple[str, ...]) -> tuple[Edit, ...] | None:
    """Make a ``transport fastcgi`` one of HTTP with ``options``, or leave it out where nothing of it would be left."""
    inside = transport.block.directives if transport.block else ()
    kind = transport.arguments[0].origin
    if options or any(each.name.text in _TIMEOUTS for each in inside):
        removed = [without(each) for each in inside if each.name.text not in _TIMEOUTS]
        removed.append(Edit(kind.file, kind.span, "http") if kind.exact else None)
        removed += [append(transport, options)] if options else []
    elif proxy.block and proxy.block.directives == (transport,):
        removed = [without_block(proxy)]
    else:
        removed = [without(transport)]
    return None if None in removed else tuple(edit for edit in removed if edit)
