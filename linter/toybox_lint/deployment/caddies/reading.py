"""Where a Caddy of the projects reads its Caddyfile, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening import Content, container_file
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import CHANGED
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, lies_in, resolve
from toybox_lint.source import Located

CONFIG_PLACES = ("/etc/caddy/Caddyfile", "/etc/frankenphp/Caddyfile", "/etc/Caddyfile")


def config_file(member: Member, files: Files) -> Content:
    """The first of the places Caddy reads at which something stands; ``Unknown`` where a command writes it."""
    paths = tuple(config_paths(member))
    inside = container(member.service, files)
    written = next((path for path in paths if _is_written(path, inside)), None)
    if written is not None:
        from toybox_lint.deployment.listening.images.rewriting import taken_from

        source = taken_from(written, inside)
        paths = (source,) if source else ()
        if not paths:
            return CHANGED
    found = (container_file(member.service, path, files) for path in paths)
    file = next((each for each in found if each is not None), None)
    if not isinstance(file, Located):
        return file
    from toybox_lint.deployment.caddies.inline import inner_file

    return inner_file(file) or file


def brings(member: Member, path: str, files: Files) -> bool:
    """Whether the file is in the container of the service, wherever it is there."""
    build, built = member.service.build, container(member.service, files).built
    places = [mount.source for mount in member.service.mounts if mount.kind == "bind"]
    if build is not None and built is not None and isinstance(build.context, str):
        sources = (each.value for copy in built.copies if copy.stage is None for each in copy.sources)
        places += [resolve(build.context, each) for each in sources if isinstance(each, str)]
    return any(isinstance(each, str) and lies_in(path, each) for each in places)


def _is_written(path: str, inside: Container) -> bool:
    """Whether a command of the build or of the start writes the file."""
    given = inside.service.entrypoint or inside.service.command
    if inside.built is None and (
        given is None or str(given.words[0].value if given.words else "") == "caddy"
    ):
        return False
    from toybox_lint.deployment.listening.images.rewriting import is_rewritten, started_texts

    runs = inside.built.runs if inside.built else ()
    return is_rewritten(path, (*runs, *started_texts(inside)))


def config_paths(member: Member) -> Iterator[str]:
    """What its command names, else the places of the images."""
    process = member.listening.process
    words = [word.value for word in process.words] if process else []
    for index, word in enumerate(words):
        if word in ("--config", "-c") and index + 1 < len(words) and isinstance(words[index + 1], str):
            yield str(words[index + 1])
            return
        if isinstance(word, str) and word.startswith("--config="):
            yield word.removeprefix("--config=")
            return
    yield from CONFIG_PLACES
