"""Caddies that make their sites of the labels of containers, and the Caddyfile of which nobody tells them.

Sources: the manual of caddy-docker-proxy, whose image and command are named so (without
``CADDY_DOCKER_CADDYFILE_PATH`` it reads no Caddyfile: *Skipping default Caddyfile because no path is set*); those of
images that have it built in. It looks for containers on the networks that ``CADDY_INGRESS_NETWORKS`` names as the
engine knows them (lucaslorentz/caddy-docker-proxy#290, #348: *Container is not in same network as caddy*).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Mount, Network, Text
from toybox_lint.deployment.listening.images.well_known import named
from toybox_lint.deployment.model import Front, Gap, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, lies_in
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

TELLING = "CADDY_DOCKER_CADDYFILE_PATH"
_NETWORKS = "CADDY_INGRESS_NETWORKS"
_MODULE = "docker-proxy"
_IMAGES = (_MODULE, "dockerproxy", "caddy-reverse-proxy-cloudflare")
_ITS_OWN = "lucaslorentz/caddy-docker-proxy"
_FLAG = "caddyfile-path"
_QUOTES = ("'", '"')


def labelled(members: Sequence[Member]) -> Iterator[Gap]:
    """That the first of them is not judged."""
    for member in members:
        if takes_labels(member):
            reason = (
                f"{member.name} takes its sites from labels (caddy-docker-proxy), and labels are not read"
            )
            yield Gap(member.origin.file.name, member.origin.start.line, reason, blocking=False)
            return


def takes_labels(member: Member) -> bool:
    """Whether it runs caddy-docker-proxy, as far as its image and its command say."""
    command = member.service.command
    if command is not None:
        return any(word.value == _MODULE for word in command.words or ())
    image = named(member.service.image) or ""
    return any(each in image for each in _IMAGES)


@dataclass(frozen=True, slots=True, eq=False)
class Unnamed:
    """A Caddy of labels that does not get the Caddyfile at ``path`` of its container.

    Nothing tells it of the one that ``mount`` brings, or else ``value`` names a path where nothing is: ``quoted``, as
    its quotes are a part of it. ``meant`` is the only Caddyfile that can be meant. ``certain`` for the image of
    caddy-docker-proxy itself.
    """

    member: Member
    path: str
    mount: Mount | None = None
    value: Located[Text | None] | None = None
    meant: str | None = None

    @property
    def origin(self) -> Origin:
        if self.value is not None:
            return self.value.origin
        assert self.mount is not None
        return self.mount.target_origin or self.mount.origin

    @property
    def quoted(self) -> bool:
        return self.path.startswith(_QUOTES)

    @property
    def certain(self) -> bool:
        return self.member.service.build is None and _ITS_OWN in (named(self.member.service.image) or "")

    def edits(self) -> tuple[Edit, ...]:
        """Tell it, mount the file, or take the quotes away."""
        from toybox_lint.compose.edit import Refusal, last_file, set_variable

        if self.value is not None and self.quoted:
            origin = self.value.origin
            plain = self.path.strip("".join(_QUOTES))
            at = origin.text.find(self.path) if origin.exact else -1
            span = origin.part(at, at + len(self.path)).span
            return (Edit(origin.file, span, plain),) if at >= 0 else ()
        edits: tuple[Edit, ...] | Refusal = ()
        if self.mount is not None:
            file = last_file(self.member.project, self.member.name)
            edits = set_variable(file, self.member.name, TELLING, self.path) if file else ()
        elif self.meant is not None:
            from toybox_lint.deployment.caddies.placing import mounted_at

            edits = mounted_at(self.member, self.meant, self.path)
        return () if isinstance(edits, Refusal) else edits


def unnamed(fronts: Sequence[Front], members: Sequence[Member], files: Files) -> Iterator[Unnamed]:
    """Every such Caddy, once."""
    loose = {front.caddyfile.file.path for front in fronts if front.member is None}
    meant = next(iter(loose)) if len(loose) == 1 else None
    for member in members:
        if not takes_labels(member) or not member.service.environment_known or _is_flagged(member):
            continue
        value = member.service.environment.get(TELLING)
        if value is None:
            yield from _mounted(member, files)
        elif isinstance(value.value, str) and _is_nowhere(member, value.value):
            yield Unnamed(member, value.value, value=value, meant=meant)


def _is_flagged(member: Member) -> bool:
    command = member.service.command
    return command is not None and any(_FLAG in str(word.value) for word in command.words or ())


def _mounted(member: Member, files: Files) -> Iterator[Unnamed]:
    """With the first Caddyfile that is mounted."""
    from toybox_lint.deployment.caddies.placing import holds_caddyfile

    for mount in member.service.mounts:
        if isinstance(mount.target, str) and mount.kind == "bind" and holds_caddyfile(mount, files):
            folder = files.is_directory(str(mount.source))
            path = f"{mount.target.rstrip('/')}/Caddyfile" if folder else mount.target
            yield Unnamed(member, path, mount)
            return


def _is_nowhere(member: Member, path: str) -> bool:
    """Whether nothing that is seen brings the file."""
    if path.startswith(_QUOTES):
        return True
    if not path.startswith("/") or member.service.build is not None:
        return False
    targets = [mount.target for mount in member.service.mounts]
    return not any(isinstance(each, Unknown) or lies_in(path, each) for each in targets)


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """A Caddy of labels that looks for containers on a network ``name``: its ``network`` of that key is called other.

    ``value`` is what tells it.
    """

    member: Member
    name: str
    network: Network
    value: Located[Text | None]

    def edits(self) -> tuple[Edit, ...]:
        """Give the network the name."""
        from toybox_lint.compose.yaml import nodes
        from toybox_lint.compose.yaml.edit import Refusal, find, insert_entry, replace_entry

        path = ("networks", self.network.key)
        files = [file for file in self.member.project.files if find(file, path)]
        if len(files) != 1 or find(files[0], (*path, "name")):
            return ()
        if isinstance(find(files[0], path), nodes.Scalar):
            edits = replace_entry(files[0], path, self.network.key, {"name": self.name})
        else:
            edits = insert_entry(files[0], path, "name", self.name)
        return () if isinstance(edits, Refusal) else edits


def sought(members: Sequence[Member]) -> Iterator[Sought]:
    """Every such name."""
    for member in members:
        value = member.service.environment.get(_NETWORKS) if takes_labels(member) else None
        if value is None or not isinstance(value.value, str):
            continue
        for name in (each.strip() for each in value.value.split(",")):
            network = member.project.networks.get(name)
            if network is None or network.external is not False or not isinstance(network.real_name, str):
                continue
            if network.real_name in member.real_networks and name not in member.real_networks:
                yield Sought(member, name, network, value)
