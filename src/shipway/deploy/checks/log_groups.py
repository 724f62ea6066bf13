"""Every log group exists and has a retention: without one it costs money forever."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged


def log_groups(scene: Scene) -> Checks:
    for found in scene.seen.every("AWS::Logs::LogGroup"):
        days = found.properties.get("RetentionInDays")
        evidence = f"{found.physical_id or found.id} keeps {days} days" if days else "keeps its lines forever"
        if not found.complete:
            evidence = "does not exist"
        yield judged("log group retained", found.physical_id or found.id, found.complete and bool(days), evidence)
