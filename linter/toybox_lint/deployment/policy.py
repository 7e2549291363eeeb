"""Settings that the deployment is judged by."""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.caddy.model import Duration
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, field

# Of a policy that is asked again and again in one process, as the usual one is.
_MOST = 1024


@dataclass(frozen=True, slots=True)
class Timeout:
    """The read and write timeouts wanted for a route."""

    read: Duration
    write: Duration


@dataclass(frozen=True, slots=True)
class TimeoutPolicy:
    """Timeouts by path pattern. ``None`` for a path means that none is wanted there.

    A pattern is Caddy's: ``/uploads/*`` covers everything below, ``/health*`` every path that begins so.
    ``configured`` tells that somebody wrote it down: what differs from it is then not meant.
    """

    default: Timeout | None
    paths: tuple[tuple[str, Timeout | None], ...]
    configured: bool = False

    def wanted(self, paths: tuple[str, ...]) -> Timeout | None:
        """What a route for the path patterns ``paths`` (none: every path) should have.

        The most specific pattern that covers a path decides; among several paths the longest timeout. Unless somebody
        wrote the policy down, a stream among them is enough for none, which would be cut.
        """
        known = _known(self)
        if paths not in known:
            if len(known) == _MOST:
                known.clear()
            known[paths] = self._wanted(paths)
        return known[paths]

    def _wanted(self, paths: tuple[str, ...]) -> Timeout | None:
        if not self.configured and any(map(streams, paths)):
            return None
        found = [self._for_path(path) for path in paths] or [self.default]
        given = [timeout for timeout in found if timeout is not None]
        return max(given, key=lambda timeout: timeout.read.seconds, default=None)

    def names(self, path: str) -> bool:
        """Whether a pattern of the policy covers the path pattern ``path``."""
        return any(covers(pattern, path) for pattern, _ in self.paths)

    def _for_path(self, path: str) -> Timeout | None:
        covering = [(pattern, timeout) for pattern, timeout in self.paths if covers(pattern, path)]
        if not covering:
            return self.default
        return max(covering, key=lambda item: len(item[0]))[1]


@remembered
def _known(_: TimeoutPolicy) -> dict[tuple[str, ...], Timeout | None]:
    """What has been asked for: most routes of a large file have the same paths."""
    return {}


@lru_cache(maxsize=1024)
def covers(pattern: str, path: str) -> bool:
    """Whether every request that ``path`` matches is matched by ``pattern``, too (both Caddy path patterns)."""
    pattern, path = pattern.lower(), path.lower()
    if pattern in ("*", "/*"):
        return True
    if pattern.endswith("*") and "*" not in pattern[:-1]:
        return path.rstrip("*").startswith(pattern[:-1]) and "*" not in path[:-1]
    return pattern == path


_STREAMS = ("/ws*", "/websocket*", "/socket.io/*", "/events*", "/stream*", "/sse*", "/mcp*")


def streams(path: str) -> bool:
    """Whether a path pattern looks like that of a stream: WebSocket or server-sent events."""
    return any(covers(pattern, path) for pattern in _STREAMS)


def _both(text: str, seconds: float) -> Timeout:
    return Timeout(Duration(text, seconds), Duration(text, seconds))


DEFAULT_TIMEOUTS = TimeoutPolicy(
    default=_both("30s", 30),
    paths=(
        ("/uploads/*", _both("60s", 60)),
        ("/sso/*", _both("90s", 90)),
        ("/health*", None),
        ("/healthz", None),
        ("/ping", None),
        *((path, None) for path in _STREAMS),
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration says about the deployment.

    ``known_hosts`` are names, in which ``*`` matches anything, that resolve though nothing shown has them;
    ``known_networks`` are real names of networks that exist and that others may be on; ``desktop`` tells that the
    engine is Docker Desktop; ``inline_ignores`` that ignore comments count.
    """

    timeouts: TimeoutPolicy = field(default=DEFAULT_TIMEOUTS)
    profiles: frozenset[str] = frozenset()
    known_hosts: tuple[str, ...] = ()
    known_networks: frozenset[str] = frozenset()
    desktop: bool = False
    inline_ignores: bool = True

    def knows_host(self, name: str) -> bool:
        """Whether ``name`` is one of the known hosts; names compare without case."""
        if not self.known_hosts:
            return False
        from fnmatch import fnmatchcase

        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.known_hosts)
