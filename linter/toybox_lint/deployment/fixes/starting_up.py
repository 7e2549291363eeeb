"""What lets a server start that refuses to.

Sources: Keycloak's guides to production and to reverse proxies; Docker's of the exec form of commands; what
``mix phx.gen.release`` of Phoenix 1.7 writes.
"""

from __future__ import annotations

from toybox_lint.deployment.model import Link, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern
from toybox_lint.source import Span

# What the reasons name that are read of here, and what it is to be set to.
_VARIABLES = (("KC_HTTP_ENABLED", "true"), ("KC_HOSTNAME_STRICT", "false"), ("PHX_SERVER", "true"))
# A list of one quoted text without signs of a shell, whose words are those between blanks.
_ONE_TEXT = pattern(r"""\[[ \t]*(["'])([^"'\\$&|;<>(){}*?~#`\n]+)\1[ \t]*\]""")


def let_it_start(link: Link) -> tuple[Fix, ...]:
    """The words of a command one by one; a variable by which its server starts.

    Those are Keycloak's leave for plain HTTP, which Caddy asks it in, or for any name, and the switch of Phoenix. A
    person must agree: Keycloak wants a proxy in front that is trusted, or one that passes on no other names.
    """
    target = link.target
    if target is None:
        return ()
    reason = str(target.listening.reason)
    variable = next((each for each in _VARIABLES if each[0] in reason), None)
    if variable is None:
        return _word_by_word(target) if target.listening.refused else ()
    return _given(target, *variable)


def tell_of_proxy(target: Member) -> tuple[Fix, ...]:
    """The variable by which Keycloak goes by what Caddy tells: for a person, as nobody else may tell it that."""
    return _given(target, "KC_PROXY_HEADERS", "xforwarded")


def _given(target: Member, name: str, value: str) -> tuple[Fix, ...]:
    from toybox_lint.compose.edit import last_file, set_variable
    from toybox_lint.compose.yaml.edit import Refusal

    file = last_file(target.project, target.name) if name not in target.service.environment else None
    edits: tuple[Edit, ...] | Refusal = set_variable(file, target.name, name, value) if file else ()
    if isinstance(edits, Refusal) or not edits:
        return ()
    return (Fix(f"set {name} to {value}", Applicability.UNSAFE, edits),)


def _word_by_word(target: Member) -> tuple[Fix, ...]:
    process = target.listening.process
    origin = process.words[0].origin if process else None
    if process is None or origin is None or not origin.exact or origin.via is not None:
        return ()
    text = origin.file.text
    start = text.rfind("[", 0, origin.span.start)
    found = _ONE_TEXT.match(text, start) if start >= 0 else None
    if found is None or found[2] != process.words[0].value:
        return ()
    quote = found[1]
    words = f"{quote}, {quote}".join(found[2].split())
    edit = Edit(origin.file, Span(*found.span()), f"[{quote}{words}{quote}]")
    return (Fix("write each word of the command for itself", Applicability.SAFE, (edit,)),)
