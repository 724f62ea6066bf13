"""Every secret has a value; the value itself is not read."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.errors import NotFound


def secrets(scene: Scene) -> Checks:
    for found in scene.seen.every("AWS::SecretsManager::Secret"):
        try:
            filled = bool(found.physical_id) and scene.cloud.secrets.has_value(found.physical_id)
            evidence = "has a current version" if filled else "is empty"
        except NotFound:
            filled, evidence = False, "is gone"
        subject = str(found.properties.get("Description") or found.id)
        yield judged("secret has a value", subject, filled, evidence)
