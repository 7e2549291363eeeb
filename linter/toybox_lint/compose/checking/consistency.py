"""Whether the parts of a project fit together: what Docker Compose 2.40.3 refuses after the merge.

Only enabled services are looked at, as there; references that a variable decides are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.compose.checking.handed_on import refused_image, refused_policies, unset_pairs
from toybox_lint.compose.merging.merge import as_list
from toybox_lint.compose.model import Dependency, Project, Service
from toybox_lint.compose.reading.ledger import Ledger
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin, whole_origin
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_TESTS = ("CMD", "CMD-SHELL", "NONE")


@dataclass(slots=True)
class Consistency:
    """Checks the enabled services of a project against each other and its resources."""

    project: Project
    root: Map
    ledger: Ledger

    def check(self) -> None:
        declared = self.root.map("services")
        enabled = {name: one for name, one in self.project.services.items() if one.enabled}
        for name, one in enabled.items():
            value = declared.map(name) if declared is not None else None
            if value is not None:
                self.service(name, one, value)
        self.cycles(enabled)
        self.container_names(enabled)

    def service(self, name: str, one: Service, value: Map) -> None:
        self.source(name, value)
        self.build(name, value.map("build"), value)
        self.network_use(name, value)
        self.healthcheck(one)
        self.ledger.problems.extend(refused_policies(one, value))
        self.ledger.problems.extend(refused_image(one))
        self.ledger.problems.extend(unset_pairs(one))
        for dependency in one.depends_on:
            self.dependency(name, dependency)
        self.resources(name, value)
        self.counts(name, one, value)
        self.limits(name, value)
        self.targets(name, value)
        self.watches(name, value)

    def source(self, name: str, value: Map) -> None:
        image = value.leaf("image")
        if (image is None or image.value == "") and not {"build", "provider"} & value.items.keys():
            message = f"{name} has neither an image nor a build"
            self.missing("missing-image", message, key_origin(image or value, name))

    def build(self, name: str, build: Map | None, service: Map) -> None:
        if build is None:
            return
        inline, file = build.leaf("dockerfile_inline"), build.leaf("dockerfile")
        if inline is not None and file is not None and inline.value != "" and file.value != "":
            message = f"{name} has both dockerfile and dockerfile_inline"
            self.ledger.report("exclusive-keys", message, key_origin(inline, "dockerfile_inline"))
        for add, context in contexts(build):
            self.context(name, add, context)
        for secret in _sources(build, "secrets"):
            self.known("secrets", name, secret)
        platform, platforms = service.leaf("platform"), build.list("platforms")
        if platform is not None and platforms is not None and platforms.items and platform.value != "":
            texts = [leaf.text() for leaf in platforms.leaves()]
            if not any(isinstance(text, Unknown) or text == platform.value for text in texts):
                message = f"the platforms of {name}'s build do not hold its platform"
                self.ledger.report("missing-platform", message, platform.origin())

    def context(self, name: str, add: str, context: Leaf) -> None:
        target = str(context.value).removeprefix("service:")
        other = self.project.services.get(target)
        if other is None or not other.enabled:
            message = f"{name} takes the build context {add} from a service that does not exist"
            self.missing("undefined-service", message, context.origin())
        elif other.build is None:
            message = f"{name} takes the build context {add} from a service that is not built"
            self.ledger.report("missing-build", message, context.origin())

    def network_use(self, name: str, value: Map) -> None:
        networks, mode = value.map("networks"), value.leaf("network_mode")
        if mode is not None and mode.value != "" and networks is not None and networks.items:
            message = f"{name} has both network_mode and networks"
            self.ledger.report("exclusive-keys", message, key_origin(mode, "network_mode"))
        for key, entry in networks.items.items() if networks is not None else ():
            if key not in self.project.networks:
                from toybox_lint.suggest import nearest

                origin = key_origin(entry, key)
                message = f"{name} refers to the network {as_written(key, origin)}, which is not declared"
                self.missing("undefined-network", message, origin, nearest(key, self.project.networks))

    def missing(self, kind: str, message: str, origin: Origin, near: tuple[str, ...] = ()) -> None:
        """Something is not there, unless it is in what could not be read."""
        if self.ledger.whole:
            self.ledger.report(kind, message, origin, near)

    def healthcheck(self, one: Service) -> None:
        test = one.healthcheck.test if one.healthcheck is not None else None
        if test and isinstance(test[0].value, str) and test[0].value not in _TESTS:
            message = f"a healthcheck's test begins with one of {', '.join(_TESTS)}"
            self.ledger.report("bad-healthcheck", message, test[0].origin)

    def dependency(self, name: str, dependency: Dependency) -> None:
        target = self.project.services.get(dependency.service)
        if target is not None and (target.enabled or not dependency.required):
            return
        why = "does not exist" if target is None else "is not enabled (its profile is not active)"
        written = as_written(dependency.service, dependency.origin)
        message = f"{name} depends on the service {written}, which {why}"
        from toybox_lint.suggest import nearest

        near = nearest(dependency.service, self.project.services) if target is None else ()
        others = tuple(each for each in near if each != name)
        self.missing("undefined-service", message, dependency.origin, others)

    def resources(self, name: str, value: Map) -> None:
        for volume in (item for item in value.items_of("volumes") if isinstance(item, Map)):
            kind, source = volume.leaf("type"), volume.leaf("source")
            if kind is not None and kind.value == "volume" and source is not None and source.value != "":
                self.known("volumes", name, source)
        for section in ("configs", "secrets"):
            for source in _sources(value, section):
                self.known(section, name, source)
        models = value.get("models")
        for model in [*models.items.items()] if isinstance(models, Map) else []:
            self.known("models", name, Leaf(model[0], model[1].key or model[1].place))
        for leaf in models.leaves() if isinstance(models, List) else ():
            self.known("models", name, leaf)

    def known(self, section: str, name: str, source: Leaf) -> None:
        declared = self.root.map(section)
        names: Mapping[str, Value] = declared.items if declared is not None else {}
        if source.holes or not isinstance(source.value, str) or source.value in names:
            return
        from toybox_lint.suggest import nearest

        noun = section.removesuffix("s")
        message = f"{name} refers to the {noun} {source.written()}, which is not declared"
        self.missing(f"undefined-{noun}", message, source.origin(), nearest(source.value, names))

    def counts(self, name: str, one: Service, value: Map) -> None:
        scale, deploy = value.leaf("scale"), value.map("deploy")
        replicas = deploy.leaf("replicas") if deploy is not None else None
        if scale is not None and replicas is not None and _differ(scale, replicas):
            message = f"scale and deploy.replicas of {name} differ"
            self.ledger.report("differing-values", message, key_origin(scale, "scale"))
        chosen = one.container_name
        if isinstance(one.scale, int) and one.scale > 1 and chosen is not None and chosen.value != "":
            message = f"{name} has a container_name, so there cannot be {one.scale} containers of it"
            self.ledger.report("scaled-container-name", message, chosen.origin)

    def limits(self, name: str, value: Map) -> None:
        deploy = value.map("deploy")
        resources = deploy.map("resources") if deploy is not None else None
        for own, group, inner in _SAME:
            if own not in value.items:
                continue
            first = value.leaf(own)
            part = resources.map(group) if resources is not None else None
            if first is None or part is None:
                continue
            second = part.leaf(inner)
            if sizes_differ(first, second):
                rest = f"deploy.resources.{group}"
                what = (
                    f"{rest}.{inner} says something else" if second is not None else f"{rest} has no {inner}"
                )
                message = f"{own} of {name} stands beside {rest}, so both must say the same: {what}"
                self.ledger.report("differing-values", message, key_origin(first, own))

    def targets(self, name: str, value: Map) -> None:
        seen: set[str] = set()
        for item in [*value.items_of("tmpfs"), *value.items_of("volumes")]:
            target = item.leaf("target") if isinstance(item, Map) else item
            text = target.text() if isinstance(target, Leaf) else Unknown("there is none")
            if isinstance(text, Unknown):
                continue
            path = text if isinstance(item, Map) else text.partition(":")[0]
            if path in seen:
                message = f"{name} mounts something at this place already"
                self.ledger.report("doubled-target", message, whole_origin(item))
            seen.add(path)

    def watches(self, name: str, value: Map) -> None:
        develop = value.map("develop")
        for item in develop.items_of("watch") if develop is not None else []:
            action = item.leaf("action") if isinstance(item, Map) else None
            target = item.leaf("target") if isinstance(item, Map) else None
            if action is None or (target is not None and target.value != ""):
                continue
            if action.value not in ("rebuild", "restart"):
                message = f"a watch of {name} needs a target for this action"
                self.ledger.report("missing-key", message, action.origin())

    def container_names(self, enabled: Mapping[str, Service]) -> None:
        owners: dict[str, str] = {}
        for name, one in sorted(enabled.items()):
            chosen = one.container_name
            if chosen is None or not isinstance(chosen.value, str) or not chosen.value:
                continue
            if chosen.value in owners:
                message = f"the container name is already that of {owners[chosen.value]}"
                self.ledger.report("doubled-container-name", message, chosen.origin)
            owners.setdefault(chosen.value, name)

    def cycles(self, enabled: Mapping[str, Service]) -> None:
        edges = {
            name: [one for one in service.depends_on if one.service in enabled]
            for name, service in enabled.items()
        }
        for path in cycles(edges):
            names = " -> ".join([*(name for name, _ in path), path[0][0]])
            self.ledger.report("dependency-cycle", f"dependency cycle: {names}", path[0][1].origin)


def as_written(name: str, origin: Origin) -> str:
    """A name for a message: what a variable gave is shown as it is written."""
    return name if origin.exact else origin.text


_SAME = (
    ("cpus", "limits", "cpus"),
    ("mem_limit", "limits", "memory"),
    ("mem_reservation", "reservations", "memory"),
    ("pids_limit", "limits", "pids"),
)


def _differ(first: Leaf, second: Leaf) -> bool:
    if isinstance(first.value, Unknown) or isinstance(second.value, Unknown):
        return False
    return not (first.holes or second.holes) and first.value != second.value


def sizes_differ(first: Leaf, second: Leaf | None) -> bool:
    """Whether two amounts are known and not the same. A first one of zero does not count, a missing second is zero."""
    from toybox_lint.compose.checking.amounts import amount

    one, other = amount(first), 0 if second is None else amount(second)
    return one is not None and other is not None and one != other and one != 0


def contexts(build: Map) -> Iterator[tuple[str, Leaf]]:
    """Additional contexts that are other services."""
    written = build.get("additional_contexts")
    for item in as_list(written) if written is not None else ():
        if isinstance(item, Leaf) and isinstance(item.value, str) and not item.holes:
            name, _, context = item.value.partition("=")
            if context.startswith("service:"):
                yield name, item.part(len(name) + 1, len(item.value))


def _sources(value: Map, section: str) -> Iterator[Leaf]:
    for item in value.items_of(section):
        source = item.leaf("source") if isinstance(item, Map) else item
        yield source if isinstance(source, Leaf) else Leaf("", item.place)


Edges = Mapping[str, list[Dependency]]


def cycles(edges: Edges) -> Iterator[list[tuple[str, Dependency]]]:
    """Cycles of a graph, one for every edge that closes one on a depth-first way; no recursion."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path: list[tuple[str, Dependency]] = []
        on_path = {start: 0}
        pending = [(start, iter(edges[start]))]
        while pending:
            name, rest = pending[-1]
            dependency = next(rest, None)
            if dependency is None:
                pending.pop()
                done.add(name)
                on_path.pop(name, None)
                if path:
                    path.pop()
            elif dependency.service in on_path:
                yield [*path[on_path[dependency.service] :], (name, dependency)]
            elif dependency.service not in done:
                path.append((name, dependency))
                on_path[dependency.service] = len(path)
                pending.append((dependency.service, iter(edges[dependency.service])))
