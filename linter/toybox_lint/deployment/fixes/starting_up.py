"""What lets a server start that refuses to.

Source: Keycloak's guides to production and to reverse proxies.
"""

from __future__ import annotations

from toybox_lint.deployment.model import Link
from toybox_lint.diagnostics import Applicability, Edit, Fix

_HTTP = ("KC_HTTP_ENABLED", "true")
_ANY_NAME = ("KC_HOSTNAME_STRICT", "false")


def let_it_start(link: Link) -> tuple[Fix, ...]:
    """Keycloak's leave for plain HTTP, which Caddy asks it in, or for whatever name it is asked by.

    A person must agree: the first wants a proxy in front that is trusted, the second one that passes on no other names.
    """
    target = link.target
    if target is None or not target.listening.refused:
        return ()
    from toybox_lint.compose.edit import last_file, set_variable
    from toybox_lint.compose.yaml.edit import Refusal

    name, value = _HTTP if _HTTP[0] in str(target.listening.reason) else _ANY_NAME
    file = last_file(target.project, target.name) if name not in target.service.environment else None
    edits: tuple[Edit, ...] | Refusal = set_variable(file, target.name, name, value) if file else ()
    if isinstance(edits, Refusal) or not edits:
        return ()
    return (Fix(f"set {name} to {value}", Applicability.UNSAFE, edits),)
