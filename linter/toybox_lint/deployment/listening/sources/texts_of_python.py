"""Where a program in Python listens, by the one call in its text that says so.

Sources: the manuals of Flask, Quart and Sanic (``app.run``: 127.0.0.1 and 5000, 5000, 8000), Uvicorn
(``uvicorn.run``: 127.0.0.1 and 8000), aiohttp (``run_app``: every address and 8080), Gradio and Dash (``launch``,
``run``: 127.0.0.1 and 7860, 8050, unless their variables say otherwise).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Bind, Listener, Speaks
from toybox_lint.deployment.listening.sources.calls import KEY, Code, listener, opening
from toybox_lint.deployment.listening.sources.python_values import Settings
from toybox_lint.facts import ABSENT
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, blank_out

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
_HASH = pattern(r"(?m)^[ \t]*#[^\n]*")


@remembered
def _starts(text: str) -> tuple[str, tuple[tuple[int, str], ...] | None]:
    """The code of a text without comments, and its calls that start something: where their arguments begin, and what.

    ``None`` where something else may. Services that are built of one folder have their text in common.
    """
    code = blank_out(_HASH, text)
    if _OTHERS.search(code):
        return code, None
    made = {match[1]: match[2] for match in _MADE.finditer(code)} | {"uvicorn": "uvicorn"}
    calls = [(match.end(), made[match[1]]) for match in _RUN.finditer(code) if match[1] in made]
    if "gradio" in code:
        calls += ((match.end(), "Gradio") for match in _LAUNCH.finditer(code))
    if "aiohttp" in code:
        calls += ((match.end(), "aiohttp") for match in _RUN_APP.finditer(code))
    return code, tuple(calls)


def of_python(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    """Where it listens, by the one call in its text that starts a server."""
    alone, calls = _starts(text.value)
    code = Code(alone, Settings(text, inside.variables).value)
    if calls == () and "HTTPServer" in alone:
        from toybox_lint.deployment.listening.sources.standard_servers import of_http_server

        yield from of_http_server(name, text, code)
    if calls is not None and len(calls) == 1:
        yield from _started(name, calls[0], code, text, inside)


def _started(
    name: str, call: tuple[int, str], code: Code, text: Located[str], inside: Container
) -> Iterator[Listener]:
    """By the call that starts it, and variables where that names nothing."""
    start, framework = call
    parts = code.arguments(start)
    if parts is None or any(code.text[slice(*each)].lstrip().startswith("*") for each in parts):
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
    opens = None if rest else opening(text, start, argument)
    if rest and framework in _OF_AN_APPLICATION:
        end = rest[-1][0] + len(code.text[slice(*rest[-1])].rstrip())
        opens = Located(f", {argument}", text.origin.part(end, end))
    spoken = Speaks.EITHER if tls else Speaks.HTTP
    yield from listener(f"{name} starts {framework}", code, named, usual, text, spoken, opens, told)
