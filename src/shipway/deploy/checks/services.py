"""Every service is steady: all that it is to run runs, and its last deployment has ended."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.deploy.services import SERVICES


def services(scene: Scene) -> Checks:
    for found in scene.seen.every(*SERVICES):
        subject = scene.seen.subject(found)
        health = SERVICES[found.type].look(scene.cloud, found.physical_id) if found.physical_id else None
        if health is None:
            yield judged("service steady", subject, False, "there is no such service")
        else:
            yield judged("service steady", subject, health.steady, health.said)
