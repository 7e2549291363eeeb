"""Whether a compose file beside another one is laid over it, or is a project by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.compose.instructions import instructions
from toybox_lint.compose.model import Project, Service
from toybox_lint.compose.stacks import OVERRIDES, Stack, has_origins
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, entry
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import SourceFile

_CONTINUED = pattern(r"\\\s*\n")
_COMMAND = pattern(r"(?:docker\s+compose|(?:docker|podman)-compose)\s+([^|;&\n]*)")
_LAID_OVER = pattern(r"!(?:reset|override)\b")
_PROXY = pattern(r"caddy", re.IGNORECASE)
_RUNS_CADDY = pattern(
    r"^[^#\n]*(?:\b(?:image|build|context|dockerfile)[\"']?:\s*[\"']?(?:\$\{\w+:?-)?[\w./-]*caddy|:/etc/caddy\b)",
    re.MULTILINE | re.IGNORECASE,
)
_OF_DEVELOPMENT = pattern(
    r"[._-](?:dev|devel|development|local|tests?|testing|ci|e2e|debug|example|sample)\b"
)
# Keys of a service that say whether it is Caddy.
_TELLING = ("image", "build", "volumes")
_WEB_PORTS = frozenset({"80", "443"})


def is_for_development(name: str) -> bool:
    """Whether the name of a file says that no server starts it."""
    return _OF_DEVELOPMENT.search(name) is not None


def stands_alone(name: str, base: str, directory: str, files: Files) -> bool:
    """Whether people start the file by itself (``-f compose.prod.yaml``) rather than over the base.

    What starts the project tells it (a Makefile, a README, scripts, comments of the two), else the two themselves:
    Compose loads the file without the base, nothing in it asks for a service of the base alone, and it repeats what
    no file laid over another one has to: an image or a build of the base, or services of its own that wait for one
    another. A name of its own tells it, too, or a port of the host that one of its services would take from one of
    the base, where it has all services of the base, or an image of it in another release. Where both answers are
    possible it is laid over the base.
    """
    from toybox_lint.compose.load import load_project

    alone = load_project(Stack(directory, (entry(directory, name),)), files, None)
    if not alone.valid or not alone.services:
        return False
    under = load_project(Stack(directory, (entry(directory, base),)), files, None)
    said = _said(name, base, [*alone.files, *under.files], directory, files)
    if said is not None:
        return said
    if any(file.path in alone.included for file in under.files):
        return True
    texts = [file.text for file in alone.files]
    if any(map(_LAID_OVER.search, texts)) or _asks(alone, under, texts):
        return False
    together = load_project(Stack(directory, (entry(directory, base), entry(directory, name))), files, None)
    renamed = together.name != under.name
    if renamed or _repeats(alone, under) or _is_whole(alone, under):
        return True
    complete = under.services.keys() <= alone.services.keys()
    return (complete or _repeats_another(alone, under)) and _clashes(alone, together)


def _said(name: str, base: str, sources: Iterable[SourceFile], directory: str, files: Files) -> bool | None:
    """What the commands say that start the project: ``None`` where none of them names the file."""
    named, other = (
        re.compile(rf"(?:-f|--file)[\s=]*[\"']?(?:[\w./-]*/)?{re.escape(each)}(?![\w.-])")
        for each in (name, base)
    )
    commands = [
        command[1]
        for text in (*(file.text for file in sources), *instructions(directory, files))
        if name in text
        for command in _COMMAND.finditer(_CONTINUED.sub(" ", text))
        if named.search(command[1])
    ]
    return not any(map(other.search, commands)) if commands else None


def _asks(alone: Project, under: Project, texts: Iterable[str]) -> bool:
    """Whether it names services that the base alone has, or leaves the proxy to the base."""
    missing = under.services.keys() - alone.services.keys()
    if any(_PROXY.search(file.text) for file in under.files) and not any(map(_PROXY.search, texts)):
        return True
    if not missing:
        return False
    names = "|".join(map(re.escape, sorted(missing)))
    host = re.compile(rf"(?:^|[@/=,\s])(?:{names})(?=$|[:/,])")
    return any(host.search(value) for service in alone.services.values() for value in _values(service))


def _values(service: Service) -> Iterator[str]:
    for value in service.environment.values():
        if isinstance(value.value, str):
            yield value.value
    for command in (service.command, service.entrypoint):
        for word in command.words if command else ():
            if isinstance(word.value, str):
                yield word.value


def _repeats(alone: Project, under: Project) -> bool:
    """Whether a service of both has the same image, or is built in the same way."""
    return any(
        _origin_of(service) == _origin_of(under.services[key]) != (None, None)
        for key, service in alone.services.items()
        if key in under.services
    )


def _origin_of(service: Service) -> tuple[object, object]:
    image, build = service.image, service.build
    made = (build.context, build.dockerfile, build.target) if build else None
    known = made is not None and not any(isinstance(part, Unknown) for part in made)
    return image.value if image and isinstance(image.value, str) else None, made if known else None


def _is_whole(alone: Project, under: Project) -> bool:
    """Whether it has no service of the base, and services of its own that wait for one another."""
    waiting = any(service.depends_on for service in alone.services.values())
    return waiting and not alone.services.keys() & under.services.keys()


def _clashes(alone: Project, together: Project) -> bool:
    """Whether two services of both want one port of the host, and one of them in the file by itself."""
    own, joint = _publishing(alone), _publishing(together)
    return any(len(own[port]) == 1 < len(joint.get(port, ())) for port in own)


def _repeats_another(alone: Project, under: Project) -> bool:
    """Whether a service of both has an image of the same name, of whatever release."""
    return any(
        _name_of(service) == _name_of(under.services[key]) is not None
        for key, service in alone.services.items()
        if key in under.services
    )


def _name_of(service: Service) -> str | None:
    image = service.image.value if service.image and service.build is None else None
    return image.partition(":")[0] if isinstance(image, str) else None


def _publishing(project: Project) -> dict[str, set[str]]:
    """The services that start without a profile, by the ports of the host that they publish for TCP on any address."""
    found: dict[str, set[str]] = {}
    for key, service in project.services.items():
        for port in () if service.profiles else service.ports:
            if isinstance(port.published, str) and port.protocol == "tcp" and port.host_ip is None:
                found.setdefault(port.published, set()).add(key)
    return found


def with_proxy(default: Stack, names: Iterable[str], files: Files) -> tuple[Stack, ...]:
    """The stack with the one file of ``names`` that runs Caddy, where the stack runs none and leaves it the ports.

    Where it runs Caddy, that is the one that only gives Caddy something more. A file that runs Caddy is a project of
    its own where it is on networks of others alone, it is laid over the stack where it needs it, and it stands in
    its place where it needs nothing of it.
    """
    if default.project_name is not None:
        return (default,)
    if any(_runs_caddy(path, files) for path in default.paths):
        return (_completed(default, names, files),)
    found = [
        path
        for name in names
        if (path := entry(default.directory, name)) not in default.paths
        and not is_for_development(name)
        and _runs_caddy(path, files)
    ]
    if len(found) != 1 or _takes_web_ports(default, files):
        return (default,)
    return _joined(default, found[0], files)


def _completed(default: Stack, names: Iterable[str], files: Files) -> Stack:
    """The stack with the one file of ``names`` that has no image, and takes nothing from what the stack's Caddy has."""
    own = [path.rpartition("/")[2] for path in default.paths]
    if any(name in OVERRIDES for name in own):
        return default
    found = [
        name
        for name in names
        if name not in own
        and not is_for_development(name)
        and not has_origins(entry(default.directory, name), files)
    ]
    if len(found) != 1:
        return default
    from toybox_lint.compose.load import load_project

    note = f"linted as {' + '.join((*own, found[0]))}, as with -f"
    together = replace(default, paths=(*default.paths, entry(default.directory, found[0])), note=note)
    before, after = (load_project(each, files, None) for each in (default, together))
    return together if after.valid and _gives_caddy(before, after) else default


