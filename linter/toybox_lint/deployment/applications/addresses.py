"""Which servers an application is told to use in its environment, as far as it stands in a compose file.

Only what is written there in so many words is read. The hosts of an ``env_file`` may be secrets: rules do not name
them. Source of the ports: the documentation of each program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.server_names import (
    holds_a_host,
    is_for_others,
    ports_by_kind,
    ports_by_name,
)
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.namespaces import namespace
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, Span
from toybox_lint.typed import TypeAlias

Given: TypeAlias = "Mapping[str, Located[Text | None]]"
"""Variables with their values."""
# Those of drivers in SQLAlchemy, Django, Rails and Ecto, too, which may speak with either of two.
_SCHEMES = {
    "postgres": (5432,),
    "postgresql": (5432,),
    "postgis": (5432,),
    "psql": (5432,),
    "pg": (5432,),
    "pgsql": (5432,),
    "mysql": (3306,),
    "mysql2": (3306,),
    "mariadb": (3306,),
    "ecto": (5432, 3306),
    "redis": (6379,),
    "rediss": (6379,),
    "valkey": (6379,),
    "mongodb": (27017,),
    "amqp": (5672,),
    "memcached": (11211,),
    "nats": (4222,),
}
_WEB = frozenset({"http", "https"})
# Of these the port must be written.
_UNSAID = (0,)
# Variables with the address of a server, be it whichever.
_ADDRESS = pattern(r"(?:ADDR(?:ESS)?|ENDPOINT|TARGET|UPSTREAM|BACKEND|SERVICE|SERVER)\Z", re.IGNORECASE)
_BEFORE_HOST = pattern(r"(\w+_)HOST(?:NAME)?")
# What tests are told, which do not run there.
_FOR_TESTS = pattern(r"(?:\A|_)(?:TESTS?|TESTING|EXAMPLE)(?:_|\Z)", re.IGNORECASE)
_URL = pattern(
    r"(?:^|=|:\s+)[\"'\[]*(?:jdbc:|r2dbc:)?(?P<scheme>[a-z]+2?)(?:\+\w+)?://"
    # A variable may have a text with blanks behind its name.
    r"(?:(?:\$\{[^{}]*\}|\$(?!\{)|[^@/\s$])*@)?"
    r"(?P<host>[A-Za-z0-9._-]+)(?::(?P<port>\d+))?(?=[/?\"']|\Z)"
)
# StackExchange.Redis has its options behind a comma.
_HOST = pattern(
    r"(?:^|=|:\s+)[\"']?(?P<host>[A-Za-z0-9._-]+)(?::(?P<port>\d+))?(?:,\s*[A-Za-z]+=\S*)?[\"']?\Z"
)
# The words of drivers for .NET, of which the second ones tell that it is a database.
_IN_WORDS = pattern(
    r"(?:[=;\"']|\A|:\s)\s*+(?:Host|Server|Data Source)\s*=\s*(?:tcp:)?(?P<host>[A-Za-z0-9._-]+)"
    r"(?:[,:](?P<port>\d+))?\s*;",
    re.IGNORECASE,
)
# The text by which Go's driver for MySQL is told.
_OF_GO = pattern(r"@tcp\((?P<host>[A-Za-z0-9._-]+)(?::(?P<port>\d+))?\)/")
# And that of libpq, which programs in Go, Rust and Python have, too.
_OF_LIBPQ = pattern(
    r"(?:\A|[\s=:\"'])host=(?P<host>[A-Za-z0-9._-]+)(?:\s+port=(?P<port>\d+))?(?=[\s\"']|\Z)", re.IGNORECASE
)
_OF_A_DATABASE = pattern(r";\s*(?:Database|Initial Catalog)\s*=", re.IGNORECASE)
_DATABASES, _OF_MYSQL, _OF_POSTGRES = (5432, 3306, 1433), (3306,), (5432,)
# Images whose settings files are read.
_HAS_SETTINGS = pattern(r"synapse|authelia")
NGINX = pattern(r"\A(?:docker\.io/)?(?:library/)?(?:nginx|nginxinc/nginx-unprivileged)(?=[:@]|\Z)")
LOOPBACK = pattern(r"localhost|127(\.\d+){3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """``host`` and port that the variable ``name`` of ``member`` holds; ``origin`` is the host's place.

    ``ports`` are those that it may mean, by its name; ``guessed``: nothing but the URL says that it is asked for.
    ``own``: it stands in a file of the application itself, and ``name`` is what it is called there.
    ``usual`` are the ports of what its name, or the URL, tells that it is. ``apart``: another variable says the port.
    """

    member: Member
    name: str
    host: str
    ports: tuple[int, ...]
    origin: Origin
    guessed: bool = False
    own: bool = False
    usual: tuple[int, ...] = ()
    apart: bool = False

    @property
    def written(self) -> bool:
        """Whether it stands in a file of the project itself, or of the application, and not in one of variables."""
        return self.own or self.origin.file in self.member.project.files

    def edit(self, host: str) -> Edit:
        """Name another host."""
        return Edit(self.origin.file, self.origin.span, host)


@remembered
def told_addresses(deployment: Deployment) -> tuple[tuple[Address, ...], ...]:
    """The addresses that running services on networks of their own are told; those together that stand at one place."""
    members = deployment.members
    running = (each for each in members if each.runs is True and namespace(each, members) is each)
    return tuple(map(tuple, _by_place(running, deployment.files)))


def told_variables(member: Member, files: Files) -> Given:
    """The variables of a service, and those of its program's own file, which count less."""
    base = member.listening.base
    if base is None or not isinstance(base.value, str) or "php" not in base.value:
        return member.service.environment
    from toybox_lint.deployment.applications.dotenv import with_own_file

    return with_own_file(member, files)


