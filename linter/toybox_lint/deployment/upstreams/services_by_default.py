"""Services that variables with defaults decide: what becomes of a request to them where nobody sets the variables.

Source: the Compose specification, ``${NAME:-default}``; the shell and ``.env`` come before the default, so that nothing
certain rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from toybox_lint.compose import shellwords
from toybox_lint.compose.model import DEFAULT, Command, Port, Service, Text
from toybox_lint.deployment.listening.evidence import listening
from toybox_lint.deployment.model import Front, Link, Member, Verdict
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.upstreams.links import links
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.later import Later
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin
from toybox_lint.typed import TypeVar

T = TypeVar("T")
_VARIABLE = pattern(r"\$\{[^}]{0,300}\}")


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """The services as they are by the defaults: each with the one that it stands for, and the variables it took.

    Both by the identity of the service that stands for another.
    """

    picture: Picture
    originals: Mapping[int, Member]
    variables: Mapping[int, tuple[str, ...]]

    def told(self, found: Sequence[Link], front: Front) -> Iterator[Link]:
        """``found`` of one Caddy; what is not known of a service, and fails by its defaults, is likely to fail."""
        failing = {
            _place(link): link
            for link in (links(front, self.picture) if self.variables and any(map(_is_open, found)) else ())
            if link.verdict is Verdict.FAILS and link.certain and id(link.target) in self.variables
        }
        for link in found:
            failed = failing.get(_place(link)) if _is_open(link) else None
            yield link if failed is None else self._likely(link, failed)

    def _likely(self, link: Link, failed: Link) -> Link:
        """The link with how it fails by default; nobody may change what it dials for that."""
        names, text = (
            self.variables[id(failed.target)],
            failed.listener.origin.text if failed.listener else "",
        )
        decisive = " or ".join([name for name in names if f"${{{name}:" in text] or names)
        return replace(
            link,
            verdict=Verdict.FAILS,
            cause=failed.cause,
            certain=False,
            reason=f"{failed.reason}, unless {decisive} is set otherwise",
            target=self.originals[id(failed.target)],
            listener=failed.listener,
            disputed=True,
        )


def usual_services(members: Sequence[Member], files: Files) -> Usual:
    """Every service as it is by the defaults of its variables."""
    supposed: list[Member] = []
    originals: dict[int, Member] = {}
    variables: dict[int, tuple[str, ...]] = {}
    for member in members:
        taken: set[str] = set()
        service = _by_default(member.service, taken)
        heard = Later(partial(listening, service, files))
        other = replace(member, service=service, heard=heard) if taken else member
        supposed.append(other)
        originals[id(other)] = member
        if taken:
            variables[id(other)] = tuple(sorted(taken))
    return Usual(Picture(tuple(supposed), records(supposed)), originals, variables)


def _is_open(link: Link) -> bool:
    return link.verdict is Verdict.UNKNOWN and isinstance(link.upstream.dial, str)


def _place(link: Link) -> tuple[str, int, str]:
    origin = link.upstream.origin
    return origin.file.path, origin.span.start, link.upstream.text


def _by_default(service: Service, taken: set[str]) -> Service:
    """The service with the defaults in its words and ports; ``taken`` gets the names of their variables."""
    command, entrypoint = (_of_words(each, taken) for each in (service.command, service.entrypoint))
    environment = {
        name: Located(_default(each.value, each.origin, taken), each.origin)
        for name, each in service.environment.items()
    }
    image = service.image and Located(
        _default(service.image.value, service.image.origin, taken), service.image.origin
    )
    ports = tuple([_of_port(each, taken) for each in service.ports])
    return replace(
        service, image=image, command=command, entrypoint=entrypoint, environment=environment, ports=ports
    )


def _of_words(command: Command | None, taken: set[str]) -> Command | None:
    if command is None:
        return None
    words = tuple([Located(_default(each.value, each.origin, taken), each.origin) for each in command.words])
    if command.shell_text is not None:
        words = tuple(
            [part for each, known in zip(words, command.words, strict=True) for part in _split(each, known)]
        )
    shell = None if command.shell_text is None else _default(command.shell_text, command.origin, taken)
    return replace(command, words=words, shell_text=shell)


def _split(word: Located[Text], before: Located[Text]) -> Iterator[Located[Text]]:
    """The words of a default that stands in a text: Compose splits that after it has filled it in."""
    filled = isinstance(word.value, str) and word.value != before.value
    # A blank outside of the variables was in quotes: the word is one.
    quoted = any(map(str.isspace, _VARIABLE.sub("", word.origin.text)))
    parts = shellwords.split(str(word.value)) if filled and not quoted else None
    if parts is None:
        yield word
        return
    for part in parts:
        split: Located[Text] = Located(part.text, replace(word.origin, exact=False))
        yield split


def _of_port(port: Port, taken: set[str]) -> Port:
    published = None if port.published is None else _default(port.published, port.origin, taken)
    target = port.target
    found = None if isinstance(target, int) else _default(target, port.origin, taken)
    number = whole(found) if isinstance(found, str) else None
    return replace(port, published=published, target=target if number is None else number)


def _default(value: T, origin: Origin, taken: set[str]) -> T | str:
    """The value, or its default; no example is one."""
    if not isinstance(value, Unknown) or not value.filled or value.hint is None or DEFAULT not in origin.text:
        return value
    taken.update(value.variables)
    return value.hint
