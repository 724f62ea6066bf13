"""Every datastore and file system exists and is complete."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.resources.facts import fact, types


def datastores(scene: Scene) -> Checks:
    for found in scene.seen.every(*types(lambda known: known.store)):
        status = found.live.status if found.live else "not there"
        kind = fact(found.type).word
        yield judged(
            "data store available", found.id, found.complete, f"{kind} {found.physical_id} is {status}".strip()
        )
