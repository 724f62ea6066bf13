"""Every stack of the plan exists and is complete."""

from __future__ import annotations

from shipway.deploy.checks.report import Checks, Scene, judged

_GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})


def stacks(scene: Scene) -> Checks:
    for stack in scene.plan.stacks:
        live = scene.seen.stacks.get(stack.key)
        if live is None:
            yield judged("stack complete", stack.key, False, f"there is no stack {stack.name}")
            continue
        bad = [one.id for one in scene.seen.resources[stack.key] if not one.complete]
        count = len(scene.seen.resources[stack.key])
        lost = f", but {', '.join(bad[:3])} is not" if bad else ""
        evidence = f"{live.name} is {live.status}, {count} resources{lost}"
        yield judged("stack complete", stack.key, live.status in _GOOD and not bad, evidence)
