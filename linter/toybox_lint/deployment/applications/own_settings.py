"""Which databases an application is told to use by its own files, where its environment says nothing of it.

Sources: Django's documentation of ``DATABASES``; the guide of Rails to ``config/database.yml`` (``DATABASE_URL`` counts
more).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.applications.django import SERVERS, file_of, settings_texts
from toybox_lint.deployment.listening.container import Container, container, whole_text
from toybox_lint.deployment.model import Member
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, blank_out, closing_brace

POSTGRES, MYSQL = (5432,), (3306,)
_OF_RUBY = frozenset(("rails server", "puma", "unicorn", "rackup", "thruster"))
HASH = pattern(r"#[^\n]*")
_DATABASES = pattern(r"^DATABASES[ \t]*(?::[^=\n]+)?=[ \t]*\{", re.MULTILINE)
_NAMED = pattern(r"\bDATABASES\b")
_INNER = pattern(r"^[ \t]+\w+:[ \t]*\n", re.MULTILINE)
_ENGINE = pattern(r"[\"']ENGINE[\"']\s*:\s*[\"'][\w.]*\b(postgresql|postgis|mysql)\w*[\"']")
_DJANGO_HOST = pattern(
    r"[\"']HOST[\"']\s*:\s*(?:os\.(?:environ\.get|getenv)\(\s*[\"'](?P<name>\w+)[\"']\s*,\s*)?"
    r"[\"'](?P<host>[\w.-]+)[\"']\s*[,)}]"
)
_DJANGO_PORT = pattern(r"[\"']PORT[\"']\s*:\s*[\"']?(\d{1,5})\b")
# What takes variables from a file.
_FROM_A_FILE = pattern(r"dotenv|read_env|decouple|environ\.setdefault")
_PRODUCTION = pattern(r"^production:[^\n]*\n((?:[ \t][^\n]*\n|\n)*)", re.MULTILINE)
_DEFAULT = pattern(r"^default:[ \t]*&default[^\n]*\n((?:[ \t][^\n]*\n|\n)*)", re.MULTILINE)
_OF_RAILS = pattern(
    r"^[ \t]+host:[ \t]*[\"']?(?:<%=\s*ENV\.fetch\(\s*[\"'](?P<name>\w+)[\"']\s*(?:,|\)\s*\{)\s*[\"'])?"
    r"(?P<host>[\w.-]+)",
    re.MULTILINE,
)
_ADAPTER = pattern(r"^[ \t]+adapter:[ \t]*[\"']?(postgresql|postgis|mysql2|trilogy)", re.MULTILINE)
_RAILS_PORT = pattern(r"^[ \t]+port:[ \t]*(\d{1,5})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """A database at the host that stands at ``origin``, by the settings called ``name``, and the ports it may have."""

    name: str
    host: str
    ports: tuple[int, ...]
    origin: Origin


def told_databases(member: Member, files: Files) -> Iterator[Told]:
    """Those of one file of the settings, as far as nothing else may say otherwise."""
    process = member.listening.process
    if process is None or member.service.build is None:
        return
    inside = container(member.service, files)
    if not inside.variables.known:
        return
    if process.server in SERVERS:
        yield from _of_django(settings_texts(inside, process.words), inside)
    elif process.server in _OF_RUBY:
        yield from _of_rails(inside)
    elif process.words and str(process.words[0].value).endswith(("java", "/run-java.sh")):
        from toybox_lint.deployment.applications.spring_servers import of_spring

        yield from of_spring(inside)


def _of_django(texts: tuple[SourceFile, ...], inside: Container) -> Iterator[Told]:
    code = [blank_out(HASH, text.text) for text in texts]
    if sum(len(_NAMED.findall(text)) for text in code) != 1:
        return
    for file, text in zip(texts, code, strict=True):
        start = _DATABASES.search(text)
        block = _braced(text, start.end()) if start else ""
        hosts, engine, port = (
            list(_DJANGO_HOST.finditer(block)),
            _ENGINE.findall(block),
            _DJANGO_PORT.search(block),
        )
        if start is None or len(hosts) != 1 or len(engine) != 1:
            continue
        asked = hosts[0]["name"]
        if asked and any(map(_FROM_A_FILE.search, code)):
            continue
        ports = (number(port[1]),) if port else MYSQL if engine[0] == "mysql" else POSTGRES
        yield from told("DATABASES", file, hosts[0], start.end(), ports, inside)


def _braced(text: str, start: int) -> str:
    """What stands in the braces that open before ``start``."""
    end = closing_brace(text, start)
    return "" if end is None else text[start : end + 1]


def _of_rails(inside: Container) -> Iterator[Told]:
    stage, file = inside.variables.given("RAILS_ENV"), file_of(inside, "config/database.yml")
    if stage is None or stage.value != "production" or not isinstance(file, SourceFile):
        return
    text = f"{blank_out(HASH, file.text)}\n"
    production, usual = _PRODUCTION.search(text), _DEFAULT.search(text)
    if production is None or "DATABASE_URL" in text or inside.variables.given("DATABASE_URL"):
        return
    if "url:" in production[1] or _nested(production[1]):
        return
    own, other = _OF_RAILS.search(production[1]), usual if "<<: *default" in production[1] else None
    whole = production[1] + (other[1] if other else "")
    found = own or (_OF_RAILS.search(other[1]) if other else None)
    adapter, port = _ADAPTER.search(whole), _RAILS_PORT.search(whole)
    block = production if own or other is None else other
    if found is None or adapter is None:
        return
    ports = (number(port[1]),) if port else POSTGRES if adapter[1].startswith("postg") else MYSQL
    yield from told("database.yml", file, found, block.start(1), ports, inside)


def _nested(block: str) -> bool:
    """Whether there are several databases in it."""
    return _INNER.search(block) is not None


def told(
    name: str, file: SourceFile, match: re.Match[str], at: int, ports: tuple[int, ...], inside: Container
) -> Iterator[Told]:
    """The host as it is written, unless a variable that the service gives, or its image may, stands in its place."""
    asked = match["name"]
    if asked and (asked in inside.variables.values or not inside.variables.whole):
        return
    start, end = match.span("host")
    yield Told(name, match["host"], ports, whole_text(file).origin.part(at + start, at + end))
