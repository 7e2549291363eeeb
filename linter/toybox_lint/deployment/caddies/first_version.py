"""Services that run Caddy 1, whose files are another language.

Sources: the usage text of Caddy 1.0.5, whose flags Caddy 2 does not have; the READMEs of abiosoft/caddy and
zzrot/alpine-caddy, which both read /etc/Caddyfile, where no image of Caddy 2 looks by itself.
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_IMAGE = pattern(
    r"(?:docker\.io/)?(?:(?:library/)?caddy:[01]\b.*|(?:abiosoft/caddy|zzrot/alpine-caddy)(?::.*)?)"
)
_SECOND = pattern(r"(?:(?:index\.)?docker\.io/)?(?:library/)?caddy(?::(?:2\b|latest|alpine|builder).*)?")
_FLAGS = frozenset(("-conf", "--conf", "-agree", "--agree", "-log", "--log", "-email", "--email"))
_FROM = pattern(r"^FROM[ \t]+(?:--\S+[ \t]+)*(\S+)", re.MULTILINE | re.IGNORECASE)
_COPY = pattern(r"^(?:COPY|ADD)[ \t].*", re.MULTILINE | re.IGNORECASE)
# The folder in which it keeps its certificates, and Caddy 2 nothing.
_DATA = "/.caddy"
# Where its images read it.
_CADDYFILE = "/etc/Caddyfile"


def is_first_version(member: Member, *, caddyfile: bool) -> bool:
    """Whether its image, its command line or what is mounted is of Caddy 1.

    ``caddyfile`` tells that a Caddyfile is put in its place: flags alone say nothing of a program that is not named.
    An official image of Caddy 2 is one, whatever is mounted where the first version kept its certificates.
    """
    base, process = member.listening.base, member.listening.process
    if base is not None and isinstance(base.value, str) and (named := _named(base.value)) is not None:
        return named == 1
    targets = [str(mount.target) for mount in member.service.mounts]
    started_by_image = process is None and not member.service.entrypoint
    if any(target.endswith(_DATA) for target in targets) or (started_by_image and _CADDYFILE in targets):
        return True
    words = [str(word.value) for word in process.words] if process is not None else [""]
    of_caddy = posixpath.basename(words[0]) == "caddy" or (caddyfile and words[0].startswith("-"))
    return of_caddy and not _FLAGS.isdisjoint(words)


def built_in_first_version(caddyfile: SourceFile, files: Files) -> bool:
    """Whether the Dockerfile beside it, which no service shown is built from, puts it into an image of Caddy 1."""
    folder, _, name = caddyfile.path.rpartition("/")
    dockerfile = files.read(f"{folder}/Dockerfile")
    if not isinstance(dockerfile, SourceFile):
        return False
    images = _FROM.findall(dockerfile.text)
    copied = [word for line in _COPY.findall(dockerfile.text) for word in line.split()[1:-1]]
    return bool(images) and _named(images[-1]) == 1 and name in map(posixpath.basename, copied)


def _named(image: str) -> int | None:
    """The version that an image's name tells."""
    if _IMAGE.fullmatch(image):
        return 1
    return 2 if _SECOND.fullmatch(image) else None
