"""Apply a plan: its steps and nothing else, each as soon as those before it are done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from shipway.deploy.events import Note, Progress, StepBegun, StepEnded, StepFailed
from shipway.deploy.lock import Lock, held
from shipway.deploy.loop import Listener, Results, Task
from shipway.deploy.loop import run as run_tasks
from shipway.deploy.preflight import preflight
from shipway.deploy.release import Release, release
from shipway.deploy.running import Deployment
from shipway.deploy.steps.table import start
from shipway.diagnostics import Diagnostic, Severity
from shipway.errors import CloudError, ShipwayError
from shipway.plan.kinds import title
from shipway.plan.model import DeployStack, Plan, Step
from shipway.ports import Cloud
from shipway.topology.graph import StackKind


def apply(
    plan: Plan,
    cloud: Cloud,
    progress: Progress,
    *,
    blockers: Sequence[Diagnostic] = (),
    holder: str = "another deployment",
) -> Release:
    """Do what the plan says and return the release.

    blockers: diagnostics that stop a deployment; holder: who deploys, as the lock tells others.
    Raises PlanOutdated where what is deployed is not what the plan was made against, Locked, StackFailed, BuildFailed.
    Run again after any end, it continues from where things are.
    """
    refuse(blockers)
    preflight(plan, cloud)
    deployment = Deployment(plan, cloud, progress)
    with ExitStack() as held_until_the_end:
        if deployment.bucket() is None:
            # The very first deployment of an account: this step makes the bucket that holds the lock.
            _run(deployment, [step for step in plan.steps if _of_account(step)], None)
        lock = _lock(deployment, holder)
        if lock:
            held_until_the_end.enter_context(held(lock, progress))
        _run(deployment, [step for step in plan.steps if step.id not in deployment.results], lock)
        made = release(plan, deployment.results, cloud.clock)
        _record(deployment, made)
    return made


def _of_account(step: Step) -> bool:
    return isinstance(step, DeployStack) and step.kind is StackKind.ACCOUNT


def refuse(blockers: Sequence[Diagnostic]) -> None:
    """Raise ShipwayError where there is a blocker, naming each with its place and its fix."""
    found = [one for one in blockers if one.severity in (Severity.BLOCKER, Severity.ERROR)]
    if found:
        listed = "".join(f"\n  {one}" + (f" ({one.fix})" if one.fix else "") for one in found)
        raise ShipwayError(f"nothing was deployed: {len(found)} finding(s) block it{listed}")


def _lock(deployment: Deployment, holder: str) -> Lock | None:
    bucket = deployment.bucket()
    if bucket is None:
        deployment.tell(Note("", "there is no bootstrap bucket, so nothing keeps out a second deployment"))
        return None
    plan, cloud = deployment.plan, deployment.cloud
    return Lock(cloud.objects, cloud.clock, bucket, plan.app, plan.environment, holder)


def _run(deployment: Deployment, steps: Sequence[Step], lock: Lock | None) -> None:
    positions = {step.id: number for number, step in enumerate(deployment.plan.steps, 1)}
    titles = {step.id: title(step) for step in deployment.plan.steps}
    clock, total = deployment.cloud.clock, len(positions)

    def ended(id: str, results: Results, seconds: float) -> None:
        deployment.results[id] = dict(results)
        deployment.tell(StepEnded(id, titles[id], results.get("", ""), seconds))

    def failed(id: str, error: ShipwayError, seconds: float) -> None:
        deployment.tell(StepFailed(id, titles[id], error.what, seconds))

    def stirred() -> bool:
        if lock:
            lock.renew()
        return deployment.stirred()

    listener = Listener(
        lambda id: deployment.tell(StepBegun(id, titles[id], clock.now(), positions[id], total)), ended, failed
    )
    tasks = [Task(step.id, step.after, lambda step=step: start(deployment, step)) for step in steps]  # type: ignore[misc]
    before: Mapping[str, Results] = deployment.results
    run_tasks(tasks, clock, listener, done=dict(before), stirred=stirred)


def _record(deployment: Deployment, made: Release) -> None:
    """Write the release's record. It can be lost and rebuilt, so failing to write it fails no deployment."""
    bucket = deployment.bucket()
    if bucket is None:
        return
    try:
        deployment.cloud.objects.put(bucket, made.key(), made.dump())
    except CloudError as error:
        deployment.tell(Note("", f"the release record was not written: {error.what}"))
