"""Whether a well-known image listens where it does by itself: nothing that moves its ports is changed of it."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import KnownImage
from toybox_lint.deployment.listening.images.with_tls import CONFIGURATION, OF_A_COMMAND
from toybox_lint.facts import Unknown
from toybox_lint.files import overlap
from toybox_lint.patterns import pattern, re

# Variables that may move a port by their names, and those among them that are about another server, or about what
# is seen from outside; words that move one in the arguments of a program.
_TELLING = pattern(
    r"(?<!SUP)(?<!EX)(?<!IM)(?<!RE)(?<!TRANS)PORT|EXPORTER|LISTEN|BIND|ADDR|SOCK|CONFIG|SERVER_NAME|ENABLE_TLS|KESTREL"
    r"|APPLICATION_JSON|\bURLS$|_URLS$|_PARAMS|_ARGS|(?<!JAVA)_OPTS?(?:_|$)|(?<!NODE)_OPTIONS$",
    re.IGNORECASE,
)
_OF_ANOTHER = pattern(
    r"(?:\A|_)(?:(?:SMTP|E?MAIL|MAILER|DB|DATABASE|POSTGRES(?:QL|DB)?|MYSQL(?:DB)?|MARIADB|REDIS|VALKEY|MONGO(?:DB)?"
    r"|LDAP|AMQP|RABBITMQ|MEMCACHED|ELASTICSEARCH|CLICKHOUSE|PMA)_{0,2}"
    r"(?:(?:HOST|SERVER|URL|OPTIONS|CONNECTION)_{1,2})?(?:PORT|ADDR(?:ESS)?|SOCKET)"
    r"|FROM_ADDRESS|EXTERNAL_?PORT|URL_ADDPORT)\Z",
    re.IGNORECASE,
)
_MOVING_OPTION = pattern(r"(?:\A|\s)-\S*port\b", re.IGNORECASE)
_MOVING = pattern(r"-\S*(?:port|listen|bind|addr|sock|conf|http)|-[a-z](?:\d|\Z)", re.IGNORECASE)
# Where images keep what they serve, and what a Dockerfile runs that moves no port.
_CONTENT = pattern(r"/(var/www|srv|usr/share/(nginx|caddy)|usr/local/apache2/htdocs|app|data)(/|\Z)")
_HARMLESS = pattern(
    r"(docker-php-ext-(install|enable|configure)|apt-get( -y)? (update|install)|apk add|pecl install|composer install"
    r"|a2enmod (rewrite|headers)|chown|chmod|mkdir)\b[^;|<>`$&]*"
)
# What a program shows, and no settings of its server (the manual of Grafana, "Provision Grafana").
_OF_CONTENT = ("/etc/grafana/provisioning",)


def is_unchanged(inside: Container, entry: KnownImage, moved: bool) -> bool:
    """Whether neither how it is started, what is put into it nor what it is told moves its ports.

    ``moved``: one of its own variables named a port.
    """
    return (
        (_starts_by_itself(inside) or _starts_the_same(inside, entry))
        and _as_it_came(inside)
        and not _changed(inside, entry, moved)
        and not any(touches(inside, each) for each in entry.settings)
    )


def touches(inside: Container, folder: str) -> bool:
    """Whether a mount or a copy puts anything into ``folder`` or over it, or a ``RUN`` speaks of it."""
    places = [mount.target for mount in inside.service.mounts]
    places += [copy.target for copy in inside.built.copies] if inside.built else []
    runs = inside.built.runs if inside.built else []
    return any(folder in run for run in runs) or any(
        isinstance(place, Unknown) or overlap(place, folder) for place in places
    )


def _starts_by_itself(inside: Container) -> bool:
    """Whether nothing is said of how the image is started."""
    service, built = inside.service, inside.built
    own = built.entrypoint or built.command if built else ()
    return service.command is None and service.entrypoint is None and not own


def _starts_the_same(inside: Container, entry: KnownImage) -> bool:
    """Whether the service's command only starts what the image is known for, and its arguments move no port."""
    service = inside.service
    if service.build or service.entrypoint or not service.command:
        return False
    words = [word.value for word in service.command.words]
    return any(_begins(words, known) and not _moves(words[len(known) :]) for known in entry.commands)


def _begins(words: list[Text], known: tuple[str, ...]) -> bool:
    """Whether a command starts with ``known``, where an option may have its value after ``=``."""
    return len(words) >= len(known) and all(
        isinstance(word, str) and (word == start or word.startswith(f"{start}="))
        for word, start in zip(words, known, strict=False)
    )


def _moves(arguments: list[Text]) -> bool:
    return any(isinstance(word, Unknown) or _MOVING.match(word) for word in arguments)


def _as_it_came(inside: Container) -> bool:
    """Whether nothing is built on the image, or only what it serves is put into it."""
    if inside.service.build is None:
        return True
    built = inside.built
    return (
        built is not None
        and all(isinstance(copy.target, str) and _CONTENT.match(copy.target) for copy in built.copies)
        and all(_HARMLESS.fullmatch(part.strip()) for run in built.runs for part in run.split("&&"))
    )


def _changed(inside: Container, entry: KnownImage, moved: bool) -> bool:
    """Whether the service gives anything that may move the image's ports, besides the variables it is known to read.

    ``moved``: one of those named a port.
    """
    given = inside.variables.values
    read = {*entry.variables, *(name for _, name in entry.others)}
    others = [name for name in given if name not in read and not _OF_ANOTHER.search(name)]
    if not inside.variables.known or any(_TELLING.search(name) or name in entry.opening for name in others):
        return True
    if any(_names_a_place(given[name].value) for name in entry.variables if name in given) and not moved:
        return True
    if any(_holds_options(name, value.value) for name, value in given.items()):
        return True
    return any(
        isinstance(mount.target, Unknown)
        or (bool(CONFIGURATION.search(mount.target)) and not mount.target.startswith(_OF_CONTENT))
        for mount in inside.service.mounts
    )


def _holds_options(name: str, value: Text) -> bool:
    """Whether a variable of any name gives a program an option that moves its port, or may do so."""
    if isinstance(value, Unknown):
        return bool(OF_A_COMMAND.search(name))
    return bool(_MOVING_OPTION.search(value))


def _names_a_place(value: Text) -> bool:
    """Whether a value that names no port is more than a host: an URL has a default port, a path is a socket."""
    return isinstance(value, Unknown) or "/" in value
