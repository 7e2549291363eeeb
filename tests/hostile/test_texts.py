"""Texts that variables multiply, and texts of a great many parts: room and work go by what is written."""

from __future__ import annotations

import tracemalloc

import pytest

from hostile.counting import CADDY, LINEAR, Case, counted, growth_of_a_check, services, sites
from toybox_lint.compose.reading.interpolate import MAXIMUM_SIGNS, substitute
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.suggest import nearest
from toybox_lint_rules import all_rules

SITE = sites(1, "\treverse_proxy web0:80\n")
DOUBLED = "A0=" + "x" * 1000 + "\n" + "".join(f"A{n}=${{A{n - 1}}}${{A{n - 1}}}\n" for n in range(1, 6))


def _nothing(name: str) -> str | Unknown | Absent:
    return ABSENT


def folded_command(count: int) -> dict[str, str]:
    return {"compose.yaml": CADDY + services(1, "    command: >-\n" + "      a b c\n" * 10 * count)}


def folded_variables(count: int) -> dict[str, str]:
    lines = "".join(f"      $A{n}b c\n" for n in range(10 * count))
    return {"compose.yaml": CADDY + services(1, f"    command: >-\n{lines}")}


def misspelt_keys(count: int) -> dict[str, str]:
    return {"compose.yaml": CADDY + "".join(f"services{n}: {{}}\n" for n in range(10 * count))}


def negations(count: int) -> dict[str, str]:
    """Beyond what is kept on Python's stack."""
    line = f"\t@m {'not ' * 60 * count}path /a\n\treverse_proxy @m web0:80\n"
    return {"Caddyfile": sites(1, line), "compose.yaml": CADDY + services(1)}


def nginx(text: str, name: str = "conf.d/default.conf") -> dict[str, str]:
    mounted = f"    volumes: ['./x:/etc/nginx/{name}']\n    environment: {{A: b}}\n"
    return {"Caddyfile": SITE, "compose.yaml": CADDY + services(1, mounted), "x": text}


def nested_locations(count: int) -> dict[str, str]:
    return nginx(f"server {{ listen 80; {'location / { ' * 20 * count}{'}' * 20 * count}}}\n")


def unclosed_servers(count: int) -> dict[str, str]:
    return nginx("server { " * 20 * count)


def bound_by_gunicorn(count: int) -> dict[str, str]:
    """After one that might be in a block, which is looked for in all of the text."""
    return {
        "compose.yaml": CADDY + "  web0: {build: .}\n",
        "Dockerfile": "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD gunicorn a:app\n",
        "gunicorn.conf.py": "".join(f"bind = '0.0.0.0:{n}'\n" for n in range(20 * count)),
    }


def dialled_by_a_map(count: int) -> dict[str, str]:
    given = "\tmap {host} {upstream} {\n\t\tdefault web0:80\n\t}\n"
    return {
        "Caddyfile": sites(1, given + "\treverse_proxy {upstream}\n" * 4 * count),
        "compose.yaml": CADDY + services(1),
    }


def listening_on_variables(count: int) -> dict[str, str]:
    return nginx(f"server {{ listen {'${A}' * 100 * count}; }}\n", "templates/default.conf.template")


@pytest.mark.parametrize(
    "case",
    [
        folded_command,
        folded_variables,
        misspelt_keys,
        negations,
        bound_by_gunicorn,
        dialled_by_a_map,
        nested_locations,
        unclosed_servers,
        listening_on_variables,
    ],
)
def test_a_check_is_linear(case: Case) -> None:
    assert growth_of_a_check(case) < LINEAR


@pytest.mark.parametrize("inner", ["x", "{", "}"])
def test_references_in_each_other_are_read_once(inner: str) -> None:
    """Not once more for each that they are in."""

    def steps(count: int) -> int:
        text = "${A:-" * 90 + inner * 100 * count + "}" * 90
        with counted() as found:
            substitute(text, _nothing)
        return found.count

    steps(1)
    assert steps(10) < steps(1) + 5000


def test_a_long_default_is_not_copied_for_each_that_it_is_in() -> None:
    text = "${A:-" * 90 + "x" * 1_000_000 + "}" * 90
    tracemalloc.start()
    try:
        assert substitute(text, _nothing).pieces
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("sign", ["$A", "{", "}"])
def test_more_signs_than_anybody_writes(sign: str) -> None:
    found = substitute("${A:-" + sign * (MAXIMUM_SIGNS + 1) + "}", _nothing)
    assert [each.kind for each in found.refused] == ["too-large"]


@pytest.mark.parametrize("file", [".env", "compose.yaml"])
def test_room_for_what_variables_give_goes_by_what_is_written(file: str) -> None:
    """Lines that double each other, and then as many of the last as one likes."""
    env, more = DOUBLED, "".join(f"B{n}=${{A5}}{n}\n" for n in range(1000))
    lines = "".join(f"      B{n}: ${{A5}}{n}\n" for n in range(1000))
    files = {
        "Caddyfile": SITE,
        "compose.yaml": CADDY
        + services(1, f"    environment:\n{lines if file != '.env' else ''}      C: d\n"),
        ".env": env + more if file == ".env" else env,
    }
    tracemalloc.start()
    try:
        report = lint(inputs(files), all_rules())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert any("its variables make it too long a text" in each.message for each in report.diagnostics)


def test_a_name_that_is_much_shorter_or_longer_is_not_near() -> None:
    legal = ["reverse_proxy", "respond", "a"]
    assert nearest("reverse_prox", legal) == ("reverse_proxy",)
    assert nearest("r", legal) == ()
    assert nearest("", legal) == ()
    assert nearest("respond" * 10, legal) == ()


def test_numbers_of_more_digits_than_python_reads_in_a_manifest() -> None:
    manifest = f'{{"version": {"9" * 5000}, "scripts": {{"start": "node a.js"}}}}\n'
    files = {
        "Caddyfile": SITE,
        "compose.yaml": CADDY + "  web0: {build: .}\n",
        "Dockerfile": "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD npm run other\n",
        "package.json": manifest,
        "a.js": "require('express')().listen(80)\n",
    }
    report = lint(inputs(files), all_rules())
    assert not report.crashes
    assert "TB812" in {each.code for each in report.diagnostics}
