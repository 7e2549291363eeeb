"""What a Caddy's container starts: the program of the official image, that and others, or one of its own.

Sources: the Dockerfile of the official image; Caddy's documentation of its command line.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from itertools import pairwise

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, lies_in
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Located
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built

_HUBS = ("docker.io", "index.docker.io")
_PROGRAM = "/usr/bin/caddy"
# Where Alpine looks for programs, up to the folder of Caddy's.
_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")
ITS_OWN = ("caddy", _PROGRAM)
_CADDIES = ("caddy", "frankenphp")
# Subcommands of Caddy that serve what their flags say, and read no file.
_BY_FLAGS = "reverse-proxy"
SERVED_BY_FLAGS = (_BY_FLAGS, "file-server", "respond")
# Global options of plugins that start programs, or listen.
_STARTING = frozenset({"exec", "supervisor", "layer4"})
# Subcommands of Caddy that serve nothing; and what does, or what may: another script.
_TELLING = pattern(r"\bcaddy\s+(?:reload|validate|fmt|adapt|stop|hash-password|list-modules|version)\b")
_SERVING = pattern(
    r"\b(?:caddy|frankenphp)\s+(?:run|start|file-server|reverse-proxy|respond)\b|\bexec\s|\.sh\b"
)
_RESUMING = pattern(r"--resume\b|\bcaddy reload\b")
_SETTING = pattern(r"\bexport\s|(?:^|[;&|]\s*)[A-Za-z_]\w*=")


def is_stock(member: Member) -> bool:
    """Whether the service runs the official image as it is, and the program in it."""
    return member.service.build is None and rests_on_stock(member) and not _brings_program(member)


def rests_on_stock(member: Member) -> bool:
    """Whether the service runs the official image, or one that its Dockerfile makes of it."""
    base = named(member.listening.base)
    return base is not None and _is_official(base)


@lru_cache(maxsize=1024)
def _is_official(image: str) -> bool:
    first, slash, rest = image.lower().partition("/")
    path = rest if slash and first in _HUBS else image.lower()
    name = path.removeprefix("library/")
    return name == "caddy" or name.startswith(("caddy:", "caddy@"))


def has_stock_program(member: Member, files: Files) -> bool:
    """Whether the program is certainly that of the official image, be it in one built on it."""
    if member.service.build is None or not rests_on_stock(member) or _brings_program(member):
        return is_stock(member)
    from toybox_lint.deployment.listening.container import container

    built = container(member.service, files).built
    return built is not None and _keeps_program(built)


@remembered
def _keeps_program(built: Built) -> bool:
    if any("caddy" in run.lower() for run in built.runs):
        return False
    targets = [each.target for each in built.copies]
    return all(isinstance(each, str) and not _may_hold_program(each) for each in targets)


def _may_hold_program(target: str) -> bool:
    """Whether what is copied there may be the Caddy that is started, in a folder before its own, too."""
    return any(lies_in(f"{folder}/caddy", target) for folder in _FOLDERS)


def has_no_plugins(member: Member, files: Files) -> bool:
    """Whether its Caddy has the standard modules alone: that of the official image, be it in one built on it."""
    if is_stock(member):
        return True
    return has_stock_program(member, files) and starts_it_alone(member, files)


def plainly_started(member: Member) -> bool:
    """Whether nothing but Caddy is started: no script, no hook, no files or variables that are read at start."""
    words = [word.value for word in words_given(member)] or ["caddy"]
    config = member.service.config
    return (
        words[0] == "caddy"
        and "--envfile" not in words
        and member.service.entrypoint is None
        and not config.get("post_start")
        and "volumes_from" not in config
    )


def keeps_environment(member: Member, files: Files) -> bool:
    """Whether nothing hidden gives a Caddy variables: the official image, or one built on it that starts it."""
    if member.service.build is None and not is_stock(member):
        return False
    return rests_on_stock(member) and starts_it_alone(member, files)


def starts_it_alone(member: Member, files: Files) -> bool:
    """Whether nothing but Caddy is started, as far as the files show: its image may do more where it is not built."""
    if not plainly_started(member):
        return False
    if member.service.build is None:
        return True
    from toybox_lint.deployment.listening.container import container

    built = container(member.service, files).built
    words = [word.value for word in (*(built.entrypoint or ()), *(built.command or ()))] if built else [None]
    return (not words or words[0] in ITS_OWN) and "--envfile" not in words


def sets_variables(member: Member) -> bool:
    """Whether a script, or a file that its command names, may give Caddy further variables."""
    words = [word.value for word in words_given(member)]
    return any(
        isinstance(word, Unknown) or word.startswith("--envfile") or _SETTING.search(word) for word in words
    )


def served_by_flags(member: Member) -> bool:
    """Whether its command serves what its flags say."""
    started = pairwise(word.value for word in words_given(member))
    return any(program in ITS_OWN and command in SERVED_BY_FLAGS for program, command in started)


def reads_no_caddyfile(member: Member) -> bool:
    """Whether its command serves what its flags say, or names Caddy's JSON or an adapter for something else."""
    if served_by_flags(member):
        return True
    process = member.listening.process
    words = [str(word.value) for word in process.words] if process else []
    for name, value in pairwise((*words, "")):
        flag, equals, given = name.partition("=")
        given = given if equals else value
        if flag == "--adapter":
            return given != "caddyfile"
        if (
            flag in ("--config", "-c")
            and given.lower().endswith(".json")
            and "--adapter" not in " ".join(words)
        ):
            return True
    return False


