"""Caddies that cannot write where they keep certificates.

Sources: the Dockerfile of the official image (``/data`` and ``/config`` are root's); Docker's documentation of volumes
(a new one gets owner and mode of what the image has there) and of ``read_only``; measured with Caddy 2.11.7 as another
user: with its own authority it ends (*saving root certificate: permission denied*), with a public one it serves and
gets no certificate (*failed storage check*).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.sites.names import Certificate, Name, names
from toybox_lint.compose.model import Mount
from toybox_lint.compose.yaml.edit import find
from toybox_lint.deployment.caddies.certificates import data_folder
from toybox_lint.deployment.caddies.stock import is_stock
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.facts import Unknown
from toybox_lint.files import lies_in
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_ROOT = frozenset(("0", "root"))
_USER = pattern(r"[\w-]+(?::[\w-]+)?")
_ONE_MACHINE = "localhost"


@dataclass(frozen=True, slots=True, eq=False)
class Unstored:
    """A Caddy that cannot keep the certificate of ``name`` at ``path``.

    It is so for its ``user``, or else for a container in which nothing is written, or a ``mount`` that is only read.
    With a user it is a volume, which somebody may have given to them. ``ends``: Caddy does not start without.
    """

    member: Member
    name: Name
    path: str
    user: str | None
    mount: Mount | None
    ends: bool

    @property
    def origin(self) -> Origin:
        """What keeps it from writing; the service's name where that is written elsewhere."""
        if self.mount is not None and not self.user:
            return self.mount.origin
        key = "user" if self.user else "read_only"
        for file in reversed(self.member.project.files):
            node = find(file, ("services", self.member.name, key))
            if node is not None:
                return Origin(file, Span(node.start, node.end))
        return self.member.origin


def unstored(deployment: Deployment) -> Iterator[Unstored]:
    """Every such Caddy of the official image, with the first of its names."""
    for front in deployment.fronts:
        member = front.member
        if member is None or not is_stock(member) or member.runs is not True or not front.caddyfile.valid:
            continue
        user, read_only = _user(member), member.service.config.get("read_only") is True
        mounted = any(each.read_only for each in member.service.mounts)
        path = data_folder(front, member, deployment) if user or read_only or mounted else None
        if path is None:
            continue
        kept = [each for each in names(front.caddyfile) if each.tls and _is_kept(each)]
        mount = mount_over(member.service.mounts, path)
        if not kept or isinstance(mount, Unknown) or _is_given(member, path):
            continue
        if mount is not None and mount.read_only and not _is_filled(mount, member, deployment):
            user = None
        elif (mount is not None and not (user and _is_roots(mount, member, deployment))) or (
            mount is None and not (user or read_only)
        ):
            continue
        ending = next((each for each in kept if _is_own(each)), None)
        yield Unstored(member, ending or kept[0], path, user, mount, ending is not None)


def _user(member: Member) -> str | None:
    """The user of a container, where it is certainly not root."""
    given = member.service.config.get("user")
    text = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    return text if _USER.fullmatch(text) and text.partition(":")[0] not in _ROOT else None


def _is_kept(name: Name) -> bool:
    """Whether Caddy gets a certificate for it, and must keep that."""
    return _is_own(name) or (name.public and name.certificate is Certificate.PUBLIC)


def _is_own(name: Name) -> bool:
    """Whether Caddy's own authority signs it for certain: one of the machine, or one that is told so."""
    lines = [each for each in name.site.block.directives if each.name.text == "tls"]
    if name.certificate is Certificate.PUBLIC:
        return not lines and (name.host == _ONE_MACHINE or name.host.endswith(f".{_ONE_MACHINE}"))
    internal = [[word.text for word in each.arguments] == ["internal"] for each in lines]
    return name.certificate is Certificate.OWN and any(internal)


def _is_given(member: Member, path: str) -> bool:
    """Whether a ``tmpfs`` is there, in which anybody may write, or what lies below is mounted."""
    places = [(each.kind, str(each.target)) for each in member.service.mounts]
    return any(
        (kind == "tmpfs" and lies_in(path, place)) or place.startswith(f"{path}/") for kind, place in places
    )


def _is_roots(mount: Mount, member: Member, deployment: Deployment) -> bool:
    """Whether it is a volume that the engine makes as the image has it, and no other service has its hands on."""
    if mount.kind != "volume" or (mount.source is not None and not isinstance(mount.source, str)):
        return False
    if mount.source is None:
        return True
    settings = member.project.resource("volumes", mount.source)
    return not _is_shared(mount, member, deployment) and not set(settings) - {"name", "labels"}


def _is_filled(mount: Mount, member: Member, deployment: Deployment) -> bool:
    """Whether another service, or somebody outside of the project, may put certificates there."""
    source = str(mount.source)
    if mount.kind == "volume":
        outside = bool(set(member.project.resource("volumes", source)) - {"name", "labels"})
    else:
        outside = not lies_in(source, member.project.directory)
    return outside or _is_shared(mount, member, deployment)


def _is_shared(mount: Mount, member: Member, deployment: Deployment) -> bool:
    """Whether another service has it, or what lies in it, or it lies in what that has."""
    source = str(mount.source)
    others = (
        str(each.source)
        for other in deployment.members
        if other is not member
        for each in other.service.mounts
    )
    return any(lies_in(source, each) or lies_in(each, source) for each in others)
