"""Words with which no Caddy starts: no program, no command of its, or no option of ``caddy run``.

Sources: the help of Caddy and of ``caddy run``; the Dockerfile of the official image, which has no entrypoint, so that
the first word of a command is the program. Measured with Caddy 2.11.7: it ends at once, with status 1, or with 0 and
its help where it is told to do nothing. Before 2.6 long options could be written behind one dash.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Text
from toybox_lint.deployment.caddies.stock import ITS_OWN, SERVED_BY_FLAGS, rests_on_stock, words_given
from toybox_lint.deployment.health.caddy_checks import CADDY_COMMANDS
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, Span
from toybox_lint.suggest import Names
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built

_SERVING = ("run", "start", *SERVED_BY_FLAGS)
# The options of ``caddy run``, and whether they take a value.
_OPTIONS = {
    "config": True,
    "adapter": True,
    "envfile": True,
    "pidfile": True,
    "pingback": True,
    "environ": False,
    "resume": False,
    "watch": False,
    "help": False,
}
_LETTERS = {f"-{name[0]}": name for name in ("config", "adapter", "environ", "resume", "watch", "help")}
_ALL = "caddy help run tells of those it has"
# What version 1 was told, which begins with a letter that version 2 has.
_OF_VERSION_1 = ("conf", "agree", "ca", "cpu")
_ADAPTER = "caddyfile"
# The tags that the official image has; others are those of images that somebody built under its name.
_TAG = pattern(r"(?:latest|alpine|\d+(?:\.\d+){0,2}(?:-(?:beta|rc)[.\d]*)?(?:-alpine)?)?")
# By what a service brings programs that its mounts do not show, or looks for them elsewhere.
_BRINGING = ("volumes_from", "post_start")
_BETWEEN = pattern(r"([\"']?)(?:[ \t]+|,[ \t]*|[ \t]*\r?\n[ \t]*-[ \t]+)([\"']?)")
_ALIKE = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class RefusedWord:
    """A word at which Caddy, or what starts it, ends: ``reason`` is a clause that says why, ``edits`` mend it.

    ``certain`` where a word is missing that alone can be meant.
    """

    member: Member
    origin: Origin
    reason: str
    help: str
    edits: tuple[Edit, ...] = ()
    certain: bool = False


def refused_word(member: Member, files: Files) -> RefusedWord | None:
    """The first such word of what a service starts, of the official image or of one that is built on it."""
    if not rests_on_stock(member) or not _is_pulled(member):
        return None
    built = container(member.service, files).built
    if (built is None) is not (member.service.build is None):
        return None
    words = _words(member, built)
    if not words or any(_may_be_program(mount.target) for mount in member.service.mounts):
        return None
    first = words[0].value
    if first in ITS_OWN:
        own = built is None and all(mount.target not in ITS_OWN for mount in member.service.mounts)
        return _of_caddy(member, words, own=own)
    if not isinstance(first, str) or not (first.startswith("-") or first in _SERVING):
        return None
    if "PATH" in member.service.environment or not member.service.config.keys().isdisjoint(_BRINGING):
        return None
    if built is not None and (built.runs or any(_may_be_program(copy.target) for copy in built.copies)):
        return None
    said, put = "the image has no entrypoint, and no program is called so", _put("caddy", words, 0)
    return RefusedWord(member, words[0].origin, said, "caddy comes first", put, True)


def _words(member: Member, built: Built | None) -> Sequence[Located[Text]]:
    """What the engine starts, of the service and of its Dockerfile."""
    service = member.service
    if built is None or service.entrypoint is not None:
        return words_given(member)
    command = service.command.words if service.command else built.command
    return (*(built.entrypoint or ()), *(command or ()))


def _may_be_program(target: Text) -> bool:
    """Whether a program may lie there; that of Caddy itself is none of another name."""
    return not isinstance(target, str) or ("bin" in target and target not in ITS_OWN) or target == "/"


def _is_pulled(member: Member) -> bool:
    """Whether the image is certainly that which everybody has by this name, and none that builds Caddies."""
    base = member.listening.base
    if base is None or not isinstance(base.value, str):
        return False
    policy = member.service.config.get("pull_policy", "")
    return bool(_TAG.fullmatch(reference(base.value).tag)) and policy not in ("never", "build")


def _of_caddy(member: Member, words: Sequence[Located[Text]], *, own: bool) -> RefusedWord | None:
    if len(words) == 1:
        said = "without a command Caddy tells of its commands alone"
        serves = bool(member.service.ports) and member.runs is True
        return RefusedWord(member, words[0].origin, said, "caddy run serves") if serves else None
    second = words[1]
    if not isinstance(second.value, str) or second.value.startswith("$"):
        return None
    if second.value == "run":
        return _of_run(member, words[2:], own=own)
    if second.value.startswith("-"):
        if second.value in ("-h", "-v", "--help", "--version") or any(
            not isinstance(word.value, str) or word.value in CADDY_COMMANDS for word in words[2:]
        ):
            return None
        said, put = "no command stands there, and without one Caddy has no options", _put("run", words, 1)
        return RefusedWord(member, second.origin, said, "caddy run has them", put, True)
    if second.value in CADDY_COMMANDS or not (own and member.service.ports):
        return None
    near = _instead(second, second.value, _SERVING)
    return RefusedWord(member, second.origin, "Caddy has no such command", "caddy run serves", near)


def _of_run(member: Member, words: Sequence[Located[Text]], *, own: bool) -> RefusedWord | None:
    """What of the options ``caddy run`` refuses."""
    rest = iter(words)
    for word in rest:
        text = word.value
        if not isinstance(text, str) or text == "--" or text.startswith("$"):
            return None
        name, equals, _ = text.partition("=")
        if not name.startswith("-") or name[1:] in _OPTIONS:
            continue
        if not _is_option(name):
            near = _instead(word, name, [f"--{each}" for each in _OPTIONS])
            return RefusedWord(member, word.origin, "caddy run has no such option", _ALL, near)
        if equals or not _takes_value(name):
            continue
        value = next(rest, None)
        if value is None:
            return RefusedWord(member, word.origin, "nothing stands behind this option", _ALL)
        if own and name in ("--adapter", "-a") and (found := _adapter(member, value)) is not None:
            return found
    return None


def _is_option(name: str) -> bool:
    """Whether ``caddy run`` takes it, be it several letters behind one dash of which only the first is looked at."""
    if name.startswith("--"):
        return name[2:] in _OPTIONS
    return name[:2] in _LETTERS and name[1:] not in _OF_VERSION_1


def _takes_value(name: str) -> bool:
    return _OPTIONS[_LETTERS[name]] if name in _LETTERS else name[2:] in _OPTIONS and _OPTIONS[name[2:]]


def _adapter(member: Member, value: Located[Text]) -> RefusedWord | None:
    """The image has the adapter for Caddyfiles alone."""
    name = value.value
    if not isinstance(name, str) or not name or name == _ADAPTER or name.startswith("$"):
        return None
    said = "this Caddy has no such adapter, and that for Caddyfiles alone"
    return RefusedWord(
        member, value.origin, said, "it is called caddyfile", _instead(value, name, [_ADAPTER])
    )


def _instead(word: Located[Text], name: str, names: Sequence[str]) -> tuple[Edit, ...]:
    """The name that is nearly the same, in its place."""
    near = Names(names).closest(name.lower(), _ALIKE)
    origin = word.origin
    if not near or not origin.exact or not origin.text.startswith(name):
        return ()
    return (Edit(origin.file, Span(origin.span.start, origin.span.start + len(name)), near[0]),)


def _put(word: str, words: Sequence[Located[Text]], index: int) -> tuple[Edit, ...]:
    """``word`` before the one at ``index``, apart from it as that is from the next."""
    if len(words) < index + 2:
        return ()
    place, after = words[index].origin, words[index + 1].origin
    if not place.exact or not after.exact or place.file is not after.file:
        return ()
    found = _BETWEEN.fullmatch(place.file.text, place.span.end, after.span.start)
    if found is None or found[1] != found[2]:
        return ()
    return (Edit(place.file, Span(place.span.start, place.span.start), word + found[0]),)
