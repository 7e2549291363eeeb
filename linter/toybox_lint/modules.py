"""Modules by their names, without what ``importlib`` brings along: a small run is full of moments like that one."""

from __future__ import annotations

import sys
from types import ModuleType


def module(name: str) -> ModuleType:
    """What ``importlib.import_module`` says of an absolute name."""
    __import__(name)
    return sys.modules[name]
