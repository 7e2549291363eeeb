"""Strapi, by the file in which each project says where it listens."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Bind
from toybox_lint.facts import Unknown

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_FILES = {
    "Dockerfile": 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "start"]\n',
    "package.json": '{"scripts": {"start": "strapi start"}}',
}
_HEAD, _TAIL = "module.exports = ({ env }) => ({\n", "  app: { keys: env.array('KEYS') },\n});\n"
_USUAL = "  host: env('HOST', '0.0.0.0'),\n  port: env.int('PORT', 1337), // the port\n"


def _told(options: str, more: dict[str, str] | None = None, **variables: str) -> list[tuple[object, Bind]]:
    files = {**_FILES, "config/server.js": _HEAD + options + _TAIL, **(more or {})}
    found = heard(service(build=_BUILD, environment=variables), files)
    return [
        (each.port, each.bind)
        for each in found.listeners
        if each.text.startswith("strapi") and not isinstance(each.port, Unknown)
    ]


@pytest.mark.parametrize(
    ("options", "given", "expected"),
    [
        (_USUAL, {}, [(1337, Bind.ALL)]),
        (_USUAL, {"PORT": "80", "HOST": "127.0.0.1"}, [(80, Bind.LOOPBACK)]),
        ("  host: 'localhost',\n  port: 1337,\n", {}, [(1337, Bind.LOOPBACK)]),
        ("  host: process.env.HOST || '::',\n  port: process.env.PORT ?? 1338,\n", {}, [(1338, Bind.ALL)]),
        ("  host: own(),\n  port: 1337,\n", {}, [(1337, Bind.UNKNOWN)]),
        ("  host: '0.0.0.0',\n  port: own(),\n", {}, []),
        ("  ...others,\n  host: 'localhost',\n  port: 1337,\n", {}, []),
        (_USUAL + "  other: { port: 1 },\n", {}, [(1337, Bind.ALL)]),
        (_USUAL + "  port: 1,\n", {}, []),
        ("  proxy: { global: {}, host: 'localhost', port: 3128 },\n", {}, []),
    ],
)
def test_what_its_file_says(options: str, given: dict[str, str], expected: list[object]) -> None:
    assert _told(options, **given) == expected


@pytest.mark.parametrize("name", [".env", "config/env/production/server.js"])
def test_files_that_may_say_more(name: str) -> None:
    assert _told(_USUAL, {name: ""}) == []
