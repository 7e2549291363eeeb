"""What the settings of a program of Spring Boot take in from other files.

Source: Spring Boot's reference of ``spring.config.import``: a list of locations between commas or in YAML,
``optional:`` before one that may be missing; what is imported counts more than the file that imports it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_RESOURCES = "src/main/resources"
_COMMENT = pattern(r"^[ \t]*#[^\n]*", re.MULTILINE)
_NAMED = pattern(r"^[ \t]*spring\.config\.import(?:\[\d+\])?[ \t]*[=:][ \t]*([^\n]*)", re.MULTILINE)
_IN_YAML = pattern(r"^([ \t]*)(?:config\.)?import:[ \t]*([^\n]*)\n?((?:\1[ \t]*-[^\n]*\n?)*)", re.MULTILINE)
_ITEM = pattern(r"^[ \t]*-[ \t]*([^\n]+)", re.MULTILINE)
_LOCATION = pattern(r"(?P<optional>optional:)?(?P<kind>file|classpath):(?P<path>[^\[\]*${}]+)(?:\[\.\w+\])?")
_TEXTS = (".yml", ".yaml", ".properties", ".env")


def imported(files: tuple[SourceFile, ...], inside: Container) -> tuple[SourceFile, ...] | None:
    """The files that ``files`` take in, in their order; ``None`` where one of them is not known."""
    found: list[SourceFile] = []
    for file in files:
        for location in _locations(_COMMENT.sub("", file.text)):
            match = _LOCATION.fullmatch(location)
            content = _content(match["kind"], match["path"].strip(), inside) if match else None
            if isinstance(content, SourceFile) and content.name.endswith(_TEXTS):
                if next(_locations(content.text), None) is not None:
                    return None
                found.append(content)
            elif match is None or content is not None or not (match["optional"] and inside.variables.whole):
                return None
    return tuple(found)


def _locations(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        yield from _several(match[1])
    if "spring" in text and "config" in text:
        for match in _IN_YAML.finditer(text):
            yield from _several(match[2])
            for item in _ITEM.finditer(match[3]):
                yield from _several(item[1])


def _several(written: str) -> Iterator[str]:
    listed = written.strip().strip("\"'")
    if listed.startswith("["):
        listed = listed[1:].removesuffix("]")
    plain = (each.strip().strip("\"'") for each in listed.split(","))
    return (each for each in plain if each)


def _content(kind: str, path: str, inside: Container) -> object:
    """What is there; ``None`` where the files put nothing there."""
    build = inside.service.build
    if kind == "classpath":
        context = build.context if build and isinstance(build.context, str) else None
        return inside.files.read(resolve(context, f"{_RESOURCES}/{path.lstrip('/')}")) if context else None
    place = inside.path(path)
    return content_at(inside, place) if place else path
