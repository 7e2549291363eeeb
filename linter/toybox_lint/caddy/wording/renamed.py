"""Words of Caddy 1, of early versions of Caddy 2 and of nginx, and what Caddy 2.11 has in their place.

Sources: the upgrade guide from Caddy 1 to 2 in Caddy's documentation; the release notes of 2.6 and 2.8.
"""

from __future__ import annotations

from toybox_lint.caddy.edit import indentation, own_lines
from toybox_lint.caddy.model import Caddyfile, Directive, Problem
from toybox_lint.caddy.requests.ways import leave_out, name_of, words
from toybox_lint.caddy.wording.elsewhere import to_transport
from toybox_lint.caddy.wording.nginx import as_handle
from toybox_lint.caddy.wording.standing import owner, standing
from toybox_lint.diagnostics import Applicability, Edit
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Span

_PROXIES = ("reverse_proxy", "php_fastcgi", "forward_auth", "proxy")
# Words in the block of a proxy that only have another name, and those that are no longer needed.
_RENAMED = {
    "header_upstream": "header_up",
    "proxy_header": "header_up",
    "proxy_set_header": "header_up",
    "header_downstream": "header_down",
    "policy": "lb_policy",
    "fail_timeout": "fail_duration",
    "try_duration": "lb_try_duration",
    "try_interval": "lb_try_interval",
    "health_check": "health_uri",
    "health_check_interval": "health_interval",
    "health_check_timeout": "health_timeout",
    "health_check_port": "health_port",
    "upstream": "to",
}
_NEEDLESS = {
    "transparent": "Caddy passes on the host and says who asks by itself",
    "websocket": "Caddy passes WebSockets on by itself",
}
_IN_PROXY = {
    "insecure_skip_verify": "it is tls_insecure_skip_verify, in the block of transport http, and for HTTPS alone",
    "without": "handle_path takes a prefix off before its proxy",
    "except": "give the exceptions a handle of their own",
    "max_conns": "unhealthy_request_count limits the requests to an upstream",
    "buffer_requests": "request_buffers says how much of a request is read first",
    "buffer_responses": "response_buffers says how much of a response is read first",
    "max_buffer_size": "request_buffers and response_buffers say how much is read first",
    "proxy_pass": "the upstream stands behind reverse_proxy",
    "proxy_http_version": "versions stands in the block of transport http; WebSockets need nothing",
}
# Directives: what is written instead, where that is one word for another.
_DIRECTIVES = {"proxy": "reverse_proxy", "gzip": "encode gzip", "browse": "file_server browse"}
_MEANT = {
    "errors": "handle_errors { } says what is answered instead of an error; log writes them",
    "ext": "try_files {path}.html {path} looks for files with an extension",
    "fastcgi": "php_fastcgi passes requests on to PHP",
    "internal": "respond /path/* 404 hides a path",
    "index": "index stands in the block of file_server",
    "limits": "request_body { max_size 10MB } limits requests",
    "markdown": "templates renders Markdown",
    "mime": "header Content-Type says what a file is",
    "minify": "Caddy 2 does not have it",
    "status": "respond /path 404 answers with a status",
    "websocket": "Caddy passes WebSockets on by itself",
    "location": "handle /path/* { } is for a part of the paths",
    "proxy_pass": "reverse_proxy passes requests on",
    "proxy_set_header": "header_up stands in the block of reverse_proxy",
    "add_header": "header sets a field of the response",
    "return": "respond or redir answers",
    "server_name": "the names of a site stand before its {",
    "listen": "the address of a site stands before its {",
}
# Of no meaning to an upstream in plain HTTP.
_UNCHECKED = "insecure_skip_verify"
# What the option `protocol` of `servers` held until 2.6, and what there is of it.
_PROTOCOL = "its words stand in servers itself, and HTTP/3 is on by itself"
_KEPT = {"strict_sni_host": "", "experimental_http3": None, "allow_h2c": "protocols h1 h2 h2c h3"}
_OPTIONS = {"experimental_http3": "HTTP/3 is on by itself since 2.6"}
# Placeholders of Caddy 1 that mean the same in Caddy 2.
_SAME = frozenset(("{host}", "{scheme}", "{uri}", "{path}", "{query}", "{method}"))


@dataclass(frozen=True, slots=True, eq=False)
class Renamed:
    """A word that Caddy refuses and that once meant something.

    ``meant`` is what to do, a clause for people, ``title`` what the edits do.
    """

    problem: Problem
    meant: str
    edits: tuple[Edit, ...]
    level: Applicability
    title: str = "write the words around it as they are called now"


