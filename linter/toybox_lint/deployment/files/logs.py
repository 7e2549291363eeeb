"""Files that Caddy is told to log to, where its container lets nothing be written.

Sources: Docker's documentation of ``read_only``; measured with Caddy 2.11.7, which ends when it cannot open the file of
a log: "loading new config: setting up custom log".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.model import Block, Caddyfile, Word
from toybox_lint.caddy.requests.ways import name_of
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.records import dataclass

# What the engine mounts in every container.
_ALWAYS = ("/dev/", "/proc/")


@dataclass(frozen=True, slots=True, eq=False)
class Unwritable:
    """The ``word`` that names the file of a log, which the ``member`` that runs the Caddy of ``front`` cannot open."""

    front: Front
    member: Member
    word: Word

    @property
    def folder(self) -> str:
        """Where something must be mounted."""
        return posixpath.dirname(str(self.word.text))


def unwritable_logs(deployment: Deployment) -> Iterator[Unwritable]:
    """The logs of every Caddy whose container is read-only, where nothing is mounted for them."""
    for front in deployment.fronts:
        member = front.member
        if member is None or member.service.config.get("read_only") is not True or not front.caddyfile.valid:
            continue
        for word in _files(front.caddyfile):
            path = word.text if word.origin.exact and isinstance(word.text, str) else ""
            fixed = path.startswith("/") and not path.startswith(_ALWAYS) and "{" not in path
            if fixed and not _is_mounted(member, path):
                yield Unwritable(front, member, word)


def _is_mounted(member: Member, path: str) -> bool:
    """Whether something is, or may be, mounted there."""
    mounts = member.service.mounts
    if mount_over(mounts, path) is not None:
        return True
    return any(isinstance(mount.target, str) and not mount.target.startswith("/") for mount in mounts)


def _files(caddyfile: Caddyfile) -> Iterator[Word]:
    """What stands behind ``output file`` in the logs of a Caddyfile."""
    blocks = [each.block for each in caddyfile.options if name_of(each) == "log"]
    for site in caddyfile.sites:
        blocks += [each.block for each in site.block.directives if name_of(each) == "log"]
    for block in blocks:
        yield from _in(block) if block else ()


def _in(block: Block) -> Iterator[Word]:
    for each in block.directives:
        if name_of(each) == "output" and len(each.arguments) > 1 and each.arguments[0].text == "file":
            yield each.arguments[1]
