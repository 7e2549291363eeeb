"""What the variables of a service say of a login, be it in one text or in several.

Sources: the drivers' documentation of their URLs and words; that of Go's driver for MySQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.deployment.applications.addresses import Given
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, dataclass
from toybox_lint.source import Origin

URL = pattern(
    r"(?:\w+:)*?(?P<scheme>[a-z]+\d?(?:\+srv)?)(?:\+\w+)?://(?:(?P<user>[^:@/\s]*)(?::(?P<password>[^@/\s]*))?@)?"
    r"(?P<host>[\w.-]+)(?::\d+)?(?:/(?P<path>[^?\s]*))?(?P<query>\?\S*)?"
)
# The words of drivers for .NET.
HOST_WORD = pattern(r"(?:\A|;) *(?:Host|Server|Data Source) *= *(?:tcp:)?(?P<host>[\w.-]+)", re.IGNORECASE)
USER_WORD = pattern(r"; *(?:User ?(?:Id|Name)?|Uid) *= *(?P<user>[^;\s\"'][^;\"']*)(?:;|\Z)", re.IGNORECASE)
_PASSWORD_WORD = pattern(r"; *(?:Password|Pwd) *= *(?P<password>[^;\s\"'][^;\"']*)(?:;|\Z)", re.IGNORECASE)
# The text by which Go's driver for MySQL is told, in which nothing is encoded.
OF_GO = pattern(
    r"(?:mysql://)?(?P<user>[^:@/\s]+)(?::(?P<password>[^@/\s]*))?@tcp\((?P<host>[\w.-]+)(?::\d+)?\)/(?P<path>[\w-]*)"
    r"(?:\?\S*)?"
)
HOST = pattern(r"(?P<host>[\w.-]+)(?::\d+)?")
# What a variable ends in that says where a server is, and those beside it that say who logs in.
PLACE = pattern(
    r"(?P<before>\w+?)(?:JDBC_)?(?:(?:URL_)?HOST(?:NAME)?|SERVER|ADDR(?:ESS)?|URL|URI)", re.IGNORECASE
)
USERS = ("USER", "USERNAME", "USER_NAME", "LOGIN")
PASSWORDS = ("PASSWORD", "PASS", "PASSWD", "PWD")
# What a program puts something else in place of.
_FILLED_IN = pattern(r"\$[({\w]|\{\{|\A(?:file|env|vault|secret):|\A/run/|\A<")


def filled_in(text: str) -> bool:
    """Whether a program puts something else in place of a value."""
    return _FILLED_IN.search(text) is not None


class Part(NamedTuple):
    """A part of a login, and the variable that gives it."""

    text: str
    variable: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class ToldLogin:
    """What variables say of a login. ``scheme`` is that of ``url``; ``elsewhere``: it asks a database of its own."""

    host: str
    scheme: str | None
    user: Part
    password: Part | None
    elsewhere: bool = False
    url: Part | None = None


def told_logins(variables: Given) -> Iterator[ToldLogin]:
    """The logins that a service's variables say in full."""
    texts = {
        name: Part(value.value, name, value.origin)
        for name, value in variables.items()
        if isinstance(value.value, str) and value.value
    }
    for part in texts.values():
        url = URL.fullmatch(part.text) if "://" in part.text else None
        if "@tcp(" in part.text:
            if told := OF_GO.fullmatch(part.text):
                given = told["password"]
                # What is no text of the driver's is read as a URL by who takes it apart.
                given = decoded(given) if given and "://" in part.text else given
                secret = part._replace(text=given) if given else None
                yield ToldLogin(told["host"], "mysql", part._replace(text=told["user"]), secret)
        elif url and url["user"]:
            user, password = decoded(url["user"]), decoded(url["password"] or "")
            yield ToldLogin(
                url["host"],
                url["scheme"],
                part._replace(text=user),
                part._replace(text=password) if password else None,
                _is_elsewhere(url),
                part,
            )
        elif ";" in part.text:
            yield from _in_words(part)
        elif (found := url or HOST.fullmatch(part.text)) and "user=" not in part.text:
            yield from _beside(part, found["host"], url["scheme"] if url else None, texts)


def _is_elsewhere(url: re.Match[str]) -> bool:
    """Whether a URL of MongoDB asks another database for its user than the one in which the image makes it."""
    path, query = url["path"] or "", url["query"] or ""
    return url["scheme"] == "mongodb" and path not in ("", "admin") and "authsource" not in query.lower()


def decoded(text: str) -> str:
    """A part of a URL as it is meant."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def _in_words(part: Part) -> Iterator[ToldLogin]:
    host, user = HOST_WORD.search(part.text), USER_WORD.search(part.text)
    password = _PASSWORD_WORD.search(part.text)
    if host and user and password:
        secret = part._replace(text=password["password"].strip())
        yield ToldLogin(host["host"], None, part._replace(text=user["user"].strip()), secret)


def _beside(part: Part, host: str, scheme: str | None, texts: Mapping[str, Part]) -> Iterator[ToldLogin]:
    """A host, with the user and the password in variables that begin as that of the host does."""
    name = part.variable
    found = PLACE.fullmatch(name)
    before = found["before"] if found else ""
    style = str.lower if name.islower() else str
    user = next((texts[at] for each in USERS if (at := before + style(each)) in texts), None)
    password = next((texts[at] for each in PASSWORDS if (at := before + style(each)) in texts), None)
    if found and user and password:
        yield ToldLogin(host, scheme, user, password, url=part if scheme else None)
