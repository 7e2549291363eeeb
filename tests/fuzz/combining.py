"""Several deployments of the tests as one: what mends the one may be another rule's matter in the other."""

from __future__ import annotations

import io
from functools import cache
from random import Random
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from fuzz.seeds import Texts, deployments

_BOTH = {"Caddyfile", "compose.yaml"}


def combined(rng: Random) -> Texts:
    """Two or three of them: all their sites, services and networks; of equal names the first one's."""
    while True:
        first, *others = rng.sample(_suitable(), rng.choice((2, 2, 3)))
        found = dict(first)
        for other in others:
            project = _merged(found["compose.yaml"], other["compose.yaml"])
            sites = f"{found['Caddyfile'].rstrip()}\n\n{other['Caddyfile']}"
            if project is None or other["Caddyfile"].lstrip().startswith("{"):
                break
            found = {**other, **found, "compose.yaml": project, "Caddyfile": sites}
        else:
            return found


@cache
def _suitable() -> tuple[Texts, ...]:
    return tuple(texts for texts in deployments() if texts.keys() >= _BOTH)


def _merged(one: str, other: str) -> str | None:
    yaml = YAML()
    yaml.width = 4096
    try:
        documents: list[Any] = [yaml.load(text) for text in (one, other)]
        for section, entries in documents[1].items():
            kept = documents[0].setdefault(section, entries)
            if kept is not entries:
                for name, entry in entries.items():
                    kept.setdefault(name, entry)
        out = io.StringIO()
        yaml.dump(documents[0], out)
    except (YAMLError, AttributeError, TypeError):
        return None
    return out.getvalue()
