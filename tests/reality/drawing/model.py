"""What is drawn, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


def pick(random: Random, weighted: dict[T, float]) -> T:
    """One of the keys, by weight."""
    return random.choices(list(weighted), list(weighted.values()))[0]


def some(random: Random, chance: float) -> bool:
    return random.random() < chance


@dataclass(slots=True)
class Project:
    """A compose project: ``files`` by name, of which ``stack`` are what is started, in order."""

    name: str
    folder: str
    files: dict[str, dict[str, Any]]
    stack: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    apps: list[App] = field(default_factory=list)

    @property
    def main(self) -> dict[str, Any]:
        return self.files[self.stack[0]]

    def path(self, name: str) -> str:
        """A path below its folder, seen from the deployment's."""
        return name if self.folder == "." else f"{self.folder}/{name}"


@dataclass(slots=True)
class App:
    """A service that answers: its text in the file, and what its process binds.

    ``says`` tells where the port is said: nowhere (``ports``, ``nothing``), by what is declared, or by the command.
    ``address`` is its own one, if it has one; ``behind`` another service whose network it has.
    """

    name: str
    project: Project
    port: int
    text: dict[str, Any] = field(default_factory=dict)
    says: str = ""
    loopback: bool = False
    tls: bool = False
    fastcgi: bool = False
    address: str | None = None
    behind: App | None = None
    published: int | None = None
    names: list[str] = field(default_factory=list)
    listen: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.project.name}/{self.name}"


@dataclass(slots=True)
class Layout:
    """A whole deployment. ``caddy`` is the text of Caddy's service, None where it runs on the host.

    ``whole_folder``: Caddy has the whole folder of the Caddyfile, and can import from it. ``told``: the files tell
    whether it starts.
    """

    projects: list[Project]
    apps: list[App]
    caddyfile: str
    caddy: dict[str, Any] | None = None
    caddy_key: str | None = None
    caddy_project: Project | None = None
    whole_folder: bool = False
    told: bool = True
    texts: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def others(self, app: App) -> Sequence[App]:
        return [each for each in self.apps if each is not app]
