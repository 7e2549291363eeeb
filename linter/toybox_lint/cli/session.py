"""From options to inputs: the working folder, the configuration, the deployments, the variables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.cli import color
from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.territory import territory
from toybox_lint.compose.stacks import Stack
from toybox_lint.deployment import Settings
from toybox_lint.discovery import Found, configuration, discover
from toybox_lint.disk import Confined, DiskFiles
from toybox_lint.engine import Inputs
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Unreadable, display_name, resolve
from toybox_lint.questions import LARGEST, TOO_LARGE
from toybox_lint.records import dataclass, replace
from toybox_lint.source import SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.config import Config

# A folder of files that are not those of a deployment.
_DEVELOPMENT = ".devcontainer"


@dataclass(frozen=True, slots=True)
class Session:
    """One run: its files, its configuration (``None``: none found), the inputs of each deployment.

    ``source`` is the configuration's file; ``stdin`` the absolute path that standard input stands for, empty when
    it is not read.
    """

    files: DiskFiles
    config: Config | None
    source: SourceFile | None
    inputs: tuple[Inputs, ...]
    color: bool
    stdin: str = ""

    @property
    def home(self) -> str:
        """The folder from which the configuration names paths."""
        return os.path.dirname(self.source.path) if self.source else self.files.root

    def where(self, key: str, inner: str | None = None, value: str | None = None) -> str:
        """``toybox-lint.toml:3: ignore``: where the configuration says ``key``, or ``value`` under it."""
        assert self.source is not None
        from toybox_lint.toml_places import line_of

        place = [key] if inner is None else [key, inner]
        return f"{self.source.name}:{line_of(self.source, place, value)}: {'.'.join(place)}"


def open_session(options: Options) -> Session:
    """Find everything that the options name. Raises ``Stop``."""
    root = _working_folder()
    stdin = resolve(root, options.stdin_filename or "Caddyfile") if "-" in options.paths else ""
    files = DiskFiles(root, {stdin: _standard_input()} if stdin else {})
    paths = [stdin if path == "-" else resolve(root, path) for path in options.paths]
    for given, path in zip(options.paths, paths, strict=True):
        if path != stdin:
            _check_path(given, path, files)
    config, source = read_config(options, paths, files, root)
    stacks = list(_given_stacks(options, files)) or _configured(config, source)
    confined = Confined(files, _territory(options, paths, stacks, files, config, source))
    found = _deployments(options, paths, confined, root, stacks)
    settings = _settings(config)
    if options.no_inline_ignores:
        settings = replace(settings, inline_ignores=False)
    environment = _environment(options, files, root)
    inputs = tuple(Inputs(item, confined, settings, environment) for item in found)
    return Session(files, config, source, inputs, _color(options), stdin)


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError as error:
        raise Stop("the working folder is not there any more") from error


def _standard_input() -> bytes:
    """All of standard input. Raises ``Stop`` at a terminal, where nobody would know what it waits for.

    And where there is more of it than of any file that is read.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise Stop("-: there is nothing on standard input; send a file to it, or name the file")
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Stop(f"-: standard input {TOO_LARGE}")
    return data


def _check_path(given: str, path: str, files: DiskFiles) -> None:
    if not given:
        raise Stop("an empty path: there is no such file or folder")
    if hindrance := files.hindrance(path):
        raise Stop(f"{given}: {hindrance}")


def read_config(
    options: Options, paths: Sequence[str], files: DiskFiles, root: str
) -> tuple[Config | None, SourceFile | None]:
    """The configuration and its file. What reads it is imported only where there is one."""
    start = paths[0] if paths else root
    start = start if files.is_directory(start) else os.path.dirname(start)
    found = None if options.isolated or options.config is not None else configuration(start, files)
    if options.config is None and found is None:
        return None, None
    if isinstance(found, Unreadable):
        raise Stop(f"{display_name(found.path, root)}: {found.reason}")
    from toybox_lint import config

    try:
        if options.config is None and found is not None:
            return config.parse(found), found
        return config.load(resolve(root, str(options.config)), files)
    except config.ConfigError as error:
        raise Stop(str(error)) from error


