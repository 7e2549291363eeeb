"""The path behind the address of an upstream, as a rewrite.

Source: Caddy's manual of ``reverse_proxy`` (its ``rewrite``); Caddy 2.11.7 refuses a path in an address with a scheme,
and dials nothing for one without.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import append, at_once
from toybox_lint.caddy.model import Block, Caddyfile, Directive, Problem, Site, Word
from toybox_lint.caddy.places import origin_in
from toybox_lint.caddy.requests.ways import matchers
from toybox_lint.caddy.wording.standing import Place, key
from toybox_lint.caddy.written_out import brought, written_out
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin

_CHANGING = frozenset(("uri", "rewrite", "try_files"))
_WITH_PATH = pattern(r"(?:https?|h2c)://[\w.-]+(?::\d+)?(/[\w./-]+)", re.ASCII)
_BARE = pattern(r"[\w.-]+(?::\d+)?(/[\w.-][\w./-]*)", re.ASCII)


def path_by_rewrite(problem: Problem, caddyfile: Caddyfile) -> tuple[Fix, ...]:
    """Put the path that all upstreams of a proxy have before that of the request; a person must agree.

    As nginx has it, it may be meant to stand in place of what a matcher has found: so it does where that is one path.
    Where matchers let no request through whose path does not begin with it already, it is only taken out.
    """
    return _moved(caddyfile, problem.origin, mends=True) if problem.kind == "upstream-with-path" else ()


def proxy_of(caddyfile: Caddyfile, upstream: Origin) -> Directive | None:
    """The proxy of which a word is an upstream, in a Caddyfile that may be refused."""
    found = _proxies(caddyfile).get(key(upstream))
    return found[1][-1] if found else None


# More characters of an address than anybody writes are not said again in a fix.
_LONGEST = 2000


def bare_path_by_rewrite(caddyfile: Caddyfile, upstream: Origin) -> tuple[Fix, ...]:
    """The same for an upstream without a scheme."""
    return _moved(caddyfile, upstream, mends=False)


def _moved(caddyfile: Caddyfile, upstream: Origin, *, mends: bool) -> tuple[Fix, ...]:
    if upstream.span.end - upstream.span.start > _LONGEST:
        return ()
    found = _proxies(caddyfile).get(key(upstream))
    return () if found is None else _rewritten(*found, mends=mends)


@remembered
def _proxies(caddyfile: Caddyfile) -> dict[Place, tuple[Site, tuple[Directive, ...]]]:
    """By the places of the words that may be upstreams, their sites and proxies, these after all around them."""
    found: dict[Place, tuple[Site, tuple[Directive, ...]]] = {}
    for site in caddyfile.sites:
        for around in _nested(site.block, ()):
            for word in _upstreams(around[-1]) if around[-1].name.text == "reverse_proxy" else ():
                found.setdefault(key(word.origin), (site, around))
    return found


def _nested(block: Block, around: tuple[Directive, ...]) -> Iterator[tuple[Directive, ...]]:
    """Every directive at any depth, after those around it."""
    for each in block.directives:
        yield (*around, each)
        if each.block is not None:
            yield from _nested(each.block, (*around, each))


def _upstreams(proxy: Directive) -> Iterator[Word]:
    """The words of the proxy that may be upstreams."""
    yield from proxy.arguments
    for line in proxy.block.directives if proxy.block else ():
        yield from line.arguments if line.name.text == "to" else ()


def _rewritten(site: Site, around: tuple[Directive, ...], *, mends: bool) -> tuple[Fix, ...]:
    proxy = around[-1]
    words = [word for word in _upstreams(proxy) if not str(word.text).startswith(("/", "@"))]
    own = proxy.block.directives if proxy.block else ()
    sign, shape = ("://", _WITH_PATH) if mends else ("/", _BARE)
    matches = [(word, shape.fullmatch(str(word.text))) for word in words if sign in str(word.text)]
    found = [(word, match) for word, match in matches if match]
    paths = {match[1].rstrip("/") for _, match in found}
    if (
        len(paths) != 1
        or len(found) != len(matches)
        or any(line.name.text in ("rewrite", "method") for line in own)
    ):
        return ()
    path = paths.pop()
    there = _begins(around, site, path)
    alone = _is_one_path(around, site)
    added = append(proxy, (f"rewrite {path}{'' if alone else '{uri}'}",)) if path and not there else None
    written = [origin_in(word.token, match.start(1), match.end(1)) for word, match in found]
    if (added is None and not there) or not all(origin.exact for origin in written):
        return ()
    edits: tuple[Edit, ...] | None
    edits = shortened = tuple([Edit(origin.file, origin.span, "") for origin in written])
    if added is None:
        title = f"take {path} out, with which the path of the request begins"
    else:
        title = f"ask for {path}" if alone else f"put {path} before the path of the request"
        edits = at_once(proxy, (*shortened, added))
    together = {each.via for each in (*written, *(each.name.origin for each in around))}
    if len(together) > 1 and brought(proxy.name, edits):
        edits = written_out(proxy.name, edits)
    return () if edits is None else (Fix(title, Applicability.UNSAFE, edits, mends=mends),)


def _is_one_path(around: tuple[Directive, ...], site: Site) -> bool:
    """Whether the innermost matcher of paths asks for a single one, which no request is changed to."""
    paths = next(filter(None, (_paths(site, each) for each in reversed(around))), ())
    return len(paths) == 1 and "*" not in paths[0]


def _begins(around: tuple[Directive, ...], site: Site, path: str) -> bool:
    """Whether matchers around a proxy, or its own, tell that the path of its requests begins with ``path``."""
    blocks = (site.block, *(each.block for each in around[:-1] if each.block is not None))
    if any(map(_changes, blocks)) or any(each.name.text == "handle_path" for each in around):
        return False
    paths = next(filter(None, (_paths(site, each) for each in reversed(around))), ())
    return bool(path and paths) and all(_under(path, each) for each in paths)


@remembered
def _changes(block: Block) -> bool:
    """Whether a line of the block changes the path of a request before a proxy in it."""
    return any(each.name.text in _CHANGING for each in block.directives)


def _under(path: str, asked: str) -> bool:
    asked = asked.removesuffix("*").rstrip("/")
    return asked == path or asked.startswith(f"{path}/")


def _paths(site: Site, directive: Directive) -> tuple[str, ...]:
    """The paths that the matcher of a directive asks for, as written in its first argument or under its name."""
    first = str(directive.arguments[0].text) if directive.arguments else ""
    if first.startswith("/"):
        return (first,)
    named = matchers(site).get(first, ())
    if len(named) != 1:
        return ()
    own = [named[0].arguments] if named[0].arguments else []
    own += [each.words for each in named[0].block.directives] if named[0].block else []
    asking = [words for words in own if words and words[0].text == "path"]
    return tuple(str(word.text) for word in asking[0][1:]) if len(asking) == 1 else ()
