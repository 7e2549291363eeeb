"""Addresses that a variable with a default decides: what becomes of them where nobody sets the variable.

Source: the Compose specification, ``${NAME:-default}``; the shell and ``.env`` come before the default, so that nothing
certain rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.deployment.caddies.fronts import loaded
from toybox_lint.deployment.model import Cause, Front, Link, Verdict
from toybox_lint.deployment.upstreams.links import links
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.deployment.upstreams.untrusted import untrusted
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace

# How a Caddyfile names variables, when it is read and when a request comes.
_NAMED = pattern(r"\{(?:\$|env\.)(\w+)", re.ASCII)


def defaults(front: Front) -> Mapping[str, Unknown]:
    """The variables of a Caddy for which its service has a default that holds unless somebody sets another one."""
    values = front.environment.values if front.environment is not None else {}
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, Unknown) and value.hint and value.filled
    }


def with_defaults(front: Front, files: Files) -> Front | None:
    """The Caddy as it is where nobody sets its variables; ``None`` where none of them has a default."""
    usual, member, environment = defaults(front), front.member, front.environment
    if not usual or member is None or environment is None:
        return None
    given: dict[str, str | Unknown] = {
        **environment.values,
        **{name: str(each.hint) for name, each in usual.items()},
    }
    other = Environment(given, environment.complete)
    return replace(front, caddyfile=loaded(member, front.caddyfile.file, files, other), environment=other)


def as_by_default(found: Sequence[Link], front: Front, picture: Picture, files: Files) -> Iterator[Link]:
    """``found`` of one Caddy; what is not known of an upstream, and fails by the defaults, is likely to fail."""
    usual = defaults(front)
    supposed = with_defaults(front, files) if any(map(_is_open, found)) else None
    if supposed is None:
        yield from found
        return
    caddyfile = supposed.caddyfile
    failing = {
        _place(link): link
        for link in (untrusted(links(supposed, picture), files) if caddyfile.valid else ())
        if link.verdict is Verdict.FAILS and link.certain
    }
    for link in found:
        failed = failing.get(_place(link)) if _is_open(link) else None
        yield link if failed is None else _likely(link, failed, usual)


def _is_open(link: Link) -> bool:
    dial = link.upstream.dial
    return link.verdict is Verdict.UNKNOWN and (isinstance(dial, Unknown) or "{env." in dial)


def _place(link: Link) -> tuple[str, int]:
    origin = link.upstream.origin
    return origin.file.path, origin.span.start


def _likely(link: Link, failed: Link, usual: Mapping[str, Unknown]) -> Link:
    """The link with how it fails by default, told without what the default is."""
    text = link.upstream.text
    used = [usual[name] for name in _NAMED.findall(text) if name in usual]
    names = sorted({name for each in used for name in each.variables})
    reason = failed.reason
    if failed.cause in (Cause.UNKNOWN_NAME, Cause.NO_NAMES):
        reason = "nothing shown here is called what it is by default"
    return replace(
        link,
        upstream=replace(failed.upstream, text=text),
        verdict=Verdict.FAILS,
        cause=failed.cause,
        certain=False,
        reason=f"{reason}, unless {' or '.join(names)} is set otherwise",
        target=failed.target,
        listener=failed.listener,
        candidates=failed.candidates,
        disputed=True,
    )
