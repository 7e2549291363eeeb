"""Containers that end at once, because nothing tells their image what to start.

Sources: the Dockerfiles of the official images, which end in the shell of the system or of the language: without a
terminal that reads the end of its input, and ends. So do ``mvn``, ``gradle`` and ``composer``, and Deno's greeting.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import is_of_any_tag, reference
from toybox_lint.deployment.listening.tables.images import PLAIN
from toybox_lint.patterns import pattern

# Images that start a program which wants a command, and their tags; Keycloak's did not before 17, and MinIO's for tests
# have one.
_HELPLESS = {
    "minio/minio": pattern(r"(?!.*cicd).*"),
    "keycloak/keycloak": pattern(r"(?:1[7-9]|[2-9]\d)[.\d]*|latest|"),
}
# All plain images but those that serve by themselves, or start nothing at all.
_ENDING = PLAIN - frozenset(("astral-sh/uv", "caddy", "httpd", "nginx", "scratch"))
# Tags of others that do.
_STARTING = pattern(r"apache|fpm|onbuild|nonroot")


def ending(container: Container) -> str | None:
    """Why a container of which no file names the command ends; ``None`` where it may stay."""
    service, built = container.service, container.built
    base = container.base.value if container.base else None
    if service.command is not None or service.entrypoint is not None or not isinstance(base, str):
        return None
    if built is not None and (built.command is not None or built.entrypoint is not None):
        return None
    found = reference(base)
    helpless = _HELPLESS.get(found.path) if service.build is None else None
    if helpless is None and found.path not in _ENDING:
        return None
    if is_of_any_tag(base):
        return None
    if helpless is not None:
        return (
            "without a command its image shows its help and ends" if helpless.fullmatch(found.tag) else None
        )
    if _STARTING.search(found.tag) or {"tty", "stdin_open"} & service.config.keys():
        return None
    return "no command is given, and what its image starts by itself ends at once"
