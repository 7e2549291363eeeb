"""Containers that end at once, because nothing tells their image what to start.

Sources: the Dockerfiles of the official images, which end in the shell of the system or of the language: without a
terminal that reads the end of its input, and ends. So do ``mvn``, ``gradle`` and ``composer``, and Deno's greeting.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import is_of_any_tag, is_plain, reference
from toybox_lint.patterns import pattern

# Images that start a program which wants a command, and their tags; Keycloak's did not before 17, and MinIO's for tests
# have one.
_HELPLESS = {
    "minio/minio": pattern(r"(?!.*cicd).*"),
    "keycloak/keycloak": pattern(r"(?:1[7-9]|[2-9]\d)[.\d]*|latest|"),
}
# Plain images that serve by themselves, or start nothing at all.
_SERVING = frozenset(("astral-sh/uv", "caddy", "httpd", "nginx", "scratch"))
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
    if helpless is not None and not is_of_any_tag(base) and helpless.fullmatch(found.tag):
        return "without a command its image shows its help and ends"
    if not is_plain(base) or found.path in _SERVING or found.path.startswith("distroless/"):
        return None
    if _STARTING.search(found.tag) or is_of_any_tag(base) or {"tty", "stdin_open"} & service.config.keys():
        return None
    return "no command is given, and what its image starts by itself ends at once"
