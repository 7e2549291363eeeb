"""One service of the merged model as the typed model."""

from __future__ import annotations

import posixpath

from toybox_lint.compose import shellwords
from toybox_lint.compose.merging.merge import Report, as_list
from toybox_lint.compose.merging.paths import is_remote
from toybox_lint.compose.merging.short import has_hole
from toybox_lint.compose.model import (
    Attachment,
    Build,
    Command,
    Dependency,
    Healthcheck,
    Port,
    Service,
    Text,
)
from toybox_lint.compose.mounts import MountReader
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin, whole_origin
from toybox_lint.compose.service_environment import EnvironmentReader
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, Span

# The keys whose `service:NAME` shares a namespace and so makes a dependency.
NAMESPACES = ("network_mode", "ipc", "pid", "uts", "cgroup")
_IMPLYING = frozenset(("links", "volumes_from", *NAMESPACES))


@dataclass(slots=True)
class ServiceReader:
    """Builds typed services from the merged model."""

    environment: EnvironmentReader
    mounts: MountReader
    report: Report

    def read(self, name: str, value: Map, enabled: bool) -> Service:
        variables, known = self.environment.read(value, enabled)
        return Service(
            name=Located(name, key_origin(value, name)),
            origin=whole_extent(value),
            enabled=enabled,
            image=text(value, "image"),
            build=build(value.get("build")),
            command=self.command(value.get("command")),
            entrypoint=self.command(value.get("entrypoint")),
            environment=variables,
            environment_known=known,
            ports=tuple(port(item) for item in value.items_of("ports") if isinstance(item, Map)),
            expose=texts(value, "expose"),
            attachments=attachments(value),
            network_mode=text(value, "network_mode"),
            container_name=text(value, "container_name"),
            hostname=text(value, "hostname"),
            extra_hosts=extra_hosts(value.get("extra_hosts")),
            links=texts(value, "links"),
            mounts=self.mounts.read(value),
            profiles=texts(value, "profiles"),
            scale=scale(value),
            depends_on=(*dependencies(value.map("depends_on")), *implied(value)),
            healthcheck=healthcheck(value.map("healthcheck")),
            restart=text(value, "restart"),
            working_dir=text(value, "working_dir"),
        )

    def command(self, value: Value | None) -> Command | None:
        if isinstance(value, List):
            return Command(tuple(leaf.located() for leaf in value.leaves()), value.place.origin())
        if not isinstance(value, Leaf) or value.value is None:
            return None
        whole = value.text()
        if not isinstance(value.value, str):
            return Command((Located(value.text(), value.origin()),), value.origin(), whole)
        value = value.traced()
        words = shellwords.split(str(value.value))
        if words is None:
            self.report(
                "bad-command", "a quote is not closed, or a parenthesis is not quoted", value.origin()
            )
            return None
        return Command(tuple(word_of(value, word) for word in words), value.origin(), whole)


def word_of(value: Leaf, word: shellwords.Word) -> Located[Text]:
    """A word of a command that was split, at its place; without its quotes where the whole word stands in them."""
    written = str(value.value)[word.start : word.end]
    quoted = written in (f"'{word.text}'", f'"{word.text}"')
    part = value.part(word.start + quoted, word.end - quoted)
    if part.holes:
        return Located(part.unknown(), value.around(word.start + quoted, word.end - quoted).origin())
    return Located(word.text, part.place.origin(word.text))


def whole_extent(value: Value) -> Origin:
    """From the key of a value to its end."""
    if value.key is None or value.key.file is not value.place.file or value.key.start > value.place.start:
        return whole_origin(value)
    span = Span(value.key.start, value.place.end)
    return Origin(value.place.file, span, False, value.place.via)


def text(value: Map, name: str) -> Located[Text] | None:
    """The scalar under ``name``; ``None`` where there is none, or null."""
    leaf = value.leaf(name)
    return leaf.located() if leaf is not None else None


def texts(value: Map, name: str) -> tuple[Located[Text], ...]:
    """The scalars of the sequence under ``name``."""
    return tuple(item.located() for item in value.items_of(name) if isinstance(item, Leaf))


