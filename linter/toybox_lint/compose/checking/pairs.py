"""Variables of a list that are written as in a mapping: Compose takes ``- NAME:value`` for a name, and sets nothing.

Source: measured with Docker Compose 2.40.3, which hands on a variable ``NAME:value`` without a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Problem, Service
from toybox_lint.patterns import pattern

_PAIR = pattern(r"([A-Za-z_]\w*):.")


def unset_pairs(service: Service) -> Iterator[Problem]:
    """The variables of a service whose names hold a colon, and that get no value."""
    for name, value in service.environment.items():
        if ":" in name and value.value is None and (pair := _PAIR.match(name)):
            message = (
                f"{service.name.value} gets no {pair[1]}: in a list it is NAME=value,"
                " and Compose takes the whole of this for a name"
            )
            yield Problem("unset-pair", message, value.origin, fatal=False)
