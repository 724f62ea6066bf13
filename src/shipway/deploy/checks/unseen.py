"""Programs that no check looks at: said as such, or a report would pass for what nobody saw."""

from __future__ import annotations

from shipway.deploy.checks.report import Check, Checks, Scene, Status
from shipway.deploy.services import TYPES
from shipway.resources.facts import types

LOOKED_AT = TYPES
"""Types of which a check of this folder asks whether they run; who adds such a check adds what it looks at."""


def unseen(scene: Scene) -> Checks:
    for found in scene.seen.every(*(type for type in types(lambda fact: fact.runs) if type not in LOOKED_AT)):
        evidence = f"no check looks at {found.type} yet: whether it runs is not known"
        yield Check("program runs", found.physical_id or found.id, Status.UNSEEN, evidence)