def plain_text(leaf: Leaf | None) -> Text | None:
    """The text of a scalar without its place."""
    return leaf.text() if leaf is not None else None


def port(value: Map) -> Port:
    """A published port in the long form, which is what every port is by now."""
    target, published = value.leaf("target"), value.leaf("published")
    number: int | Unknown = Unknown("it has no target")
    if target is not None:
        number = target.value if isinstance(target.value, int) else target.unknown_or("it is not a number")
    return Port(
        target=number,
        published=plain_text(published),
        host_ip=plain_text(value.leaf("host_ip")),
        protocol=plain_text(value.leaf("protocol")) or "tcp",
        origin=value.place.origin(),
        target_origin=target.place.origin(str(number)) if target is not None else None,
        published_origin=published.origin() if published is not None else None,
    )


def attachments(value: Map) -> tuple[Attachment, ...]:
    """The networks of a service: ``default`` where it names none, nothing with a mode of its own or a provider."""
    if "network_mode" in value.items or "provider" in value.items:
        return ()
    networks = value.map("networks")
    if networks is None or not networks.items:
        return (Attachment("default", (), key_origin(value), implicit=True),)
    return tuple(attachment(name, entry) for name, entry in networks.items.items())


def attachment(name: str, entry: Value) -> Attachment:
    """The service on the network that the project calls ``name``."""
    aliases = texts(entry, "aliases") if isinstance(entry, Map) else ()
    address = text(entry, "ipv4_address") if isinstance(entry, Map) else None
    return Attachment(name, aliases, key_origin(entry, name), address=address)


def extra_hosts(value: Value | None) -> tuple[Located[tuple[str, Text]], ...]:
    """Host and address of every entry; several addresses in one entry are one each."""
    found: list[Located[tuple[str, Text]]] = []
    for item in as_list(value) if value is not None else []:
        if not isinstance(item, Leaf) or not isinstance(item.value, str):
            continue
        host, address = host_and_address(item)
        if address is None or has_hole(host):
            continue
        if isinstance(address, Unknown):
            found.append(Located((host, address), item.origin()))
            continue
        origin = Origin(item.place.file, Span(item.place.start, item.place.end), False, item.place.via)
        found.extend(Located((host, one), origin) for one in address.split(","))
    return tuple(found)


def host_and_address(item: Leaf) -> tuple[str, Text | None]:
    """``host=address`` or ``host:address`` in two, without brackets; ``None`` where nothing parts them."""
    whole = str(item.value)
    cut = whole.find("=") if "=" in whole else whole.find(":")
    if cut < 0:
        return whole, None
    rest = item.part(cut + 1, len(whole)).text()
    if isinstance(rest, str) and rest.startswith("[") and rest.endswith("]"):
        rest = rest[1:-1]
    return whole[:cut], rest


def scale(value: Map) -> int | Unknown:
    """How many containers: ``scale``, else ``deploy.replicas``, else one."""
    deploy = value.map("deploy")
    for leaf in (value.leaf("scale"), deploy.leaf("replicas") if deploy is not None else None):
        if leaf is not None:
            if isinstance(leaf.value, Unknown):
                return leaf.value
            return leaf.value if isinstance(leaf.value, int) else Unknown("it is not a whole number")
    return 1


def dependencies(value: Map | None) -> tuple[Dependency, ...]:
    """The entries of ``depends_on`` in the long form."""
    found: list[Dependency] = []
    for name, entry in value.items.items() if value is not None else ():
        if isinstance(entry, Map):
            condition, required = entry.leaf("condition"), entry.leaf("required")
            found.append(
                Dependency(
                    name,
                    condition.text() if condition is not None else "service_started",
                    required is None or required.value is not False,
                    key_origin(entry, name),
                )
            )
    return tuple(found)


def implied(value: Map) -> tuple[Dependency, ...]:
    """Dependencies that links, shared namespaces and ``volumes_from`` bring, unless declared."""
    if _IMPLYING.isdisjoint(value.items):
        return ()
    declared = value.map("depends_on")
    known = set(declared.items) if declared is not None else set()
    found: dict[str, Dependency] = {}
    for name, origin in implied_names(value):
        if name not in known and name not in found:
            found[name] = Dependency(name, "service_started", True, origin, implied=True)
    return tuple(found.values())