def _by_place(members: Iterable[Member], files: Files) -> Iterable[list[Address]]:
    """The addresses of services, those together that stand at one place: it is for some of them, and given to all."""
    found: dict[tuple[int, Span], list[Address]] = {}
    for member in members:
        for address in (*_addresses(member, files), *_of_its_own(member, files)):
            if _is_not_for(member, address):
                continue
            found.setdefault((id(address.origin.file), address.origin.span), []).append(address)
    return found.values()


def _is_not_for(member: Member, address: Address) -> bool:
    """Whether it only came along with a file of variables that several have, into what asks for no such server.

    What Caddy asks for stands in its Caddyfile.
    """
    if address.own:
        return False
    from toybox_lint.deployment.caddies.stock import rests_on_stock
    from toybox_lint.deployment.inbound.exposed import is_datastore

    return rests_on_stock(member) or (is_datastore(member) and not address.written)


def _addresses(member: Member, files: Files) -> Iterator[Address]:
    variables = told_variables(member, files)
    for name, value in variables.items():
        origin = value.origin
        own = origin.file in member.project.files
        text = origin.text
        if text == name != value.value:  # passed on from elsewhere: a list item without a value
            continue
        if ";" in text and _OF_A_DATABASE.search(text):
            yield from _in_words(member, name, origin, _IN_WORDS, _DATABASES)
            continue
        if "@tcp(" in text:
            yield from _in_words(member, name, origin, _OF_GO, _OF_MYSQL)
            continue
        if "host=" in text and "dbname=" in text:
            yield from _in_words(member, name, origin, _OF_LIBPQ, _OF_POSTGRES)
            continue
        named = _server(name, text, variables) if own or origin.exact else None
        if named is None or _FOR_TESTS.search(name):
            continue
        match, ports, guessed, plain = named
        if guessed and LOOPBACK.fullmatch(match["host"]):
            continue
        if not match["port"] and not guessed and not holds_a_host(name) and plain:
            continue
        if ports == _UNSAID and (not match["port"] or LOOPBACK.fullmatch(match["host"])):
            continue
        start = origin.span.start
        place = Origin(origin.file, Span(start + match.start("host"), start + match.end("host")))
        usual = () if guessed else ports
        ports = (number(match["port"]),) if match["port"] else ports
        yield Address(
            member, name, match["host"], ports, place, guessed, usual=usual, apart=not match["port"]
        )


def _server(
    name: str, text: str, variables: Given
) -> tuple[re.Match[str], tuple[int, ...], bool, bool] | None:
    """The place of a server, the ports that it has by its name, whether it is guessed, and asked without a scheme."""
    match = _URL.search(text) if "://" in text else None
    plain = match is None or match["scheme"] in _WEB
    ports = ports_by_name(name) if plain or match is None else _SCHEMES.get(match["scheme"], ())
    if match is None and not ports and ":" in text:
        ports = ports_by_kind(name)
    guessed = match is not None and not ports and _is_asked(name, match)
    if guessed and match is not None:
        ports = (number(match["port"]),)
    match = match or (_HOST.search(text) if ports else None)
    found = _HOST.search(text) if match is None and _ADDRESS.search(name) else None
    if found is not None and _is_asked(name, found):
        match, guessed, ports = found, True, (number(found["port"]),)
    elif match is None and "HOST" in name:
        beside = _port_beside(name, variables)
        match = _HOST.search(text) if beside else None
        guessed, ports = True, (beside,) if beside else ()
    return (match, ports, guessed, plain) if match is not None and ports else None


def _in_words(
    member: Member, name: str, origin: Origin, words: re.Pattern[str], usual: tuple[int, ...]
) -> Iterator[Address]:
    """The host of a connection string."""
    found = words.search(origin.text)
    if found is None or not (origin.file in member.project.files or origin.exact) or _FOR_TESTS.search(name):
        return
    start = origin.span.start
    place = Origin(origin.file, Span(start + found.start("host"), start + found.end("host")))
    ports = (number(found["port"]),) if found["port"] else usual
    yield Address(member, name, found["host"], ports, place, usual=usual)


def _of_its_own(member: Member, files: Files) -> Iterator[Address]:
    """Those that the application's own files say, or the settings file of its image."""
    base = str(member.listening.base.value if member.listening.base else "")
    if NGINX.search(base):
        from toybox_lint.deployment.applications.proxied_hosts import told_by_nginx as told_by_files
    elif "haproxy" in base or "httpd" in base or "kong" in base:
        from toybox_lint.deployment.applications.forwarding import told_to_forward as told_by_files
    elif member.service.build is not None:
        from toybox_lint.deployment.applications.own_settings import told_databases as told_by_files
    elif member.service.mounts and _HAS_SETTINGS.search(
        str(member.service.image.value if member.service.image else "")
    ):
        from toybox_lint.deployment.applications.image_settings import told_by_settings as told_by_files
    else:
        return
    for told in told_by_files(member, files):
        yield Address(member, told.name, told.host, told.ports, told.origin, own=True)


def _is_asked(name: str, url: re.Match[str]) -> bool:
    """Whether a program rather asks for it than people: a name of one word, with its port."""
    inside = "." not in url["host"] and not LOOPBACK.fullmatch(url["host"]) and bool(url["port"])
    return inside and is_for_others(name)


def _port_beside(name: str, variables: Given) -> int | None:
    """What ``QUEUE_PORT`` says beside a ``QUEUE_HOST`` of which nothing else is known."""
    beside = _BEFORE_HOST.fullmatch(name)
    if beside is None or not is_for_others(name):
        return None
    port = variables.get(f"{beside[1]}PORT")
    return (
        number(port.value)
        if port is not None and isinstance(port.value, str) and port.value.isdecimal()
        else None
    )
