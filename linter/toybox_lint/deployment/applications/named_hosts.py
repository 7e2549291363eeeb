"""The hosts that the settings of Rails and of ASP.NET Core list, beside which these answer for none.

Sources: the guide of Rails to ``config.hosts`` (403; in production it is empty, and takes all), ASP.NET Core's of host
filtering (``AllowedHosts`` of ``appsettings.json``, names with ``;`` between them: 400).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile

_PRODUCTION = "config/environments/production.rb"
_HASH = pattern(r"(?m)^[ \t]*#[^\n]*")
# A list, or one of its names, on a line that stands in no block of its own; or anything else that is done with them.
_HOSTS = pattern(
    r"(?m)^(?: {0,2}|\t)config\.hosts[ \t]*(?:\+?=|<<)\s*"
    r"(?P<listed>\[[^\[\]]*\]|[\"'][^\"'\n#]*[\"'])(?=[ \t]*(?:\n|#|\Z))|\bhosts\b"
)
_INITIALIZERS = "config/initializers"
_MOST_FILES = 100
_LITERALS = pattern(r"\[?\s*(?:[\"'][^\"'\n#]*[\"'][\s,]*)*\]?")
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
    told = (*inside.variables.values, *(str(word.value) for word in process.words))
    if any("ALLOWEDHOSTS" in each.upper() for each in told):
        return None
    settings = settings_files(program, inside) or []
    found = [(file, match) for file in settings for match in _outermost(file.text)]
    if not found or any("appsettings" in str(mount.target) for mount in inside.service.mounts):
        return None
    file, match = found[-1]
    hosts = tuple(each.strip().lower().removeprefix("*") for each in match[1].split(";") if each.strip())
    return NamedHosts(file, hosts, "ASP.NET Core", 400) if all(hosts) and hosts else None


def _outermost(text: str) -> Iterator[re.Match[str]]:
    """Where the object that is the file has the key; none in a comment, or behind one of many lines."""
    depth = at = 0
    for found in _ALLOWED.finditer(text, 0, text.find("/*") if "/*" in text else len(text)):
        before, at = text[at : found.start()], found.start()
        depth += before.count("{") - before.count("}")
        if depth == 1 and "//" not in before.rpartition("\n")[2]:
            yield found


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
    if "HostAuthorization" in code or "=begin" in code or _is_continued(inside):
        return None
    if "host_authorization" in code and not _BY_PATH.search(code):
        return None
    hosts = tuple(each.lower() for match in found for each in _QUOTED.findall(match["listed"]))
    return NamedHosts(whole, hosts, "Rails", 403) if hosts else None


def _is_continued(inside: Container) -> bool:
    """Whether an initializer speaks of hosts, or one may that is not looked at."""
    build = inside.service.build
    if build is None or not isinstance(build.context, str):
        return True
    folder = resolve(build.context, _INITIALIZERS)
    names = [name for name in inside.files.names(folder) if name.endswith(".rb")]
    read = (inside.files.read(resolve(folder, name)) for name in names)
    texts = (_HASH.sub("", file.text) for file in read if isinstance(file, SourceFile))
    return len(names) > _MOST_FILES or any("hosts" in text or "HostAuthorization" in text for text in texts)


def _text(name: str, inside: Container) -> SourceFile | None:
    path = inside.path(name)
    found = content_at(inside, path) if path else None
    return found if isinstance(found, SourceFile) else None