def _territory(
    options: Options,
    paths: Sequence[str],
    stacks: Sequence[Stack] | None,
    files: DiskFiles,
    config: Config | None,
    source: SourceFile | None,
) -> Iterator[str]:
    """What may be read: what is named, here or in the configuration, with its repositories; and what that allows.

    With ``--use-environment`` it is everything: this machine is asked what the two programs would see on it.
    """
    if options.use_environment:
        yield "/"
    yield from territory([files.root] if options.touched or not paths else paths, files)
    yield from territory((path for stack in stacks or () for path in stack.paths), files)
    if config is not None and source is not None:
        yield from (resolve(os.path.dirname(source.path), name) for name in config.allow_outside)


def _configured(config: Config | None, source: SourceFile | None) -> list[Stack] | None:
    if config is None or source is None or config.projects is None:
        return None
    home = os.path.dirname(source.path)
    return [_stack([resolve(home, file) for file in item.files], item.name) for item in config.projects]


def _deployments(
    options: Options, paths: Sequence[str], files: Confined, root: str, stacks: list[Stack] | None
) -> tuple[Found, ...]:
    if stacks is not None and not paths:
        places = [] if options.stacks else [root]
        caddyfiles = tuple(file for item in discover(places, files) for file in item.caddyfiles)
        return (Found(root, caddyfiles, tuple(stacks)),)
    found = discover([root] if options.touched else paths or [root], files, stacks)
    if options.touched:
        found = _touched(found, paths)
    if not found or all(item.empty for item in found):
        named = " ".join(options.paths) or "."
        inner = (resolve(path, _DEVELOPMENT) for path in paths or [root])
        beside = any(
            not item.empty for item in discover([each for each in inner if files.is_directory(each)], files)
        )
        why = f" ({_DEVELOPMENT} is read when it is named)" if beside else ""
        raise Stop(
            f"{named}: no Caddyfile and no compose file here; name one, or the folder that holds them{why}"
        )
    return found


def _touched(found: tuple[Found, ...], paths: Sequence[str]) -> tuple[Found, ...]:
    """The deployments that hold one of ``paths``; every one when a path is outside of all: it may be imported."""
    homes = [f"{item.root.rstrip('/')}/" for item in found]
    if any(not path.startswith(tuple(homes)) for path in paths):
        return found
    return tuple(
        item for item, home in zip(found, homes, strict=True) if any(path.startswith(home) for path in paths)
    )


def _given_stacks(options: Options, files: DiskFiles) -> Iterator[Stack]:
    name: str | None = None
    group: list[str] = []
    for option, value in options.stacks:
        if option == "--project":
            if group:
                yield _stack(group, name)
            name, group = value, []
            continue
        path = resolve(files.root, value)
        if not value or not files.exists(path):
            raise Stop(f"{value}: there is no such compose file (--compose)")
        group.append(path)
    if group:
        yield _stack(group, name)
    elif name is not None:
        raise Stop(f"--project {name}: no --compose FILE follows it")


def _stack(paths: list[str], name: str | None) -> Stack:
    return Stack(os.path.dirname(paths[0]), tuple(paths), name)


def _settings(config: Config | None) -> Settings:
    if config is None:
        return Settings()
    from toybox_lint.config import settings

    return settings(config)


def _environment(options: Options, files: DiskFiles, root: str) -> Environment | None:
    if not (options.use_environment or options.env or options.env_file):
        return None
    values: dict[str, str | Unknown] = files.environment() if options.use_environment else {}
    for name in options.env_file:
        values |= _env_file(name, values, files, root)
    for item in options.env:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise Stop(f"--env {name}: write it as NAME=VALUE")
        values[name] = value
    return Environment(values, complete=options.use_environment)


def _env_file(
    name: str, given: Mapping[str, str | Unknown], files: DiskFiles, root: str
) -> dict[str, str | Unknown]:
    from toybox_lint.compose.reading.dotenv import parse

    file = files.read(resolve(root, name))
    if not isinstance(file, SourceFile):
        raise Stop(f"{name}: there is no such env file that can be read (--env-file)")
    found = parse(file, Environment(given).lookup)
    if found.fault:
        line = file.position(found.fault.span.start).line
        raise Stop(f"{name}:{line}: {found.fault.message} (--env-file)")
    return found.values()


def _color(options: Options) -> bool:
    """Whether escape sequences may be printed."""
    if options.color != "auto":
        return options.color == "always"
    return color.wanted(terminal=options.output_file is None and os.isatty(1))
