"""Servers whose default port was another one in earlier releases, where the files tell that one of those runs.

Sources: the migration guides of Vite 3 and Astro 3; the release notes of serve 14.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.commands.package_scripts import manifests
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.digits import whole
from toybox_lint.patterns import re
from toybox_lint.records import replace


def of_release(server: Server, inside: Container) -> Server:
    """The server with the default port of the release that ``package.json`` or a ``RUN`` of the Dockerfile asks for."""
    if server.formerly is None:
        return server
    package, since, port = server.formerly
    runs = inside.built.runs if inside.built else []
    told = [re.search(rf"(?<![\w/@-]){package}@[~^]?(\d+)", run) for run in runs]
    told += [re.search(rf'"{package}"\s*:\s*"[~^>=v]*(\d+)', text.value) for text in manifests("", inside)]
    release = next((whole(match[1]) for match in told if match), None)
    return server if release is None or release >= since else replace(server, port=port)
