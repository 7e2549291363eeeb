"""What a visible ``vite.config`` says about ``server.host`` and ``server.port``.

Source: Vite's manual, pages "Server Options" and "Preview Options", by which a preview without a host takes that of
the server. The file is a program; only plain literals are read, anything else after ``host:`` or ``port:`` is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.package_scripts import manifests
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import CHANGED, content_at
from toybox_lint.deployment.listening.servers.reading import Configured
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile, blank_out, closing_brace

_NAMES = ("vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs")
_SECTION = {"vite": "server", "vite preview": "preview"}
_OPTION = pattern(r"""\b(host|port)\s*:\s*(?:(true)\b|(["'])([^"'\n]*)\3|(\d+))?(?=\s*[,}\n]|\s*//)?""")
# What another object brings in, and an option that is named after a variable.
_TAKEN_IN = pattern(r"\.\.\.|\bmergeConfig\b|[{,]\s*(?:host|port)\s*[,}]")
_IMPORTED = pattern(r"""(?:\bfrom|\bimport|\brequire\s*+\()\s*+\(?\s*+["']([^"']+)["']""")
# Modules that do not touch the server's address: Vite itself, the plugins of its own team for frameworks, and what
# many configurations take for paths and styles. Others may: that of Laravel sets a host for its own containers.
_HARMLESS = pattern(
    r"vite|vitest/config|(?:node:)?(?:path|url|fs)|@vitejs/plugin-(?:react|react-swc|vue|vue-jsx|legacy)"
    r"|@sveltejs/(?:kit/vite|vite-plugin-svelte)|@tailwindcss/vite|tailwindcss|autoprefixer|vite-tsconfig-paths"
    r"|vite-plugin-svgr|vite-plugin-pwa|vite-plugin-checker|@preact/preset-vite|vite-plugin-solid"
)
# Since its security releases of January 2025 Vite answers for hosts that are listed, and for ``localhost`` (advisory
# GHSA-vg6x-rcgg-rjx6); ``server.host``, ``origin`` and ``hmr`` may name others.
_SINCE = {4: (5, 6), 5: (4, 12), 6: (0, 9)}
_RELEASE = pattern(r'"vite"\s*:\s*"([\^~]?)(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?"')
_MORE_HOSTS = "__VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS"
_ALLOWED = pattern(r"""\ballowedHosts\s*:\s*\[\s*((?:["'][^"'\n]*["']\s*(?:,\s*|(?=\])))*)\]""")
_QUOTED = pattern(r"""["']([^"'\n]*)["']""")
_UNSURE = pattern(r"\b(?:https|origin|hmr|basicSsl|mkcert)\b")
# What names no host: the port and the protocol by which a page asks for what has changed.
_PLAIN_HMR = pattern(r"\bhmr\s*:\s*(?:\{(?:(?!\bhost\b)[^{}.])*\}|true\b|false\b)")
_COMMENT = pattern(r"//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)


_ALLOWED_HOSTS = pattern(r"\ballowedHosts\b")


def vite_options(server: str, inside: Container) -> Configured:
    """Host (empty for all addresses) and port of ``vite`` or ``vite preview``."""
    text = _config(inside)
    if text is None:
        changed = _changed(inside)
        return Configured(changed, changed)
    found = _section(text, _SECTION[server])
    host = found.get("host")
    if host is None and server == "vite preview":
        host = _section(text, "server").get("host")
    return Configured(host, found.get("port"))


def says_nothing(inside: Container) -> bool:
    """Whether there is one configuration, and the defaults hold: neither it nor a plugin moves the server."""
    text = _config(inside)
    if text is None or _other_config(inside) or any(_section(text, section) for section in _SECTION.values()):
        return False
    imported = _IMPORTED.findall(blank_out(_COMMENT, text.value))
    return all(map(_HARMLESS.fullmatch, imported))


def allowed_hosts(server: str, inside: Container) -> tuple[SourceFile, tuple[str, ...]] | None:
    """The configuration, and the hosts besides ``localhost`` for which ``vite`` or ``vite preview`` answers by it.

    ``None`` where that cannot be told: there is no one configuration, what it takes in may say more, it speaks TLS, or
    the release may be one that answers for all.
    """
    text = _config(inside)
    if (
        text is None
        or _other_config(inside)
        or not _checks_hosts(inside)
        or inside.variables.given(_MORE_HOSTS)
    ):
        return None
    code = blank_out(_COMMENT, text.value)
    imported = map(_HARMLESS.fullmatch, _IMPORTED.findall(code))
    if _TAKEN_IN.search(code) or _UNSURE.search(_PLAIN_HMR.sub("", code)) or not all(imported):
        return None
    listed = _ALLOWED.findall(code)
    if len(listed) != len(_ALLOWED_HOSTS.findall(code)):
        return None
    own = {"vite": "server", "vite preview": "preview"}[server]
    opening = re.search(rf"\b{own}\s*:\s*\{{", code)
    inside_own = code[opening.end() : closing_brace(code, opening.end())] if opening else ""
    if listed and not _ALLOWED.search(inside_own):
        return None  # those of the other server
    return text.origin.file, tuple(host for each in listed for host in _QUOTED.findall(each))


def _checks_hosts(inside: Container) -> bool:
    """Whether the release that ``package.json`` asks for certainly looks at the host of a request."""
    told = (_RELEASE.search(text.value) for text in manifests("", inside))
    match = next(filter(None, told), None)
    if match is None:
        return False
    major, minor, patch = (int(part or 0) for part in match.groups()[1:])
    since = _SINCE.get(major)
    newest = match[1] == "^"
    return major > max(_SINCE) or (since is not None and (newest or (minor, patch) >= since))


def _other_config(inside: Container) -> bool:
    """Whether there is more than one, of which Vite takes the first in an order of its own."""
    paths = [inside.path(f"vite.config.{ending}") for ending in ("js", "mjs", "ts", "cjs", "mts", "cts")]
    return sum(path is not None and content_at(inside, path) is not None for path in paths) > 1


def _config(inside: Container) -> Located[str] | None:
    for name in _NAMES:
        path = inside.path(name)
        found = content_at(inside, path) if path else None
        if isinstance(found, SourceFile):
            return whole_text(found)
    return None


def _changed(inside: Container) -> Located[Text] | None:
    """What stands for host and port where a command writes into the configuration."""
    paths = [path for name in _NAMES if (path := inside.path(name)) is not None]
    if inside.base is None or all(content_at(inside, each) is not CHANGED for each in paths):
        return None
    return Located(CHANGED, inside.base.origin)


def _section(text: Located[str], section: str) -> dict[str, Located[Text]]:
    """The options of a section; unknown where they may come from elsewhere than from its own lines."""
    code = blank_out(_COMMENT, text.value)
    found = dict(_options(code, text, section))
    named = len(re.findall(rf"\b{section}\b", _QUOTED.sub('""', code)))
    if _TAKEN_IN.search(code) or named > len(re.findall(rf"\b{section}\s*:\s*\{{", code)):
        for option in ("host", "port"):
            why = Unknown(f"vite's configuration may take its {option} from elsewhere")
            found.setdefault(option, Located(why, replace(text.origin, exact=False)))
    return found


def _options(code: str, text: Located[str], section: str) -> Iterator[tuple[str, Located[Text]]]:
    opening = re.search(rf"\b{section}\s*:\s*\{{", code)
    if not opening:
        return
    end = closing_brace(code, opening.end()) or len(code)
    depth, at = 0, opening.end()
    for match in _OPTION.finditer(code, at, end):
        depth += code.count("{", at, match.start()) - code.count("}", at, match.start())
        at = match.start()
        if not depth:
            yield match[1], _value(match, text)


def _value(match: re.Match[str], text: Located[str]) -> Located[Text]:
    for group in (4, 5):
        if match[group] is not None:
            return Located(match[group], text.origin.part(*match.span(group)))
    line = text.origin.part(*match.span())
    if match[2]:
        return Located("", line)
    return Located(Unknown(f"vite's configuration computes its {match[1]}"), line)