def implied_names(value: Map) -> list[tuple[str, Origin]]:
    """The services that links, shared namespaces and ``volumes_from`` name, some more than once."""
    found: list[tuple[str, Origin]] = []
    for leaf in (item for item in value.items_of("links") if isinstance(item, Leaf)):
        parts = as_plain(leaf).split(":")
        found.append((parts[0] if len(parts) == 2 else as_plain(leaf), leaf.origin()))
    for key in NAMESPACES:
        shared = value.leaf(key)
        if shared is not None and as_plain(shared).startswith("service:"):
            found.append((as_plain(shared).removeprefix("service:"), shared.origin()))
    for leaf in (item for item in value.items_of("volumes_from") if isinstance(item, Leaf)):
        if not as_plain(leaf).startswith("container:"):
            found.append((as_plain(leaf).partition(":")[0], leaf.origin()))
    return [(name, origin) for name, origin in found if name]


def as_plain(leaf: Leaf) -> str:
    """The text of a leaf; empty when it is not known."""
    found = leaf.text()
    return found if isinstance(found, str) else ""


def healthcheck(value: Map | None) -> Healthcheck | None:
    """The healthcheck as it is written; without words where it only changes how that of the image is run."""
    if value is None:
        return None
    test = value.get("test")
    words: tuple[Located[Text], ...] | None = None
    if isinstance(test, List):
        words = tuple(leaf.located() for leaf in test.leaves())
    elif isinstance(test, Leaf) and test.value is not None:
        words = (Located("CMD-SHELL", test.place.origin()), test.located())
    disable = value.leaf("disable")
    off = words is not None and bool(words) and words[0].value == "NONE"
    return Healthcheck(words, off or (disable is not None and disable.value is True), whole_extent(value))


def build(value: Value | None) -> Build | None:
    """What the image is built from; ``None`` where nothing is built."""
    if not isinstance(value, Map):
        return None
    written, file, target = value.leaf("context"), value.leaf("dockerfile"), value.leaf("target")
    context = _folder(written)
    inline = text(value, "dockerfile_inline")
    return Build(
        context=context,
        dockerfile=None if context is None or inline is not None else dockerfile(context, file),
        target=plain_text(target),
        inline=inline,
        args=arguments(value.get("args")),
        origin=whole_extent(value),
        context_origin=written.origin() if written is not None else None,
        dockerfile_origin=file.origin() if file is not None else None,
        target_origin=target.origin() if target is not None else None,
        contexts=_folders(value.map("additional_contexts")),
    )


def _folder(written: Leaf | None) -> Text | None:
    """A context that is a folder of the host; ``None`` for one of elsewhere."""
    context = plain_text(written)
    if isinstance(context, str) and context.startswith("/"):
        return posixpath.normpath(context)
    return None if isinstance(context, str) and is_remote(context) else context


def _folders(contexts: Map | None) -> dict[str, Text | None]:
    return {} if contexts is None else {name: _folder(contexts.leaf(name)) for name in contexts.items}


def dockerfile(context: Text | None, written: Leaf | None) -> Text:
    """The path of the Dockerfile, absolute where that of the context is."""
    if isinstance(context, Unknown):
        return context
    name = written.text() if written is not None else "Dockerfile"
    if isinstance(name, Unknown):
        return name
    return posixpath.normpath(posixpath.join(context or "", name))


def arguments(value: Value | None) -> dict[str, Located[Text | None]]:
    """Build arguments by their names, from either form; ``None`` for one that takes its value from the environment."""
    found: dict[str, Located[Text | None]] = {}
    for item in as_list(value) if value is not None else []:
        if isinstance(item, Leaf) and isinstance(item.value, str):
            name, equals, _ = item.value.partition("=")
            if has_hole(name):
                continue
            if equals:
                given = item.part(len(name) + 1, len(item.value))
                found[name] = Located(given.text(), given.origin())
            else:
                found[name] = Located(None, item.origin())
    return found
