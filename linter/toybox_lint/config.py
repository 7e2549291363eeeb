"""The configuration file: ``toybox-lint.toml``, ``.toybox-lint.toml`` or ``[tool.toybox-lint]``.

The pydantic models are the contract; the engine is given plain settings made from them.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from toybox_lint.caddy.model import Duration
from toybox_lint.caddy.values import duration
from toybox_lint.deployment import DEFAULT_TIMEOUTS, Timeout, TimeoutPolicy
from toybox_lint.files import Files, Unreadable, display_name
from toybox_lint.source import SourceFile
from toybox_lint.suggest import nearest


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file, the key and what to do."""


def _duration(value: str) -> str:
    if duration(value) is None:
        raise ValueError(f"{value!r} is not a duration like 30s or 1m30s")
    return value


DurationText = Annotated[str, AfterValidator(_duration)]


class Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-")
    )


class TimeoutsOfPath(Part):
    """Timeouts for one path pattern."""

    read: DurationText
    write: DurationText


class Timeouts(Part):
    """What ``missing-timeouts`` wants: for all paths, and by path pattern (``false``: none wanted)."""

    read: DurationText = "30s"
    write: DurationText = "30s"
    paths: dict[str, TimeoutsOfPath | Literal[False]] | None = None


class ProjectConfig(Part):
    """One compose project, exactly: files in order, relative to the configuration file."""

    files: list[str] = Field(min_length=1)
    name: str | None = None


class Config(Part):
    """Everything that can be configured."""

    select: list[str] | None = None
    extend_select: list[str] = []
    ignore: list[str] = []
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    timeouts: Timeouts | None = None
    projects: list[ProjectConfig] | None = None
    profiles: list[str] = []


def load(path: str, files: Files) -> tuple[Config, SourceFile]:
    """The configuration at ``path``. Raises ``ConfigError``."""
    found = files.read(path)
    if not isinstance(found, SourceFile):
        reason = found.reason if isinstance(found, Unreadable) else "there is no such file"
        raise ConfigError(f"{display_name(path, files.root)}: {reason}")
    return parse(found), found


def parse(file: SourceFile) -> Config:
    """The configuration in ``file``. Raises ``ConfigError``."""
    try:
        data: dict[str, Any] = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file.name}: not TOML: {error}") from error
    if file.path.endswith("pyproject.toml"):
        data = data.get("tool", {}).get("toybox-lint", {})
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{file.name}: {_explained(error)}") from error


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    key = ".".join(place)
    if first["type"] != "extra_forbidden":
        return f"{key}: {first['msg'].removeprefix('Value error, ')}"
    near = nearest(place[-1], _keys(place[:-1]))
    return f"unknown key {key}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _keys(place: list[str]) -> list[str]:
    if not place:
        fields = Config.model_fields
    elif "paths" in place:
        fields = TimeoutsOfPath.model_fields
    else:
        fields = (Timeouts if place[0] == "timeouts" else ProjectConfig).model_fields
    return [field.alias or name for name, field in fields.items()]


def policy(config: Config) -> TimeoutPolicy:
    """The timeouts as the deployment uses them; a path of the default policy stays unless it is named."""
    given = config.timeouts
    if given is None:
        return DEFAULT_TIMEOUTS
    paths = dict(DEFAULT_TIMEOUTS.paths)
    for path, wanted in (given.paths or {}).items():
        paths[path] = None if wanted is False else _timeout(wanted.read, wanted.write)
    return TimeoutPolicy(_timeout(given.read, given.write), tuple(paths.items()), configured=True)


def _timeout(read: str, write: str) -> Timeout:
    return Timeout(duration(read) or Duration(read, 0), duration(write) or Duration(write, 0))
