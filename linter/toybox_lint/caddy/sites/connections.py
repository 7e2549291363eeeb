"""How TLS connections to the sites are made: Caddy's connection policies, as far as they can conflict.

Caddy 2.11 makes one policy for each ``tls`` line that changes something, folds together what it can, and
refuses two that speak of the same names and contradict each other (caddyconfig/httpcaddyfile/httptype.go).
"""

from __future__ import annotations

from itertools import islice

from toybox_lint.caddy.directives.options import Options
from toybox_lint.caddy.directives.tls import Settings
from toybox_lint.caddy.sites.addresses import matches_wildcard
from toybox_lint.caddy.sites.listeners import Server, SiteKeys
from toybox_lint.records import dataclass, field

# The settings that two policies for the same names may only differ in if one of them has none.
_ONE = ("alpn", "ciphers", "curves", "default_sni", "fallback_sni", "oldest", "newest")


@dataclass(slots=True)
class Connection:
    """The settings of connections for ``names``; without names for all others. ``owner`` is its site."""

    owner: SiteKeys
    names: tuple[str, ...]
    settings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def same(self, other: Connection) -> bool:
        """Whether both say the same of the same names."""
        return self.names == other.names and self.settings == other.settings


class Connections:
    """The connection policies of all servers. A site's settings are the same object wherever it is served."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.settings: dict[int, list[dict[str, tuple[str, ...]]]] = {}

    def of(self, server: Server) -> list[Connection]:
        """The connection policies of a server, in Caddy's order."""
        return [policy for site, numbers in server.sites for policy in self._of_site(site, numbers)]

    def _of_site(self, site: SiteKeys, numbers: tuple[int, ...]) -> list[Connection]:
        names = {site.addresses[number].host for number in numbers}
        names = set() if "" in names else names
        forced = bool(names) and any(_is_forced(line) for line in site.tls)
        lines = self.settings.setdefault(site.index, [_settings(line) for line in site.tls])
        found = []
        for settings in lines:
            for option in ("default_sni", "fallback_sni"):
                words = [token.text for token in self.options.given.get(option, ())[1:]]
                if words and (not names or words[0] in names):
                    names |= {""} if names else set()
                    settings[option] = tuple(words)
                    break
            if settings or forced:
                found.append(Connection(site, tuple(sorted(names)), settings))
        # Caddy gives the other lines of a wildcard's site a policy of their own, before the one that asks
        # for certificates.
        guarded = any("client_auth" in settings for settings in lines)
        if guarded and not all(lines) and _is_wild(names):
            found.insert(0, Connection(site, tuple(sorted(names)), {}))
        return found


def _is_wild(names: set[str]) -> bool:
    """Whether wildcards among the names stand for all of them."""
    wild = [name for name in names if "*" in name]
    return bool(wild) and all(any(matches_wildcard(name, each) for each in wild) for name in names)


def _is_forced(line: Settings) -> bool:
    return "force_automate" in line.line or "force_automate" in line.words


def _settings(line: Settings) -> dict[str, tuple[str, ...]]:
    """The settings of connections in a ``tls`` line."""
    words = line.words
    found = {
        name: words[name][-1] for name in ("alpn", "client_auth", "insecure_secrets_log") if name in words
    }
    for name in ("ciphers", "curves"):
        if any(words.get(name, ())):
            found[name] = tuple(word for each in words[name] for word in each)
    for each in words.get("protocols", ()):
        found |= {name: (word,) for name, word in zip(("oldest", "newest"), each, strict=False)}
    if len(line.line) == 2:
        found["certificate"] = line.line
    return found


def conflict(found: list[Connection]) -> tuple[SiteKeys, str] | None:
    """The first contradiction: the site where it stands, and what it is about."""
    left = _Left(sorted(found, key=lambda each: not each.names))
    at = left.first
    while at is not None:
        other = left.foldable(at)
        if other is None:
            at = left.following[at]
            continue
        one, two = left.all[at], left.all[other]
        if one.names == two.names:
            wrong = _contradiction(one, two)
            if wrong is not None:
                return two.owner, f"two tls lines for the same names contradict each other in {wrong}"
            for name, value in two.settings.items():
                one.settings.setdefault(name, value)
        else:
            left.rename(at, one.names + two.names)
        left.drop(other)
        # Caddy counts on from where it is; what was before is gone, so the next one stands there.
        at = at if at < other else left.following[at]
    return None


class _Left:
    """The policies that are left, in their order, and by signs of their names, of which there may be thousands."""

    def __init__(self, found: list[Connection]) -> None:
        self.all = found
        last = len(found) - 1
        self.following = {at: at + 1 if at < last else None for at in range(len(found))}
        self.preceding = {at: at - 1 if at else None for at in range(len(found))}
        self.first = 0 if found else None
        self.alike: dict[tuple[int, tuple[str, ...]], dict[int, None]] = {}
        for at, each in enumerate(found):
            self.alike.setdefault(_sign(each), {})[at] = None

    def foldable(self, at: int) -> int | None:
        """The first that is folded into the one at ``at``: of the same names, or the next with the same settings."""
        one, after = self.all[at], self.following[at]
        alike = (each for each in self.alike[_sign(one)] if each != at and self.all[each].names == one.names)
        same = list(islice(alike, 1))
        two = None if after is None else self.all[after]
        if after is not None and two and one.names and two.names and one.settings == two.settings:
            same.append(after)
        return min(same, default=None)

    def rename(self, at: int, names: tuple[str, ...]) -> None:
        """Give the policy at ``at`` other names."""
        del self.alike[_sign(self.all[at])][at]
        self.all[at].names = names
        sign = _sign(self.all[at])
        self.alike[sign] = dict.fromkeys(sorted((*self.alike.get(sign, ()), at)))

    def drop(self, at: int) -> None:
        """Take the policy at ``at`` out."""
        del self.alike[_sign(self.all[at])][at]
        before, after = self.preceding.pop(at), self.following.pop(at)
        if before is None:
            self.first = after
        else:
            self.following[before] = after
        if after is not None:
            self.preceding[after] = before


def _sign(policy: Connection) -> tuple[int, tuple[str, ...]]:
    return len(policy.names), policy.names[:1] + policy.names[-1:]


def _contradiction(one: Connection, two: Connection) -> str | None:
    first, second = one.settings, two.settings
    if "client_auth" in second and "client_auth" not in first:
        return "client_auth"
    return next(
        (name for name in _ONE if first.get(name, second.get(name)) != second.get(name, first.get(name))),
        None,
    )
