"""The files of a deployment: YAML in the styles of people, other texts as they are."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from reality.drawing.model import Layout, Project, some

_PLAIN = re.compile(r"[A-Za-z./][-\w./]*(?:[:=][-\w./:$]+)*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def written(random: Random, layout: Layout) -> dict[str, str]:
    """All files by path."""
    texts = dict(layout.texts)
    for project in layout.projects:
        for name, body in project.files.items():
            texts[project.path(name)] = _yaml(random, _drawn_apart(random, project, body))
        if project.environment:
            lines = [f"{name}={value}\n" for name, value in project.environment.items()]
            texts[project.path(".env")] = "".join(lines)
    kind = random.random()
    if kind < 0.06:
        texts = {name: text.replace("\n", "\r\n") for name, text in texts.items()}
    elif kind < 0.09:
        texts[layout.projects[0].path(layout.projects[0].stack[0])] = (
            "\ufeff" + texts[layout.projects[0].path(layout.projects[0].stack[0])]
        )
    return texts


def _drawn_apart(random: Random, project: Project, body: dict[str, Any]) -> dict[str, Any]:
    """The sections in some order."""
    sections = list(body)
    if some(random, 0.3):
        random.shuffle(sections)
    return {section: body[section] for section in sections}


class _Style:
    """How one file is written: indents, quotes, flow."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.indent = random.choice([2, 2, 2, 4])
        self.sunk = random.random() < 0.6
        self.quotes = random.choice(["all", "needed", "needed", "single"])
        self.flow = random.choice([0, 0, 0.1, 0.3])


def _yaml(random: Random, body: dict[str, Any]) -> str:
    style = _Style(random)
    if some(random, 0.15):
        lines = ["x-base: &base", "  restart: always", ""]
        for service in (body.get("services") or {}).values():
            if "restart" not in service and some(random, 0.5):
                service["<<"] = "*base"
    else:
        lines = []
    return "\n".join([*lines, *_block(body, style, 0)]) + "\n"


def _block(value: dict[str, Any], style: _Style, depth: int) -> list[str]:
    lines = []
    pad = " " * (style.indent * depth)
    for key, each in value.items():
        head = f"{pad}{_scalar_key(key)}:"
        flow = depth > 1 and style.random.random() < style.flow
        if isinstance(each, (dict, list)) and each and not flow:
            lines.append(head)
            if isinstance(each, dict):
                lines += _block(each, style, depth + 1)
            else:
                inner = pad + " " * (style.indent if style.sunk else 0)
                lines += [f"{inner}- {_inline(item, style)}" for item in each]
        else:
            lines.append(f"{head} {_inline(each, style)}".rstrip())
    return lines


def _scalar_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_<][-\w.<]*", key) and key.lower() not in _WORDS else json.dumps(key)


def _inline(value: Any, style: _Style) -> str:
    if isinstance(value, dict):
        inside = ", ".join(
            f"{_scalar_key(key)}: {_inline(each, style) or 'null'}" for key, each in value.items()
        )
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(each, style) for each in value)}]"
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return json.dumps(value)
    if value == "*base":
        return "*base"
    if style.quotes == "all" or not _PLAIN.fullmatch(value) or value.lower() in _WORDS:
        if style.quotes == "single" and "'" not in value and "\n" not in value:
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False)
    return str(value)
