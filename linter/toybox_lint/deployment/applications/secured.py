"""Django that sends all requests to HTTPS, and is not told which of them came so.

Sources: Django's documentation of ``SECURE_SSL_REDIRECT`` (an infinite redirect behind a proxy of which
``SECURE_PROXY_SSL_HEADER`` does not tell it); Gunicorn's of ``forwarded_allow_ips`` and Uvicorn's of
``--forwarded-allow-ips``, by which they tell it themselves where they trust the proxy: 127.0.0.1 alone by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.django import SERVERS, file_of, settings_texts, starting
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_TOLD = pattern(
    r"forwarded|proxy[-_]?headers|secure[-_]scheme|\A(?:-c|--config\b.*)\Z|\AGUNICORN_CMD_ARGS\Z",
    re.IGNORECASE,
)
# What a program does that tells of HTTPS by itself.
_SCHEME = pattern(r"url_scheme|[\"']HTTPS[\"']|\bscheme\b")
_REDIRECTS = pattern(r"^SECURE_SSL_REDIRECT[ \t]*=[ \t]*([^\n]+)", re.MULTILINE)
_QUOTED = pattern(r"[\"']([^\"'\n]*)[\"']")
# What stands around the name of a variable that is taken for a truth: a comparison, a list of words, a cast.
_ASKED = pattern(
    r"(?:os\.environ\.get|os\.getenv|config|env\.bool|env|getenv)\(\s*[\"'](?P<name>\w+)[\"'](?P<more>[^()\n]*)\)"
    r"(?:\.(?:lower|upper|strip|title)\(\))*(?P<compared>\s*==\s*[\"'][^\"'\n]*[\"']|\s+in\s+[\[({][^\n]*[\])}])?"
)
_TRUE = frozenset({"true", "1", "yes", "on", "t", "y"})
_NAMED = pattern(r"\bSECURE_SSL_REDIRECT\b")
_HEADER = "SECURE_PROXY_SSL_HEADER"
_MIDDLEWARE = "django.middleware.security.SecurityMiddleware"
_COMMENT = pattern(r"#[^\n]*")


@dataclass(frozen=True, slots=True, eq=False)
class Untold:
    """A link to a Django that redirects, by its ``settings``, whatever comes by it to HTTPS."""

    link: Link
    member: Member
    settings: SourceFile


def untold(deployment: Deployment) -> Iterator[Untold]:
    """Every such link."""
    known: dict[Member, SourceFile | None] = {}
    for link in deployment.links:
        target = link.target
        if target is None or link.verdict is Verdict.FAILS or link.proxy.transport.tls:
            continue
        if target not in known:
            known[target] = _redirecting(target, deployment.files)
        settings = known[target]
        if settings is not None:
            yield Untold(link, target, settings)


def _redirecting(member: Member, files: Files) -> SourceFile | None:
    """The settings by which the Django of ``member`` redirects all that comes to it in plain HTTP."""
    process = member.listening.process
    # Of others nobody knows whether they go by what Caddy tells them.
    if process is None or process.server not in SERVERS:
        return None
    if member.mode is not None or any(_TOLD.search(str(word.value)) for word in process.words):
        return None
    inside = container(member.service, files)
    if not inside.variables.known or any(map(_TOLD.search, inside.variables.values)):
        return None
    path = inside.path("gunicorn.conf.py")
    if path and content_at(inside, path) is not None:
        return None
    return _settings(inside, process.words)


def _settings(inside: Container, words: tuple[Located[Text], ...]) -> SourceFile | None:
    found = settings_texts(inside, words)
    started = [file_of(inside, name) for name in starting(words)] if found else []
    if not found or any(isinstance(each, SourceFile) and _SCHEME.search(each.text) for each in started):
        return None
    code = [_COMMENT.sub("", text.text) for text in found]
    whole = "\n".join(code)
    if _HEADER in whole or _MIDDLEWARE not in whole or len(_NAMED.findall(_QUOTED.sub("", whole))) != 1:
        return None
    said = ((file, _REDIRECTS.search(text)) for file, text in zip(found, code, strict=True))
    return next((file for file, match in said if match and _is_true(match[1].strip(), inside)), None)


def _is_true(written: str, inside: Container) -> bool:
    """Whether it is the truth, or a variable that is given and says so."""
    asked = _ASKED.fullmatch(written)
    if asked is None:
        return written == "True"
    given = inside.variables.given(asked["name"])
    value = given.value if given else None
    if not isinstance(value, str):
        return False
    compared = asked["compared"]
    if compared is None:
        return value.lower() in _TRUE and ("bool" in asked[0])
    words = {match[1].lower() for match in _QUOTED.finditer(compared)}
    exact = not any(each in asked[0] for each in (".lower()", ".upper()", ".title()"))
    return value in {match[1] for match in _QUOTED.finditer(compared)} if exact else value.lower() in words
