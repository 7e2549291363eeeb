"""Where a program in JavaScript or TypeScript listens, by the one call in its text that says so.

Sources: the manuals of Node's ``server.listen`` and what rests on it (every address), Fastify (``listen`` without a
host: localhost, in Nest, too), Deno, Bun and Hono's server for Node (``serve``: every address; the last one 3000).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Listener, Speaks
from toybox_lint.deployment.listening.sources.calls import KEY, NOTHING, Code, listener, opening
from toybox_lint.facts import ABSENT
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, SourceFile, blank_out

_LISTEN = pattern(r"(?:(?<![\w$])([\w$]+)|(?<=\)))\s*\.listen\(")
_SERVE = pattern(r"(?<![\w$.])(Deno|Bun)\.serve(?:<[^<>()]*+>)?\(")
_HONO, _SERVE_OF_HONO = "@hono/node-server", pattern(r"(?<![\w$.])(serve)\(")
# Where they listen on every address, unless they are told.
_SERVED = {"Deno": 8000, "serve": 3000}
# A module that Bun serves: what it exports has a ``fetch``.
_EXPORTED = pattern(r"^export\s+default\s*(?=\{)", re.MULTILINE)
_SERVING = pattern(r"^[ \t]*(?:\[serve\]|serve\.|port\b)", re.MULTILINE)
_BUNS_PORT, _PORTS_OF_BUN = 3000, ("BUN_PORT", "PORT", "NODE_PORT")
_SOCKETS = pattern(r"\bnew\s+(?:WebSocketServer|(?:WebSocket|ws|WS)\.Server)\(\s*(?=\{)")
_HTTP_2 = pattern(r"http2|h2c|spdy", re.IGNORECASE)
_MADE_HERE = pattern(r"\b(?:express|[fF]astify|createServer|NestFactory\.create(?:<\w+>)?)\(|\bnew\s+Koa\(")
_FASTIFY = r"(?:fastify|Fastify|require\(['\"]fastify['\"]\))"
_LITERAL = pattern(r"""(["'`])([^"'`$\\\n]*)\1|(\d+)""")
_NAME = pattern(r"[A-Za-z_$][\w$]*")
_WRAPPED = pattern(r"(?:Number|parseInt|String)\((.*?)(?:,\s*10)?\)|\+\s*(.*)", re.DOTALL)
_OF_ENVIRONMENT = pattern(
    r"(?:(?:(?:Number\.)?parseInt|Number)\(\s*+(?=[^()]*\)\s*(?:\|\||\?\?)))?"
    r"process\.env(?:\.(\w+)|\[['\"](\w+)['\"]\])(?:\s*(?:,\s*10\s*)?\))?"
    r"(?:\s*(?:\|\||\?\?)\s*(.*))?",
    re.DOTALL,
)
_CALLBACK = pattern(r"(?:async\s+(?=\S))?(?:function\b|\(?[\w\s,{}:]*(?:\)\s*)?=>)")
_COMMENT = pattern(r"(?<![:\w])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_TLS = pattern(r"\bhttps\b|\bhttp2\b|\bspdy\b")


@dataclass(frozen=True, slots=True)
class _Calls:
    """What stands in a text in JavaScript, whatever its environment: its code without comments, and calls that listen.

    The rest is about the one call of ``listening``, where there is just one: whether it is Fastify's, whether the text
    is about TLS, and whether what listens there speaks HTTP/1.
    """

    code: str
    listening: tuple[re.Match[str], ...]
    serving: tuple[re.Match[str], ...]
    sockets: tuple[re.Match[str], ...]
    fastify: bool = False
    tls: bool = False
    http_1: bool = False


@remembered
def _calls(text: str) -> _Calls:
    """Services that are built of one folder have their text in common."""
    code = blank_out(_COMMENT, text)
    listening = tuple(_LISTEN.finditer(code))
    serving = tuple((_SERVE_OF_HONO if _HONO in code else _SERVE).finditer(code))
    sockets = tuple(_SOCKETS.finditer(code))
    if len(listening) != 1:
        return _Calls(code, listening, serving, sockets)
    made = rf"\b{re.escape(listening[0][1])}\s*=\s*" if listening[0][1] else ""
    fastify = re.search(rf"{made}{_FASTIFY}\(", code) or "FastifyAdapter" in code
    http_1 = _MADE_HERE.search(code) and not _HTTP_2.search(code)
    return _Calls(code, listening, serving, sockets, bool(fastify), bool(_TLS.search(code)), bool(http_1))


def of_node(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    """Where it listens, by the one call in its text that does."""
    found = _calls(text.value)
    code = Code(found.code, _Script(text, found.code, inside).value)
    if len(found.serving) == 1 and not found.listening and not found.sockets:
        yield from _served(name, found.serving[0], code, text, inside)
    if len(found.sockets) == 1 and not found.listening and not found.serving:
        yield from _of_sockets(name, found.sockets[0], code, text)
    if len(found.listening) == 1 and not found.serving and "cluster" not in found.code:
        yield from _listening(name, found, code, text)


def _listening(name: str, found: _Calls, code: Code, text: Located[str]) -> Iterator[Listener]:
    """By the one ``listen``, with a port and a host, or an object that names them."""
    call = found.listening[0].end()
    parts = code.arguments(call)
    if not parts:
        return
    opens = None
    start, end = parts[0]
    if code.text[start:end].lstrip().startswith("{"):
        first = code.text.index("{", start) + 1
        inner = code.arguments(first) or ()
        opens = opening(text, first, 'host: "0.0.0.0"') if inner else None
        if any(not KEY.match(code.text, *each) for each in inner):
            return  # `...options`, or a name for itself
        named = code.named(inner)
        if "hostname" in named:
            named["host"] = named["hostname"]
    else:
        named = {"port": parts[0]}
        if len(parts) == 1:
            end = start + len(code.text[start:end].rstrip())
            opens = Located(', "0.0.0.0"', text.origin.part(end, end))
        if len(parts) > 1 and not _CALLBACK.match(code.text[slice(*parts[1])].strip()):
            named["host"] = parts[1]
    if "path" in named or "port" not in named:
        return
    usual = (Bind.LOOPBACK if found.fastify else Bind.ALL, None)
    spoken = Speaks.EITHER if found.tls else Speaks.HTTP
    for each in listener(f"{name} listens", code, named, usual, text, spoken, opens):
        yield replace(each, http_1=found.http_1)


def exported(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    """By the object that a module exports, which Bun serves."""
    blanked = blank_out(_COMMENT, text.value)
    found = list(_EXPORTED.finditer(blanked))
    if len(found) != 1 or _LISTEN.search(blanked) or _SERVE.search(blanked):
        return
    code = Code(blanked, _Script(text, blanked, inside).value)
    inner = code.arguments(found[0].end() + 1) or ()
    named = code.named(inner)
    served = "fetch" in named or any(code.text[slice(*each)].strip() == "fetch" for each in inner)
    spread = any(code.text[slice(*each)].lstrip().startswith("...") for each in inner)
    if not served or spread or "unix" in named:
        return
    if "hostname" in named:
        named["host"] = named["hostname"]
    options = {key: place for key, place in named.items() if key in ("host", "port")}
    spoken = Speaks.EITHER if "tls" in named else Speaks.HTTP
    usual, told = _usual_for_bun(inside)
    yield from listener(f"{name} lets Bun listen", code, options, (Bind.ALL, usual), text, spoken, None, told)


def _usual_for_bun(inside: Container) -> tuple[int | None, Mapping[str, Located[Text]]]:
    """The port that Bun takes where a program names none, and what a variable says of it in its place."""
    settings = content_at(inside, inside.path("bunfig.toml") or "")
    if isinstance(settings, SourceFile) and _SERVING.search(settings.text):
        return None, NOTHING
    for each in _PORTS_OF_BUN:
        given = inside.variables.given(each)
        if given is not None:
            return None, {"port": given}
        if inside.variables.lookup(each) is not ABSENT:
            return None, NOTHING
    return _BUNS_PORT, NOTHING


def _of_sockets(name: str, call: re.Match[str], code: Code, text: Located[str]) -> Iterator[Listener]:
    """By a server of WebSockets with a port of its own."""
    named = code.named(code.arguments(call.end() + 1) or ())
    told = {key: place for key, place in named.items() if key in ("host", "port")}
    if "port" in named and not {"server", "noServer"} & named.keys():
        yield from listener(f"{name} listens", code, told, (Bind.ALL, None), text, Speaks.HTTP)


def _served(
    name: str, call: re.Match[str], code: Code, text: Located[str], inside: Container
) -> Iterator[Listener]:
    """By ``serve`` of Deno, Bun or Hono, of which the first argument may be an object of options."""
    parts = code.arguments(call.end())
    if not parts:
        return
    start, end = parts[0]
    options = code.text[start:end].lstrip().startswith("{")
    inner = (code.arguments(code.text.index("{", start) + 1) or ()) if options else ()
    named = code.named(inner)
    if (
        any(code.text[slice(*each)].lstrip().startswith("...") for each in inner)
        or "unix" in named
        or "path" in named
    ):
        return
    if "hostname" in named:
        named["host"] = named["hostname"]
    tls = {"cert", "tls", "key"} & named.keys()
    told = {key: place for key, place in named.items() if key in ("host", "port")}
    usual, given = _usual_for_bun(inside) if call[1] == "Bun" else (_SERVED[call[1]], NOTHING)
    spoken = Speaks.EITHER if tls else Speaks.HTTP
    yield from listener(f"{name} listens", code, told, (Bind.ALL, usual), text, spoken, None, given)


@dataclass(frozen=True, slots=True)
class _Script:
    """A text in JavaScript, and the environment of the program."""

    text: Located[str]
    code: str
    inside: Container

    def value(self, start: int, end: int) -> Located[Text] | None:
        """A literal, a variable of the environment with its default, or a name that is assigned one of them once."""
        return self._expression(start, end, 0)

    def _expression(self, start: int, end: int, depth: int) -> Located[Text] | None:
        written = self.code[start:end]
        literal = _LITERAL.fullmatch(written)
        if literal:
            group = 2 if literal[1] else 3
            first, last = literal.span(group)
            return Located(literal[group], self.text.origin.part(start + first, start + last))
        if depth > 3:
            return None
        if wrapped := _WRAPPED.fullmatch(written):
            group = 1 if wrapped[1] is not None else 2
            return self._expression(start + wrapped.start(group), start + wrapped.end(group), depth + 1)
        if given := _OF_ENVIRONMENT.fullmatch(written):
            return self._of_environment(given, start, depth)
        if _NAME.fullmatch(written):
            return self._assigned(written, depth)
        return None

    def _of_environment(self, given: re.Match[str], start: int, depth: int) -> Located[Text] | None:
        name = given[1] or given[2]
        found = self.inside.variables.given(name)
        if found is not None:
            return found
        if self.inside.variables.lookup(name) is not ABSENT or given[3] is None:
            return None
        return self._expression(start + given.start(3), start + given.end(3), depth + 1)

    def _assigned(self, name: str, depth: int) -> Located[Text] | None:
        every = re.findall(rf"(?<![\w$.]){re.escape(name)}\s*=(?![=>])", self.code)
        once = re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\s*=\s*([^\n;]*)", self.code)
        if once is None or len(every) != 1:
            return None
        return self._expression(once.start(1), once.start(1) + len(once[1].rstrip()), depth + 1)
