"""What was changed behind CloudFormation's back."""

from __future__ import annotations

from collections.abc import Generator

from shipway.deploy.events import Progress, StepBegun, StepEnded, StepFailed, silent
from shipway.deploy.loop import Listener, Polling, Task, run
from shipway.naming import tags
from shipway.operate.environment import standing
from shipway.ports import Cloud
from shipway.records import record


@record
class StackDrift:
    """status: IN_SYNC or DRIFTED; resources: (logical id, MODIFIED or DELETED), those in sync left out."""

    key: str
    name: str
    status: str
    resources: tuple[tuple[str, str], ...]


@record
class Drift:
    stacks: tuple[StackDrift, ...]

    @property
    def clean(self) -> bool:
        return all(stack.status != "DRIFTED" for stack in self.stacks)


def drift(app: str, environment: str, cloud: Cloud, progress: Progress = silent) -> Drift:
    """Detect drift in all stacks of the environment at the same time. Changes nothing."""
    names = [(one.key, one.name) for one in standing(cloud.stacks, cloud.stacks.list(dict(tags(app, environment))))]
    found: dict[str, StackDrift] = {}

    def detect(key: str, name: str) -> Polling:
        yield from _detected(cloud, key, name, found)
        return {"": found[key].status}

    listener = Listener(
        lambda id: progress(
            StepBegun(id, f"compare {id}", cloud.clock.now(), list(dict(names)).index(id) + 1, len(names))
        ),
        lambda id, results, seconds: progress(StepEnded(id, f"compare {id}", results[""], seconds)),
        lambda id, error, seconds: progress(StepFailed(id, f"compare {id}", error.what, seconds)),
    )
    run([Task(key, (), lambda key=key, name=name: detect(key, name)) for key, name in names], cloud.clock, listener)  # type: ignore[misc]
    return Drift(tuple(found[key] for key, _ in names))


def _detected(cloud: Cloud, key: str, name: str, found: dict[str, StackDrift]) -> Generator[None, None, None]:
    detection = cloud.stacks.detect_drift(name)
    while (result := cloud.stacks.drift(name, detection)) is None:
        yield
    status, resources = result
    moved = tuple((id, state) for id, state in resources if state not in ("IN_SYNC", "NOT_CHECKED"))
    found[key] = StackDrift(key, name, status, moved)
