"""Where a program of one's own listens, by the one call in its text that says so.

Sources: the manuals of Flask, Quart and Sanic (``app.run``: 127.0.0.1 and 5000, 5000, 8000), Uvicorn
(``uvicorn.run``: 127.0.0.1 and 8000), aiohttp (``run_app``: every address and 8080), Gradio and Dash (``launch``,
``run``: 127.0.0.1 and 7860, 8050, unless their variables say otherwise), Node's ``server.listen`` and what rests on it
(every address), Fastify (``listen`` without a host: localhost, in Nest, too), Deno, Bun and Hono's server for Node
(``serve``: every address; the last one 3000).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Listener, Process, Speaks
from toybox_lint.deployment.listening.sources.calls import KEY, NOTHING, Code, listener, opening
from toybox_lint.deployment.listening.sources.own_programs import started
from toybox_lint.deployment.listening.sources.python_values import Settings
from toybox_lint.deployment.listening.sources.whole_texts import is_whole
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, SourceFile, blank_out

_LONGEST = 200_000
_OF_R = (".R", ".r")
_PYTHON = (".py",)
_NODE = (".js", ".mjs", ".cjs", ".ts")
_MADE = pattern(r"\b(\w+)\s*=\s*(?:\w+\.)?(Flask|Quart|Sanic|Dash)\(")
_LAUNCH = pattern(r"(?<![\w.])[\w.()]{1,80}\.launch\(")
_RUN_APP = pattern(r"(?<![\w.])web\.run_app\(")
_OF_GRADIO = {"server_name": "host", "server_port": "port"}
# What is taken from the environment where the call does not say it.
_BY_VARIABLES = {
    "Gradio": {"host": "GRADIO_SERVER_NAME", "port": "GRADIO_SERVER_PORT"},
    "Dash": {"host": "HOST", "port": "PORT"},
}
_OF_AN_APPLICATION = ("uvicorn", "aiohttp")
_DEFAULTS = {
    "aiohttp": 8080,
    "Dash": 8050,
    "Gradio": 7860,
    "Flask": 5000,
    "Quart": 5000,
    "Sanic": 8000,
    "uvicorn": 8000,
}
# Others in the same text that may serve in place of what is looked for.
_OTHERS = pattern(
    r"\b(?:waitress|gevent|eventlet|socketio|WSGIServer|hypercorn|gunicorn|cheroot|tornado|SERVER_NAME"
    r"|run_simple|pywsgi|twisted|argparse|click|typer|sys\.argv)\b"
)
_RUN = pattern(r"(?<![\w.])(\w+)\.run(?:_server)?\(")
_LISTEN = pattern(r"(?:(?<![\w$])([\w$]+)|(?<=\)))\s*\.listen\(")
_SERVE = pattern(r"(?<![\w$.])(Deno|Bun)\.serve(?:<[^<>()]*+>)?\(")
_HONO, _SERVE_OF_HONO = "@hono/node-server", pattern(r"(?<![\w$.])(serve)\(")
# Where they listen on every address, unless they are told.
_SERVED = {"Deno": 8000, "serve": 3000}
# A module that Bun serves: what it exports has a ``fetch``.
_EXPORTED = pattern(r"^export\s+default\s*(?=\{)", re.MULTILINE)
_SERVING = pattern(r"^[ \t]*(?:\[serve\]|serve\.|port\b)", re.MULTILINE)
_BUN, _BUNS_PORT, _PORTS_OF_BUN = "bun", 3000, ("BUN_PORT", "PORT", "NODE_PORT")
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
_OF_THE_ENVIRONMENT = pattern(r"\bprocess\.env\b|\bgetenv\b|\benviron\b")
_CALLBACK = pattern(r"(?:async\s+(?=\S))?(?:function\b|\(?[\w\s,{}:]*(?:\)\s*)?=>)")
_COMMENT = pattern(r"(?<![:\w])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_HASH = pattern(r"(?m)^[ \t]*#[^\n]*")


_TLS = pattern(r"\bhttps\b|\bhttp2\b|\bspdy\b")


def from_own_text(inside: Container, process: Process | None) -> Iterator[Listener]:
    """Where the program says that it listens; nothing where more than one call may be meant."""
    bun = bool(process and process.words and process.words[0].value == _BUN)
    yield from from_texts(started(inside, process), inside, process, bun=bun)


def from_texts(
    texts: Iterable[tuple[str, Located[str]]], inside: Container, process: Process | None, *, bun: bool
) -> Iterator[Listener]:
    """The same of texts that are known. ``bun``: it is Bun that runs them."""
    for name, text in texts:
        if len(text.value) > _LONGEST:
            continue
        reading = _python if name.endswith(_PYTHON) else _node if name.endswith(_NODE) else None
        if name.endswith(".rb") and process is not None:
            from toybox_lint.deployment.listening.sources.sinatra import from_sinatra

            yield from from_sinatra(name, text, inside, process)
        if name.endswith(_OF_R):
            from toybox_lint.deployment.listening.sources.r_texts import from_r

            yield from from_r(name, text, inside)
        around = inside
        if reading and _OF_THE_ENVIRONMENT.search(text.value):
            from toybox_lint.deployment.listening.sources.lending import as_read_by, with_imported

            around = as_read_by(with_imported(text, inside), inside)
        read = reading(name, text, around) if reading else ()
        for found in read or (_exported(name, text, around) if bun else ()):
            yield replace(found, whole=is_whole(text, inside.files))


def _python(name: str, text: Located[str], inside: Container) -> tuple[Listener, ...]:
    return tuple(_of_python(name, text, inside))


def _node(name: str, text: Located[str], inside: Container) -> tuple[Listener, ...]:
    return tuple(_of_node(name, text, inside))


def _exported(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
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


def _of_python(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    code = Code(blank_out(_HASH, text.value), Settings(text, inside.variables).value)
    made = {match[1]: match[2] for match in _MADE.finditer(code.text)} | {"uvicorn": "uvicorn"}
    calls = [(match.end(), made[match[1]]) for match in _RUN.finditer(code.text) if match[1] in made]
    if "gradio" in code.text:
        calls += ((match.end(), "Gradio") for match in _LAUNCH.finditer(code.text))
    if "aiohttp" in code.text:
        calls += ((match.end(), "aiohttp") for match in _RUN_APP.finditer(code.text))
    if not calls and "HTTPServer" in code.text and not _OTHERS.search(code.text):
        from toybox_lint.deployment.listening.sources.standard_servers import of_http_server

        yield from of_http_server(name, text, code)
    if len(calls) != 1 or _OTHERS.search(code.text):
        return
    framework, parts = calls[0][1], code.arguments(calls[0][0])
    if parts is None or any(code.text[start:end].lstrip().startswith("*") for start, end in parts):
        return
    named = code.named(parts)
    if {"uds", "fd", "sock", "unix", "single_process", "path"} & named.keys():
        return
    rest = tuple(each for each in parts if not KEY.match(code.text, *each))
    if framework == "Gradio":
        named = {_OF_GRADIO.get(key, key): place for key, place in named.items()}
    elif framework not in _OF_AN_APPLICATION and rest:
        named = dict(zip(("host", "port"), rest, strict=False)) | named
    left = {key: name for key, name in _BY_VARIABLES.get(framework, {}).items() if key not in named}
    told = {key: given for key, name in left.items() if (given := inside.variables.given(name))}
    if any(inside.variables.lookup(name) is not ABSENT for key, name in left.items() if key not in told):
        return
    tls = {"ssl_context", "ssl_certfile", "ssl_keyfile", "ssl", "certfile"} & named.keys()
    usual = (Bind.ALL if framework == "aiohttp" else Bind.LOOPBACK, _DEFAULTS[framework])
    argument = '{}="0.0.0.0"'.format("server_name" if framework == "Gradio" else "host")
    opens = None if rest else opening(text, calls[0][0], argument)
    if rest and framework in _OF_AN_APPLICATION:
        end = rest[-1][0] + len(code.text[slice(*rest[-1])].rstrip())
        opens = Located(f", {argument}", text.origin.part(end, end))
    spoken = Speaks.EITHER if tls else Speaks.HTTP
    yield from listener(f"{name} starts {framework}", code, named, usual, text, spoken, opens, told)


def _of_node(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    blanked = blank_out(_COMMENT, text.value)
    code = Code(blanked, _Script(text, blanked, inside).value)
    calls = list(_LISTEN.finditer(blanked))
    serving = list((_SERVE_OF_HONO if _HONO in blanked else _SERVE).finditer(blanked))
    sockets = list(_SOCKETS.finditer(blanked))
    if len(serving) == 1 and not calls and not sockets:
        yield from _served(name, serving[0], code, text, inside)
    if len(sockets) == 1 and not calls and not serving:
        yield from _of_sockets(name, sockets[0], code, text)
    if len(calls) != 1 or serving or "cluster" in blanked:
        return
    parts = code.arguments(calls[0].end())
    if not parts:
        return
    opens = None
    made = rf"\b{re.escape(calls[0][1])}\s*=\s*" if calls[0][1] else ""
    fastify = re.search(rf"{made}{_FASTIFY}\(", blanked) or "FastifyAdapter" in blanked
    start, end = parts[0]
    if blanked[start:end].lstrip().startswith("{"):
        first = blanked.index("{", start) + 1
        inner = code.arguments(first) or ()
        opens = opening(text, first, 'host: "0.0.0.0"') if inner else None
        if any(not KEY.match(blanked, *each) for each in inner):
            return  # `...options`, or a name for itself
        named = code.named(inner)
        if "hostname" in named:
            named["host"] = named["hostname"]
    else:
        named = {"port": parts[0]}
        if len(parts) == 1:
            end = start + len(blanked[start:end].rstrip())
            opens = Located(', "0.0.0.0"', text.origin.part(end, end))
        if len(parts) > 1 and not _CALLBACK.match(blanked[slice(*parts[1])].strip()):
            named["host"] = parts[1]
    if "path" in named or "port" not in named:
        return
    tls = _TLS.search(blanked)
    usual = (Bind.LOOPBACK if fastify else Bind.ALL, None)
    spoken = Speaks.EITHER if tls else Speaks.HTTP
    for found in listener(f"{name} listens", code, named, usual, text, spoken, opens):
        yield replace(found, http_1=bool(_MADE_HERE.search(blanked)) and not _HTTP_2.search(blanked))


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
