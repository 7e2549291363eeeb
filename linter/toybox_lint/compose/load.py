"""A stack of files as Docker Compose resolves it."""

from __future__ import annotations

from dataclasses import dataclass, field

from toybox_lint.compose import canonical, merge, nodes, unique
from toybox_lint.compose.comments import comments
from toybox_lint.compose.model import Comment, Problem, Project, Service, Text
from toybox_lint.compose.mounts import MountReader
from toybox_lint.compose.networks import read_networks
from toybox_lint.compose.paths import Resolver
from toybox_lint.compose.printing import printed_project
from toybox_lint.compose.project_name import VARIABLE, find_name
from toybox_lint.compose.reading import Path, read_document
from toybox_lint.compose.service_environment import EnvironmentReader
from toybox_lint.compose.services import ServiceReader
from toybox_lint.compose.settings import Settings, read_settings
from toybox_lint.compose.stacks import Stack
from toybox_lint.compose.values import Leaf, List, Map, Place, Value
from toybox_lint.facts import Environment
from toybox_lint.files import Files, Unreadable
from toybox_lint.source import Located, Origin, SourceFile, Span


def load_project(
    stack: Stack,
    files: Files,
    environment: Environment | None = None,
    *,
    profiles: frozenset[str] = frozenset(),
    read_dotenv: bool = True,
) -> Project:
    """The project of a stack.

    ``environment`` wins over ``.env``; without one, a variable nobody gave is unknown. ``profiles`` are the
    active ones (``*`` for all); empty asks ``COMPOSE_PROFILES``.
    """
    return _Loading(stack, files).run(environment, profiles, read_dotenv)


@dataclass(slots=True)
class _Loading:
    stack: Stack
    files: Files
    sources: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Located[str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def report(self, kind: str, message: str, origin: Origin) -> None:
        self.problems.append(Problem(kind, message, origin))

    def excuse(self, kind: str, message: str, origin: Origin) -> None:
        self.problems.append(Problem(kind, message, origin, excused=True))

    def run(self, given: Environment | None, profiles: frozenset[str], read_dotenv: bool) -> Project:
        directory = self.stack.directory
        settings = read_settings(directory, self.files, given, read_dotenv, self.problems.append)
        documents = [entry for path in self.stack.paths for entry in self.parse(path)]
        name = find_name(directory, self.stack.project_name, documents, settings, self.problems.append)
        inner = settings.with_value(VARIABLE, name)
        root = self.merged(documents, inner)
        root = Resolver(directory, inner.lookup).project(root)
        return self.assemble(root, name, inner, active_profiles(profiles, inner))

    def parse(self, path: str) -> list[tuple[SourceFile, nodes.Node]]:
        file = self.files.read(path)
        if file is None or isinstance(file, Unreadable):
            reason = "is not there" if file is None else file.reason
            empty = SourceFile(path, path, "")
            self.report("unreadable-file", f"{path}: {reason}", Origin(empty, Span(0, 0), False))
            return []
        self.sources.append(file)
        stream = nodes.parse(file)
        self.comments.extend(comments(file, stream.opaque))
        if stream.fault is not None:
            fault = stream.fault
            self.report(fault.kind, fault.message, Origin(file, fault.span, False))
        elif not stream.documents:
            self.report("empty-file", "the compose file is empty", Origin(file, Span(0, 0), False))
        return [(file, document) for document in stream.documents]

    def merged(self, documents: list[tuple[SourceFile, nodes.Node]], settings: Settings) -> Map:
        root: Map | None = None
        for file, node in documents:
            document = read_document(file, node, settings.lookup)
            self.problems.extend(document.problems)
            if isinstance(document.root, Map):
                root = self.over(root, document.root, document.resets)
            else:
                origin = Origin(file, Span(node.start, node.end), False)
                self.report("not-a-mapping", "the top level must be a mapping", origin)
        return root or Map({}, Place(SourceFile(self.stack.directory, self.stack.directory, ""), 0, 0))

    def over(self, earlier: Map | None, later: Map, resets: tuple[Path, ...]) -> Map:
        """One more document over what was read before it."""
        root: Value = later
        if earlier is not None:
            root = merge.merge(without(earlier, resets), later, merge.PROJECT, self.report)
        root = unique.enforce(root, unique.PROJECT, self.report)
        root = canonical.canonical(root, canonical.PROJECT, self.report)
        root = unique.enforce(root, unique.PROJECT, self.report)
        assert isinstance(root, Map)
        return root

    def assemble(self, root: Map, name: Text, settings: Settings, profiles: frozenset[str]) -> Project:
        environment = EnvironmentReader(self.files, settings, self.report, self.excuse)
        mounts = MountReader(root.map("configs"), root.map("secrets"))
        reader = ServiceReader(environment, mounts, self.report)
        declared = root.map("services")
        services: dict[str, Service] = {}
        for key, value in declared.items.items() if declared is not None else ():
            if isinstance(value, Map):
                services[key] = reader.read(key, value, is_enabled(value.list("profiles"), profiles))
        networks = read_networks(root, name, services.values())
        project = Project(
            name=name,
            directory=self.stack.directory,
            files=tuple(self.sources),
            services=services,
            networks=networks,
            problems=tuple(sorted(self.problems, key=_where)),
            gaps=tuple(self.gaps),
            comments=tuple(self.comments),
            environment=settings.environment,
            config={},
        )
        return printed_project(project, root)


def _where(problem: Problem) -> tuple[str, int]:
    return problem.origin.file.path, problem.origin.span.start


def active_profiles(given: frozenset[str], settings: Settings) -> frozenset[str]:
    """The given profiles, else those of ``COMPOSE_PROFILES``."""
    if given:
        return given
    listed = settings.environment.values.get("COMPOSE_PROFILES")
    words = listed.split(",") if isinstance(listed, str) else []
    return frozenset(word.strip() for word in words if word.strip())


def is_enabled(profiles: List | None, active: frozenset[str]) -> bool:
    if profiles is None or not profiles.items or "*" in active:
        return True
    return any(isinstance(item, Leaf) and item.value in active for item in profiles.items)


def without(value: Map, resets: tuple[Path, ...]) -> Map:
    """The value without what stands at the given paths."""
    for path in resets:
        value = _dropped(value, path)
    return value


def _dropped(value: Map, path: Path) -> Map:
    head, rest = path[0], path[1:]
    found = value.items.get(head)
    if found is None:
        return value
    items = dict(value.items)
    if not rest:
        del items[head]
    elif isinstance(found, Map):
        items[head] = _dropped(found, rest)
    return Map(items, value.place, value.key)
