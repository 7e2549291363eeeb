"""Which services run Caddy, which Caddyfile each reads, and with which environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.reading.environment import placeholders, uses
from toybox_lint.compose.model import Service
from toybox_lint.deployment.caddies.first_version import built_in_first_version, is_first_version
from toybox_lint.deployment.caddies.inside import Inside
from toybox_lint.deployment.caddies.labelled import labelled
from toybox_lint.deployment.caddies.reading import CONFIG_PLACES, brings, config_file, config_paths
from toybox_lint.deployment.caddies.stock import (
    has_no_plugins,
    is_commanded,
    is_stock,
    keeps_environment,
    reads_no_caddyfile,
    serves_nothing,
    sets_variables,
    starts_it_alone,
)
from toybox_lint.deployment.listening import Content, container_environment
from toybox_lint.deployment.listening.images.contents import CHANGED
from toybox_lint.deployment.listening.images.well_known import named
from toybox_lint.deployment.model import Front, Gap, Member, Place
from toybox_lint.facts import ABSENT, Environment, Unknown
from toybox_lint.files import OUTSIDE, Files, Unreadable, display_name
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_CADDY_IMAGE = pattern(
    r"(?:^|/)(?:[^/:@]*[-_.])?(?:caddy|frankenphp)(?:[-_.][^/:@]*)?(?:[:@].*)?", re.IGNORECASE
)
_NOT_A_PROXY = pattern(r"exporter|builder|docker-proxy|webhook|-ui", re.IGNORECASE)
_SET_BY_OTHERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "CADDY_VERSION", "PATH", "HOME", "HOSTNAME")
_OF_EXAMPLES = (".example", ".sample", ".dist", ".in")
_CONFIG_FOLDERS = ("/etc/caddy", "/etc/frankenphp")


@dataclass(frozen=True, slots=True)
class Fronts:
    """The Caddies, and what could not be judged about them."""

    fronts: tuple[Front, ...]
    gaps: tuple[Gap, ...]


def fronts(caddyfiles: Sequence[str], members: Sequence[Member], files: Files, host: Environment) -> Fronts:
    """Every Caddy with its Caddyfile.

    ``caddyfiles`` are paths that were found or named. Of those that no service mounts, what another Caddyfile
    imports is a part of that one; one may belong to the Caddy that mounts a file so called from the folder of a
    variable or of the server, one to the only Caddy that shows no Caddyfile of its own, and the others to Caddies
    outside the projects. ``host`` is the environment there.
    """
    search = _Search(members, files, host)
    for member in members:
        if _brings_files(member.service) and runs_caddy(member):
            search.take(member, config_file(member, files))
        if is_commanded(member):
            search.obey(member)
    search.give(search.loose(caddyfiles))
    imported = {file.path for front in search.found for file in front.caddyfile.files[1:]} - search.claimed
    own = (front for front in search.found if front.caddyfile.file.path not in imported)
    return Fronts(tuple(own), (*search.gaps, *labelled(members)))


class _Search:
    """Gives each Caddy its Caddyfile: first to services that show theirs, then what is left to the others.

    ``claimed`` are the paths of Caddyfiles that a service reads, ``bare`` Caddies that show none, ``hidden`` those
    whose Caddyfile is not known, of which ``changing`` make it by a command. ``away`` mount theirs from outside of
    the project, with that path. ``older`` are those that read one of Caddy 1, by its folder.
    """

    def __init__(self, members: Sequence[Member], files: Files, host: Environment) -> None:
        self.members = members
        self.files = files
        self.host = host
        self.found: list[Front] = []
        self.gaps: list[Gap] = []
        self.claimed: set[str] = set()
        self.bare: list[Member] = []
        self.hidden: list[Member] = []
        self.changing: tuple[Member, ...] = ()
        self.away: list[tuple[Member, str]] = []
        self.older: dict[str, Member] = {}

    def take(self, member: Member, file: Content) -> None:
        """A Caddy of the projects, and what stands where it reads its Caddyfile."""
        if isinstance(file, SourceFile):
            self.claimed.add(file.path)
            self.read(member, file)
        elif isinstance(file, Located):
            reason = (
                f"the Caddyfile of {member.name} is written inside this file, with variables or quotes of it"
            )
            self.gaps.append(Gap(file.origin.file.name, file.origin.start.line, reason))
        elif file is None and not reads_no_caddyfile(member):
            self.bare.append(member)
        elif isinstance(file, Unknown):
            self.hidden.append(member)
            self.changing += (member,) if file is CHANGED else ()
        elif isinstance(file, Unreadable) and self.files.is_outside(file.path):
            self.away.append((member, file.path))

    def obey(self, member: Member) -> None:
        """A Caddy that is told by the flags of its command what to serve, if it takes them."""
        from toybox_lint.caddy.load import load_caddyfile
        from toybox_lint.deployment.caddies.commanded import commanded

        command = commanded(member)
        environment = environment_of(member, self.files)
        if command is not None:
            caddyfile = load_caddyfile(command.file, self.files, environment, command=command)
            if caddyfile.valid:
                self.found.append(Front(caddyfile, Place.SERVICE, member, environment=environment))
                return
        reason = f"not all that {member.name} is told by the flags of its command is understood"
        self.gaps.append(Gap(member.origin.file.name, member.origin.start.line, reason, blocking=False))

    def read(self, member: Member, file: SourceFile) -> None:
        """What a Caddy reads, if it is a Caddyfile of Caddy 2."""
        if reads_no_caddyfile(member):
            reason = f"what {member.name} starts reads no Caddyfile"
            self.gaps.append(Gap(file.name, None, reason, blocking=False))
        elif is_first_version(member, caddyfile=_has_caddyfile(member)):
            self.older[file.path.rpartition("/")[0]] = member
            self.gaps.append(_of_first_version(f"{member.name} runs", file))
        else:
            self.found.append(_front(member, file, self.files))

    def loose(self, caddyfiles: Sequence[str]) -> Iterator[SourceFile]:
        """The Caddyfiles that no service reads."""
        for path in caddyfiles:
            if path in self.claimed:
                continue
            file = self.files.read(path)
            filling = next((each for each in self.changing if brings(each, path, self.files)), None)
            if filling is not None:
                reason = f"{filling.name} starts with what a command makes of it"
                self.gaps.append(Gap(display_name(path, self.files.root), None, reason, blocking=False))
                continue
            if isinstance(file, SourceFile):
                yield file
                continue
            reason = file.reason if isinstance(file, Unreadable) else "there is no such file"
            self.gaps.append(Gap(display_name(path, self.files.root), None, reason))

    def _is_unfilled(self, file: SourceFile) -> bool:
        """Whether it is an example of a Caddyfile, of which Caddy refuses what is still to be filled in."""
        if not file.path.endswith(_OF_EXAMPLES):
            return False
        from toybox_lint.caddy.load import load_caddyfile

        valid = load_caddyfile(file, self.files, self.host).valid
        if not valid:
            reason = "it is an example, and Caddy would refuse it as it stands"
            self.gaps.append(Gap(file.name, None, reason, blocking=False))
        return not valid

    def give(self, found: Iterable[SourceFile]) -> None:
        """Find the Caddies of ``loose`` Caddyfiles."""
        loose = [file for file in found if not self._is_unfilled(file)]
        if not loose:
            self.gaps += (_away(*each, self.files.root) for each in self.away)
            return
        from toybox_lint.deployment.caddies.elsewhere import in_a_home, kept_elsewhere
        from toybox_lint.deployment.caddies.loose import by_default, by_their_ends, meant, outside

        others = (each for each in self.members if not _brings_files(each.service) and runs_caddy(each))
        self.bare += [each for each in others if not reads_no_caddyfile(each)]
        own = meant(loose, self.claimed) if len(self.bare) == 1 else None
        homes = [(member, path) for member in self.hidden for path in in_a_home(member, CONFIG_PLACES)]
        mounted = {
            **kept_elsewhere([*self.away, *homes], loose, self.files.root),
            **by_their_ends(self.hidden, CONFIG_PLACES, loose),
            **by_default(self.hidden, CONFIG_PLACES, loose),
        }
        away = ((member, path) for member, path in self.away if member not in mounted.values())
        self.gaps += (_away(*each, self.files.root) for each in away)
        shown = any(map(runs_caddy, self.members))
        older = {} if self.found or self.bare or mounted else self.older
        for file in loose:
            if file.path in mounted and file is not own:
                self.found.append(_front(mounted[file.path], file, self.files))
            elif file is not own and built_in_first_version(file, self.files):
                self.gaps.append(_of_first_version("its Dockerfile is for", file))
            elif file is not own and (beside := older.get(file.path.rpartition("/")[0])):
                self.gaps.append(_of_first_version(f"{beside.name}, for which it may be, runs", file))
            elif file is not own:
                self.found.append(outside(file, self.files, self.host, self.members, shown=shown))
            elif is_first_version(self.bare[0], caddyfile=False):
                self.gaps.append(_of_first_version(f"{self.bare[0].name} runs", file))
            else:
                self.found.append(_front(self.bare[0], file, self.files))


def _away(member: Member, path: str, root: str) -> Gap:
    reason = f"the Caddyfile of {member.name}, {display_name(path, root)}, {OUTSIDE}"
    return Gap(member.origin.file.name, member.origin.start.line, reason, blocking=False)


def _of_first_version(what_runs: str, file: SourceFile) -> Gap:
    return Gap(file.name, None, f"{what_runs} Caddy 1, whose Caddyfiles are not read")


def _brings_files(service: Service) -> bool:
    """Whether anything here can put a file into its container; if not, what it runs need not be found out."""
    return bool(service.mounts or service.build)


def runs_caddy(member: Member) -> bool:
    """Whether the service is a Caddy: by its process, the image it is or is built on, or a Caddyfile in place."""
    service = member.service
    if serves_nothing(member):
        return False
    process = member.listening.process
    if process is not None and process.server in ("caddy", "frankenphp"):
        return True
    if is_first_version(member, caddyfile=_has_caddyfile(member)):
        return True
    if _has_caddyfile(member):
        return True
    image = named(member.listening.base)
    if image is None:
        return any(mount.target in _CONFIG_FOLDERS for mount in service.mounts)
    if not any(name in image.lower() for name in ("caddy", "frankenphp")):
        return False
    return bool(_CADDY_IMAGE.search(image)) and not _NOT_A_PROXY.search(image)


def _has_caddyfile(member: Member) -> bool:
    return any(mount.target in CONFIG_PLACES for mount in member.service.mounts)


def _front(member: Member, file: SourceFile, files: Files) -> Front:
    environment = environment_of(member, files)
    caddyfile = loaded(member, file, files, environment)
    missing = _missing(caddyfile, environment)
    if not missing:
        return Front(caddyfile, Place.SERVICE, member, environment=environment)
    unknown = {name: Unknown(f"the variable {name} is not given") for name in missing}
    with_all = Environment({**environment.values, **unknown}, environment.complete)
    given = loaded(member, file, files, with_all)
    known = {(each.kind, each.origin.file.path, each.origin.span) for each in given.problems}
    blamed = tuple(
        each
        for each in caddyfile.problems
        if (each.kind, each.origin.file.path, each.origin.span) not in known
    )
    if keeps_environment(member, files):
        return Front(caddyfile, Place.SERVICE, member, missing, blamed, False, environment, given.valid)
    if starts_it_alone(member, files):
        return Front(given, Place.SERVICE, member, missing, blamed, True, with_all, given.valid)
    return Front(given, Place.SERVICE, member, environment=with_all, loads=given.valid)


def without_plugins(front: Front, files: Files) -> Caddyfile:
    """What the Caddyfile of a front is to a Caddy that has no plugins."""
    assert front.member is not None
    environment = environment_of(front.member, files)
    return loaded(front.member, front.caddyfile.file, files, environment, plain=True)


def loaded(
    member: Member, file: SourceFile, files: Files, environment: Environment, *, plain: bool = False
) -> Caddyfile:
    """What a Caddyfile is to the Caddy of ``member``, with ``environment``; ``plain``: one without plugins."""
    from toybox_lint.caddy.load import load_caddyfile

    return load_caddyfile(
        file,
        files,
        environment,
        inside=Inside(member, file, tuple(config_paths(member)), files, is_stock(member)),
        stock=plain or has_no_plugins(member, files),
    )


def takes(member: Member, path: str, files: Files) -> bool:
    """Whether the Caddy of ``member`` would take the Caddyfile at ``path`` of the project, alone in its container."""
    file = files.read(path)
    if not isinstance(file, SourceFile):
        return False
    caddyfile = loaded(member, file, files, environment_of(member, files))
    return caddyfile.valid and len(caddyfile.files) == 1


def _missing(caddyfile: Caddyfile, environment: Environment) -> frozenset[str]:
    """Variables without a default that the files show to be absent: no script or file gives them."""
    texts = [file.text for file in caddyfile.files]
    wanted = {use.name for text in texts for use in uses(text) if not use.default}
    wanted |= {use.name for text in texts for use in placeholders(text)}
    return frozenset(name for name in wanted if environment.lookup(name) is ABSENT)


def environment_of(member: Member, files: Files) -> Environment:
    """The variables that a Caddy's process sees.

    The official image sets XDG_CONFIG_HOME, XDG_DATA_HOME and CADDY_VERSION, the engine PATH, HOME and
    HOSTNAME; a name that is none of these and that no file gives is absent, unless an ``env_file`` is missing, or
    a script or a file that Caddy reads at start may set it.
    """
    values = {name: Unknown(f"{name} is set by the image or the engine") for name in _SET_BY_OTHERS}
    given = container_environment(member.service, files).values
    complete = member.service.environment_known and not sets_variables(member)
    return Environment({**values, **given}, complete)
