"""Made-up and mutated Caddyfiles: Caddy and the model must say the same. ``FUZZ=N`` tries N of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caddyfile import oracle
from caddyfile.contexts import IN_CONTEXT

BATCH = 8
EXAMPLES = max(int(os.environ.get("FUZZ", "800")) // BATCH, 1)
SEEDS = [
    path.read_text("utf-8", "surrogateescape") for path in sorted(Path(__file__).parent.glob("cases/*/*"))
]

WORDS = st.sampled_from(
    (
        *(
            "app",
            "app:80",
            "web:3000",
            ":8080",
            "https://api",
            "h2c://x",
            "unix//run/x",
            "app:80-82",
            "/a",
            "/a/*",
        ),
        *(
            "*",
            "@m",
            "@n",
            "{host}",
            "{args[0]}",
            "{args[:]}",
            "{block}",
            "{$A:b}",
            "{$A}",
            "{env.X}:80",
            "404",
        ),
        *("5s", "10MB", "x", '"a b"', "`c d`", '""', "permanent", "internal", "off", "browse", "gzip", "#"),
        *("a\\", "a,b", "first", "path", "method", "not", "status"),
    )
)
NAMES = st.sampled_from(
    (
        *("reverse_proxy", "respond", "handle", "handle_path", "route", "redir", "header", "encode", "root"),
        *(
            "file_server",
            "log",
            "tls",
            "bind",
            "import",
            "handle_errors",
            "@m",
            "@n",
            "rewrite",
            "uri",
            "vars",
        ),
        *(
            "invoke",
            "php_fastcgi",
            "forward_auth",
            "to",
            "lb_policy",
            "transport",
            "health_uri",
            "dial_timeout",
        ),
        *("abort", "error", "map", "basic_auth", "method", "templates", "try_files", "copy_headers", "path"),
        *("handle_response", "intercept", "request_body"),
    )
)
ADDRESSES = st.sampled_from(
    (
        *("a.example", "b.example", "http://a.example", "https://b.example", "A.example", "*.a.example"),
        *(
            ":80",
            ":8080",
            ":443",
            "a.example:8443",
            "localhost",
            "(s)",
            "&(r)",
            "{$X}",
            "a.example,",
            "{env.D}",
        ),
    )
)


def line(name: str, words: list[str]) -> str:
    return " ".join([name, *words])


LINES = st.builds(line, NAMES, st.lists(WORDS, max_size=3))


def block(head: str, body: list[str]) -> str:
    return head + " {\n" + "\n".join(body) + "\n}"


NESTED = st.recursive(LINES, lambda inner: st.builds(block, LINES, st.lists(inner, max_size=3)), max_leaves=6)
KEYS = st.lists(ADDRESSES, min_size=1, max_size=2).map(" ".join)
SITES = st.builds(block, KEYS, st.lists(NESTED, max_size=4))
FILES = st.lists(SITES, min_size=1, max_size=3).map(lambda sites: "\n".join(sites) + "\n")

PIECES = st.sampled_from(
    (*'{}"` ,#\\\n\r\t\0', "<<E\n", "{}", "{$X}", "{$Y:z}", "import s", "\n}\n", " {\n", "\\\n", "E")
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A file of the collection with a few characters taken out, doubled or put in."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.integers(0, 2))
        if kind == 0:
            text = text[:at] + text[at + draw(st.integers(1, 4)) :]
        elif kind == 1:
            text = text[:at] + draw(PIECES) + text[at:]
        else:
            end = text.find("\n", at)
            text = text[: end + 1] + text[at : end + 1] + text[end + 1 :]
    return text


def same(texts: list[str]) -> None:
    inputs = [(text, text.encode("utf-8", "surrogateescape")) for text in texts]
    assert oracle.quick_differences(inputs) == []


needs_caddy = pytest.mark.skipif(oracle.caddy() is None, reason="the caddy program is not installed")
quietly = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@needs_caddy
@quietly
@given(st.lists(FILES, min_size=BATCH, max_size=BATCH))
def test_made_up_files(texts: list[str]) -> None:
    same(texts)


@needs_caddy
@quietly
@given(st.lists(mutated(), min_size=BATCH, max_size=BATCH))
def test_mutated_files(texts: list[str]) -> None:
    same(texts)


@needs_caddy
@quietly
@given(st.lists(IN_CONTEXT, min_size=BATCH, max_size=BATCH))
def test_lines_in_every_block(texts: list[str]) -> None:
    same(texts)
