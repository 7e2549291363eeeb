"""Health checks that Caddy asks at a port of their own, and what becomes of an upstream that does not answer there.

Source: Caddy's documentation of active health checks; measured with Caddy 2.11.7, which asks at start and takes an
upstream for dead at the first check that fails. A proxy without a live upstream answers 503.
"""

from __future__ import annotations

from toybox_lint.caddy.edit import without
from toybox_lint.caddy.model import Directive, Proxy, Upstream
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.digits import whole
from toybox_lint.later import remembered
from toybox_lint.records import replace

_URIS = frozenset({"health_uri", "health_path"})
_CLOSED = frozenset(
    {
        Cause.SELF,
        Cause.WRONG_PORT,
        Cause.PUBLISHED_PORT,
        Cause.LOOPBACK_BIND,
        Cause.NOT_LISTENING,
        Cause.NOT_PUBLISHED,
    }
)


def health_port(proxy: Proxy) -> Directive | None:
    """The line that gives the checks of a proxy another port; ``None`` where nothing is checked."""
    if not proxy.health_port or not is_checked(proxy):
        return None
    ports = [line for line in _options(proxy) if line.name.text == "health_port" and line.arguments]
    return ports[-1] if ports else None


@remembered
def is_checked(proxy: Proxy) -> bool:
    """Whether Caddy asks the upstreams for their health by itself."""
    return any(line.name.text in _URIS for line in _options(proxy))


def _options(proxy: Proxy) -> tuple[Directive, ...]:
    return proxy.directive.block.directives if proxy.directive.block else ()


def probed_at(link: Link) -> Upstream | None:
    """The upstream as its health check asks it, where that may make a difference."""
    line = None if link.verdict is Verdict.FAILS and link.certain else health_port(link.proxy)
    given = line.arguments[0].text if line else None
    port = whole(given) if isinstance(given, str) else None
    own = link.upstream
    if not port or port == own.port or not isinstance(own.host, str) or own.network != "tcp":
        return None
    return replace(own, port=port, dial=f"{own.host}:{port}")


def taken_for_dead(link: Link, check: Link) -> Link:
    """``link`` as ``check``, a request to the port of its health check, makes it."""
    if check.verdict is not Verdict.FAILS or not check.certain or check.cause not in _CLOSED:
        return link
    port = check.upstream.port
    reason = f"its health check asks port {port}, where nothing answers: {check.reason}"
    return replace(link.failing_for(Cause.UNHEALTHY, reason), target=check.target, listener=check.listener)


def check_the_port(link: Link) -> tuple[Fix, ...]:
    """Let the check ask the port that is proxied to."""
    line = health_port(link.proxy)
    edit = None if line is None or line.name.origin.via is not None else without(line)
    return () if edit is None else (Fix("check the port of the upstream", Applicability.UNSAFE, (edit,)),)
