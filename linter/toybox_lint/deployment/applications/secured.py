"""Django that sends all requests to HTTPS, and is not told which of them came so.

Sources: Django's documentation of ``SECURE_SSL_REDIRECT`` (an infinite redirect behind a proxy of which
``SECURE_PROXY_SSL_HEADER`` does not tell it); Gunicorn's of ``forwarded_allow_ips`` and Uvicorn's of
``--forwarded-allow-ips``, by which they tell it themselves where they trust the proxy: 127.0.0.1 alone by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

# Of others nobody knows whether they go by what Caddy tells them.
_SERVERS = frozenset({"gunicorn", "uvicorn", "hypercorn", "daphne", "runserver"})
_TOLD = pattern(
    r"forwarded|proxy[-_]?headers|secure[-_]scheme|\A(?:-c|--config\b.*)\Z|\AGUNICORN_CMD_ARGS\Z",
    re.IGNORECASE,
)
# What a program does that tells of HTTPS by itself.
_SCHEME = pattern(r"url_scheme|[\"']HTTPS[\"']|\bscheme\b")
_PATH = pattern(r"[\w/-]+\.py")
_MODULE = pattern(r"DJANGO_SETTINGS_MODULE[\"']\s*,\s*[\"']([\w.]+)[\"']")
_NAMING = ("manage.py", "wsgi.py", "asgi.py")
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
_TAKEN_IN = pattern(
    r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+\*|.*\binclude\(|.*\bexec\()", re.MULTILINE
)
_COMMENT = pattern(r"#[^\n]*")
_MOST_MODULES = 16


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
    if process is None or process.server not in _SERVERS:
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
    module = _module(inside, words)
    texts = list(_texts(inside, module, set())) if module else []
    if not texts or any(text is None for text in texts):
        return None
    started = [_file(inside, name) for name in _starting(words)]
    if any(isinstance(each, SourceFile) and _SCHEME.search(each.text) for each in started):
        return None
    found = [text for text in texts if text is not None]
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


def _module(inside: Container, words: tuple[Located[Text], ...]) -> str | None:
    """The module of the settings, as a variable, or else the file that starts it says."""
    given = inside.variables.given("DJANGO_SETTINGS_MODULE")
    if given is not None:
        return given.value if isinstance(given.value, str) else None
    for name in _starting(words):
        content = _file(inside, name)
        if isinstance(content, SourceFile) and content.path.endswith(_NAMING):
            found = _MODULE.search(content.text)
            return found[1] if found else None
    return None


def _starting(words: tuple[Located[Text], ...]) -> Iterator[str]:
    """The files that a command may start: as they are, or as the module of ``shop.wsgi:application``."""
    for word in words:
        name = str(word.value)
        path = name if name.endswith(".py") else name.partition(":")[0].replace(".", "/") + ".py"
        if _PATH.fullmatch(path):
            yield path


def _texts(inside: Container, module: str, seen: set[str]) -> Iterator[SourceFile | None]:
    """The text of a module and of those that it takes in; ``None`` for one that is not here."""
    if module in seen:
        return
    seen.add(module)
    path = module.replace(".", "/")
    content = _file(inside, f"{path}.py")
    package = content is None
    content = _file(inside, f"{path}/__init__.py") if package else content
    if not isinstance(content, SourceFile) or len(seen) > _MOST_MODULES:
        yield None
        return
    yield content
    for match in _TAKEN_IN.finditer(_COMMENT.sub("", content.text)):
        base = module if package else module.rpartition(".")[0]
        yield from _texts(inside, _absolute(match[1], base), seen) if match[1] else (None,)


def _absolute(name: str, package: str) -> str:
    """``.base`` as seen from a module of ``package``."""
    plain = name.lstrip(".")
    ups = len(name) - len(plain)
    if not ups:
        return plain
    above = package.split(".")[: len(package.split(".")) - ups + 1]
    return ".".join([*above, plain])


def _file(inside: Container, name: str) -> object:
    path = inside.path(name)
    content = content_at(inside, path) if path else None
    return content.origin.file if isinstance(content, Located) else content
