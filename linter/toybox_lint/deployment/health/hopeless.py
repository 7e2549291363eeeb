"""Healthchecks that can never succeed, whatever the service does.

Sources: Docker's documentation of ``HEALTHCHECK`` (``CMD`` starts no shell); the commands of Caddy 2.11.7;
curl and wget take every word that is no option for an address.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.edit import Refusal
from toybox_lint.compose.yaml.parts import literal, separator
from toybox_lint.deployment.caddies.admin import admin_port
from toybox_lint.deployment.caddies.stock import is_stock, plainly_started
from toybox_lint.deployment.health.asking import ASKING, asked_port, can_fail
from toybox_lint.deployment.health.caddy_checks import (
    Hopeless,
    front_of,
    no_admin,
    no_certificate,
    no_command,
)
from toybox_lint.deployment.health.checks import Check, checks
from toybox_lint.deployment.inbound.entrances import listening_ports
from toybox_lint.deployment.listening.healthcheck import asking, checked_ports
from toybox_lint.deployment.listening.model import Grade, Listener, Speaks
from toybox_lint.deployment.listening.sources.frameworks import takes_own_name
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, Span

_OPERATORS = frozenset({"||", "&&", "|", ";"})
_VARIABLE_PORT = pattern(r"https?://[^/$]*+\$.*")
_FAILING_CURL = pattern(r"-[A-Za-z]*f[A-Za-z]*|--fail|--fail-with-body")
# Other requests, and names by which the application may know another site.
_CHANGING = ("-H", "--header", "-X", "--request", "-d", "--data", "--post")
_PATH = pattern(
    r"http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?(?:(/[\w./~-]*)(?=[\s'\"?#)|;]|\Z)|(?=[\s'\")|;]|\Z))"
)
_PIPE = pattern(r"(?<!\|)\|(?!\|)")


def hopeless(deployment: Deployment) -> Iterator[Hopeless]:
    """The first fault of every healthcheck that has one."""
    for check in checks(deployment.members, deployment.files):
        found = (
            _one_word(check)
            or _operator(check)
            or _variable(check)
            or no_command(check, deployment)
            or no_admin(check, deployment)
            or no_certificate(check, deployment)
            or _no_listener(check, deployment)
            or _unlike_its_image(check, deployment)
            or _own_name(check)
            or _no_answer(check, deployment)
        )
        if found:
            yield found


def _one_word(check: Check) -> Hopeless | None:
    """A whole command line as the name of a program."""
    first = check.words[1].value
    if check.in_shell or len(check.words) != 2 or not isinstance(first, str) or " " not in first.strip():
        return None
    kind = check.words[0].origin
    edits = (Edit(kind.file, kind.span, "CMD-SHELL"),) if kind.exact else ()
    return Hopeless(
        check, "CMD takes the whole text for the name of a program", check.origin, edits, "write CMD-SHELL"
    )


def _operator(check: Check) -> Hopeless | None:
    """Words of a shell, given to a program that takes them for addresses."""
    if check.script is not None or check.program is None or check.program.value not in ASKING:
        return None
    words = check.words
    at = next((index for index, word in enumerate(words) if word.value in _OPERATORS), None)
    if at is None:
        return None
    reason = f"CMD starts no shell, and {check.program.value} takes {words[at].value} for an address"
    needless = " ".join(str(word.value) for word in words[at:])
    return Hopeless(
        check, reason, words[at].origin, _without(words[at - 1], words[at:]), f"leave out {needless}"
    )


def _without(last: Located[Text], rest: tuple[Located[Text], ...]) -> tuple[Edit, ...]:
    """Delete ``|| exit 1``, which says nothing."""
    says_nothing = [word.value for word in rest] in (["||", "exit", "1"], ["||", "exit 1"], ["||", "false"])
    places = [literal(word.origin) for word in (last, *rest)]
    if not says_nothing or separator(places) is None:
        return ()
    return (Edit(last.origin.file, Span(places[0].span.end, places[-1].span.end), ""),)


def _variable(check: Check) -> Hopeless | None:
    """A variable in an address that no shell replaces."""
    if check.script is not None or check.program is None or check.program.value not in ASKING:
        return None
    for word in check.arguments:
        if isinstance(word.value, str) and _VARIABLE_PORT.fullmatch(word.value):
            return Hopeless(check, "CMD starts no shell, so that the variable is not replaced", word.origin)
    return None


def _no_listener(check: Check, deployment: Deployment) -> Hopeless | None:
    """A question at a port on which the only process certainly does not listen."""
    decisive, told = check.member.listening.decisive, _told_by_itself(check)
    process = check.member.listening.process
    front = front_of(check, deployment)
    started = process.runs_forever is True if process is not None else _serves_alone(front)
    decisive, started = decisive or told, started or (not decisive and bool(told))
    if not decisive or not started or (asked := asked_port(check)) is None:
        return None
    if front is not None and asked.port == admin_port(front, deployment):
        return None
    ports = [each.port for each in decisive]
    if asked.port in ports or not all(isinstance(port, int) for port in ports):
        return None
    if _shares_its_network(check.member, deployment):
        return None
    # Another port does not help a question in another protocol.
    secure = asked.speaks is Speaks.TLS
    alike = asked.speaks is Speaks.UNKNOWN or secure == (decisive[0].speaks is Speaks.TLS)
    sole = ports[0] if len(ports) == 1 and alike else None
    edit = asking(asked, sole) if isinstance(sole, int) else None
    return Hopeless(
        check,
        f"it asks for port {asked.port}, and {decisive[0].text}",
        asked.origin,
        () if edit is None else (edit,),
        f"ask port {ports[0]}",
    )


def _shares_its_network(member: Member, deployment: Deployment) -> bool:
    """Whether another container may listen on its addresses."""
    joining = (f"service:{member.name}", f"container:{member.service.config.get('container_name')}")
    return member.mode is not None or any(other.mode in joining for other in deployment.members)


def _unlike_its_image(check: Check, deployment: Deployment) -> Hopeless | None:
    """A question at a port that nothing but the check names, to an image as it comes that listens on others."""
    listening = check.member.listening
    if not listening.untouched or (asked := asked_port(check)) is None:
        return None
    if _shares_its_network(check.member, deployment):
        return None
    ports = {each.port for each in listening.untouched}
    others = [each for each in listening.listeners if each.grade is not Grade.HEALTHCHECK]
    named = {each.port for each in others} | listening.named.value
    agreed = any(each.port in ports and each.grade is not Grade.IMAGE_TABLE for each in others)
    if asked.port in named or not agreed:
        return None
    reason = f"it asks for port {asked.port}, and {listening.untouched[0].text}"
    return Hopeless(check, reason, asked.origin, certain=False)


def _no_answer(check: Check, deployment: Deployment) -> Hopeless | None:
    """A question for a path that the application answers with 404, which fails the program that asks."""
    if check.member.listening.process is None or not _heeds_status(check):
        return None
    asked = asked_port(check)
    if asked is None or not isinstance(asked.port, int):
        return None
    found = [
        (word, url)
        for word in check.arguments
        if isinstance(word.value, str)
        for url in _PATH.finditer(word.value)
    ]
    if len(found) != 1:
        return None
    from toybox_lint.deployment.applications.answering import unanswered

    word, url = found[0]
    told = unanswered(url[1] or "/", asked.port, check.member, deployment.files)
    if told is None:
        return None
    return Hopeless(check, told.reason, word.origin.part(*url.span()), certain=False)


def _heeds_status(check: Check) -> bool:
    """Whether an answer 404 makes it fail."""
    program, words = check.program, [str(word.value) for word in check.arguments]
    # Behind a pipe something else decides.
    piped = check.script is not None and _PIPE.search(str(check.script.value))
    if program is None or piped or any(word.startswith(_CHANGING) for word in words):
        return False
    if program.value == "curl":
        return any(map(_FAILING_CURL.fullmatch, words))
    return program.value == "wget" or any("urlopen(" in word for word in words)


def _told_by_itself(check: Check) -> tuple[Listener, ...]:
    """Where a program of one's own listens by all of its text, which names no port that is asked for."""
    listening = check.member.listening
    whole = tuple(each for each in listening.listeners if each.whole)
    if not whole or listening.several or (asked := asked_port(check)) is None:
        return ()
    if asked.port in listening.named.value:
        return ()
    return whole


def _own_name(check: Check) -> Hopeless | None:
    """A question at localhost to a server that listens on the address of its container's name alone."""
    process, member = check.member.listening.process, check.member
    if process is None or member.mode is not None or not can_fail(check):
        return None
    asked = list(checked_ports(check.words, check.inside.variables.lookup))
    ports = [each.port for each in member.listening.decisive or () if not each.bind_explicit]
    if len(asked) != 1 or [asked[0].port] != ports or not takes_own_name(process, check.inside):
        return None
    from toybox_lint.compose.edit import last_file, set_variable

    file = last_file(member.project, member.name)
    edits = set_variable(file, member.name, "HOSTNAME", "0.0.0.0") if file else ()
    return Hopeless(
        check,
        "it asks localhost, and a standalone Next.js listens on the address of HOSTNAME alone, "
        "which the engine sets to the container's name",
        asked[0].origin,
        () if isinstance(edits, Refusal) else edits,
        "let it listen on 0.0.0.0",
    )


def _serves_alone(front: Front | None) -> bool:
    """Whether it is a Caddy of the official image as it is, which listens where its sites say and nowhere else."""
    if front is None or front.member is None or not is_stock(front.member):
        return False
    return plainly_started(front.member) and listening_ports(front.caddyfile) is not None
