"""Certificates of an authority for trials, which no browser trusts.

Sources: Let's Encrypt's documentation of its staging environment, Google Trust Services' and Buypass's of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Block, Caddyfile, Directive, Site, Word
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.caddy.sites.names import Certificate, Name, names
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Span

_AUTHORITY = pattern(
    r"https://(?:acme-staging(?:-v\d+)?\.api\.letsencrypt\.org|[\w.-]*\.test-api\.pki\.goog|api\.test4\.buypass\.no)/"
)
# What people call that which nobody but they themselves shall see.
_FOR_TRIALS = pattern(
    r"(?:\A|[^a-z])(?:stag(?:e|ing)|stg|tests?|testing|dev|devel|development|preview|review|pre-?prod|beta|canary"
    r"|sandbox|demo|qa|uat|pr|local|ci)"
    r"(?:[^a-z]|\Z)",
    re.IGNORECASE,
)
_NAMING = ("acme_ca", "ca", "dir", "issuer", "cert_issuer")
# What lets a site have its certificates from elsewhere than the global options say.
_DECIDING = ("ca", "issuer", "load", "get_certificate")


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A place where a Caddyfile names such an authority, and the first public name that has its certificate."""

    word: Word
    name: Name
    line: Directive

    def edit(self) -> Edit | None:
        """Leave the line out, or all of a ``tls`` that says nothing else; ``None`` where that is not all there is."""
        return leave_out(self.line) if self.line.name.text in ("acme_ca", "ca", "tls") else None


def is_for_trials(path: str) -> bool:
    """Whether a file, or the folder that it stands in, is called so."""
    return any(map(_FOR_TRIALS.search, path.split("/")[-2:]))


def trials(caddyfile: Caddyfile) -> Iterator[Trial]:
    """Each authority for trials that a Caddyfile names itself, unless the file or all its names are for trials, too.

    A line that several sites import is told of once, for the first of them.
    """
    if is_for_trials(caddyfile.file.path):
        return
    told = set[tuple[str, Span]]()
    for found in _trials(caddyfile):
        place = (found.word.origin.file.path, found.word.origin.span)
        if place not in told:
            told.add(place)
            yield found


def _trials(caddyfile: Caddyfile) -> Iterator[Trial]:
    found = [each for each in names(caddyfile) if _is_seen(each)]
    general = [each for each in found if not _decides(each.site)]
    for option in caddyfile.options if general else ():
        yield from (Trial(word, general[0], line) for word, line in _named(option))
    told = set()
    for name in found:
        for tls in name.site.block.directives if id(name.site) not in told else ():
            yield from (Trial(word, name, line) for word, line in _named(tls) if tls.name.text == "tls")
        told.add(id(name.site))


def _is_seen(name: Name) -> bool:
    """Whether people on the internet are shown the certificate that an authority gives for it."""
    return name.public and name.certificate is Certificate.PUBLIC and not _FOR_TRIALS.search(name.host)


def _decides(site: Site) -> bool:
    lines = (each for each in site.block.directives if each.name.text == "tls")
    return any(entry.name.text in _DECIDING for line in lines for entry in _entries(line))


def _named(directive: Directive) -> Iterator[tuple[Word, Directive]]:
    """The authority that a line names, and which line to leave out."""
    for line in directive.walk():
        for word in line.arguments if line.name.text in _NAMING else ():
            if isinstance(word.text, str) and _AUTHORITY.match(word.text) and word.origin.exact:
                alone = (
                    directive.name.text == "tls" and not directive.arguments and len(_entries(directive)) == 1
                )
                yield word, directive if alone and line.name.text == "ca" else line


def _entries(directive: Directive) -> tuple[Directive, ...]:
    block: Block | None = directive.block
    return block.directives if block else ()
