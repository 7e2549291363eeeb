"""Fixes that let an application behind Caddy serve in plain HTTP, where it would end TLS itself.

Sources: the documentation of FrankenPHP (``SERVER_NAME=:80``) and of Omnibus (``listen_port`` and ``listen_https`` of
nginx, for a proxy that ends TLS).
"""

from __future__ import annotations

from toybox_lint.compose.edit import last_file, set_variable
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.model import Link, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, Span

_SITE, _OMNIBUS = "SERVER_NAME", "GITLAB_OMNIBUS_CONFIG"
_URL = pattern(r"^([ \t]+)external_url\b[^\r\n;]*(?=\r?$)", re.MULTILINE)
_WANTED = {"listen_port": "nginx['listen_port'] = 80", "listen_https": "nginx['listen_https'] = false"}


def stay_plain(link: Link) -> tuple[Fix, ...]:
    """Let the application that redirects to HTTPS leave that to Caddy. A person must agree: others may ask it."""
    target = link.target
    if target is None or link.listener is None or not link.listener.redirecting.value:
        return ()
    edit = _named(target, link.listener.origin) or _told(target)
    title = f"let {target.name} serve in plain HTTP on port 80"
    return (Fix(title, Applicability.UNSAFE, (edit,)),) if edit else ()


def _named(target: Member, said: Origin) -> Edit | None:
    """A Caddy in the image gets a port for the address of its site, where the Caddyfile is the image's own."""
    given, base = target.service.environment.get(_SITE), target.listening.base
    if base is None or base.origin != said:
        return None
    if given is None:
        file = last_file(target.project, target.name)
        edits = set_variable(file, target.name, _SITE, ":80") if file else ()
        return edits[0] if isinstance(edits, tuple) and len(edits) == 1 else None
    if not given.origin.exact or given.origin.text != given.value:
        return None
    return replace_part(given.origin.file, given.origin.span, ":80")


def _told(target: Member) -> Edit | None:
    """GitLab's nginx gets lines behind that of the URL."""
    given = target.service.environment.get(_OMNIBUS)
    if given is None or given.origin.file not in target.project.files:
        return None
    file, span = given.origin.file, given.origin.span
    found = _URL.search(file.text, span.start, span.end)
    if found is None:
        return None
    text = file.text[span.start : span.end]
    lines = (f"{found[1]}{line}" for name, line in _WANTED.items() if name not in text)
    return Edit(file, Span(found.end(), found.end()), "".join(file.newline + line for line in lines))
