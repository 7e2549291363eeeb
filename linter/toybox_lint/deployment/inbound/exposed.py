"""Services that answer on every address of the host although they stand behind Caddy, or are nobody's business."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Port
from toybox_lint.deployment.inbound.entrances import is_open
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Deployment, Member, Verdict
from toybox_lint.deployment.networks.namespaces import LOOPBACK, published
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import whole
from toybox_lint.records import dataclass
from toybox_lint.source import Span

# Repository paths of images that hold an application's data and are meant for that application alone.
DATASTORES = word_set(
    """
    postgres postgis/postgis timescale/timescaledb pgvector/pgvector bitnami/postgresql supabase/postgres
    mysql mariadb percona bitnami/mysql bitnami/mariadb mysql/mysql-server linuxserver/mariadb
    redis valkey/valkey redis/redis-stack redis/redis-stack-server bitnami/redis eqalpha/keydb
    dragonflydb/dragonfly memcached bitnami/memcached
    mongo bitnami/mongodb couchdb neo4j cassandra scylladb/scylla arangodb rethinkdb
    clickhouse clickhouse/clickhouse-server influxdb
    elasticsearch elasticsearch/elasticsearch opensearchproject/opensearch getmeili/meilisearch
    qdrant/qdrant milvusdb/milvus semitechnologies/weaviate chromadb/chroma
    """
)


@dataclass(frozen=True, slots=True, eq=False)
class Exposed:
    """A service and the ports that it publishes on every address of the host.

    ``on_host``: Caddy itself dials them there, on the loopback of the host. ``taken``: another container wants one of
    them, too, on every address.
    """

    member: Member
    ports: tuple[Port, ...]
    on_host: bool = False
    taken: bool = False

    def edits(self) -> tuple[Edit, ...]:
        """Edits that publish the ports on the host's loopback alone; empty where one cannot be written, or is taken."""
        if self.taken:
            return ()
        found = [_on_loopback(port) or _with_address(self.member, port) for port in self.ports]
        return tuple(edit for edit in found if edit is not None) if all(found) else ()


def datastores(deployment: Deployment) -> Iterator[Exposed]:
    """Databases and their like that whoever reaches the host can ask."""
    for member in deployment.members:
        if is_datastore(member):
            yield from _exposed(member, deployment)


def is_datastore(member: Member) -> bool:
    """Whether it is a database or its like."""
    image = named(member.listening.base)
    return image is not None and reference(image).path in DATASTORES


def bypassing(deployment: Deployment) -> Iterator[Exposed]:
    """Services behind Caddy whose very port that Caddy dials is also published.

    A port that a container dials at an address of the host is published for it, and must stay so, and one of a
    deployment whose Caddy is not started is how people get to the service.
    """
    inside: dict[Member, set[object]] = {}
    on_host: dict[Member, set[object]] = {}
    needed: set[Member] = set()
    for link in deployment.links:
        if link.target is None or link.verdict is not Verdict.REACHES or link.front.member is None:
            continue
        if link.front.member.runs is False:
            continue  # without its profile, the port is the way in
        from toybox_lint.deployment.networks.common_networks import way_to_target

        way = way_to_target(link, deployment.members)
        if way is None or not way.endswith(" of the host"):
            inside.setdefault(link.target, set()).add(link.upstream.port)
        elif isinstance(link.upstream.host, str) and LOOPBACK.fullmatch(link.upstream.host):
            on_host.setdefault(link.target, set()).add(str(link.upstream.port))
        else:
            needed.add(link.target)
    caddies = {front.member for front in deployment.fronts} | needed
    for member in dict.fromkeys((*inside, *on_host)):
        for found in _exposed(member, deployment) if member not in caddies else ():
            same = tuple(port for port in found.ports if port.target in inside.get(member, ()))
            there = tuple(port for port in found.ports if port.published in on_host.get(member, ()))
            if same or there:
                ports = same or there
                taken = any(_is_taken(port, member, deployment) for port in ports)
                yield Exposed(member, ports, on_host=not same, taken=taken)


def _is_taken(port: Port, member: Member, deployment: Deployment) -> bool:
    """Whether another container publishes the port of the host."""
    number = whole(port.published) if isinstance(port.published, str) else None
    others = published(number, deployment.members) if number else ()
    return any(each.member is not member for each in others)


def _exposed(member: Member, deployment: Deployment) -> Iterator[Exposed]:
    ports = tuple(port for port in member.service.ports if is_open(port))
    if not ports or member.runs is not True or member.mode is not None:
        return
    from toybox_lint.deployment.networks.egress import enclosed

    if not enclosed(member, deployment.projects):
        yield Exposed(member, ports)


def _with_address(member: Member, port: Port) -> Edit | None:
    """Give ``host_ip`` to a published port in the long form."""
    place, path = port.published_origin, ("services", member.name, "ports")
    if place is None or port.host_ip is not None or place.file not in member.project.files:
        return None
    from toybox_lint.compose.yaml import nodes
    from toybox_lint.compose.yaml.edit import Refusal, find, insert_entry

    node = find(place.file, path)
    items = node.items if isinstance(node, nodes.Sequence) else ()
    at = next((at for at, item in enumerate(items) if item.start <= place.span.start < item.end), None)
    if at is None:
        return None
    edits = insert_entry(place.file, (*path, at), "host_ip", "127.0.0.1")
    return None if isinstance(edits, Refusal) else edits[0]


def _on_loopback(port: Port) -> Edit | None:
    """Put ``127.0.0.1:`` before a published port in the short form."""
    place = port.published_origin
    if place is None or not place.exact or port.host_ip is not None or not isinstance(port.published, str):
        return None
    text, start = place.file.text, place.span.start
    short = text[place.span.end : place.span.end + 1] == ":" and text[start - 1 : start] in (
        " ",
        '"',
        "'",
        "[",
    )
    return Edit(place.file, Span(start, start), "127.0.0.1:") if short else None
