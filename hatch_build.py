"""Puts the code of the usual modules, compiled by the Python that builds, into the package; see `cli/bundle.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOTS = ("linter", "grammar", "rules")


class Bundle(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the bundle to a wheel. An editable installation has none: its sources may change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        roots = [str(Path(self.root, each)) for each in ROOTS]
        sys.path[:0] = roots
        from toybox_lint.cli.bundle import compiled
        from toybox_lint.cli.importing import place_of_bundle, written_bundle

        place = Path(place_of_bundle())
        made = Path(self.directory, place.name)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(written_bundle(compiled(roots, installed=True)))
        inside = place.relative_to(roots[0])
        build_data["force_include"][str(made)] = str(inside)
