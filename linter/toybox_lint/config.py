"""The configuration file: ``toybox-lint.toml``, ``.toybox-lint.toml`` or ``[tool.toybox-lint]``.

The pydantic models are the contract; the engine is given plain settings made from them, and
``config.schema.json`` is made from them for editors.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from toybox_lint.caddy.directives.values import duration
from toybox_lint.caddy.model import Duration
from toybox_lint.deployment import DEFAULT_TIMEOUTS, Settings, Timeout, TimeoutPolicy
from toybox_lint.files import Files, Unreadable, display_name
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.suggest import nearest
from toybox_lint.toml_places import TABLE, line_of


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file, the line, the key and what to do."""


def _duration(value: str) -> str:
    if duration(value) is None:
        raise ValueError(f"{value!r} is not a duration like 30s or 1m30s")
    return value


_DURATION = r"^[+-]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d))+)$"
DurationText = Annotated[
    str, AfterValidator(_duration), WithJsonSchema({"type": "string", "pattern": _DURATION})
]
Word = Literal["error", "warning", "info"]
Text = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        use_attribute_docstrings=True,
    )


class TimeoutsOfPath(Part):
    """Timeouts for one path pattern."""

    read: DurationText
    write: DurationText


class Timeouts(Part):
    """What TB301 wants: for all paths, and by path pattern (`false`: none wanted)."""

    read: DurationText = "30s"
    write: DurationText = "30s"
    paths: dict[str, TimeoutsOfPath | Literal[False]] = {}
    """By Caddy's path pattern; the most specific one decides."""


class ProjectConfig(Part):
    """One compose project, exactly."""

    files: list[Text] = Field(min_length=1)
    """In order, relative to the configuration file."""
    name: Text | None = None


class Config(Part):
    """The configuration of toybox-lint."""

    select: list[Text] | None = None
    """Codes, their beginnings, or names of the rules that run. Default: all."""
    extend_select: list[Text] = []
    """Rules that run besides those of `select`."""
    ignore: list[Text] = []
    """Rules that do not run."""
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    """The least severity that makes the exit status 1."""
    severity: dict[Text, Word] = {}
    """Severities by code, its beginning, or name; the longest one that fits decides."""
    per_path_ignores: dict[Text, list[Text]] = {}
    """Rules that are not told for files whose path, from this file's folder, or name fits the pattern."""
    baseline: Text | None = None
    """The file of known findings, relative to this one."""
    timeouts: Timeouts | None = None
    projects: list[ProjectConfig] | None = None
    """Compose projects, exactly, instead of those that are found."""
    profiles: list[Text] = []
    """Profiles of Docker Compose that are active."""
    known_hosts: list[Text] = []
    """Names that resolve from Caddy's container though no shown project has them. `*` matches anything."""
    known_networks: list[Text] = []
    """Real names of networks that exist, and that containers which are not shown may be on."""
    engine: Literal["linux", "desktop"] = "linux"
    """Docker Engine on Linux, or Docker Desktop, where `host.docker.internal` resolves by itself."""
    inline_ignores: bool = True
    """Whether ignore comments in the linted files count."""
    allow_outside: list[Text] = []
    """Folders and files, relative to this file, that may be read besides the repository or what is given."""
    plugins: list[Text] = []
    """Python modules with more rules, which must be installed where toybox-lint is."""


# A key of a hundred parts. What tomllib takes for one grows with the square of them.
_LONG_KEY = pattern(r"^[ \t]*(?:\[\[?[ \t]*)?(?:[\w\"'-]+[ \t]*\.[ \t]*){100}", re.MULTILINE)


def load(path: str, files: Files) -> tuple[Config, SourceFile]:
    """The configuration at ``path``. Raises ``ConfigError``."""
    found = files.read(path)
    if not isinstance(found, SourceFile):
        reason = found.reason if isinstance(found, Unreadable) else "there is no such file"
        raise ConfigError(f"{display_name(path, files.root)}: {reason} (--config)")
    return parse(found), found


def parse(file: SourceFile) -> Config:
    """The configuration in ``file``. Raises ``ConfigError``."""
    try:
        if _LONG_KEY.search(file.text):
            raise RecursionError
        data: Any = tomllib.loads(file.text)
    except RecursionError as error:
        raise ConfigError(f"{file.name}: nested too deeply") from error
    except ValueError as error:  # also what Python says of a number of thousands of digits
        raise ConfigError(f"{file.name}: not TOML: {error}") from error
    if file.path.endswith("pyproject.toml"):
        for name in TABLE:
            data = data.get(name, {}) if isinstance(data, dict) else {}
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(_explained(error, file)) from error


def schema() -> dict[str, Any]:
    """The JSON schema of the configuration, as it is shipped."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "toybox-lint.schema.json"}
    return head | Config.model_json_schema(by_alias=True)


def _explained(error: ValidationError, file: SourceFile) -> str:
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    place = [part for part in first["loc"] if not str(part).startswith(("literal[", "TimeoutsOfPath"))]
    key = ".".join(str(part) for part in place)
    value = str(first["input"]) if isinstance(place[-1], int) else None
    where = f"{file.name}:{line_of(file, place, value)}"
    if first["type"] != "extra_forbidden":
        return f"{where}: {key}: {first['msg'].removeprefix('Value error, ')}"
    near = nearest(str(place[-1]), _keys([str(part) for part in place[:-1]]))
    return f"{where}: unknown key {key}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _keys(place: list[str]) -> list[str]:
    if not place:
        fields = Config.model_fields
    elif "paths" in place:
        fields = TimeoutsOfPath.model_fields
    else:
        fields = (Timeouts if place[0] == "timeouts" else ProjectConfig).model_fields
    return [field.alias or name for name, field in fields.items()]


def settings(config: Config) -> Settings:
    """What the deployment is judged by."""
    return Settings(
        timeouts=policy(config),
        profiles=frozenset(config.profiles),
        known_hosts=tuple(config.known_hosts),
        known_networks=frozenset(config.known_networks),
        desktop=config.engine == "desktop",
        inline_ignores=config.inline_ignores,
    )


def policy(config: Config) -> TimeoutPolicy:
    """The timeouts as the deployment uses them; a path of the default policy stays unless it is named."""
    given = config.timeouts
    if given is None:
        return DEFAULT_TIMEOUTS
    paths = dict(DEFAULT_TIMEOUTS.paths)
    for path, wanted in given.paths.items():
        paths[path] = None if wanted is False else _timeout(wanted.read, wanted.write)
    return TimeoutPolicy(_timeout(given.read, given.write), tuple(paths.items()), configured=True)


def _timeout(read: str, write: str) -> Timeout:
    return Timeout(duration(read) or Duration(read, 0), duration(write) or Duration(write, 0))
