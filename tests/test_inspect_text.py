"""What `inspect` shows people: a table of routes that fits a terminal, each reason once."""

from __future__ import annotations

import pytest

from toybox_lint import examples
from toybox_lint.engine import lint
from toybox_lint.output import inspect_text
from toybox_lint.output.terminal import width

CADDY = 'caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]'


def routes(text: str) -> list[str]:
    """The lines from the first heading of routes on."""
    report = lint(examples.inputs(examples.read(text).texts), [])
    page = inspect_text.render([report.deployment], color=False).splitlines()
    return page[next(number for number, line in enumerate(page) if line.startswith("routes of")) :]


def test_routes_to_one_dead_upstream_give_the_reason_once() -> None:
    ways = "".join(f"\treverse_proxy /{number}/* frontend:3000\n" for number in range(10))
    text = (
        f"--- Caddyfile\nshop.example {{\n{ways}\treverse_proxy web:8000\n}}\n--- compose.yaml\nservices:\n"
    )
    found = routes(f"{text}  {CADDY}}}\n  web: {{image: example/web, expose: [8000]}}\n")
    assert found[:3] == [
        "routes of project/caddy",
        "  shop.example",
        "     2  /0/*  frontend:3000  fails",
    ]
    assert found[11:] == [
        "    11  /9/*  frontend:3000  fails",
        "        nothing is called frontend",
        "    12  *     web:8000       reaches   project/web over project_default",
        "        its expose names 8000",
    ]


def test_many_paths_and_a_default_that_is_of_no_use() -> None:
    text = """--- Caddyfile
shop.example {
	@app path /api/* /ws/* /oauth/* /assistant/*
	reverse_proxy @app {$APP:localhost:8000}
	reverse_proxy {$WEB:localhost:3000}
}
--- compose.yaml
services:
  caddy:
    image: caddy:2
    environment: ["APP=${APP:-http://web:8000}"]
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
    env_file: more.env
"""
    assert routes(text)[2:] == [
        "    3  /api/* /ws/* and 2 more  {$APP:localhost:8000}  unknown",
        "        the variable APP is not given",
        "    4  *                        {$WEB:localhost:3000}  unknown",
        "        the variable WEB is not given (its default is 'localhost:3000')",
    ]


def test_over_what_a_request_gets_there() -> None:
    found = routes(
        f"""
        --- Caddyfile
        :80 {{
        	reverse_proxy /a/* host.docker.internal:8080
        	reverse_proxy /b/* localhost:9000
        	reverse_proxy /c/* web:8000
        	reverse_proxy /d/* apart:8000
        }}
        --- compose.yaml
        services:
          {CADDY}, networks: [edge], extra_hosts: ["host.docker.internal:host-gateway"]}}
          web: {{image: example/web, expose: [8000], ports: ["8080:8000"], networks: [edge, back]}}
          beside: {{build: ., command: "uvicorn app:app --port 9000", network_mode: "service:caddy"}}
          apart: {{image: example/apart, expose: [8000], networks: [back]}}
        networks: {{edge: , back: }}
        """
    )
    assert found[2:] == [
        "    2  /a/*  host.docker.internal:8080  reaches",
        "        project/web over port 8080 of the host: its ports name 8000",
        "    3  /b/*  localhost:9000             reaches",
        "        project/beside over the network they share: uvicorn listens on",
        "        127.0.0.1:9000 by its command and its default address, which only the",
        "        container itself reaches",
        "    4  /c/*  web:8000                   reaches   project/web over project_edge",
        "        its ports name 8000",
        "    5  /d/*  apart:8000                 fails     project/apart",
        "        caddy is on project_edge, apart is on project_back",
    ]


@pytest.mark.parametrize("name", ["shop", "a-name-of-24-characters"])
def test_lines_fit_a_terminal(name: str) -> None:
    found = routes(
        f"""
        --- Caddyfile
        shop.example {{
        	reverse_proxy /日本語/* {name}:8000
        	reverse_proxy /b/* web:8000
        }}
        --- compose.yaml
        services:
          {CADDY}}}
          web: {{image: example/web, expose: [8000], container_name: {name}, profiles: [shop]}}
        """
    )
    assert all(width(line) <= 80 for line in found), found
    rows = [line for line in found if "reverse" not in line and "  fails" in line]
    assert len({width(line[: line.index("  fails")]) for line in rows}) == 1, found
