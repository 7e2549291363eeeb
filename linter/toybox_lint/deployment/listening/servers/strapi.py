"""What a visible ``config/server`` of Strapi says about ``host`` and ``port``.

Source: Strapi's manual, page "Server configuration", by which the file of an environment (``config/env/production``)
comes on top, and ``env`` gives a variable, or else its second argument. Variables of a file ``.env`` are taken, too.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.servers.reading import Configured
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile, blank_out

_NAMES = tuple(f"config/server.{ending}" for ending in ("js", "ts"))
_COMMENT = pattern(r"(?<![:\w/\"'`])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_OPTION = pattern(
    r"""\b(host|port)\s*:\s*(?:env(?:\.int)?\(\s*["'](\w+)["']\s*,\s*["']?([\w.:]+)["']?\s*\)"""
    r"""|process\.env\.(\w+)\s*(?:\|\||\?\?)\s*["']?([\w.:]+)["']?|["']([\w.:]+)["']|(\d+))?(?=\s*[,}\n])?"""
)
_UNSURE = pattern(r"\.\.\.|[{,]\s*(?:host|port)\s*[,}]")


def strapi_options(inside: Container) -> Configured:
    """Host and port, where the file is shown and no other one may come on top."""
    paths = (inside.path(name) for name in _NAMES)
    contents = (content_at(inside, path) for path in paths if path)
    file = next((each for each in contents if isinstance(each, SourceFile)), None)
    if file is None or _may_say_more(file, inside):
        return Configured()
    text = whole_text(file)
    code = blank_out(_COMMENT, text.value)
    found = [match for match in _OPTION.finditer(code) if not _is_inside_another(code[: match.start()])]
    said = {match[1]: match for match in found}
    if _UNSURE.search(code) or len(found) != len(said):
        return Configured()
    host, port = (_value(said[name], text, inside) if name in said else None for name in ("host", "port"))
    return Configured(host, port, whole=host is not None and port is not None)


def _is_inside_another(before: str) -> bool:
    """Whether what follows stands in the braces of another option, as the host of a proxy does."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(before[at], 0)
        if depth < 0:
            return before[:at].rstrip().endswith(":")
    return False


def _may_say_more(file: SourceFile, inside: Container) -> bool:
    """Whether an environment has a file of its own, or a file of variables is there."""
    variables = inside.path(".env")
    stages = inside.files.names(posixpath.join(posixpath.dirname(file.path), "env"))
    return bool(stages) or variables is None or content_at(inside, variables) is not None


def _value(match: re.Match[str], text: Located[str], inside: Container) -> Located[Text]:
    """What is given: a literal, or a variable and what is taken in its place."""
    name = match[2] or match[4]
    if name and (given := inside.variables.given(name)) is not None:
        return given
    absent = not name or inside.variables.lookup(name) is ABSENT
    group = next((each for each in (3, 5, 6, 7) if match[each] is not None), None)
    if group is None or not absent:
        why = Unknown(f"Strapi's configuration computes its {match[1]}")
        return Located(why, replace(text.origin, exact=False))
    return Located(match[group], text.origin.part(*match.span(group)))
