"""Origins that an application trusts, as its variables or its settings list them.

Source: Django's documentation of ``CSRF_TRUSTED_ORIGINS``: since 4.0 each begins with a scheme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.listening.container import Container, container, whole_text
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile

_ORIGINS = "CSRF_TRUSTED_ORIGINS"
_ITEM = pattern(r"[^\s,;\[\]'\"]+")
_LISTED = pattern(
    r"^CSRF_TRUSTED_ORIGINS[ \t]*(?::[^=\n]+)?=[ \t]*[\[(]((?:\s*+(?:[\"'][^\"'\n]*[\"'],?|#[^\n]*+))*+)\s*[\])]",
    re.MULTILINE,
)
_COMMENT = pattern(r"#[^\n]*")
# Two texts that are one for Python.
_JOINED = pattern(r"[\"']\s*[\"']")
_VERSION = "django.VERSION"
# A release that takes them without a scheme, or may be one.
_NAMED = pattern(r"(?<![\w-])django(?![\w-])([^\n#;]{0,200})", re.IGNORECASE)
_FORMERLY = pattern(
    r"(?:==|~=|\^|~|(?<![<>!=~])=)[ \t]*+[\"']?[ \t]*+[\^~=]{0,4}[1-3](?!\d)|<=?[ \t]*+[1-4](?!\d)"
)
_LOCKED = pattern(
    r"\bname = \"django\"\s+version = \"[1-3]\.|\"django\"\s*:\s*\{[^{}]*?\"version\"\s*:\s*\"==[1-3]\.",
    re.IGNORECASE,
)
_OLD_PYTHON = pattern(r"(?:\w+/)*python:(?:2|3\.[0-7])(?!\d).*")
_PINNING = pattern(
    r"(?:requirements|constraints|environment)[\w.-]*\.(?:txt|in|ya?ml)|pyproject\.toml|Pipfile(?:\.lock)?|poetry\.lock"
    r"|uv\.lock|setup\.(?:py|cfg)"
)
_FOLDER = "requirements"


@dataclass(frozen=True, slots=True, eq=False)
class Schemeless:
    """A list of origins, ``name`` of ``member``, of which one has no scheme: in a variable, or in its settings."""

    member: Member
    name: str
    origin: Origin

    def edit(self) -> Edit | None:
        """Put ``https://`` before each that has none."""
        if not self.origin.exact or "#" in self.origin.text:
            return None
        text = _ITEM.sub(lambda item: item[0] if "://" in item[0] else f"https://{item[0]}", self.origin.text)
        from toybox_lint.compose.yaml.parts import replace_part

        return replace_part(self.origin.file, self.origin.span, text)


def schemeless(members: Sequence[Member], files: Files) -> Iterator[Schemeless]:
    """The origins that Django does not take, where a compose file has the variable, or the settings list them."""
    for member in members:
        for name, value in member.service.environment.items():
            written = isinstance(value.value, str) and value.origin.file in member.project.files
            if not name.endswith(_ORIGINS) or not written or not isinstance(value.value, str):
                continue
            if any("://" not in item for item in _ITEM.findall(value.value)):
                yield Schemeless(member, name, value.origin)
        if member.service.build is not None and member.runs is True:
            yield from _in_settings(member, container(member.service, files))


def _in_settings(member: Member, inside: Container) -> Iterator[Schemeless]:
    """In the one list of the settings, which holds nothing but texts."""
    from toybox_lint.deployment.applications.django import SERVERS, settings_texts

    process = member.listening.process
    texts = settings_texts(inside, process.words) if process and process.server in SERVERS else ()
    code = [_COMMENT.sub("", text.text) for text in texts]
    asked = any(_VERSION in text for text in code)
    if sum(text.count(_ORIGINS) for text in code) != 1 or asked or _is_of_former(inside):
        return
    for text in texts:
        found = _LISTED.search(text.text)
        origins = [_COMMENT.sub("", line) for line in found[1].splitlines()] if found else []
        items = [item for line in origins for item in _ITEM.findall(line)]
        joined = _JOINED.search("\n".join(origins)) is not None
        if found is not None and not joined and any("://" not in item for item in items):
            yield Schemeless(member, _ORIGINS, whole_text(text).origin.part(*found.span(1)))


def _is_of_former(inside: Container) -> bool:
    """Whether what is built may be a Django before 4.0."""
    build, base = inside.service.build, inside.base.value if inside.base else None
    if build is None or not isinstance(build.context, str) or inside.built is None:
        return True
    files, folder = inside.files, resolve(build.context, _FOLDER)
    paths = [resolve(build.context, name) for name in files.names(build.context) if _PINNING.fullmatch(name)]
    paths += [resolve(folder, name) for name in files.names(folder)]
    read = [files.read(path) for path in paths]
    texts = [*(file.text for file in read if isinstance(file, SourceFile)), *inside.built.runs]
    return bool(_OLD_PYTHON.fullmatch(str(base))) or any(map(_asks_for_former, texts))


def _asks_for_former(text: str) -> bool:
    return bool(_LOCKED.search(text)) or any(_FORMERLY.search(each[1]) for each in _NAMED.finditer(text))
