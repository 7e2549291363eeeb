"""Servers that end at their start, because of a setting that they do not take, or a file that is not there.

Sources: MinIO's check of its credentials (a user of 3 characters, a password of 8); Meilisearch's of its master key (16
bytes in production); Microsoft's documentation of the image of SQL Server (``ACCEPT_EULA``, and a password of 8
characters of three kinds); OAuth2 Proxy's ``SecretBytes`` (16, 24 or 32 bytes, as they are or in Base64);
``libredis.sh`` and ``libvalkey.sh`` of Bitnami's images; the images of Prometheus, Alertmanager, Redis, Valkey and
Kong, of which the first two bring a file at one path alone, and the others none. The documentation of JDBC, of Spring
Boot's ``spring.datasource.url``, of Quarkus and of Keycloak: the URL of a database begins with ``jdbc:``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.databases.engines import begins_empty, given, hidden
from toybox_lint.deployment.databases.told_logins import filled_in
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple, dataclass
from toybox_lint.source import Located, Origin

_KINDS = (pattern(r"[A-Z]"), pattern(r"[a-z]"), pattern(r"\d"), pattern(r"[^A-Za-z\d]"))
_LEAST_KINDS, _LEAST_OF_SQL_SERVER, _LEAST_OF_MINIO, _LEAST_OF_MEILISEARCH = 3, 8, 8, 16
_LEAST_OF_USERS = 3
_OF_AES = (16, 24, 32)
_OF_JDBC = ("SPRING_DATASOURCE_URL", "QUARKUS_DATASOURCE_JDBC_URL", "KC_DB_URL")
_WITHOUT_JDBC = pattern(r"(?:postgres(?:ql)?|mysql|mariadb|sqlserver|oracle)://?")
_BASE64 = pattern(r"[\w-]+=*")


@dataclass(frozen=True, slots=True, eq=False)
class RefusedSetting:
    """What ends ``member`` at its start, at ``origin``: ``reason`` is a clause without any value."""

    member: Member
    origin: Origin
    reason: str
    help: str


class _Refusal(NamedTuple):
    origin: Origin
    reason: str
    help: str


def refused_settings(deployment: Deployment) -> Iterator[RefusedSetting]:
    """Every server that runs as its image comes, and cannot start; and programs in Java whose database has no URL."""
    for member in deployment.members:
        if member.runs is False:
            continue
        found = _jdbc(member, deployment.files) or (
            _of_its_image(member) if _is_as_it_comes(member.service) else None
        )
        if found is not None:
            yield RefusedSetting(member, found.origin, found.reason, found.help)


def _of_its_image(member: Member) -> _Refusal | None:
    name = named(member.service.image)
    check = _CHECKS.get(reference(name).path) if name else None
    if check is not None:
        return check(member)
    if member.service.config.get("read_only") is not True:
        return None
    from toybox_lint.deployment.applications.unwritable import unwritable

    found = unwritable(member)
    if found is None:
        return None
    reason = f"it writes in {found[1]}, which is read_only"
    return _Refusal(found[0], reason, f"give it memory there: tmpfs: [{found[1]}]")


def _is_as_it_comes(service: Service) -> bool:
    """Whether only the image's own entrypoint comes before the server: no script that gives it more."""
    return service.build is None and service.entrypoint is None and "volumes_from" not in service.config


def _text(service: Service, *names: str) -> tuple[str, Located[Text | None], str] | None:
    """The first of several variables that is given in so many words."""
    for name in names:
        value = service.environment.get(name)
        if value is not None and isinstance(value.value, str) and value.value and not filled_in(value.value):
            return name, value, value.value
    return None


def _jdbc(member: Member, files: Files) -> _Refusal | None:
    found = _text(member.service, *_OF_JDBC)
    if found is None or not _WITHOUT_JDBC.match(found[2]):
        return None
    if any("jdbc:" in each for each in started_texts(container(member.service, files))):
        return None  # It may be put before it there.
    reason = f"{found[0]} is no URL of JDBC, which begins with jdbc:"
    return _Refusal(
        hidden(found[1].origin), reason, "write jdbc: before it, and user and password on their own"
    )


def _minio(member: Member) -> _Refusal | None:
    for name, least in (("MINIO_ROOT_USER", _LEAST_OF_USERS), ("MINIO_ROOT_PASSWORD", _LEAST_OF_MINIO)):
        found = _text(member.service, name)
        if found and len(found[2]) < least:
            reason = f"{name} must have at least {least} characters"
            return _Refusal(hidden(found[1].origin), reason, "give it a longer one")
    return None


def _meilisearch(member: Member) -> _Refusal | None:
    service = member.service
    # Before 1.0 any key was taken; what the command says comes before the variables.
    old = service.image is not None and ":v0." in str(service.image.value)
    if old or _is_told(service, "env", "master-key"):
        return None
    stage, key = _text(service, "MEILI_ENV"), _text(service, "MEILI_MASTER_KEY")
    if stage and stage[2] == "production" and key and len(key[2].encode()) < _LEAST_OF_MEILISEARCH:
        reason = f"in production MEILI_MASTER_KEY must have at least {_LEAST_OF_MEILISEARCH} bytes"
        return _Refusal(hidden(key[1].origin), reason, "give it a longer one")
    return None


