"""Odd values, at every place of a compose file that holds one: nothing breaks, and what is printed is as agreed."""

from __future__ import annotations

import os

import pytest

from fuzz import laws
from test_secrets import PLACES, Route

EVERY = (
    *(".inf", "-.inf", ".nan", "1e999", "1e30", "1_000", "0x" + "f" * 300, "9" * 5000, f'"{"9" * 5000}"'),
    *(
        "9" * 5000 + "s",
        "9" * 30 + "g",
        "0." + "9" * 400 + "s",
        "-1",
        "1.5",
        "0-9999999999",
        '"1-9999999999"',
    ),
    *(
        "²",
        '"²:80"',
        "٣",
        "${A}:" * 40,
        "$A",
        "\ufdd0$A\ufdd5:x",
        "\ufdd5:80",
        "null",
        "true",
        "[]",
        "{}",
        "[null]",
    ),
    *(
        "{a: null}",
        "2001-01-01",
        "!!binary aGk=",
        "!!str 1",
        "\xa0",
        '"\\0"',
        '"\\ud83d"',
        "''",
        "a:b:c:d:e:f",
    ),
)
# Each place is tried with a few of them, all of them in the longer run.
STEP = 1 if "FUZZ" in os.environ else 9


def planted(route: Route, text: str) -> str:
    """``text`` at the end of the route, and a service where there is none."""
    for step in reversed(route):
        text = f"[{text}]" if isinstance(step, int) else f"{{{step}: {text}}}"
    return text if route[0] == "services" else f"{text[:-1]}, services: {{a: {{image: x}}}}}}"


@pytest.mark.parametrize("first", sorted({str(route[0]) for route in PLACES}))
def test_nothing_breaks(first: str) -> None:
    for number, route in enumerate(route for route in PLACES if route[0] == first):
        for value in EVERY[number % STEP :: STEP]:
            text = planted(route, value)
            try:
                laws.check_outputs({"compose.yaml": f"{text}\n"})
            except Exception as error:
                raise laws.Broken(f"{text[:200]}: {error}") from error