def renamed(caddyfile: Caddyfile, problem: Problem) -> Renamed | None:
    """What the word of a problem meant; ``None`` where it is no such word."""
    word = problem.origin.text
    if problem.kind == "unknown-directive" and (word in _DIRECTIVES or word in _MEANT):
        directive = standing(caddyfile, problem.origin)
        meant = _MEANT.get(word) or f"it is {_DIRECTIVES[word]} now"
        if word == "location" and directive is not None:
            return Renamed(problem, meant, as_handle(directive), Applicability.UNSAFE, "write a handle")
        edits, level = _directive(directive) if directive else ((), Applicability.SAFE)
        return Renamed(problem, meant, edits, level, f"write {_DIRECTIVES.get(word)}")
    if problem.kind == "unknown-subdirective":
        holder = owner(caddyfile, problem.origin)
        if holder is not None and name_of(holder) in _PROXIES:
            return _inside(problem, word, holder)
        if holder is not None and name_of(holder) == "servers" and word == "protocol":
            return Renamed(
                problem, _PROTOCOL, _taken_apart(holder), Applicability.SAFE, "take protocol apart"
            )
    if problem.kind == "unknown-option" and word in _OPTIONS:
        option = next((each for each in caddyfile.options if each.name.origin == problem.origin), None)
        edit = leave_out(option) if option else None
        edits = (edit,) if edit else ()
        return Renamed(problem, _OPTIONS[word], edits, Applicability.SAFE, f"leave out {word}")
    return None


def _inside(problem: Problem, word: str, holder: Directive) -> Renamed | None:
    meant = _NEEDLESS.get(word) or _IN_PROXY.get(word)
    if word in _RENAMED:
        meant = f"it is {_RENAMED[word]} now"
    if meant is None:
        return None
    edits, level = _block(holder)
    found = Renamed(problem, meant, edits, level)
    if word in _RENAMED:
        return replace(found, title=f"write {_RENAMED[word]}")
    if word == _UNCHECKED and _is_on_tls(holder):
        edits = to_transport(holder, word, f"tls_{word}")
        return Renamed(problem, meant, edits, Applicability.SAFE, f"write tls_{word} in its transport")
    if word == _UNCHECKED:
        return replace(found, title=f"leave out {word}")
    return replace(found, title=f"leave out {word}") if word in _NEEDLESS else found


def _directive(directive: Directive) -> tuple[tuple[Edit, ...], Applicability]:
    """Write a directive as it is called now, and what its block holds."""
    name, now = directive.name, _DIRECTIVES.get(name_of(directive))
    given = words(directive)
    if now is None or given is None or not name.origin.exact or name.origin.via is not None:
        return (), Applicability.SAFE
    if now == "reverse_proxy":
        path = _prefix(directive)
        inner, level = _block(directive)
        return (Edit(name.origin.file, name.origin.span, now), *path, *inner), level
    if given or directive.block:
        return (), Applicability.SAFE
    return (Edit(name.origin.file, name.origin.span, now),), Applicability.SAFE


def _prefix(directive: Directive) -> tuple[Edit, ...]:
    """The path of Caddy 1's ``proxy``, which was a prefix: none for ``/``."""
    first = directive.arguments[0] if directive.arguments else None
    if (
        first is None
        or not isinstance(first.text, str)
        or not first.text.startswith("/")
        or not first.origin.exact
    ):
        return ()
    file, span = first.origin.file, first.origin.span
    if first.text != "/":
        return (Edit(file, Span(span.end, span.end), "*"),)
    end = span.end + len(file.text[span.end :]) - len(file.text[span.end :].lstrip(" \t"))
    return (Edit(file, Span(span.start, end), ""),)


@remembered
def _block(holder: Directive) -> tuple[tuple[Edit, ...], Applicability]:
    """Write every old word in the block of a proxy as it is called now."""
    edits: list[Edit] = []
    level = Applicability.SAFE
    for line in holder.block.directives if holder.block else ():
        name, place = name_of(line), line.name.origin
        if place.via is not None:
            continue
        if name == _UNCHECKED and place.exact and _is_on_tls(holder):
            edits.append(Edit(place.file, place.span, f"tls_{name}"))
        elif name in _NEEDLESS or name == _UNCHECKED:
            gone = leave_out(line)
            edits += [gone] if gone else []
        elif name in _RENAMED and place.exact:
            edits.append(Edit(place.file, place.span, _RENAMED[name]))
            if not _same_values(line):
                level = Applicability.UNSAFE
    return tuple(edits), level


def _same_values(line: Directive) -> bool:
    """Whether the values mean the same as before."""
    given = words(line)
    return given is not None and all("{" not in word or word in _SAME for word in given)


def _is_on_tls(holder: Directive) -> bool:
    """Whether an upstream of a proxy is asked in HTTPS."""
    return any(str(word.text).startswith("https://") for word in holder.arguments)


def _taken_apart(servers: Directive) -> tuple[Edit, ...]:
    """The lines of the block ``protocol`` that are left, in the place of the block."""
    lines = servers.block.directives if servers.block else ()
    for line in lines if not any(name_of(each) == "protocols" for each in lines) else ():
        own = own_lines(line) if name_of(line) == "protocol" else None
        inside = line.block.directives if line.block else ()
        if own is None or any(name_of(each) not in _KEPT or each.block for each in inside):
            continue
        known = [(each, _KEPT[name_of(each)]) for each in inside]
        kept = [
            now or " ".join((name_of(each), *(words(each) or ()))) for each, now in known if now is not None
        ]
        if not kept:
            gone = leave_out(line)
            return (gone,) if gone else ()
        before = indentation(line)[0]
        return (Edit(own.file, own.span, own.file.newline.join(before + each for each in kept)),)
    return ()
