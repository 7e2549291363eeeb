"""Where nginx listens: the ``listen`` lines of its configuration, as far as it is visible.

Sources: nginx's manual on ``listen`` (``ngx_http_core_module``), and the official image: its ``nginx.conf``
includes ``conf.d/*.conf``, of which ``default.conf`` listens on 80, and files in ``templates`` ending in
``.template`` are written to ``conf.d`` with variables replaced.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.addresses import Address, address, bind_of, written
from toybox_lint.deployment.listening.container import Container, Variables, whole_text
from toybox_lint.deployment.listening.images.contents import content_at, is_mounted, names_at
from toybox_lint.deployment.listening.images.rewriting import is_written_below, started_texts
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, dataclass, replace
from toybox_lint.source import Located, SourceFile, blank_out

_MAIN = "/etc/nginx/nginx.conf"
_CONF = "/etc/nginx/conf.d"
_TEMPLATES = "/etc/nginx/templates"
_COMMENT = pattern(r"#[^\n]*")
_LISTEN = pattern(r"(?<![\w-])listen\s++([^\s;]++)([^;{}]{0,500});")
# Of an address to listen on, with variables or with what is in them.
_LONGEST = 1000
_SERVER = pattern(r"(?<![\w-])server\s*\{")
_STREAM = pattern(r"(?<![\w-])(?:stream|mail)\s*\{")
_INCLUDES_CONF = pattern(r"(?<![\w-])include\s+(?:/etc/nginx/)?conf\.d/")
_REMOVAL = pattern(r"(?<![\w-])rm\s[^;&|]*/etc/nginx/conf\.d/(?:default\.conf|\*)")
_SSL_ON = pattern(r"(?<![\w-])ssl\s+on\s*;")
_INCLUDE = pattern(r"(?<![\w-])include\s+([^\s;]+)\s*;")
# What is included by such names has types, parameters, headers or ciphers in it, and no server.
_NO_SERVER = pattern(
    r"types|params|fastcgi|uwsgi|scgi|proxy|headers?|ssl|tls|security|secure|gzip|cache|cors|modules|snippets|upstream"
    r"|maps?|locations?|conf\.d/",
    re.IGNORECASE,
)
_VARIABLE = pattern(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True, slots=True)
class Nginx:
    """The listeners of the visible configuration; ``whole`` when nothing else can make nginx listen."""

    listeners: tuple[Listener, ...]
    whole: bool


class Configuration(NamedTuple):
    """The texts of which a configuration is made: its ``main`` one, and ``parts``, each with whether it is a template.

    ``includes``: the main one takes in ``conf.d``, of which ``names`` are the files. ``whole``: all of these are shown.
    """

    main: Located[str] | None
    includes: bool
    names: list[str]
    parts: list[tuple[Located[str], bool]]
    whole: bool


def configuration(inside: Container) -> Configuration | None:
    """The texts that nginx reads; ``None`` where those are not known."""
    main = content_at(inside, _MAIN)
    text = whole_text(main) if isinstance(main, SourceFile) else main
    includes = not isinstance(text, Located) or bool(_INCLUDES_CONF.search(blank_out(_COMMENT, text.value)))
    plain, templates = names_at(inside, _CONF), names_at(inside, _TEMPLATES)
    if isinstance(text, Unknown) or (
        includes and (isinstance(plain, Unknown) or isinstance(templates, Unknown))
    ):
        return None
    if is_written_below(posixpath.dirname(_MAIN), started_texts(inside)):
        return None
    parts = [(text, False)] if isinstance(text, Located) else []
    names = [*_ending(plain, ".conf"), *_ending(templates, ".template")] if includes else []
    whole = True
    for name in names:
        part = _text_at(inside, name)
        if part is None:
            whole = False
            break
        parts.append((part, name.endswith(".template")))
    return Configuration(text if isinstance(text, Located) else None, includes, names, parts, whole)


def nginx(inside: Container) -> Nginx | None:
    """What the configuration tells; ``None`` when the image's own one is untouched."""
    read = configuration(inside)
    if read is None:
        return Nginx((), False)
    text, includes, names, parts, whole = read
    found = [each for part, template in parts for each in _listeners(part, inside.variables, template)]
    for part, _ in parts:
        included, all_seen = _included(part, inside)
        found.extend(included)
        whole = whole and all_seen
    if not whole:
        return Nginx(tuple(found), False)
    runs = [run for run in (inside.built.runs if inside.built else []) if "/etc/nginx" in run]
    if any(not _REMOVAL.search(run) for run in runs):
        return Nginx((), False)
    replaces_default = (
        any("/default.conf" in name for name in names) or is_mounted(inside, _CONF) or bool(runs)
    )
    if not names and text is None and not replaces_default:
        return None
    return Nginx(tuple(found), replaces_default or not includes)


