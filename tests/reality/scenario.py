"""A deployment that stands in a folder, described by a ``scenario.json`` kept elsewhere.

Its keys: ``projects`` (each ``dir``, ``files``, ``profiles``), ``listen`` (``project/service`` to a list of
``ADDRESS:PORT``, with ``tls:`` or ``fastcgi:`` before where it is that, and `` when TEXT`` behind where that stands in
the service's command or environment), ``caddy`` (``project/service``, null on the host), ``caddyfile``, ``routes``
(each ``host``, ``path``, ``port``, and the ``line`` of its upstream), and, where Caddy's image is built, ``copied``:
paths in it to paths in the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reality.lab.plan import Plan, Process, Project, Request


def plan(scenario: Path, folder: Path) -> Plan:
    """How the lab is to run the deployment in ``folder``."""
    return planned(json.loads(scenario.read_text()), folder)


def planned(spec: Mapping[str, Any], folder: Path) -> Plan:
    """As ``plan``, for a scenario that was read."""
    return Plan(
        str(folder),
        tuple(Project(each["dir"], tuple(_options(each))) for each in spec["projects"]),
        tuple(_process(key, place) for key, places in spec["listen"].items() for place in places),
        tuple(Request(each["host"], each["path"], each.get("port")) for each in spec["routes"]),
        spec["caddy"],
        spec["caddyfile"],
        spec.get("copied", {}),
    )


def lines(scenario: Path) -> list[int]:
    """The line of each route's upstream in the Caddyfile."""
    return [route["line"] for route in json.loads(scenario.read_text())["routes"]]


def _options(project: Mapping[str, Any]) -> Iterator[str]:
    for file in project["files"]:
        yield from ("-f", file)
    for profile in project.get("profiles", []):
        yield from ("--profile", profile)


def _process(key: str, place: str) -> Process:
    place, _, when = place.partition(" when ")
    speaks = next((each for each in ("tls", "fastcgi") if place.startswith(f"{each}:")), "http")
    address, _, port = place.removeprefix(f"{speaks}:").rpartition(":")
    return Process(key, speaks, address, int(port), when)
