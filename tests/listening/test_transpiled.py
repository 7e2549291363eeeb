"""Programs of which the container has what a compiler made of their text."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Answer, Bind, Listening

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_ONE = "FROM node:20\nWORKDIR /a\nCOPY . .\nRUN npm run build\nCMD {}\n"
_TWO = (
    "FROM node:20 AS build\nWORKDIR /s\nCOPY . .\nRUN npm run build\nFROM node:20\nWORKDIR /a\n{}\nCMD {}\n"
)
_TEXT = "import express from 'express'\nconst app = express()\napp.listen(4000)\n"


def made(dockerfile: str, **files: str) -> Listening:
    texts = {"/".join(name.split("__")).replace("_", "."): text for name, text in files.items()}
    return heard(service(build=_BUILD), {"Dockerfile": dockerfile, "package.json": "{}", **texts})


@pytest.mark.parametrize(
    ("dockerfile", "place"),
    [
        (_ONE.format('["node", "dist/index.js"]'), "src__index_ts"),
        (_ONE.format("node dist/index"), "src__index_ts"),
        (_ONE.format("node build/index.js"), "index_ts"),
        (_ONE.format("node dist/src/index.js"), "src__index_ts"),
        (_ONE.format("node dist/apps/api/index.js"), "apps__api__src__index_ts"),
        (_ONE.format("node out/index.js"), "src__index_js"),
        (_TWO.format("COPY --from=build /s/dist ./dist", "node dist/index.js"), "src__index_ts"),
        (_TWO.format("COPY --from=build /s .", "node dist/index.js"), "src__index_ts"),
        (_TWO.format("COPY --from=build /s/dist .", "node index.js"), "src__index_ts"),
    ],
)
def test_the_text_of_a_module(dockerfile: str, place: str) -> None:
    found = made(dockerfile, **{place: _TEXT})
    assert [(each.port, each.bind) for each in found.listeners] == [(4000, Bind.ALL)]
    assert found.answers(4000).answer is Answer.YES
    assert found.answers(3000).answer is not Answer.YES


def test_what_no_compiler_writes() -> None:
    assert made(_ONE.format("node server/index.js"), src__index_ts=_TEXT).listeners == ()
    assert made(_ONE.format("node dist/index.js"), src__other_ts=_TEXT).listeners == ()


def nest(listen: str, adapter: str = "") -> Listening:
    text = f"const app = await NestFactory.create(AppModule{adapter})\nawait app.listen({listen})\n"
    return made(_ONE.format("node dist/main"), src__main_ts=text)


def test_nest() -> None:
    assert nest("process.env.PORT ?? 3000").answers(3000).answer is Answer.YES
    kept = nest("3000", ", new FastifyAdapter()")
    assert kept.answers(3000).answer is Answer.NO
    assert kept.listeners[0].opening is not None
    assert kept.listeners[0].opening.value == ', "0.0.0.0"'
    assert nest("3000, '0.0.0.0'", ", new FastifyAdapter()").answers(3000).answer is Answer.YES


@pytest.mark.parametrize(
    ("call", "port"),
    [
        ("serve({ fetch: app.fetch, port: 8787 }, (info) => log(info))", 8787),
        ("serve(app)", 3000),
        ("serve({ fetch: app.fetch })", 3000),
    ],
)
def test_hono(call: str, port: int) -> None:
    text = f"import {{ serve }} from '@hono/node-server'\n{call}\n"
    assert made(_ONE.format("node dist/index.js"), src__index_ts=text).answers(port).answer is Answer.YES


def framework(package: str, command: str, config: str = "", **files: str) -> Listening:
    name = "astro_config_mjs" if "astro" in package else "svelte_config_js"
    texts = {name: config, "package_json": f'{{"dependencies": {{"{package}": "8"}}}}', **files}
    return made(_ONE.format(command), **texts)


def test_svelte_kit() -> None:
    assert framework("@sveltejs/adapter-node", "node build").answers(3000).answer is Answer.YES
    assert framework("@sveltejs/adapter-node", "node build/index.js").answers(3001).answer is Answer.NO
    assert framework("@sveltejs/adapter-node", "PORT=3001 node build").answers(3001).answer is Answer.YES
    assert framework("@sveltejs/adapter-node", "node build", "envPrefix: 'MY_'").listeners == ()
    assert framework("@sveltejs/adapter-auto", "node build").listeners == ()


def test_astro() -> None:
    alone = "adapter: node({ mode: 'standalone' })"
    assert framework("@astrojs/node", "node dist/server/entry.mjs", alone).answers(4321).answer is Answer.NO
    opened = framework("@astrojs/node", "HOST=0.0.0.0 node ./dist/server/entry.mjs", alone)
    assert opened.answers(4321).answer is Answer.YES
    moved = f"server: {{ host: true }}, {alone}"
    assert framework("@astrojs/node", "node dist/server/entry.mjs", moved).listeners == ()
    within = "adapter: node({ mode: 'middleware' })"
    assert framework("@astrojs/node", "node dist/server/entry.mjs", within).listeners == ()
