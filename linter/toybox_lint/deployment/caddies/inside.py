"""What the container of a Caddy has where its Caddyfile imports from."""

from __future__ import annotations

from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at, names_at
from toybox_lint.deployment.model import Member
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.files import Files, Unreadable
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile

_NOT_SHOWN = "the files do not show what the image has there"
_FOLDER = "/etc/caddy/"


@dataclass(frozen=True, slots=True)
class Inside:
    """The files in the container of ``member``, whose Caddyfile ``file`` stands at one of ``places``.

    What mounts and copies do not put there may come from the image, and is unknown. The official image, which
    it is if ``stock``, has nothing to import in its folder for the configuration.
    """

    member: Member
    file: SourceFile
    places: tuple[str, ...]
    files: Files
    stock: bool

    @property
    def caddyfile(self) -> str:
        """Where the Caddyfile stands: the first of its places if the container shows it at none."""
        at = [place for place in self.places if self.host(place) == self.file.path]
        return (at or self.places)[0]

    def host(self, path: str) -> str | Unknown | Absent:
        """The path of the same file in the project."""
        content = content_at(container(self.member.service, self.files), path)
        if isinstance(content, SourceFile | Unreadable):
            return content.path
        if isinstance(content, Unknown):
            return content
        return ABSENT if content is None and self._shows_all(path) else Unknown(_NOT_SHOWN)

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        """Paths of what mounts and copies put into a folder."""
        found = names_at(container(self.member.service, self.files), folder)
        return found if found or self._shows_all(folder + "/") else Unknown(_NOT_SHOWN)

    def _shows_all(self, path: str) -> bool:
        return self.stock and path.startswith(_FOLDER) and path != _FOLDER + "Caddyfile"
