"""Programs of one's own that say in their text where they listen."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Answer, Bind, Cause, Listening

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)


def python(text: str, **variables: str) -> Listening:
    files = {"Dockerfile": 'FROM python\nWORKDIR /a\nCOPY . .\nCMD ["python", "main.py"]\n', "main.py": text}
    return heard(service(build=_BUILD, environment=variables), files)


def node(text: str, image: str = "node", **variables: str) -> Listening:
    files = {"Dockerfile": f"FROM {image}\nWORKDIR /a\nCOPY . .\nCMD node server.js\n", "server.js": text}
    return heard(service(build=_BUILD, environment=variables), files)


def told(found: Listening) -> list[tuple[object, Bind]]:
    return [
        (each.port, each.bind)
        for each in found.listeners
        if "main.py" in each.text or "server.js" in each.text
    ]


FLASK = "from flask import Flask\napp = Flask(__name__)\n"
PYTHON = [
    (f"{FLASK}app.run()", 5000, Bind.LOOPBACK),
    (f"{FLASK}app.run(debug=True, port=5001)\n", 5001, Bind.LOOPBACK),
    (f"{FLASK}app.run('0.0.0.0', 5002)", 5002, Bind.ALL),
    (
        f"{FLASK}app.run(\n    host='127.0.0.1',\n    port=int(os.environ.get('PORT', 5003)),\n)",
        5003,
        Bind.LOOPBACK,
    ),
    (f"{FLASK}HOST = '0.0.0.0'\napp.run(host=HOST, port=5004)", 5004, Bind.ALL),
    (f"{FLASK}# app.run(host='0.0.0.0')\napp.run(port=5005)", 5005, Bind.LOOPBACK),
    ("import uvicorn\nuvicorn.run('main:app', port=8001, reload=True)", 8001, Bind.LOOPBACK),
    ("import uvicorn\nuvicorn.run(app, host='0.0.0.0')", 8000, Bind.ALL),
    ("import gradio as gr\ndemo = gr.Interface(f)\ndemo.queue().launch()", 7860, Bind.LOOPBACK),
    ("import gradio as gr\ngr.Blocks().launch(server_name='0.0.0.0', server_port=7861)", 7861, Bind.ALL),
    ("from sanic import Sanic\nserver = Sanic('a')\nserver.run()", 8000, Bind.LOOPBACK),
]


@pytest.mark.parametrize(("text", "port", "bind"), PYTHON)
def test_the_call_that_serves_in_python(text: str, port: int, bind: Bind) -> None:
    found = python(text)
    assert told(found) == [(port, bind)]
    assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)


NODE = [
    ("app.listen(3000)", 3000, Bind.ALL),
    ("app.listen(3001, () => console.log('up'))", 3001, Bind.ALL),
    ("app.listen(3002, '127.0.0.1', function () {})", 3002, Bind.LOOPBACK),
    ("const PORT = process.env.PORT || 3003, x = 1;\napp.listen(3003, 'localhost')", 3003, Bind.LOOPBACK),
    ("const port = Number(process.env.PORT ?? 3004);\nserver.listen(port, '0.0.0.0')", 3004, Bind.ALL),
    ("const HOST = process.env.HOST || 'localhost';\nserver.listen(3005, HOST)", 3005, Bind.LOOPBACK),
    ("const app = fastify({ logger: true })\nawait app.listen({ port: 3006 })", 3006, Bind.LOOPBACK),
    ("const app = fastify()\nawait app.listen({ port: 3007, host: '0.0.0.0' })", 3007, Bind.ALL),
    (
        "http.createServer(f)\n// app.listen(2)\napp.listen({ port: 3008, host: '::' })",
        3008,
        Bind.ALL,
    ),
    ('Deno.serve({ port: 3020, hostname: "127.0.0.1" }, handler)', 3020, Bind.LOOPBACK),
    ("Deno.serve((request) => new Response(request.url))", 8000, Bind.ALL),
    ("Bun.serve({\n  port: 3021,\n  fetch() { return new Response('ok') },\n})", 3021, Bind.ALL),
    ("Bun.serve({ fetch })", 3000, Bind.ALL),
    ("Bun.serve<Data>({ hostname: 'localhost', port: 3022, fetch })", 3022, Bind.LOOPBACK),
]


@pytest.mark.parametrize(("text", "port", "bind"), NODE)
def test_the_call_that_listens_in_node(text: str, port: int, bind: Bind) -> None:
    found = node(text)
    assert told(found) == [(port, bind)]
    assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)


OPENED = [
    (f"{FLASK}app.run()", f'{FLASK}app.run(host="0.0.0.0")'),
    (f"{FLASK}app.run( debug=True )", f'{FLASK}app.run( host="0.0.0.0", debug=True )'),
    (
        f"{FLASK}app.run(\n    debug=True,\n)",
        f'{FLASK}app.run(\n    host="0.0.0.0",\n    debug=True,\n)',
    ),
    ('import uvicorn\nuvicorn.run("m:a")', 'import uvicorn\nuvicorn.run("m:a", host="0.0.0.0")'),
    (
        'import uvicorn\nuvicorn.run(\n    "m:a",\n    port=1,\n)',
        'import uvicorn\nuvicorn.run(\n    "m:a", host="0.0.0.0",\n    port=1,\n)',
    ),
    ("import gradio\nd.launch(share=True)", 'import gradio\nd.launch(server_name="0.0.0.0", share=True)'),
    ("import gradio\nd.launch(True)", None),
    (f"{FLASK}app.run('127.0.0.1', 1)", None),
]


@pytest.mark.parametrize(("text", "changed"), OPENED)
def test_what_opens_it(text: str, changed: str | None) -> None:
    assert opened(python(text), text) == changed


@pytest.mark.parametrize(
    "text",
    [
        "Bun.serve({ unix: '/tmp/a.sock', fetch })",
        "Deno.serve({ ...options }, handler)",
        "Deno.serve({ port: 1 }, a)\nDeno.serve({ port: 2 }, b)",
        "Deno.serve({ port: 1 }, a)\napp.listen(2)",
        "Deno.serve()",
    ],
)
def test_what_serves_somewhere_else(text: str) -> None:
    assert told(node(text)) == []


def test_what_opens_fastify() -> None:
    text = "const app = fastify()\napp.listen({ port: 1 })"
    assert opened(node(text), text) == 'const app = fastify()\napp.listen({ host: "0.0.0.0", port: 1 })'


def opened(found: Listening, text: str) -> str | None:
    """The text with what opens it."""
    opening = found.listeners[0].opening
    if opening is None:
        return None
    start, end = opening.origin.span
    return text[:start] + opening.value + text[end:]


CHAINED = [
    ("require('http').createServer((q, r) => r.end('a')).listen(3010, '127.0.0.1')", 3010, Bind.LOOPBACK),
    ("http\n  .createServer(app)\n  .listen(3011, () => console.log('up'))", 3011, Bind.ALL),
    ("fastify().listen({ port: 3012 })", 3012, Bind.LOOPBACK),
]


@pytest.mark.parametrize(("text", "port", "bind"), CHAINED)
def test_a_server_without_a_name(text: str, port: int, bind: Bind) -> None:
    assert told(node(text)) == [(port, bind)]


def test_a_module_that_python_runs() -> None:
    text = f"{FLASK}app.run(port=5001)"
    for name in ("shop/main.py", "shop/main/__main__.py"):
        files = {
            "Dockerfile": 'FROM python\nWORKDIR /a\nCOPY . .\nCMD ["python", "-m", "shop.main"]\n',
            name: text,
        }
        found = heard(service(build=_BUILD), files)
        assert [(each.port, each.bind) for each in found.listeners] == [(5001, Bind.LOOPBACK)]


UNREAD = [
    f"{FLASK}if debug:\n    app.run()\nelse:\n    serve(app)  # of waitress\n",
    f"{FLASK}app.run(**options)",
    f"{FLASK}app.run(host=chosen)",
    f"{FLASK}app.run(port=number())",
    f"{FLASK}app.run()\napp.run(port=1)",
    f"{FLASK}app.run(",
    "import uvicorn\nuvicorn.run(app, uds='/run/app.sock')",
    "thread.run()",
]


@pytest.mark.parametrize("text", UNREAD)
def test_what_may_mean_something_else_in_python(text: str) -> None:
    assert told(python(text)) == []


UNREAD_NODE = [
    "http.createServer(f).listen(3000, '127.0.0.1')\napp.listen(3001)",
    "app.listen(3000, '127.0.0.1')\nother.listen(3001)",
    "app.listen({ port: 3000, ...options })",
    "app.listen({ port, host: '127.0.0.1' })",
    "app.listen('/run/app.sock', '127.0.0.1')",
    "app.listen(port, '127.0.0.1')",
    "let host = 'localhost'\nhost = config.host\napp.listen(3000, host)",
    "app.listen(3000, config.host)",
    "app.listen()",
    "app.listen(3000, '127.0.0.1'",
    "require('dotenv').config()\napp.listen(3000, process.env.HOST || 'localhost')",
]


@pytest.mark.parametrize("text", UNREAD_NODE)
def test_what_may_mean_something_else_in_node(text: str) -> None:
    assert told(node(text)) == []


def test_the_environment_decides() -> None:
    text = "app.listen(process.env.PORT || 3000, process.env.HOST || 'localhost')"
    assert told(node(text, HOST="0.0.0.0", PORT="4000")) == [(4000, Bind.ALL)]
    assert told(node(text, PORT="4000")) == [(4000, Bind.LOOPBACK)]
    assert told(node(text, image="example/node", PORT="4000")) == []
    assert python(f"{FLASK}app.run(port=int(os.getenv('PORT', 1)))", PORT="2").ports()[0] == 2


def test_variables_of_gradio() -> None:
    text = "import gradio as gr\ndemo = gr.Interface(f)\ndemo.launch()"
    assert told(python(text, GRADIO_SERVER_NAME="0.0.0.0")) == [(7860, Bind.ALL)]
    assert told(python(text, OTHER="0.0.0.0")) == [(7860, Bind.LOOPBACK)]


def test_a_port_is_not_a_matter_of_its_text_alone() -> None:
    found = node("app.listen(3000)\n")
    assert found.answers(3001).cause is Cause.PORT
    assert found.answers(3001).answer is Answer.UNLIKELY