def _text_at(inside: Container, path: str) -> Located[str] | None:
    content = content_at(inside, path)
    text = whole_text(content) if isinstance(content, SourceFile) else content
    return text if isinstance(text, Located) else None


def _included(text: Located[str], inside: Container) -> tuple[list[Listener], bool]:
    """The listeners of what other folders hold, and whether all of them can be seen that may have some."""
    found: list[Listener] = []
    seen = True
    for match in _INCLUDE.finditer(blank_out(_COMMENT, text.value)):
        if _NO_SERVER.search(match[1]):
            continue
        from fnmatch import filter as fitting

        path = posixpath.normpath(posixpath.join("/etc/nginx", match[1]))
        names = names_at(inside, posixpath.dirname(path))
        near = () if isinstance(names, Unknown) else fitting(names, path)
        parts = [_text_at(inside, name) for name in near]
        seen = seen and bool(parts) and None not in parts
        for part in parts:
            if part is not None and _LISTEN.search(part.value):
                found.extend(_listeners(part, inside.variables, False))
    return found, seen


def _ending(names: tuple[str, ...] | Unknown, suffix: str) -> list[str]:
    return [] if isinstance(names, Unknown) else [name for name in names if name.endswith(suffix)]


def _listeners(text: Located[str], variables: Variables, template: bool) -> Iterator[Listener]:
    code = blank_out(_COMMENT, text.value)
    listens = list(_LISTEN.finditer(code))
    stream, secured = _STREAM.search(code) is not None, _SSL_ON.search(code) is not None
    for match in listens:
        if "quic" in match[2].split():
            continue
        word = Located(match[1], text.origin.part(*match.span(1)))
        found = address(word) if not _VARIABLE.search(match[1]) else _computed(word, variables, template)
        if found:
            listener = _listener(found, word, "ssl" in match[2].split(), stream)
            either = listener.speaks is Speaks.HTTP and secured
            yield replace(listener, speaks=Speaks.EITHER) if either else listener
    server = _SERVER.search(code)
    if server and not listens and not _INCLUDE.search(code):
        word = Located("80", text.origin.part(*server.span()))
        yield _listener(Address(port=Located(80, word.origin)), word, False, False)


def _computed(word: Located[str], variables: Variables, template: bool) -> Address | None:
    """An address with variables, which the image's start script replaces in templates only."""
    value = word.value
    for match in _VARIABLE.finditer(word.value):
        given = variables.given(match[1] or match[2]) if template and len(value) <= _LONGEST else None
        if not given or isinstance(given.value, Unknown):
            unknown = Unknown("a variable in nginx's configuration decides the port")
            return Address(None, Located(unknown, word.origin))
        value = value.replace(match[0], given.value)
    found = address(Located(value, word.origin))
    return Address(None, Located(found.port.value, word.origin)) if found and found.port else None


def _listener(found: Address, word: Located[str], tls: bool, stream: bool) -> Listener:
    speaks = Speaks.TLS if tls else Speaks.UNKNOWN if stream else Speaks.HTTP
    text = "nginx's configuration says where it listens"
    if found.socket is not None:
        text = "nginx listens on a socket file"
        return Listener(
            None, Bind.UNIX, speaks, Grade.CONFIG_FILE, word.origin, text, "nginx", True, socket=found.socket
        )
    bind = bind_of(found.host.value) if found.host else Bind.ALL
    port: int | Unknown = found.port.value if found.port else 80
    if isinstance(port, int):
        text = f"nginx's configuration listens on {'127.0.0.1:' if bind is Bind.LOOPBACK else ''}{port}"
    return Listener(
        port,
        bind,
        speaks,
        Grade.CONFIG_FILE,
        word.origin,
        text,
        "nginx",
        found.host is not None,
        written(found.host),
        written(found.port),
    )
