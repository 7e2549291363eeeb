"""A stack of files as Docker Compose resolves it."""

from __future__ import annotations

from toybox_lint.compose.checking.consistency import Consistency
from toybox_lint.compose.checking.decoding import check_resources, check_service
from toybox_lint.compose.merging.folding import Folder
from toybox_lint.compose.merging.loading import Loader
from toybox_lint.compose.model import COMPOSE_PROFILES, KIND_OUTSIDE, Problem, Project, Service, Text
from toybox_lint.compose.mounts import MountReader
from toybox_lint.compose.networks import read_networks
from toybox_lint.compose.printing.project import printed_project
from toybox_lint.compose.project_name import VARIABLE, find_name
from toybox_lint.compose.reading.ledger import Ledger
from toybox_lint.compose.reading.settings import Settings, read_settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Place
from toybox_lint.compose.service_environment import EnvironmentReader
from toybox_lint.compose.services import ServiceReader
from toybox_lint.compose.stacks import Stack
from toybox_lint.facts import Environment
from toybox_lint.files import Files
from toybox_lint.records import replace
from toybox_lint.source import Origin, Span


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
    ledger = Ledger(files)
    settings = read_settings(stack.directory, files, environment, read_dotenv, ledger.problems.append)
    name = _name(stack, ledger, settings)
    inner = settings.with_value(VARIABLE, name)
    root = _loaded(Loader(ledger, stack.directory, inner), stack)
    if not root.items and not ledger.problems and ledger.sources:
        first = next(iter(ledger.sources.values()))
        ledger.report("empty-file", "the compose file is empty", Origin(first, Span(0, 0), False))
    project = _assembled(stack, ledger, root, name, inner, active_profiles(profiles, inner))
    if not project.outside:
        return project
    problems = tuple(each for each in project.problems if each.kind == KIND_OUTSIDE)
    return replace(project, services={}, networks={}, problems=problems)


def _loaded(loader: Loader, stack: Stack) -> Map:
    """The merged model; an empty one, with a problem, of what leads too deep for a program to follow."""
    try:
        return loader.load(stack.paths)
    except RecursionError:
        file = next(iter(loader.ledger.sources.values()))
        message = "aliases, extends or includes lead from one to another too many times"
        loader.ledger.report("too-deep", message, Origin(file, Span(0, 0), False))
        return Map({}, Place(file, 0, 0))


def _name(stack: Stack, ledger: Ledger, settings: Settings) -> Text:
    files = [file for path in stack.paths if (file := ledger.open(path)) is not None]
    documents = [(file, node) for file in files for node in ledger.documents(file)]
    return find_name(stack, files, documents, settings, ledger.problems.append)


def _assembled(
    stack: Stack, ledger: Ledger, root: Map, name: Text, settings: Settings, profiles: frozenset[str]
) -> Project:
    environment = EnvironmentReader(ledger.files, settings, ledger.report, ledger.excuse)
    mounts = MountReader(root.map("configs"), root.map("secrets"))
    reader = ServiceReader(environment, mounts, ledger.report)
    root = Folder(ledger.files, settings, ledger.report, ledger.excuse).fold(root)
    declared = root.map("services")
    services: dict[str, Service] = {}
    for key, value in declared.items.items() if declared is not None else ():
        if isinstance(value, Map):
            check_service(key, value, ledger.report)
            enabled = is_enabled(value.list("profiles"), profiles)
            services[key] = reader.read(key, value, enabled)
    check_resources(root, ledger.report)
    project = Project(
        name=name,
        directory=stack.directory,
        files=tuple(ledger.sources.values()),
        services=services,
        networks=read_networks(root, name, services.values()),
        problems=(),
        gaps=tuple(ledger.gaps),
        comments=tuple(ledger.comments),
        environment=settings.environment,
        confidential=settings.confidential,
        included=frozenset(ledger.included),
        whole=ledger.whole,
    )
    Consistency(project, root, ledger).check()
    settings.confidential.tree = root
    return printed_project(replace(project, problems=sorted_problems(ledger.problems)), root)


def sorted_problems(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of files and places, each once: a later document lets the earlier ones be seen again."""
    found = {(one.origin.file.path, one.origin.span, one.kind, one.message): one for one in problems}
    return tuple(found[key] for key in sorted(found))


def active_profiles(given: frozenset[str], settings: Settings) -> frozenset[str]:
    """The given profiles, else those of ``COMPOSE_PROFILES``; none at all is the profile without a name."""
    if given:
        return given
    listed = settings.environment.values.get(COMPOSE_PROFILES)
    words = listed.split(",") if isinstance(listed, str) else []
    return frozenset(word.strip() for word in words if word.strip()) or frozenset(("",))


def is_enabled(profiles: List | None, active: frozenset[str]) -> bool:
    """Whether a service runs with the ``active`` profiles: it has none, or one of them; ``*`` stands for all."""
    if profiles is None or not profiles.items or "*" in active:
        return True
    return any(isinstance(item, Leaf) and item.value in active for item in profiles.items)
