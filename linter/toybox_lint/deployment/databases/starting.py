"""Databases whose container ends at its start, because of what the service gives it.

Sources: the images' ``docker-entrypoint.sh`` (see ``engines``); docker-library/postgres's change 1259 for release 18;
MySQL's release notes of 8.4.0, by which ``default_authentication_plugin`` is gone, and of 9.0.0, by which
``mysql_native_password`` is.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.databases.engines import (
    Engine,
    engine_of,
    given,
    hidden,
    is_its_own,
    release,
)
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

# Since this release the image keeps its data in a folder of its own below this one.
_MOVED, _OLD_DATA, _DATA = (18,), "/var/lib/postgresql/data", "/var/lib/postgresql"
# Before this release images are still in use that want no password.
_WANTS_PASSWORD = (13,)
_PLUGIN = pattern(r"--default[-_]authentication[-_]plugin(?:=.*)?")
_NATIVE = pattern(r"--mysql[-_]native[-_]password(?:=.*)?")
_WITHOUT_PLUGIN, _WITHOUT_NATIVE, _ON = (8, 4), (9,), "--mysql-native-password=ON"


@dataclass(frozen=True, slots=True, eq=False)
class FailingDatabase:
    """A database that ends at its start, and why: ``reason`` is a clause. ``edit`` mends it."""

    member: Member
    origin: Origin
    reason: str
    help: str
    edit: Edit | None = None


def failing_databases(deployment: Deployment) -> Iterator[FailingDatabase]:
    """Every database that runs and cannot start; the first reason of each."""
    for member in deployment.members:
        engine = engine_of(member) if member.runs is not False else None
        found = next(_reasons(member, engine), None) if engine else None
        if found is not None:
            yield found


def _reasons(member: Member, engine: Engine) -> Iterator[FailingDatabase]:
    if engine.program == "postgres":
        yield from _data_elsewhere(member)
    if engine.program == "mysqld":
        yield from _options_gone(member)
        yield from _user_root(member)
    yield from _twice(member, engine)
    if member.service.environment_known:
        yield from _without_password(member, engine)
        if engine.program == "mongod":
            yield from _half_a_login(member, engine)


def _data_elsewhere(member: Member) -> Iterator[FailingDatabase]:
    """A volume where the data was before release 18: the image takes it for that of an older one."""
    service = member.service
    number = release(service)
    if (
        number is None
        or (number and number < _MOVED)
        or "PGDATA" in service.environment
        or not service.environment_known
    ):
        return
    for mount in service.mounts:
        if str(mount.target).rstrip("/") == _OLD_DATA and mount.kind in ("volume", "bind", "tmpfs"):
            place = mount.target_origin
            edit = replace_part(place.file, place.span, _DATA) if place and place.exact else None
            reason = f"since release 18 the image wants its volume at {_DATA}, and ends where one is at {_OLD_DATA}"
            told = f"mount the volume at {_DATA}"
            yield FailingDatabase(member, place or mount.origin, reason, told, edit)


def _options_gone(member: Member) -> Iterator[FailingDatabase]:
    number, command = release(member.service), member.service.command
    if number is None or command is None:
        return
    newest = number in ((), (8,))
    for word in command.words:
        text = word.value if isinstance(word.value, str) else ""
        option = text.partition("=")[0]
        if _PLUGIN.fullmatch(text) and (newest or number >= _WITHOUT_PLUGIN):
            native = number and number < _WITHOUT_NATIVE and text.endswith("mysql_native_password")
            place = word.origin
            edit = replace_part(place.file, place.span, _ON) if native and place.exact else None
            told = f"write {_ON}, or leave it out" if native else "leave it out"
            yield FailingDatabase(member, place, f"MySQL has no {option} since 8.4", told, edit)
        elif _NATIVE.fullmatch(text) and number >= _WITHOUT_NATIVE:
            yield FailingDatabase(member, word.origin, f"MySQL has no {option} since 9.0", "leave it out")


def _user_root(member: Member) -> Iterator[FailingDatabase]:
    user = given(member.service, "MYSQL_USER")
    if user is not None and user.value == "root":
        reason = "MYSQL_USER must not be root, whose password MYSQL_ROOT_PASSWORD is"
        yield FailingDatabase(member, user.origin, reason, "leave out MYSQL_USER and MYSQL_PASSWORD")


def _twice(member: Member, engine: Engine) -> Iterator[FailingDatabase]:
    """A setting that is given as itself and as a file."""
    for name in engine.from_files:
        plain, file = given(member.service, name), given(member.service, f"{name}_FILE")
        if plain and file and isinstance(plain.value, str) and isinstance(file.value, str):
            reason = f"it is given both {name} and {name}_FILE"
            yield FailingDatabase(member, hidden(file.origin), reason, "leave one of them out")


def _without_password(member: Member, engine: Engine) -> Iterator[FailingDatabase]:
    """A login that is given by half. Of a database that is given none at all nobody wrote down the settings."""
    service = member.service
    users = (user.partition("=")[0] for user, _ in engine.logins)
    told = any(given(service, user) for user in users) or any(
        name in service.environment for name in engine.admin
    )
    if not engine.admin or not told or not is_its_own(member):
        return
    if any(given(service, name) for name in engine.admin):
        return
    number = release(service)
    if engine.program == "postgres":
        method = given(service, "POSTGRES_HOST_AUTH_METHOD")
        if (
            number is None
            or (number and number < _WANTS_PASSWORD)
            or (method and method.value in ("trust", None))
        ):
            return
        if method and not isinstance(method.value, str):
            return
    place = service.image.origin if service.image else service.origin
    reason = f"an empty {engine.name} wants {engine.admin[0]}"
    yield FailingDatabase(member, place, reason, f"give {member.name} {engine.admin[0]}")


def _half_a_login(member: Member, engine: Engine) -> Iterator[FailingDatabase]:
    service = member.service
    pair = [(name, given(service, name), given(service, f"{name}_FILE")) for name in engine.from_files]
    there = [plain or file for _, plain, file in pair]
    if sum(each is not None for each in there) == 1:
        missing = next(name for name, plain, file in pair if plain is None and file is None)
        other = next(each for each in there if each is not None)
        if isinstance(other.value, str):
            place, reason = hidden(other.origin), f"it is not given {missing} as well"
            yield FailingDatabase(member, place, reason, f"give it {missing}, too")
