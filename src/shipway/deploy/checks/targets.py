"""Every target group has only healthy targets; one that no service fills is a mistake in the design."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged


def targets(scene: Scene) -> Checks:
    for found in scene.seen.every("AWS::ElasticLoadBalancingV2::TargetGroup"):
        if not found.physical_id:
            yield judged("targets healthy", found.id, False, "there is no such target group")
            continue
        health = [h for h in scene.cloud.load_balancers.target_health(found.physical_id) if h.state != "draining"]
        bad = [h for h in health if h.state != "healthy"]
        evidence = f"{len(health) - len(bad)} of {len(health)} targets healthy"
        if bad:
            evidence += f"; {bad[0].target} is {bad[0].state}{f': {bad[0].reason}' if bad[0].reason else ''}"
        yield judged("targets healthy", found.id, bool(health) and not bad, evidence)
