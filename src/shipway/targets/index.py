"""The targets that there are. Importing this imports none of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shipway.targets.target import Target

TARGETS = {"fargate": "shipway.targets.fargate", "lightsail": "shipway.targets.lightsail"}
"""Name → package. Its module `target` has `TARGET`. The first one is what a new project is offered."""


def target(name: str) -> Target:
    """The target of this name. Raises KeyError where there is none: ask `TARGETS` first."""
    found: Target = import_module(f"{TARGETS[name]}.target").TARGET
    return found
