"""Caddyfiles that lie where Caddy reads them, and are left aside by what it is told to do.

Sources: Caddy's help: ``caddy file-server``, ``reverse-proxy`` and ``respond`` serve what their flags say, and
``--resume`` prefers what the last run left in its folder of configuration, ``/config/caddy`` in the official image.
Measured with Caddy 2.11.7: from the second start on a changed Caddyfile is not read, be the admin API off or not; with
``persist_config off`` it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.caddies.placing import DEFAULT_PLACE, holds_caddyfile
from toybox_lint.deployment.caddies.stock import is_stock, served_by_flags, words_given
from toybox_lint.deployment.files.stages import of_other_stages
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_FOLDER = "/etc/caddy"
_RESUMED, _NAMING = ("--resume", "-r"), ("--config", "-c")
_KEPT = ("/config", "/config/caddy")


@dataclass(frozen=True, slots=True, eq=False)
class LeftAside:
    """``word``, at ``origin``, makes the Caddy of ``member`` leave its Caddyfile aside.

    ``resumed``: from the second start on. Nobody can tell it of another one then where it is ``deaf``.
    """

    member: Member
    origin: Origin
    word: str
    resumed: bool = False
    deaf: bool = False

    @property
    def said(self) -> str:
        """What becomes of the Caddyfile."""
        if self.resumed:
            return f"with {self.word} it reads its Caddyfile once: from the second start on it takes what it kept"
        return f"{self.word} serves what its flags say: the Caddyfile that is mounted is not read"

    @property
    def help(self) -> str:
        """How it is read."""
        if not self.resumed:
            return "caddy run reads it: caddy run --config /etc/caddy/Caddyfile --adapter caddyfile"
        rest = "with admin off nothing else does" if self.deaf else "caddy reload does so in between"
        return f"without it each start reads the Caddyfile; {rest}"


def found_aside(deployment: Deployment) -> Iterator[LeftAside]:
    """Every such Caddy of the official image which nothing else shows to be meant so."""
    for member in deployment.members:
        words = words_given(member)
        if not words or member.runs is not True or not is_stock(member):
            continue
        if not served_by_flags(member):
            yield from _resumed(member, deployment)
        elif _is_given_for_nothing(member, deployment) and id(member.project) not in _speaking_of_caddy(
            deployment
        ):
            yield LeftAside(member, words[1].origin, str(words[1].value))


def _resumed(member: Member, deployment: Deployment) -> Iterator[LeftAside]:
    """A Caddy that takes what it kept in place of each of its Caddyfiles."""
    words = words_given(member)[2:]
    word = next((word for word in words if word.value in _RESUMED), None)
    told = any(str(each.value).partition("=")[0] in _NAMING for each in words)
    if word is None or not told or not _keeps_its_last(member):
        return
    files = _read(deployment).get(id(member), [])
    if files and all(map(_is_read_in_vain, files)):
        deaf = any(_has(each, "admin", "off") for each in files)
        yield LeftAside(member, word.origin, str(word.value), resumed=True, deaf=deaf)


@remembered
def _read(deployment: Deployment) -> dict[int, list[Caddyfile]]:
    """What each service reads, by its identity."""
    found: dict[int, list[Caddyfile]] = {}
    for front in deployment.fronts:
        found.setdefault(id(front.member), []).append(front.caddyfile)
    return found


@remembered
def _paths_read(deployment: Deployment) -> frozenset[str]:
    return frozenset([front.caddyfile.file.path for front in deployment.fronts])


@remembered
def _speaking_of_caddy(deployment: Deployment) -> frozenset[int]:
    """The projects of which another stage speaks of Caddy, by their identity."""
    stages = ((each, of_other_stages(each, deployment.files)) for each in deployment.projects)
    return frozenset(
        [id(project) for project, texts in stages if any("caddy" in each.text for each in texts)]
    )


def _is_given_for_nothing(member: Member, deployment: Deployment) -> bool:
    """Whether a Caddyfile lies there that no other Caddy reads, in the file that has the command, too."""
    words = words_given(member)
    if any(str(word.value).rpartition("=")[2].startswith(_FOLDER) for word in words[2:]):
        return False  # that folder is what it serves
    file, read = words[1].origin.file, _paths_read(deployment)
    found = [mount for mount in member.service.mounts if _is_one(mount, deployment.files)]
    return bool(found) and all(mount.origin.file is file and _path(mount) not in read for mount in found)


def _is_one(mount: Mount, files: Files) -> bool:
    return mount.target in (DEFAULT_PLACE, _FOLDER) and holds_caddyfile(mount, files)


def _path(mount: Mount) -> str:
    source = str(mount.source)
    return resolve(source, "Caddyfile") if mount.target == _FOLDER else source


def _keeps_its_last(member: Member) -> bool:
    """Whether its configuration is kept in a volume of a name, or in a folder of the host."""
    return "XDG_CONFIG_HOME" not in member.service.environment and any(
        str(mount.target).rstrip("/") in _KEPT and mount.kind in ("volume", "bind") and mount.source
        for mount in member.service.mounts
    )


def _is_read_in_vain(caddyfile: Caddyfile) -> bool:
    return caddyfile.valid and caddyfile.whole and not _has(caddyfile, "persist_config", "off")


def _has(caddyfile: Caddyfile, name: str, word: str) -> bool:
    """Whether the global option is given with the word."""
    return any(
        line.name.text == name and [each.text for each in line.arguments] == [word]
        for line in caddyfile.options
    )
