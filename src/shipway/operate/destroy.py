"""Remove an environment, in the reverse order of its deployment."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from shipway.deploy.bucket import bootstrap_bucket
from shipway.deploy.events import Progress, StepBegun, StepEnded, StepFailed
from shipway.deploy.leftovers import gone, settled
from shipway.deploy.lock import Lock, held
from shipway.deploy.loop import Listener, Polling, Results, Task, run
from shipway.deploy.running import Deployment
from shipway.errors import Declined, ShipwayError
from shipway.operate.environment import Standing
from shipway.operate.losses import doomed
from shipway.plan.model import Plan
from shipway.ports import Cloud


def destroy(
    app: str,
    environment: str,
    cloud: Cloud,
    progress: Progress,
    *,
    confirmed: bool,
    holder: str = "another deployment",
) -> tuple[str, ...]:
    """Remove every stack that `losses` names; returns the names of those removed. confirmed: somebody agreed.

    Stacks of one level go at the same time. Run again after an interruption, it continues with what is left.
    """
    if not confirmed:
        raise Declined("nothing was removed: it was not confirmed", "look at what would be lost, then add --yes")
    going, _ = doomed(app, environment, cloud.stacks)
    deployment = Deployment(_plan(app, environment), cloud, progress)
    with ExitStack() as held_until_the_end:
        bucket = bootstrap_bucket(cloud.stacks)
        if bucket:
            lock = Lock(cloud.objects, cloud.clock, bucket, app, environment, holder)
            held_until_the_end.enter_context(held(lock, progress))
        run(_tasks(deployment, going), cloud.clock, _listener(deployment, [one.key for one in going]))
    return tuple(one.name for one in going)


def _plan(app: str, environment: str) -> Plan:
    """An empty plan: removal follows what is deployed, whatever the project says today."""
    return Plan(app, environment, "", "", True, "", (), (), ())


def _tasks(deployment: Deployment, going: Sequence[Standing]) -> list[Task]:
    """A stack goes once all stacks of higher levels, which use it, are gone."""
    return [
        Task(
            one.key,
            tuple(other.key for other in going if other.level > one.level),
            lambda one=one: _remove(deployment, one.key, one.name),  # type: ignore[misc]
        )
        for one in going
    ]


def _remove(deployment: Deployment, key: str, name: str) -> Polling:
    yield from settled(deployment, key, name)
    yield from gone(deployment, key, name)
    return {"": "removed"}


def _listener(deployment: Deployment, keys: list[str]) -> Listener:
    clock = deployment.cloud.clock

    def ended(id: str, results: Results, seconds: float) -> None:
        deployment.tell(StepEnded(id, f"remove {id}", results[""], seconds))

    def failed(id: str, error: ShipwayError, seconds: float) -> None:
        deployment.tell(StepFailed(id, f"remove {id}", error.what, seconds))

    def begun(id: str) -> None:
        deployment.tell(StepBegun(id, f"remove {id}", clock.now(), keys.index(id) + 1, len(keys)))

    return Listener(begun, ended, failed)
