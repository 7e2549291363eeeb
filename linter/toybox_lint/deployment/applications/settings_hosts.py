"""The hosts that the settings of a Django list in so many words.

Source: Django's documentation of ``ALLOWED_HOSTS``; ``CommonMiddleware`` asks for the host of every request.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.applications.django import DEPLOYED
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin, SourceFile, Span
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.applications.trusted import HostList

_ALLOWED = pattern(r"^ALLOWED_HOSTS[ \t]*(?::[^=\n]+)?=[ \t]*\[([^\[\]]*)\][ \t]*$", re.MULTILINE)
_LITERALS = pattern(r"\s*(?:[\"'][^\"'\n]*[\"'][\s,]*)*")
_QUOTED = pattern(r"[\"']([^\"'\n]*)[\"']")
_COMMENT = pattern(r"#[^\n]*")
_TAKEN_IN = pattern(r"^[ \t]*from[ \t]+[.\w]+[ \t]+import[ \t]+\*", re.MULTILINE)
_COMMON = "django.middleware.common.CommonMiddleware"
_MIDDLEWARE = pattern(r"[\"']([\w.]+[mM]iddleware[\w.]*)[\"']")
# Middleware that answers no question about health.
_KNOWN = ("django.", "whitenoise.", "corsheaders.", "debug_toolbar.", "allauth.")


def in_settings(member: Member, files: Files) -> HostList | None:
    """Those of a Django that looks at the host of every request; ``None`` where nobody knows, or for all hosts."""
    process = member.listening.process
    if process is None or process.server not in DEPLOYED:
        return None
    code = settings_code(member, files)
    found = listed(code)
    names = [name for _, text in code for name in _MIDDLEWARE.findall(text)]
    if found is None or _COMMON not in names or not all(name.startswith(_KNOWN) for name in names):
        return None
    from toybox_lint.deployment.applications.trusted import HostList

    hosts = tuple(each[1].lower() for each in _QUOTED.finditer(found.value))
    return HostList(member, "ALLOWED_HOSTS", hosts, Located(found.value, found.origin))


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
    if not _LITERALS.fullmatch(match[1]) or any(each[1] == "*" for each in _QUOTED.finditer(match[1])):
        return None
    at = max(file.text.find(match[1]), 0)
    return Located(match[1], Origin(file, Span(at, at + len(match[1])), False))


def _overriding(code: str) -> str | None:
    """What stands in a module of settings behind all that it takes in, where its hosts are there."""
    taken = list(_TAKEN_IN.finditer(code))
    rest = code[taken[-1].end() :] if taken else ""
    return rest if "ALLOWED_HOSTS" in rest else None
