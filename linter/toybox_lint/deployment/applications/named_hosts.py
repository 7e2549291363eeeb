"""The hosts that the settings of Rails and of ASP.NET Core list, beside which these answer for none.

Sources: the guide of Rails to ``config.hosts`` (403; in production it is empty, and takes all), ASP.NET Core's of host
filtering (``AllowedHosts`` of ``appsettings.json``, names with ``;`` between them: 400).
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile

_PRODUCTION = "config/environments/production.rb"
_HASH = pattern(r"(?m)^[ \t]*#[^\n]*")
_HOSTS = pattern(
    r"\bconfig\.hosts\b"
    r"(?:\s*(?:\+?=|<<)\s*(?P<listed>\[[^\[\]]*\]|[\"'][^\"'\n#]*[\"'](?=[ \t]*(?:\n|#))))?"
)
_LITERALS = pattern(r"\[?\s*(?:[\"'][^\"'\n#]*[\"']\s*,?\s*)*\]?")
_QUOTED = pattern(r"[\"']([^\"'\n]*)[\"']")
_BY_PATH = pattern(r"host_authorization\s*=\s*\{\s*exclude:\s*->\s*\(\w+\)\s*\{\s*\w+\.path\b")
_ALLOWED = pattern(r"\"AllowedHosts\"\s*:\s*\"([^\"\\\n]*)\"")


@dataclass(frozen=True, slots=True)
class NamedHosts:
    """The hosts of a file, a dot in front of those that stand for all below; others are answered with ``status``."""

    file: SourceFile
    hosts: tuple[str, ...]
    application: str
    status: int


def named_hosts(member: Member, files: Files) -> NamedHosts | None:
    """What the settings list in so many words; ``None`` where they take all, or may take more."""
    inside, process = container(member.service, files), member.listening.process
    if process is None:
        return None
    if process.server is not None:
        return _of_rails(inside)
    from toybox_lint.deployment.listening.sources.dotnet import program_text
    from toybox_lint.deployment.listening.sources.kestrel import settings_files

    program = program_text(inside, process)
    if program is None or not inside.variables.known:
        return None
    if any(name.upper() == "ALLOWEDHOSTS" for name in inside.variables.values):
        return None
    found = [
        (file, match) for file in settings_files(program, inside) for match in _ALLOWED.finditer(file.text)
    ]
    if not found or any("appsettings" in str(mount.target) for mount in inside.service.mounts):
        return None
    file, match = found[-1]
    hosts = tuple(each.strip().lower().removeprefix("*") for each in match[1].split(";") if each.strip())
    return NamedHosts(file, hosts, "ASP.NET Core", 400) if all(hosts) and hosts else None


def _of_rails(inside: Container) -> NamedHosts | None:
    stage = inside.variables.given("RAILS_ENV")
    if stage is None or stage.value != "production":
        return None
    text, whole = _text("config/application.rb", inside), _text(_PRODUCTION, inside)
    if whole is None or (text is not None and "config.hosts" in text.text):
        return None
    code = _HASH.sub("", whole.text)
    found = list(_HOSTS.finditer(code))
    if not found or not all(match["listed"] and _LITERALS.fullmatch(match["listed"]) for match in found):
        return None
    if "host_authorization" in code and not _BY_PATH.search(code):
        return None
    hosts = tuple(each.lower() for match in found for each in _QUOTED.findall(match["listed"]))
    return NamedHosts(whole, hosts, "Rails", 403) if hosts else None


def _text(name: str, inside: Container) -> SourceFile | None:
    path = inside.path(name)
    found = content_at(inside, path) if path else None
    return found if isinstance(found, SourceFile) else None
