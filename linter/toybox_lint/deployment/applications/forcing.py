"""Applications that send every request in plain HTTP to HTTPS.

Sources: the manuals of applications for the variables; the guide of Rails to ``config.force_ssl`` (a request counts as
HTTPS when ``X-Forwarded-Proto`` says so) and to ``config.assume_ssl``, with which all do; Ghost's configuration of
``url`` (where it begins with ``https://``, requests that are not in HTTPS are redirected there).
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_FORCING = pattern(r"(?:\w+_)?(?:SECURE_SSL_REDIRECT|FORCE_SSL|FORCE_HTTPS|SSL_REDIRECT|OPENPROJECT_HTTPS)")
_TRUE = frozenset(("1", "true", "yes", "on"))
_OF_RUBY = ("rails server", "puma", "unicorn", "thruster")
_GHOST = frozenset(("ghost", "bitnami/ghost", "bitnamilegacy/ghost"))
_PRODUCTION = "production"
_FORCED = pattern(r"^[ \t]*(config\.force_ssl)[ \t]*=[ \t]*true\b", re.MULTILINE)
_EXCEPTED = pattern(r"^[ \t]*config\.(?:assume_ssl[ \t]*=[ \t]*true\b|ssl_options\b)", re.MULTILINE)


def forcing(member: Member, files: Files) -> Located[str] | None:
    """The setting by which the application of ``member`` does so, if one is shown."""
    image = named(member.listening.base)
    ghost = image is not None and reference(image).path in _GHOST
    for key, given in member.service.environment.items():
        if not isinstance(given.value, str):
            continue
        if _FORCING.fullmatch(key) and given.value.lower() in _TRUE:
            return Located(key, given.origin)
        if ghost and key == "url" and given.value.startswith("https://"):
            return Located(key, given.origin)
    return _of_rails(member, files)


def _of_rails(member: Member, files: Files) -> Located[str] | None:
    process = member.listening.process
    if process is None or process.server not in _OF_RUBY:
        return None
    inside = container(member.service, files)
    stage = inside.variables.given("RAILS_ENV") or inside.variables.given("RACK_ENV")
    path = inside.path(f"config/environments/{_PRODUCTION}.rb")
    if stage is None or stage.value != _PRODUCTION or path is None:
        return None
    content = content_at(inside, path)
    if not isinstance(content, SourceFile) or _EXCEPTED.search(content.text):
        return None
    found = _FORCED.search(content.text)
    return Located(found[1], whole_text(content).origin.part(*found.span(1))) if found else None