def serves_nothing(member: Member) -> bool:
    """Whether all that it is told to do with Caddy is to tell another one, or to look at a file."""
    words = words_given(member)
    if not any("caddy" in str(word.value) for word in words):
        return False
    text = " ".join(str(word.value) for word in words)
    return _TELLING.search(text) is not None and _SERVING.search(text) is None


def is_commanded(member: Member) -> bool:
    """Whether its command is ``caddy reverse-proxy``, whose flags say what it proxies."""
    first, second, *_ = (*words_given(member), None, None)
    return first is not None and second is not None and first.value in ITS_OWN and second.value == _BY_FLAGS


def companion(member: Member, caddyfile: Caddyfile) -> str | None:
    """Why another program may listen in the container of a Caddy; ``None`` where Caddy is alone."""
    option = next((each.name.text for each in caddyfile.options if each.name.text in _STARTING), None)
    if option is not None:
        return f"the option {option} may start what listens there"
    if member.service.config.get("post_start"):
        return f"a hook of {member.name} may start what listens there"
    listening = member.listening
    process = listening.process
    if process is None:
        base = named(listening.base)
        # One of something and Caddy may start both.
        known = base is None or reference(base).path.rpartition("/")[2].startswith(_CADDIES)
        return None if known else f"the image of {member.name} may start other programs, too"
    if listening.several or process.server not in _CADDIES or process.runs_forever is not True:
        return f"what {member.name} starts may listen there"
    return None


def words_given(member: Member) -> tuple[Located[Text], ...]:
    """The words of ``entrypoint`` and ``command``."""
    service = member.service
    entrypoint = service.entrypoint.words if service.entrypoint else ()
    command = service.command.words if service.command else ()
    return (*(entrypoint or ()), *(command or ()))


def resumes(member: Member) -> bool:
    """Whether it may serve what it is told through its admin API, or was before, in place of its Caddyfile."""
    return any(_RESUMING.search(str(word.value)) for word in words_given(member))


@remembered
def _brings_program(member: Member) -> bool:
    """Whether the service puts a program in the place of the image's, starts one elsewhere, or adds plugins to it."""
    for mount in member.service.mounts:
        if isinstance(mount.target, str) and _may_hold_program(posixpath.normpath(mount.target)):
            return True
    words = words_given(member)
    if not words or words[0].value in ITS_OWN:
        return False
    if any(isinstance(word.value, str) and "add-package" in word.value for word in words):
        return True
    process = member.listening.process
    started = process.words[0].value if process and process.words else None
    return started not in ITS_OWN or (process is not None and process.runs_forever is not True)
