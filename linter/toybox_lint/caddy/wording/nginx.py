"""A ``location`` of nginx that passes requests on, as a ``handle`` of Caddy 2.

Source: nginx's documentation of ``location`` and ``proxy_pass``: a path is a prefix, and an address with a path puts
that in place of the prefix. Caddy passes on the host and says who asks by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.ways import leave_out, name_of, words
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern

_PASSED = pattern(r"(?:http://)?([\w.-]+(?::\d+)?)(/?);?")
_NEEDLESS = frozenset(
    ("host", "x-real-ip", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "upgrade", "connection")
)


def as_handle(location: Directive) -> tuple[Edit, ...]:
    """The edits that write it as a ``handle`` with a ``reverse_proxy``; none where there is more to it."""
    given, lines = words(location), location.block.directives if location.block else ()
    passing = [each for each in lines if name_of(each) == "proxy_pass"]
    if given is None or len(given) != 1 or len(passing) != 1 or not given[0].startswith("/"):
        return ()
    address = words(passing[0])
    upstream = _PASSED.fullmatch(address[0]) if address and len(address) == 1 else None
    stripped = upstream is not None and upstream[2] == "/" and given[0] != "/"
    if upstream is None or (stripped and not given[0].endswith("/")) or not _is_exact(location, passing[0]):
        return ()
    rest = list(_without(lines))
    if len(rest) != len(lines) - 1:
        return ()
    name, path = location.name.origin, location.arguments[0].origin
    text = name.file.text
    head = "handle" if given[0] == "/" else f"{'handle_path' if stripped else 'handle'} {given[0]}*"
    line = f"reverse_proxy {upstream[1]}"
    first, last = passing[0].name.origin.span, passing[0].arguments[0].origin.span
    if text[name.span.end : path.span.start].strip(" \t") or text[first.end : last.start].strip(" \t"):
        return ()
    return (
        Edit(name.file, name.span._replace(end=path.span.end), head),
        Edit(name.file, first._replace(end=last.end), line),
        *rest,
    )


def _is_exact(*directives: Directive) -> bool:
    """Whether each word of them is written where it is read."""
    return all(
        word.origin.exact and word.origin.via is None and not word.quote
        for each in directives
        for word in each.words
    )


def _without(lines: tuple[Directive, ...]) -> Iterator[Edit]:
    """What takes out the lines that Caddy needs none for."""
    for line in lines:
        header = (words(line) or ("",))[0].lower()
        if name_of(line) == "proxy_http_version" or (
            name_of(line) == "proxy_set_header" and header in _NEEDLESS
        ):
            edit = leave_out(line)
            if edit is not None:
                yield edit
