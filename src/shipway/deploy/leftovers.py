"""Clears away what an interrupted or failed deployment left, before it breaks the next one."""

from __future__ import annotations

from collections.abc import Generator

from shipway.deploy.diagnose import first_failure, sentence
from shipway.deploy.events import Note
from shipway.deploy.inspected import inspect
from shipway.deploy.running import Deployment
from shipway.deploy.watching import watch
from shipway.errors import CloudError, StackFailed
from shipway.plan.model import LiveStack
from shipway.plan.standing import LEFTOVER

ATTEMPTS = 4
"""Attempts to delete one stack: network interfaces of Fargate and load balancers go minutes after their owners."""


def settled(run: Deployment, step: str, name: str) -> Generator[None, None, LiveStack | None]:
    """The stack once nothing is in progress on it: waits for what an earlier, interrupted deployment began."""
    live = run.cloud.stacks.look(name)
    if live and live.status.endswith("_IN_PROGRESS") and live.status != "REVIEW_IN_PROGRESS":
        run.tell(
            Note(step, f"{name} is {live.status}: an earlier deployment is still working on it; waiting for it to end")
        )
        watching = watch(run, step, name, live)
        watching.skip()
        live = yield from watching.settle()
    return live


def ready(run: Deployment, step: str, name: str) -> Generator[None, None, LiveStack | None]:
    """The stack when it can take a change set: settled, and leftovers of a failed creation deleted."""
    live = yield from settled(run, step, name)
    if live and live.status in LEFTOVER:
        run.tell(Note(step, f"{name} is {live.status}: removing first what an earlier deployment left"))
        yield from gone(run, step, name)
        return None
    if live and live.status in ("UPDATE_ROLLBACK_FAILED", "UPDATE_FAILED"):
        raise StackFailed(
            f"{name} cannot be changed: it is {live.status}, so an earlier rollback did not finish",
            f"run `aws cloudformation continue-update-rollback --stack-name {name}`, then deploy again",
        )
    return live


def gone(run: Deployment, step: str, name: str) -> Generator[None, None, None]:
    """Delete a stack and wait until it is gone, trying again where something still uses it."""
    live = run.cloud.stacks.look(name)
    if live is None:
        return
    if live.protected:
        run.cloud.stacks.protect(name, False)
    watching = watch(run, step, name, live)
    for attempt in range(ATTEMPTS):
        watching.skip()
        watching.seen.clear()
        _unlock(run, name)
        run.cloud.stacks.delete(name)
        yield
        live = yield from watching.settle()
        if live is None:
            return
        cause = first_failure(watching.seen)
        reason = sentence(cause) if cause else f"it is {live.status}"
        if attempt + 1 < ATTEMPTS:
            run.tell(Note(step, f"{name} could not be deleted yet ({reason}); trying again"))
            yield from pause(run, 30 * 2**attempt)
    raise StackFailed(
        f"{name} could not be deleted: {reason}",
        "remove what still uses it, then run the same command again",
        cause=reason,
    )


def _unlock(run: Deployment, name: str) -> None:
    """What CloudFormation cannot do on its own: turn off databases' deletion protection, empty repositories.

    The user has agreed before a stack is deleted, or it was never complete; the protection stops a rollback too.
    """
    cloud = run.cloud
    for found in inspect(cloud.stacks, [(name, name)]).every("AWS::RDS::DBInstance", "AWS::ECR::Repository"):
        if not found.physical_id:
            continue
        if found.type == "AWS::ECR::Repository":
            cloud.images.clear(found.physical_id)
        elif found.properties.get("DeletionProtection") in (True, "true"):
            try:
                cloud.snapshots.deletion_protection(found.physical_id, False)
            except CloudError:
                continue  # missing, or not changeable now: the deletion itself says why


def pause(run: Deployment, seconds: float) -> Generator[None, None, None]:
    """Let the loop run until this much time has passed; other steps continue meanwhile."""
    start = run.cloud.clock.now()
    while (run.cloud.clock.now() - start).total_seconds() < seconds:
        yield