def _sql_server(member: Member) -> _Refusal | None:
    service, names = member.service, ("MSSQL_SA_PASSWORD", "SA_PASSWORD")
    secret = _text(service, *names)
    if secret and begins_empty(member):
        kinds = sum(each.search(secret[2]) is not None for each in _KINDS)
        if len(secret[2]) < _LEAST_OF_SQL_SERVER or kinds < _LEAST_KINDS:
            reason = (
                f"{secret[0]} must have 8 characters, and three of: upper case, lower case, digits, others"
            )
            return _Refusal(hidden(secret[1].origin), reason, "give it a stronger one")
    # Who gives nothing at all keeps it elsewhere.
    own = any(str(mount.target).endswith("/mssql.conf") for mount in service.mounts)
    told = service.environment_known and not own and any(given(service, name) for name in names)
    if told and service.environment.get("ACCEPT_EULA") is None:
        place = service.image.origin if service.image else service.origin
        return _Refusal(
            place, "SQL Server wants ACCEPT_EULA", "give it ACCEPT_EULA: Y, if you accept the terms"
        )
    return None


def _oauth2_proxy(member: Member) -> _Refusal | None:
    found = _text(member.service, "OAUTH2_PROXY_COOKIE_SECRET")
    if found is None or len(found[2].encode()) in _OF_AES or _decoded_length(found[2]) in _OF_AES:
        return None
    if _is_told(member.service, "cookie-secret", "cookie-secret-file"):
        return None
    reason = "OAUTH2_PROXY_COOKIE_SECRET must have 16, 24 or 32 bytes"
    return _Refusal(
        hidden(found[1].origin), reason, "make one with: openssl rand -base64 32 | tr -- '+/' '-_'"
    )


def _decoded_length(text: str) -> int:
    """How many bytes a text has in Base64 for URLs; none where it is something else."""
    letters = text.rstrip("=")
    return len(letters) * 3 // 4 if _BASE64.fullmatch(text) and len(letters) % 4 != 1 else 0


def _words(service: Service) -> tuple[Located[Text], ...]:
    return service.command.words if service.command else ()


def _told_file(service: Service, option: str) -> Located[Text] | None:
    """The path that an option gives, with the place of the word that has it."""
    words = _words(service)
    for number, word in enumerate(words):
        if not isinstance(word.value, str):
            continue
        name, sign, value = word.value.partition("=")
        if name.lstrip("-") == option and sign:
            return Located(value, word.origin)
        if name.lstrip("-") == option and number + 1 < len(words):
            return words[number + 1]
    return None


def _is_told(service: Service, *options: str) -> bool:
    """Whether a command has one of several options, or words that nobody knows."""
    words = [word.value for word in _words(service)]
    names = [word.partition("=")[0].lstrip("-") if isinstance(word, str) else None for word in words]
    return None in names or any(each in names for each in options)


def _lacking(member: Member, path: Located[Text] | None, *, brought: str = "") -> _Refusal | None:
    """A file that the command names, and that no image, mount or config brings."""
    if (
        path is None
        or not isinstance(path.value, str)
        or not path.value.startswith("/")
        or path.value == brought
    ):
        return None
    if mount_over(member.service.mounts, path.value) is not None or filled_in(path.value):
        return None
    reason = "nothing is mounted where it looks for its settings, and its image has no such file"
    return _Refusal(path.origin, reason, "mount the file at this path, or name the one that is mounted")


def _prometheus(member: Member) -> _Refusal | None:
    return _lacking(
        member, _told_file(member.service, "config.file"), brought="/etc/prometheus/prometheus.yml"
    )


def _alertmanager(member: Member) -> _Refusal | None:
    path = _told_file(member.service, "config.file")
    return _lacking(member, path, brought="/etc/alertmanager/alertmanager.yml")


def _redis(member: Member) -> _Refusal | None:
    words = [word for word in _words(member.service) if isinstance(word.value, str)]
    starts = len(words) > 1 and words[0].value in ("redis-server", "valkey-server")
    file = next((word for word in words[1:2] if starts and str(word.value).endswith(".conf")), None)
    return _lacking(member, file)


def _kong(member: Member) -> _Refusal | None:
    stored, found = (_text(member.service, f"KONG_{name}") for name in ("DATABASE", "DECLARATIVE_CONFIG"))
    if stored is None or stored[2] != "off":
        return None
    return _lacking(member, Located(found[2], hidden(found[1].origin))) if found else None


def _bitnami(member: Member) -> _Refusal | None:
    """Redis and Valkey of Bitnami, which are given no password, and are not told that none is meant."""
    service = member.service
    image = service.image
    name = "VALKEY_PASSWORD" if "valkey" in str(image.value if image else "") else "REDIS_PASSWORD"
    told = (name, f"{name}_FILE", "ALLOW_EMPTY_PASSWORD")
    if image is None or service.command is not None or not service.environment_known:
        return None
    if any(given(service, each) for each in told) or any(
        str(mount.target).startswith("/opt/bitnami") for mount in service.mounts
    ):
        return None
    reason = f"the image wants {name}, or ALLOW_EMPTY_PASSWORD: yes"
    return _Refusal(image.origin, reason, f"give it {name}, and the same to who uses it")


_CHECKS: dict[str, Callable[[Member], _Refusal | None]] = {
    "minio/minio": _minio,
    "getmeili/meilisearch": _meilisearch,
    "mssql/server": _sql_server,
    "oauth2-proxy/oauth2-proxy": _oauth2_proxy,
    "prom/prometheus": _prometheus,
    "prom/alertmanager": _alertmanager,
    "redis": _redis,
    "valkey/valkey": _redis,
    "kong": _kong,
    **dict.fromkeys(
        ("bitnami/redis", "bitnami/valkey", "bitnamilegacy/redis", "bitnamilegacy/valkey"), _bitnami
    ),
}
