"""The same deployment written otherwise: line ends, indentation, comments, flow style, snippets, override files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from fuzz.seeds import ENVIRONMENT, Texts

_COMPOSE = re.compile(r"(?:.*/)?(?:docker-)?compose\.ya?ml")
_CADDYFILE = re.compile(r"(?:.*/)?Caddyfile")
_SITE = re.compile(r"^([^\s#({][^\n{]*) \{\n((?:[ \t]+[^\n]*\n|\n)+)\}\n", re.MULTILINE)


def as_it_is(texts: Texts) -> Texts:
    return dict(texts)


def with_crlf(texts: Texts) -> Texts:
    return {name: text.replace("\r\n", "\n").replace("\n", "\r\n") for name, text in texts.items()}


def without_last_line_end(texts: Texts) -> Texts:
    return {name: text.rstrip("\n") for name, text in texts.items()}


def with_a_mark(texts: Texts) -> Texts:
    """With the character that is a byte order mark where a file begins with it."""
    return {name: "\ufeff" + text for name, text in texts.items()}


def with_spaces(texts: Texts) -> Texts:
    return {
        name: re.sub(r"^\t+", lambda found: "    " * len(found[0]), text, flags=re.MULTILINE)
        for name, text in texts.items()
    }


def further_in(texts: Texts) -> Texts:
    """Compose files with twice the indentation."""
    return _each(_COMPOSE, texts, lambda text: re.sub(r"^( +)", r"\1\1", text, flags=re.MULTILINE))


def with_comments(texts: Texts) -> Texts:
    """A comment before each line and behind it."""
    return {
        name: text  # where what would be a comment is a part of the value
        if name == ENVIRONMENT
        else re.sub(r"^([ \t]*)(\S.*)$", r"\1# before\n\1\2 # behind", text, flags=re.M)
        for name, text in texts.items()
    }


def in_flow_style(texts: Texts) -> Texts:
    return _each(_COMPOSE, texts, lambda text: _reloaded(text, lambda data: json.dumps(data) + "\n"))


def in_flow_style_by_line(texts: Texts) -> Texts:
    return _each(
        _COMPOSE, texts, lambda text: _reloaded(text, lambda data: json.dumps(data, indent=2) + "\n")
    )


def with_sites_twice(texts: Texts) -> Texts:
    """Every site again, under another name."""
    return _each(_CADDYFILE, texts, lambda text: text + "\n" + _SITE_NAME.sub("second.example", text))


def in_a_snippet(texts: Texts) -> Texts:
    """What a site holds, in a snippet above it."""
    return _each(_CADDYFILE, texts, _wrapped)


def in_an_imported_file(texts: Texts) -> Texts:
    return _each(_CADDYFILE, texts, lambda text: "import sites.caddy\n") | {
        f"{name.removesuffix('Caddyfile')}sites.caddy": text
        for name, text in texts.items()
        if _CADDYFILE.fullmatch(name)
    }


def in_an_override(texts: Texts) -> Texts:
    """Every second key of each service, in the override file."""
    found = dict(texts)
    for name, text in texts.items():
        if not _COMPOSE.fullmatch(name):
            continue
        data = _loaded(text)
        services = data.get("services") if isinstance(data, dict) else None
        if not isinstance(services, dict) or not all(isinstance(one, dict) for one in services.values()):
            continue
        moved = {key: {word: one.pop(word) for word in list(one)[1::2]} for key, one in services.items()}
        found[name] = _dumped(data)
        found[re.sub(r"\.ya?ml$", r".override\g<0>", name)] = _dumped({"services": moved})
    return found


def with_anchors(texts: Texts) -> Texts:
    """Lists and mappings of each service above all services, under anchors, and aliases in their place."""

    def anchored(data: Any) -> str:
        services = data.get("services") if isinstance(data, dict) else None
        every = services.values() if isinstance(services, dict) else ()
        parts = [
            part
            for one in every
            if isinstance(one, dict)
            for part in one.values()
            if part and isinstance(part, dict | list)
        ]
        return _dumped({"x-parts": parts, **data}) if parts else _dumped(data)

    return _each(_COMPOSE, texts, lambda text: _reloaded(text, anchored))


VARIANTS: tuple[Callable[[Texts], Texts], ...] = (
    as_it_is,
    with_crlf,
    without_last_line_end,
    with_a_mark,
    with_spaces,
    further_in,
    with_comments,
    in_flow_style,
    in_flow_style_by_line,
    with_sites_twice,
    in_a_snippet,
    in_an_imported_file,
    in_an_override,
    with_anchors,
)
_SITE_NAME = re.compile(r"[\w.-]*example(?:\.com)?(?= \{)")


def _each(names: re.Pattern[str], texts: Texts, change: Callable[[str], str]) -> Texts:
    return {name: change(text) if names.fullmatch(name) else text for name, text in texts.items()}


def _wrapped(text: str) -> str:
    count = iter(range(1000))

    def wrapped(site: re.Match[str]) -> str:
        name = f"part{next(count)}"
        return f"({name}) {{\n{site[2]}}}\n{site[1]} {{\n\timport {name}\n}}\n"

    return _SITE.sub(wrapped, text)


def _loaded(text: str) -> Any:
    try:
        return YAML(typ="safe").load(text)
    except (YAMLError, ValueError, TypeError):
        return None


def _dumped(data: Any) -> str:
    stream = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.dump(data, stream)
    return stream.getvalue()


def _reloaded(text: str, dump: Callable[[Any], str]) -> str:
    data = _loaded(text)
    try:
        return text if data is None else dump(data)
    except TypeError:
        return text


def any_variant(rng: Random, texts: Texts) -> Texts:
    """One or two of them, one upon the other."""
    for variant in rng.sample(VARIANTS, rng.choice((1, 2))):
        texts = variant(texts)
    return texts
