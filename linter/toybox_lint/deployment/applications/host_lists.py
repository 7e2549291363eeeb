"""Names for which an application answers, as its variables list them.

Source: Django's documentation of ``ALLOWED_HOSTS`` (another ``Host`` is answered with 400; ``*`` takes all,
a dot at the beginning every name below);
the guide of Rails to ``config.hosts`` (403);
that of Nextcloud's image of ``NEXTCLOUD_TRUSTED_DOMAINS``, whose names have spaces between them; that of Paperless-ngx
of ``PAPERLESS_ALLOWED_HOSTS``, to which it adds ``localhost`` and that of ``PAPERLESS_URL``; that of ZITADEL of its
external domain (for another name it finds no instance: 404); Homepage's of its host validation (what its page asks for
is answered with 400); of Kimai's image of ``TRUSTED_HOSTS`` (patterns of Symfony, found anywhere in a name: 400), of
Dawarich of ``APPLICATION_HOSTS``; Joplin Server's check of
``APP_BASE_URL`` (*Invalid origin*: 404), SvelteKit's documentation of its Node adapter's ``ORIGIN`` (forms from another
one are answered with 403).
"""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, Span

_NEXTCLOUD = "NEXTCLOUD_TRUSTED_DOMAINS"
_PAPERLESS = "PAPERLESS_ALLOWED_HOSTS"
_PAPERLESS_URL = "PAPERLESS_URL"
_ZITADEL = "ZITADEL_EXTERNALDOMAIN"
_KIMAI = "TRUSTED_HOSTS"
_DAWARICH = "APPLICATION_HOSTS"
_JOPLIN = "APP_BASE_URL"
_SVELTE_KIT = "ORIGIN"
_HOMEPAGE = "HOMEPAGE_ALLOWED_HOSTS"
_HOSTS = (
    *("ALLOWED_HOSTS", "DJANGO_ALLOWED_HOSTS", _NEXTCLOUD, _PAPERLESS, _ZITADEL),
    *(_KIMAI, _DAWARICH, _JOPLIN, _SVELTE_KIT, _HOMEPAGE),
)
# Those that one application alone reads, and the word that names it in its images.
_OF_ONE = {
    _NEXTCLOUD: "nextcloud",
    _PAPERLESS: "paperless",
    _ZITADEL: "zitadel",
    _KIMAI: "kimai",
    _DAWARICH: "dawarich",
    _JOPLIN: "joplin/server",
    _HOMEPAGE: "gethomepage/homepage",
}
_READERS = {
    _NEXTCLOUD: "Nextcloud",
    _ZITADEL: "ZITADEL",
    _KIMAI: "Kimai",
    _DAWARICH: "Rails",
    _JOPLIN: "Joplin Server",
    _SVELTE_KIT: "SvelteKit",
    _HOMEPAGE: "Homepage",
}
# What is refused of other names, where that is not all.
_ANSWERED = {_SVELTE_KIT: "forms", _HOMEPAGE: "what its page asks for"}
# There is one address in them: a name, or a URL.
_URLS = frozenset((_JOPLIN, _SVELTE_KIT))
_SINGLE = _URLS | {_ZITADEL}
# What its Node adapter alone is told.
_OF_ADAPTER = ("BODY_SIZE_LIMIT", "PROTOCOL_HEADER", "HOST_HEADER", "ADDRESS_HEADER", "XFF_DEPTH")
_OF_RUBY = ("rails server", "puma", "unicorn", "rackup")
# Started with the variables of a Django, of which it answers for nothing.
_FLOWER = "flower"
_ITEM = pattern(r"[^\s,;\[\]'\"]+")
_HOST = pattern(r"[*.]?[\w.:-]+", re.ASCII)
# A name, or a URL with one.
ADDRESS = pattern(r"(?:https?://)?([A-Za-z0-9.-]+)(?::\d+)?(?:/.*)?", re.ASCII)
_LOCAL = pattern(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(?![\w.:])", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class HostList:
    """The variable ``name`` of ``member`` with the hosts it lists, in lower case."""

    member: Member
    name: str
    hosts: tuple[str, ...]
    value: Located[Text | None]

    def takes(self, host: str) -> bool:
        """Whether a request for ``host`` is answered."""
        name, known = host.lower(), _known(self.hosts)
        if self.name == _KIMAI:
            return any(each in name for each in self.hosts)
        # A host with a dot before it stands for itself, and for whatever ends so.
        above = (name[at:] for at, letter in enumerate(name) if letter == ".")
        return not known.isdisjoint(("*", name, f".{name}", *above))

    def is_plain(self) -> bool:
        """Whether it is one origin without TLS, with which those of forms are compared."""
        return self.name == _SVELTE_KIT and str(self.value.value).lower().startswith("http://")

    def over_https(self) -> Edit | None:
        """Write the origin with ``https://``; ``None`` where it is not written out."""
        origin = self.written or (self.value.origin if self.value.origin.exact else None)
        if origin is None or not origin.exact or not origin.text.startswith("http://"):
            return None
        start = origin.span.start
        return replace_part(origin.file, Span(start, start + len("http")), "https")

    @property
    def has_room_for_one(self) -> bool:
        """Whether it holds one address, rather than a list."""
        return self.name in _SINGLE

    @property
    def reader(self) -> str:
        """The application that reads it."""
        if self.name in _READERS:
            return _READERS[self.name]
        return "Rails" if self.name == "ALLOWED_HOSTS" and _is_rails(self.member) else "Django"

    @property
    def status(self) -> int:
        """What it answers to other names."""
        return {"Rails": 403, "SvelteKit": 403, "ZITADEL": 404, "Joplin Server": 404}.get(self.reader, 400)

    @property
    def answers(self) -> str:
        """What it does with requests for other names."""
        return f"answers {_ANSWERED.get(self.name, 'all requests')} with {self.status}"

    @property
    def written(self) -> Origin | None:
        """Its place, where a compose file of the project itself has it."""
        return self.value.origin if self.value.origin.file in self.member.project.files else None

    def edit(self, host: str, url: str) -> Edit | None:
        """Add ``host``, separated as the others are; ``None`` where the list is not written out.

        ``url`` takes the place of one of the machine itself, that of people's own trials.
        """
        origin = self.written or (self.value.origin if self.value.origin.exact else None)
        if origin is None or not origin.exact or not isinstance(self.value.value, str) or "[" in origin.text:
            return None
        if self.has_room_for_one:
            local = _LOCAL.match(origin.text) if self.name in _URLS else None
            found = local or ADDRESS.fullmatch(origin.text)
            if found is None:
                return None
            if local:
                return _written_over(origin, local.span(), url)
            return _written_over(origin, found.span(1), host)
        apart = " " in origin.text.strip() or self.name == _NEXTCLOUD
        comma = "," if "," in origin.text or not apart else " "
        end = origin.span.end
        edit = replace_part(origin.file, Span(end, end), f"{comma}{host}")
        # Those of many sites go in together, one behind the other.
        return replace(edit, adds=(origin.span.start, host)) if edit.span == (end, end) else edit


def _written_over(origin: Origin, place: tuple[int, int], text: str) -> Edit | None:
    start = origin.span.start
    return replace_part(origin.file, Span(start + place[0], start + place[1]), text)


def _is_rails(member: Member) -> bool:
    process = member.listening.process
    named = process is not None and process.server in _OF_RUBY
    return named or any(name in member.service.environment for name in ("RAILS_ENV", "RAILS_MASTER_KEY"))


@remembered
def _known(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(hosts)


def _reads(member: Member, name: str) -> bool:
    """Whether it may be for the service: files of variables are given to many."""
    image, process = named(member.listening.base), member.listening.process
    if name == _SVELTE_KIT:
        told = any(each in member.service.environment for each in _OF_ADAPTER)
        return told or (process is not None and process.server == "SvelteKit")
    if process is not None and process.server == _FLOWER:
        return False
    return name not in _OF_ONE or (image is not None and _OF_ONE[name] in reference(image).path)


@remembered
def host_list(member: Member) -> HostList | None:
    """The hosts that a service answers for; ``None`` when that is not known."""
    for name in _HOSTS:
        value = member.service.environment.get(name)
        if value is None or not isinstance(value.value, str) or not _reads(member, name):
            continue
        hosts = tuple(item.lower() for item in _ITEM.findall(value.value))
        if name in _URLS:
            whole = ADDRESS.fullmatch(value.value)
            hosts = (whole[1].lower(),) if whole and "://" in value.value else ()
        if name == _PAPERLESS and hosts:
            address = member.service.environment.get(_PAPERLESS_URL)
            url = ADDRESS.fullmatch(address.value) if address and isinstance(address.value, str) else None
            if address is not None and url is None:
                return None
            hosts = (*hosts, "localhost", *((url[1].lower(),) if url else ()))
        if name == _HOMEPAGE and hosts:
            hosts = (*hosts, "localhost", "127.0.0.1")  # it takes these by itself
        if name == _NEXTCLOUD and hosts and not any("*" in host for host in hosts):
            hosts = (*hosts, "localhost")  # its installation lists that by itself
        if hosts and all(_HOST.fullmatch(host) or host == "*" for host in hosts):
            return HostList(member, name, hosts, value)
    return None
