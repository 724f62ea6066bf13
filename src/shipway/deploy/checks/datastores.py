"""Every datastore and file system is made."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.plan.holdings import HOLDS_DATA

_ELSEWHERE = frozenset({"AWS::SecretsManager::Secret", "AWS::Logs::LogGroup", "AWS::ECR::Repository"})


def datastores(scene: Scene) -> Checks:
    for found in scene.seen.every(*sorted(HOLDS_DATA.keys() - _ELSEWHERE)):
        status = found.live.status if found.live else "not there"
        kind = HOLDS_DATA[found.type]
        yield judged(
            "data store available", found.id, found.complete, f"{kind} {found.physical_id} is {status}".strip()
        )
