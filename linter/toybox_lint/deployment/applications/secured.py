"""Django that is not told which requests came in HTTPS: it sends all of them there, or refuses their forms.

Sources: Django's documentation of ``SECURE_SSL_REDIRECT`` (an infinite redirect behind a proxy of which
``SECURE_PROXY_SSL_HEADER`` does not tell it) and of ``CSRF_TRUSTED_ORIGINS``, its ``CsrfViewMiddleware`` since 4.0 (an
``Origin`` must be the scheme and the ``Host`` of the request, or listed); Gunicorn's of ``forwarded_allow_ips`` and
Uvicorn's of ``--forwarded-allow-ips``, by which they tell it themselves where they trust the proxy: 127.0.0.1 alone by
default. Measured with Django 5.2 and Gunicorn 25: 403 for a form of a page in HTTPS.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.sites.names import Name, names
from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.django import SERVERS, file_of, settings_texts, starting
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.files import Files
from toybox_lint.later import remembered
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
_CSRF = "django.middleware.csrf.CsrfViewMiddleware"
_ORIGINS = pattern(
    r"^CSRF_TRUSTED_ORIGINS[ \t]*(?::[^=\n]+)?=[ \t]*[\[(](\s*(?:[\"'][^\"'\n]*[\"']\s*(?:,\s*)?)*)[\])][ \t]*$",
    re.MULTILINE,
)
_ORIGINS_NAMED = pattern(r"\bCSRF_TRUSTED_ORIGINS\b")
# A middleware that by its name may tell Django of the proxy, or let forms pass.
_OWN_MIDDLEWARE = pattern(
    r"[\"'](?!django\.)(?=\w+\.)[\w.]{0,100}(?:prox|forward|https|ssl|scheme|secur|csrf|xff)[\w.]{0,100}[\"']",
    re.IGNORECASE,
)
_REQUIREMENTS = (
    *("requirements.txt", "requirements/base.txt", "requirements/production.txt", "requirements/prod.txt"),
    *("pyproject.toml", "Pipfile", "poetry.lock", "uv.lock"),
)
_BEFORE_4 = pattern(
    r"(?<![\w-])django(?:\[[\w, -]{0,100}\])?[\"']?\s{0,9}=?\s{0,9}(?:\{?\s{0,9}version\s?=\s?)?[\"']?"
    r"(?:>=?[\d. ]{1,20},\s?)?"
    r"(?:(?:===?|~=?|\^)?\s?[1-3]\.|(?:===?|~=|\^|<=?)\s?[1-3](?!\d)|<\s?4(?:\.0)*(?![.\d]))",
    re.IGNORECASE,
)
# Who shows a token is asked for no other proof; pages with forms are then those of the administration.
_TOKENS = pattern(r"jwt|TokenAuthentication|knox|oauth2_provider|\bninja\b", re.IGNORECASE)
_ADMINISTRATION = "django.contrib.admin"
_FOR_PROGRAMS = pattern(r"/(?:api|graphql|v\d+)(?:[/*].*)?")
_HOST = pattern(r"[\w.-]+")
_HTTPS = 443
# A name has no more parts.
_DEEPEST = 127


@dataclass(frozen=True, slots=True, eq=False)
class Untold:
    """A link to a Django that redirects, by its ``settings``, whatever comes by it to HTTPS.

    ``refused``: it does not, and answers the forms of pages of this origin with 403.
    """

    link: Link
    member: Member
    settings: SourceFile
    refused: str | None = None


def untold(deployment: Deployment) -> Iterator[Untold]:
    """Every such link."""
    known: dict[Member, _Settings | None] = {}
    for link in deployment.links:
        target = link.target
        if target is None or link.verdict is Verdict.FAILS or link.proxy.transport.tls:
            continue
        if target not in known:
            known[target] = _settings(target, deployment.files)
        settings = known[target]
        if settings is None:
            continue
        if settings.redirecting is not None:
            yield Untold(link, target, settings.redirecting)
        elif settings.trusting is not None and (refused := _refused(link, settings)) is not None:
            yield Untold(link, target, settings.trusting, refused)


@dataclass(frozen=True, slots=True, eq=False)
class _Settings:
    """Of settings that are not told of HTTPS: the file that redirects all to it, else the one that must list those
    whose forms are taken, with those that are ``trusted``. ``programs``: what is below ``/api`` is for these.
    """

    redirecting: SourceFile | None
    trusting: SourceFile | None = None
    trusted: frozenset[str] = frozenset()
    programs: bool = False


def _settings(member: Member, files: Files) -> _Settings | None:
    """The settings of the Django of ``member``, where nothing tells it of HTTPS."""
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
    return _read(inside, process.words)


def _read(inside: Container, words: tuple[Located[Text], ...]) -> _Settings | None:
    found = settings_texts(inside, words)
    started = [file_of(inside, name) for name in starting(words)] if found else []
    if not found or any(isinstance(each, SourceFile) and _SCHEME.search(each.text) for each in started):
        return None
    code = [_COMMENT.sub("", text.text) for text in found]
    whole = "\n".join(code)
    if _HEADER in whole:
        return None
    if _MIDDLEWARE in whole and len(_NAMED.findall(_QUOTED.sub("", whole))) == 1:
        said = ((file, _REDIRECTS.search(text)) for file, text in zip(found, code, strict=True))
        file = next((file for file, match in said if match and _is_true(match[1].strip(), inside)), None)
        if file is not None:
            return _Settings(file)
    if _CSRF not in whole or _OWN_MIDDLEWARE.search(whole) or _is_old(inside):
        return None
    listed = [(file, _ORIGINS.search(text)) for file, text in zip(found, code, strict=True)]
    lists = [(file, match) for file, match in listed if match]
    if len(_ORIGINS_NAMED.findall(whole)) != len(lists) or len(lists) > 1:
        return None
    programs = _TOKENS.search(whole) is not None
    if programs and _ADMINISTRATION not in whole:
        return None
    if not lists:
        return _Settings(None, found[-1], programs=programs)
    file, match = lists[0]
    return _Settings(None, file, frozenset(each[1] for each in _QUOTED.finditer(match[1])), programs)


def _is_old(inside: Container) -> bool:
    """Whether it is a Django that does not compare origins, as far as its requirements tell."""
    needed = (file_of(inside, name) for name in _REQUIREMENTS)
    return any(isinstance(each, SourceFile) and _BEFORE_4.search(each.text) for each in needed)


def _refused(link: Link, settings: _Settings) -> str | None:
    """The first origin of the site in HTTPS that is none of those that the settings trust."""
    number, paths = link.proxy.site, link.proxy.paths
    lines = link.proxy.directive.block.directives if link.proxy.directive.block else ()
    if number is None or any(_names_origin(line) for line in lines):
        return None
    if settings.programs and isinstance(paths, tuple) and paths and all(map(_FOR_PROGRAMS.fullmatch, paths)):
        return None
    caddyfile = link.front.caddyfile
    for name in _of_sites(caddyfile).get(id(caddyfile.sites[number]), ()):
        port = "" if name.port == _HTTPS else f":{name.port}"
        if not settings.trusted.intersection(_trusting(name.host, port)):
            return f"https://{name.host}{port}"
    return None


def _trusting(host: str, port: str) -> Iterator[str]:
    """What may stand in the list for an origin: itself, or the wildcard of its name or of one that it is below."""
    yield f"https://{host}{port}"
    parts = host.split(".", _DEEPEST)
    for at in range(len(parts)):
        yield f"https://*.{'.'.join(parts[at:])}{port}"


@remembered
def _of_sites(caddyfile: Caddyfile) -> dict[int, list[Name]]:
    """The names in HTTPS of each site, by its identity."""
    found: dict[int, list[Name]] = {}
    for name in names(caddyfile):
        if name.tls and _HOST.fullmatch(name.host):
            found.setdefault(id(name.site), []).append(name)
    return found


def _names_origin(line: Directive) -> bool:
    """Whether it changes the ``Origin`` that Django is told, or is not read."""
    return line.name.text == "header_up" and (
        not line.arguments or str(line.arguments[0].text).lstrip("+-?>").lower() in ("origin", "*")
    )


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