def _gives_caddy(before: Project, after: Project) -> bool:
    """Whether a service that looks like Caddy has more afterwards, and all such have what they had."""
    pairs = [
        (service.config, after.services[key].config)
        for key, service in before.services.items()
        if key in after.services and _PROXY.search(str([service.config.get(name) for name in _TELLING]))
    ]
    return any(old != new for old, new in pairs) and all(_keeps(old, new) for old, new in pairs)


def _keeps(old: object, new: object) -> bool:
    """Whether all that is in ``old`` is in ``new`` as it was; lists are prolonged by those of a later file."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _keeps(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return new[: len(old)] == old
    return old == new


def _joined(default: Stack, path: str, files: Files) -> tuple[Stack, ...]:
    from toybox_lint.compose.load import load_project

    own = Stack(default.directory, (path,))
    alone = load_project(own, files, None)
    name, bases = path.rpartition("/")[2], [each.rpartition("/")[2] for each in default.paths]
    if alone.valid and _is_guest(alone):
        return (default, own)
    if stands_alone(name, bases[0], default.directory, files):
        return (replace(own, note=f"linted as {name} alone, as with -f: it is not written upon {bases[0]}"),)
    note = f"linted as {' + '.join((*bases, name))}, as with -f"
    together = replace(default, paths=(*default.paths, path), note=note)
    return (together if load_project(together, files, None).valid else default,)


def _runs_caddy(path: str, files: Files) -> bool:
    file = files.read(path)
    return isinstance(file, SourceFile) and _RUNS_CADDY.search(file.text) is not None


def _takes_web_ports(stack: Stack, files: Files) -> bool:
    from toybox_lint.compose.load import load_project

    services = load_project(stack, files, None).services.values()
    return any(port.published in _WEB_PORTS for service in services for port in service.ports)


def _is_guest(project: Project) -> bool:
    """Whether its services are on networks alone that somebody else makes."""
    attached = [each for service in project.services.values() for each in service.attachments]
    return bool(attached) and all(project.networks[each.network].external is True for each in attached)
