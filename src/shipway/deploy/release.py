"""What a deployment made, as a record in the bootstrap bucket. CloudFormation stays the only state that matters."""

from __future__ import annotations

import json
from dataclasses import asdict

from shipway.plan.digest import text_digest
from shipway.plan.model import BuildImage, Plan
from shipway.plan.outputs import step_of
from shipway.plan.planfile import write
from shipway.ports import Clock
from shipway.records import record


@record
class Release:
    """One deployment that succeeded. images: (name, `repository@digest`); outputs: (stack key, output, value)."""

    id: str
    app: str
    environment: str
    time: str
    plan_digest: str
    images: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str, str], ...]

    def key(self) -> str:
        return f"releases/{self.app}/{self.environment}/{self.id}.json"

    def dump(self) -> bytes:
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def release(plan: Plan, results: dict[str, dict[str, str]], clock: Clock) -> Release:
    """The record of what the steps gave. Its id sorts by time: `20261121T034500Z-1f2e3d`."""
    now, digest = clock.now(), text_digest(write(plan))
    builds = (step for step in plan.steps if isinstance(step, BuildImage))
    return Release(
        id=f"{now:%Y%m%dT%H%M%SZ}-{digest[7:13]}",
        app=plan.app,
        environment=plan.environment,
        time=now.isoformat(),
        plan_digest=digest,
        images=tuple((step.image, results.get(step.id, {}).get("Image", "")) for step in builds),
        outputs=tuple(
            (stack.key, name, value)
            for stack in plan.stacks
            for name, value in sorted(results.get(step_of(stack.key), {}).items())
            if name
        ),
    )
