"""Which servers a program of Spring Boot is told to use by the settings that it is built with.

Source: Spring Boot's reference of ``spring.datasource.url``, ``spring.rabbitmq.host`` and ``spring.data.redis.host``:
what a profile says counts more, and a variable of the same name most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.applications.own_settings import HASH, MYSQL, POSTGRES, Told, told
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.source import blank_out

_JDBC = pattern(
    r"jdbc:(?P<kind>postgresql|mysql|mariadb)://(?:\$\{(?P<name>\w+):)?(?P<host>[\w.-]+)\}?"
    r"(?::(?:\$\{\w+:)?(?P<port>\d{1,5})\}?)?/"
)
# In a file of YAML, and in one of properties.
_VALUE = r"[ \t]*[\"']?(?:\$\{(?P<name>\w+):)?(?P<host>[A-Za-z][\w.-]*)\}?[\"']?[ \t]*$"
_HOSTS = (
    pattern(
        rf"^([ \t]+)(?P<kind>rabbitmq|redis):[ \t]*\n(?:\1[ \t]+(?![ \t]|host:)[^\n]*\n)*\1[ \t]+host:{_VALUE}",
        re.MULTILINE,
    ),
    pattern(rf"^spring\.(?:data\.)?(?P<kind>rabbitmq|redis)\.host[ \t]*[=:]{_VALUE}", re.MULTILINE),
)
# By what is in the names of variables that count more.
_OF_SPRING = {"DATASOURCE": (_JDBC,), "RABBITMQ": _HOSTS, "REDIS": _HOSTS}
_NAMED_IN_SPRING = {
    "DATASOURCE": "spring.datasource.url",
    "RABBITMQ": "spring.rabbitmq.host",
    "REDIS": "spring.data.redis.host",
}
_USUAL_PORTS = {
    "postgresql": POSTGRES,
    "mysql": MYSQL,
    "mariadb": MYSQL,
    "rabbitmq": (5672,),
    "redis": (6379,),
}
# Which count more than a host; what gives settings from outside.
_IN_PLACE = pattern(r"\b(?:sentinel|cluster|addresses)\b|(?:rediss?|amqps?)://")
_OPTIONS = pattern(r"JSON|_OPT(?:ION)?S")
_SETTING = pattern(r"(?:--|-D)spring\.")
_OF_SETTINGS = pattern(r"/(?:config/?\Z|application[^/]*\Z)")
_NO_ADDRESS = ("_USER", "_USERNAME", "_PASSWORD", "_VIRTUAL_HOST", "_DATABASE")


def of_spring(inside: Container) -> Iterator[Told]:
    """Those of its settings, as far as nothing else may say otherwise."""
    from toybox_lint.deployment.listening.sources.spring import chosen_settings

    files = chosen_settings(inside)
    if any(_OPTIONS.search(name) for name in inside.variables.values) or any(
        "config.import" in file.text or "import:" in file.text for file in files
    ):
        return
    if files and (
        any(_SETTING.search(text) for text in started_texts(inside))
        or any(_OF_SETTINGS.search(str(mount.target)) for mount in inside.service.mounts)
    ):
        return
    codes = [(file, blank_out(HASH, file.text)) for file in files]
    for kind, expressions in _OF_SPRING.items():
        if any(_says_otherwise(name, kind) for name in inside.variables.values):
            continue
        if expressions is _HOSTS and any(_IN_PLACE.search(code) for _, code in codes):
            continue
        # Those of a profile come last, and count more.
        said = [(file, list(_matches(code, kind, expressions))) for file, code in codes]
        file, found = next(((file, each) for file, each in reversed(said) if each), (None, []))
        if file is None or len(found) != 1:
            continue
        match = found[0]
        groups = match.groupdict()
        ports = (number(groups["port"]),) if groups.get("port") else _USUAL_PORTS[match["kind"]]
        yield from told(_NAMED_IN_SPRING[kind], file, match, 0, ports, inside)


def _says_otherwise(name: str, kind: str) -> bool:
    """Whether a variable may give another address of that kind."""
    return kind in name and not name.endswith(_NO_ADDRESS) and "_HIKARI_" not in name


def _matches(code: str, kind: str, expressions: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """The addresses of that kind in a file."""
    for each in expressions:
        yield from (match for match in each.finditer(code) if each is _JDBC or match["kind"] == kind.lower())
