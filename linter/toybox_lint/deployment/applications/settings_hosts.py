"""The hosts that the settings of a Django list in so many words.

Source: Django's documentation of ``ALLOWED_HOSTS``; ``CommonMiddleware`` asks for the host of every request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.django import DEPLOYED, file_of, starting
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin, SourceFile, Span
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.applications.host_lists import HostList

_ALLOWED = pattern(r"^ALLOWED_HOSTS[ \t]*(?::[^=\n]+)?=[ \t]*\[([^\[\]]*)\][ \t]*$", re.MULTILINE)
_LITERALS = pattern(r"\s*(?:[\"'][^\"'\n]*[\"'][\s,]*)*")
_QUOTED = pattern(r"[\"']([^\"'\n]*)[\"']")
_COMMENT = pattern(r"#[^\n]*")
_TAKEN_IN = pattern(r"^[ \t]*from[ \t]+[.\w]+[ \t]+import[ \t]+\*", re.MULTILINE)
_COMMON = "django.middleware.common.CommonMiddleware"
_NAME = pattern(r"\bMIDDLEWARE\b")
_MIDDLEWARE = pattern(r"^MIDDLEWARE[ \t]*(?::[^=\n]+)?=[ \t]*[\[(]([^\[\]()]*)[\])][ \t]*$", re.MULTILINE)
# Middleware that answers no question about health.
_KNOWN = ("django.", "whitenoise.", "corsheaders.", "debug_toolbar.", "allauth.")
# By which settings have more than what is written; and an application around the one that Django makes.
_OPEN = pattern(r"\b(?:globals|locals|exec|setattr)\(")
_AROUND = pattern(
    r"\bdef application\b|^application[ \t]*=[ \t]*(?!get_|ProtocolTypeRouter\()\w+\(", re.MULTILINE
)


def in_settings(member: Member, files: Files) -> HostList | None:
    """Those of a Django that looks at the host of every request; ``None`` where nobody knows, or for all hosts."""
    process = member.listening.process
    if process is None or process.server not in DEPLOYED:
        return None
    code = settings_code(member, files)
    found = listed(code)
    hosts = names_in(found.value) if found else ()
    # Without any Django takes localhost while it has DEBUG, which a variable may give.
    if found is None or not hosts or not _asks_for_hosts([text for _, text in code]):
        return None
    inside = container(member.service, files)
    if not inside.variables.known or any(_AROUND.search(each) for each in _started(inside, process.words)):
        return None
    from toybox_lint.deployment.applications.host_lists import HostList

    return HostList(member, "ALLOWED_HOSTS", hosts, Located(found.value, found.origin))


def names_in(hosts: str) -> tuple[str, ...]:
    """The hosts of such a list, in lower case."""
    return tuple(each[1].lower() for each in _QUOTED.finditer(hosts))


def _asks_for_hosts(code: Sequence[str]) -> bool:
    """Whether all middleware is listed, once and in so many words, and none of it answers before it looks at hosts."""
    found = [each[1] for text in code for each in _MIDDLEWARE.finditer(text)]
    if len(found) != 1 or sum(len(_NAME.findall(text)) for text in code) != 1 or any(map(_OPEN.search, code)):
        return False
    names = _QUOTED.findall(found[0])
    plain = _LITERALS.fullmatch(found[0]) is not None
    return plain and _COMMON in names and all(name.startswith(_KNOWN) for name in names)


def _started(inside: Container, words: tuple[Located[Text], ...]) -> Iterator[str]:
    """The texts of the files that the command starts."""
    for name in starting(words):
        content = file_of(inside, name)
        if isinstance(content, SourceFile):
            yield content.text


def settings_code(member: Member, files: Files) -> Sequence[tuple[SourceFile, str]]:
    """The settings of a program in Python that is shown, and what they take in, without comments."""
    process = member.listening.process
    if process is None or (member.service.build is None and not member.service.mounts):
        return ()
    from toybox_lint.deployment.applications.django import settings_texts

    texts = settings_texts(container(member.service, files), process.words)
    return [(file, _COMMENT.sub("", file.text)) for file in texts]


def listed(code: Sequence[tuple[SourceFile, str]]) -> Located[str] | None:
    """The hosts, as written, where all of the settings list them once, in so many words, and not all there are."""
    if code and (last := _overriding(code[0][1])) is not None:
        code = [(code[0][0], last)]
    found = [(file, match) for file, text in code for match in _ALLOWED.finditer(text)]
    if len(found) != 1 or sum(text.count("ALLOWED_HOSTS") for _, text in code) != 1:
        return None
    file, match = found[0]
    if not _LITERALS.fullmatch(match[1]) or "*" in names_in(match[1]):
        return None
    at = max(file.text.find(match[1]), 0)
    return Located(match[1], Origin(file, Span(at, at + len(match[1])), False))


def _overriding(code: str) -> str | None:
    """What stands in a module of settings behind all that it takes in, where its hosts are there."""
    taken = list(_TAKEN_IN.finditer(code))
    rest = code[taken[-1].end() :] if taken else ""
    return rest if "ALLOWED_HOSTS" in rest else None
