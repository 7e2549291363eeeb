"""What a Caddyfile means to Caddy, every value with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.caddy.places import origin_of
from toybox_lint.facts import Unknown
from toybox_lint.later import Later, now
from toybox_lint.records import dataclass, field
from toybox_lint.source import Located, Origin, SourceFile
from toybox_lint_grammar.tokens import Token

# Imports that bring nothing here, and may bring something where the files are deployed.
_UNSEEN = frozenset(("import-matches-nothing", "import-folder-not-mounted", "import-folder-empty"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something Caddy refuses (``fatal``), or accepts with another meaning than it looks.

    ``kind`` is stable and kebab-case (``unknown-directive``, ``brace-on-new-line``). ``caddy_line`` is the
    1-based line that Caddy itself names, ``None`` where its message has no place. ``suggestions`` are the
    nearest legal names, at most three. ``package`` is the Go package of a plugin that brings what is missing
    to a Caddy built with it.
    """

    kind: str
    message: str
    origin: Origin
    caddy_line: int | None
    fatal: bool = True
    suggestions: tuple[str, ...] = ()
    help: str | None = None
    package: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of the file; ``text`` is unknown when it holds a variable that nobody gave."""

    text: str | Unknown
    token: Token

    @property
    def origin(self) -> Origin:
        """Where it was written: the content without the quotes when it is exact."""
        return origin_of(self.token)

    @property
    def quote(self) -> str:
        """``"``, a backtick, ``<<`` for a heredoc, or empty."""
        return self.token.quote

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and (self.text, self.origin) == (other.text, other.origin)

    def __hash__(self) -> int:
        return hash((self.text, self.origin))


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What stands between ``{`` and ``}``, with both braces or the places where they would stand."""

    opening: Token | Origin
    closing: Token | Origin
    inside: tuple[Directive, ...] | Later[tuple[Directive, ...]]

    @property
    def open(self) -> Origin:
        """The place of the brace that opens it. Many are never asked."""
        return origin_of(self.opening) if isinstance(self.opening, Token) else self.opening

    @property
    def close(self) -> Origin:
        """The place of the brace that closes it."""
        return origin_of(self.closing) if isinstance(self.closing, Token) else self.closing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block) and self._whole() == other._whole()

    def __hash__(self) -> int:
        return hash(self._whole())

    def _whole(self) -> tuple[object, ...]:
        return self.open, self.close, self.directives

    @property
    def directives(self) -> tuple[Directive, ...]:
        """The lines of the block, in the order of the file."""
        return self.inside if isinstance(self.inside, tuple) else self.inside.value

    def walk(self) -> Iterator[Directive]:
        """All directives of the block, at any depth, each before what stands in it."""
        for directive in self.directives:
            yield from directive.walk()


@dataclass(frozen=True, slots=True)
class Directive:
    """A line of the file: a name, its arguments, and the block opened at its end.

    ``depth`` is how many braces are open around it in its own file: the number of tabs that ``caddy fmt``
    puts before it. ``last`` is where its last word stands, quotes included, when that word is the argument of an
    import and was written elsewhere.
    """

    words: tuple[Word, ...]
    block: Block | None
    depth: int
    last: Origin | None = None

    @property
    def name(self) -> Word:
        return self.words[0]

    @property
    def arguments(self) -> tuple[Word, ...]:
        return self.words[1:]

    def walk(self) -> Iterator[Directive]:
        """The directive and all that stand in its block, at any depth."""
        yield self
        if self.block is not None:
            yield from self.block.walk()

    def holds(self, directive: Directive) -> bool:
        """Whether ``directive`` is this one, or stands in its block at any depth."""
        return any(each is directive for each in self.walk())


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration as written and in seconds."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Upstream:
    """One address that Caddy dials.

    ``text`` is the word as written (after variables and arguments); ``dial`` is what ``caddy adapt``
    prints: default port filled in, one of a spread range; unknown when a variable decides it.
    ``network`` is ``tcp``, ``unix`` or whatever stands before the first ``/``. ``host`` and ``port`` are
    the parts of ``dial`` (``host`` empty for ``:8080``; ``port`` ``None`` for a socket); where they were
    written is in ``host_origin`` and ``port_origin`` (``None`` when the port is Caddy's default).
    A runtime placeholder (``{env.HOST}``) makes its part unknown, while ``dial`` keeps it as text.
    """

    text: str
    origin: Origin
    dial: str | Unknown
    scheme: str
    network: str
    host: str | Unknown
    port: int | Unknown | None
    host_origin: Origin
    port_origin: Origin | None


@dataclass(frozen=True, slots=True)
class Timeouts:
    """The timeouts of a transport as written; ``None`` where the file says nothing."""

    dial: Located[Duration] | None = None
    response_header: Located[Duration] | None = None
    read: Located[Duration] | None = None
    write: Located[Duration] | None = None


@dataclass(frozen=True, slots=True)
class Transport:
    """How a proxy speaks to its upstreams.

    ``protocol`` is ``http`` or ``fastcgi``; ``directive`` is the ``transport ... { }`` line when the file
    has one; ``tls`` also follows from an ``https://`` upstream; ``known`` is false when a variable or a
    module from outside decides part of it; ``own_resolvers`` when names are not asked from the system.
    """

    protocol: str = "http"
    tls: bool = False
    versions: tuple[str, ...] = ()
    timeouts: Timeouts = Timeouts()
    line: Later[Directive | None] = now(None)
    known: bool = True
    own_resolvers: bool = False

    @property
    def directive(self) -> Directive | None:
        return self.line.value


@dataclass(frozen=True, slots=True)
class Proxy:
    """One ``reverse_proxy``, ``php_fastcgi`` or ``forward_auth`` after every import is expanded.

    ``paths`` are the path patterns a client's request must match to arrive here, from the innermost matcher
    around it that speaks of paths, or from the site's own addresses; empty when any path may. They are unknown
    when a matcher cannot be read.
    ``dynamic`` names the source (``a``, ``srv``, ``multi``) that replaces the upstreams. ``health_port`` tells whether
    one is given.
    ``site`` is an index into ``Caddyfile.sites``; ``None`` in a named route. ``name`` is the first word
    of its ``directive``.
    """

    name: Word
    line: Later[Directive]
    site: int | None
    paths: tuple[str, ...] | Unknown
    upstreams: tuple[Upstream, ...]
    transport: Transport
    dynamic: str | None = None
    health_port: bool = False

    @property
    def directive(self) -> Directive:
        return self.line.value


@dataclass(frozen=True, slots=True)
class Listener:
    """An address a site listens on, as ``caddy adapt`` prints it (``:443``), and whether it is TLS."""

    address: str
    port: int | Unknown
    tls: bool | Unknown


@dataclass(frozen=True, slots=True)
class Handler:
    """One handler of a site. ``handlers`` are those inside it, in the order in which Caddy tries them.

    ``paths`` are the patterns of its own matcher: ``None`` when it has none that speaks of paths, unknown
    when they cannot be told. ``conditional`` tells whether it has a matcher at all, ``narrowed`` whether that has
    conditions besides paths.
    """

    directive: Directive
    paths: tuple[str, ...] | Unknown | None
    conditional: bool
    handlers: tuple[Handler, ...]
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A directive that no request reaches, and the one that answers them all before."""

    directive: Directive
    by: Directive


@dataclass(frozen=True, slots=True)
class Site:
    """A site block. ``addresses`` are its keys as written.

    ``handlers`` are in the order in which Caddy tries them, which is not that of the file.
    """

    addresses: tuple[Located[str | Unknown], ...]
    listeners: tuple[Listener, ...]
    block: Block
    order: Later[tuple[Handler, ...]] = now(())
    dead: Later[tuple[Unreachable, ...]] = now(())

    @property
    def handlers(self) -> tuple[Handler, ...]:
        return self.order.value

    @property
    def unreachable(self) -> tuple[Unreachable, ...]:
        """What no request reaches."""
        return self.dead.value


@dataclass(frozen=True, slots=True)
class NamedRoute:
    """A named route, ``&(name)``, and its handlers in the order in which Caddy tries them."""

    name: str
    order: Later[tuple[Handler, ...]]

    @property
    def handlers(self) -> tuple[Handler, ...]:
        return self.order.value


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its text without the ``#``, and whether it stands alone on its line."""

    text: str
    origin: Origin
    alone: bool


@dataclass(frozen=True, slots=True, eq=False)
class Caddyfile:
    """One Caddyfile with everything it imports.

    ``problems`` are sorted: the first fatal one is the one Caddy reports. ``gaps`` are parts that could not
    be judged because a file or variable is missing or a construct is not understood: text and place.
    ``deployed`` are the proxies that stand in Caddy's configuration, one entry for each of its servers that
    has them: a site on port 80 and on port 443 counts twice, a named route that nobody invokes not at all.
    ``dials`` are what they dial, ``listen`` all addresses that ``caddy adapt`` prints. ``given`` are the variables
    whose values were put into the text: secrets. ``emptied`` are those that left nothing there.
    """

    file: SourceFile
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[Located[str], ...]
    options: tuple[Directive, ...]
    sites: tuple[Site, ...]
    proxies: tuple[Proxy, ...]
    comments: tuple[Comment, ...]
    deployed: tuple[Proxy, ...] = ()
    listen: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    emptied: frozenset[str] = frozenset()
    named: tuple[NamedRoute, ...] = ()

    @property
    def dials(self) -> tuple[str | Unknown, ...]:
        """What is dialled, an entry for each upstream in Caddy's configuration."""
        return tuple(upstream.dial for proxy in self.deployed for upstream in proxy.upstreams)

    @property
    def commanded(self) -> bool:
        """Whether the flags of a command say it, where there is no file."""
        return self.file.rigid

    @property
    def whole(self) -> bool:
        """Whether all that it imports is seen: what is not here may bring sites and lines."""
        return not self.gaps and not any(problem.kind in _UNSEEN for problem in self.problems)

    @property
    def valid(self) -> bool:
        """Whether Caddy accepts it."""
        return not any(problem.fatal for problem in self.problems)
