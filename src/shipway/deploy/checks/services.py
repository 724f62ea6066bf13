"""Every service is steady: all that it is to run runs, and its last deployment has ended."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.deploy.services import TYPES, health


def services(scene: Scene) -> Checks:
    for found in scene.seen.every(*TYPES):
        subject = scene.seen.subject(found)
        state = health(scene.cloud, found)
        if state is None:
            yield judged("service steady", subject, False, "there is no such service")
        else:
            yield judged("service steady", subject, state.steady, state.said)
