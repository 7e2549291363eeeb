"""Which server a variable is about by its name, and on which ports that listens.

Source of the ports: the documentation of each program.
"""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.patterns import pattern, re

# What stands before HOST in the name of a variable, and the ports of what it names: of the first one that is there.
_SERVERS = {
    "PG": (5432,),
    "POSTGRES": (5432,),
    "POSTGRESQL": (5432,),
    "POSTGRESDB": (5432,),
    "MYSQL": (3306,),
    "MARIADB": (3306,),
    "DB": (5432, 3306),
    "DATABASE": (5432, 3306),
    "REDIS": (6379,),
    "MONGO": (27017,),
    "MONGODB": (27017,),
    "RABBITMQ": (5672,),
    "AMQP": (5672,),
    "MEMCACHED": (11211,),
    "ELASTICSEARCH": (9200,),
    "OPENSEARCH": (9200,),
    "INTERNAL": (0,),
    # Of phpMyAdmin, of what rests on CakePHP, of Zabbix' pages, of Selenium's nodes.
    "PMA": (3306,),
    "DATASOURCES_DEFAULT": (3306, 5432),
    "ZBX_SERVER": (10051,),
    "SE_EVENT_BUS": (4442,),
}
# What stands before URL, and its like, in the name of a variable that holds the address of such a server.
_WEB_SERVERS = {
    "OLLAMA": (11434,),
    "MEILI": (7700,),
    "MEILISEARCH": (7700,),
    "QDRANT": (6333,),
    "ELASTICSEARCH": (9200,),
    "OPENSEARCH": (9200,),
    "ELASTIC": (9200,),
    "GOTENBERG": (3000,),
    "TIKA": (9998,),
    "CLICKHOUSE": (8123,),
    "TEMPORAL": (7233,),
}
# What else takes the host of a database by its name alone; and of what measures, which Jaeger asks.
_ALONE = {"ADMINER_DEFAULT_SERVER": (3306, 5432), "PROMETHEUS_SERVER_URL": (9090,)}
_KAFKA = (9092,)
_NAME = pattern(rf"(?:\w+_)?({'|'.join(_SERVERS)})(?:_+(?:URL|CONNECTION))?_*HOST(?:NAME|S)?", re.IGNORECASE)
_WEB_NAME = pattern(
    rf"(?:\w+_)?({'|'.join(_WEB_SERVERS)})(?:_(?:API|BASE|SERVER))*_(?:URLS?|URI|ENDPOINT|ADDR(?:ESS)?)",
    re.IGNORECASE,
)
# The name of such a server alone, or with a word for where it is: of an address with its port.
_BARE_NAME = pattern(
    r"(?:\w+_)?(PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|REDIS|MONGO|MONGODB|RABBITMQ|MEMCACHED|ELASTICSEARCH)"
    r"(?:_(?:SERVERS?|NODES?|ADDR(?:ESS)?|ENDPOINT))?"
)
_OF_KAFKA = pattern(r"(?:\w+_)?(?:BOOTSTRAP_?SERVERS?|KAFKA_BROKERS?(?:_URL)?)", re.IGNORECASE)
# Addresses for people's browsers, which are not in the container.
_FOR_BROWSERS = pattern(r"PUBLIC|VITE|REACT_APP|EXTERNAL|BROWSER|CLIENT", re.IGNORECASE)
# And those by which an application knows itself, or the pages that it is called from.
_OF_ITSELF = pattern(
    r"ORIGIN|CORS|REDIRECT|CALLBACK|ADVERTISE|ALLOW|TRUST|DOMAIN|NEXTAUTH|FRONTEND|WEBAPP|ISSUER|REFERER"
    r"|AUTHORI[SZ]|KC_HOSTNAME|LOG(?:IN|OUT)_"
    r"|(?:\A|_)(?:BASE|ROOT|SITE|APP|WEB|UI|SELF|SERVER|INSTANCE|HOST)_?(?:UR[IL]|ADDRESS)\Z|\AUR[IL]\Z",
    re.IGNORECASE,
)


def is_for_others(name: str) -> bool:
    """Whether a variable of that name tells of neither what browsers ask nor the application itself."""
    return not _FOR_BROWSERS.search(name) and not _OF_ITSELF.search(name)


def holds_a_host(name: str) -> bool:
    """Whether a variable of that name has the host of a server, with or without its port."""
    return name in _ALONE or _NAME.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def ports_by_name(name: str) -> tuple[int, ...]:
    """The ports of the server whose host a variable of that name holds."""
    if name in _ALONE:
        return _ALONE[name]
    if found := _NAME.fullmatch(name):
        return _SERVERS[found[1].upper()]
    if _FOR_BROWSERS.search(name):
        return ()
    if found := _WEB_NAME.fullmatch(name):
        return _WEB_SERVERS[found[1].upper()]
    return _KAFKA if _OF_KAFKA.fullmatch(name) else ()


def ports_by_kind(name: str) -> tuple[int, ...]:
    """The ports of the server whose name the variable has."""
    found = _BARE_NAME.fullmatch(name.upper())
    return _SERVERS[found[1]] if found else ()


def web_server_of(name: str) -> str | None:
    """Which server the variable names, whose URL it holds: ``OLLAMA``."""
    found = _WEB_NAME.fullmatch(name)
    return found[1] if found else None
