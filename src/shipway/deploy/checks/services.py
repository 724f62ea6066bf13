"""Every service is steady: as many tasks run as are desired, and the rollout has ended."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.deploy.diagnose import cluster_of
from shipway.deploy.steps.wait_service import steady
from shipway.resources.facts import types


def services(scene: Scene) -> Checks:
    for found in scene.seen.every(*types(lambda fact: fact.service)):
        subject = scene.seen.subject(found)
        state = scene.cloud.tasks.service(cluster_of(found.physical_id), found.physical_id) if found.live else None
        if state is None:
            yield judged("service steady", subject, False, "there is no such service")
            continue
        rollout = f", rollout {state.rollout}" if state.rollout else ""
        evidence = f"{state.running} of {state.desired} tasks run{rollout}"
        yield judged("service steady", subject, steady(state), evidence)
