"""Create or update one stack by a change set that does nothing beyond the plan."""

from __future__ import annotations

from collections.abc import Generator

from shipway.cloudformation.template import dump
from shipway.deploy.consent import unnamed
from shipway.deploy.diagnose import first_failure, sentence
from shipway.deploy.events import Note
from shipway.deploy.leftovers import gone, ready
from shipway.deploy.loop import Polling, Results
from shipway.deploy.running import Deployment
from shipway.deploy.services import service
from shipway.deploy.templates import source
from shipway.deploy.watching import Watch, watch
from shipway.errors import PlanOutdated, StackFailed
from shipway.plan.keeping import bridge
from shipway.plan.model import DeployStack, LiveStack, Output, Physical, Stack, WaitService
from shipway.ports import ChangeSet, StackEvent

DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})


def deploy_stack(run: Deployment, step: DeployStack) -> Polling:
    """Gives the stack's outputs. Raises StackFailed with the first real cause, PlanOutdated for unplanned losses."""
    stack, stacks = run.stack(step.stack), run.cloud.stacks
    live = yield from ready(run, step.id, stack.name)
    fresh = live is None or live.status == "REVIEW_IN_PROGRESS"
    values, text = _content(run, step, stack, None if fresh else live)
    id = stacks.propose(stack.name, source(run, stack, text), values, dict(stack.tags))
    proposed = yield from _worked_out(run, stack, id)
    if proposed.empty and not fresh:
        stacks.discard(stack.name, id)
        return _outputs(run, stack, "no changes")
    if proposed.status == "FAILED":
        yield from _withdraw(run, step, stack, id, fresh)
        raise StackFailed(f"{stack.name} was not changed: CloudFormation refused the changes: {proposed.reason}")
    if surprises := unnamed(run.plan, step, proposed.changes):
        yield from _withdraw(run, step, stack, id, fresh)
        raise PlanOutdated(
            f"{stack.name} was not changed: it would {'; '.join(surprises)}, which is not in the plan",
            "plan again and read what it says, then deploy",
        )
    watching = watch(run, step.id, stack.name, stacks.look(stack.name))
    watching.skip()
    stacks.execute(stack.name, id)
    yield
    ended = yield from _followed(run, step, stack, watching)
    if ended is None or ended.status not in DONE:
        yield from _failed(run, step, stack, watching, fresh)
    return _outputs(
        run, stack, f"{len(proposed.changes)} changes" if not fresh else f"{len(proposed.changes)} resources"
    )


def _content(run: Deployment, step: DeployStack, stack: Stack, live: LiveStack | None) -> tuple[dict[str, str], str]:
    """The parameters' values and the template's text; with `keeps`, the template that still has those resources."""
    values = {name: run.value(value) for name, value in step.parameters}
    if not step.keeps or live is None:
        return values, dump(stack.template)
    before = run.cloud.stacks.find(stack.name)
    merged = bridge(before.template if before else {}, stack.template, step.keeps)
    known = merged.get("Parameters", {})
    return {**{k: v for k, v in live.parameters.items() if k in known}, **values}, dump(merged)


def _worked_out(run: Deployment, stack: Stack, id: str) -> Generator[None, None, ChangeSet]:
    while True:
        proposed = run.cloud.stacks.change_set(stack.name, id)
        if proposed.status not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            return proposed
        yield


def _withdraw(run: Deployment, step: DeployStack, stack: Stack, id: str, fresh: bool) -> Generator[None, None, None]:
    """Discard the change set, and the empty stack that a first proposal makes."""
    run.cloud.stacks.discard(stack.name, id)
    if fresh:
        yield from gone(run, step.id, stack.name)


def _followed(
    run: Deployment, step: DeployStack, stack: Stack, watching: Watch
) -> Generator[None, None, LiveStack | None]:
    """Wait for the end, reporting every event; a dying service is explained when it fails, while it still exists."""
    while True:
        live = run.cloud.stacks.look(stack.name)
        for event in watching.news():
            _explain(run, step, watching, event)
        if live is None or not live.status.endswith("_IN_PROGRESS"):
            return live
        yield


def _explain(run: Deployment, step: DeployStack, watching: Watch, event: StackEvent) -> None:
    known = service(event.type)
    if known is None or not event.status.endswith("_FAILED") or first_failure([event]) is None:
        return
    why = known.why(run.cloud, event.physical_id, _log_group(run, step))
    if why and not watching.why:
        watching.why = why
        run.tell(Note(step.id, why))


def _log_group(run: Deployment, step: DeployStack) -> str:
    """The log group of the stack's service, from the step that waits for it; "" where none does."""
    for one in run.plan.steps:
        if isinstance(one, WaitService) and isinstance(one.service, Output | Physical) and one.service.step == step.id:
            return one.log_group
    return ""


def _failed(
    run: Deployment, step: DeployStack, stack: Stack, watching: Watch, fresh: bool
) -> Generator[None, None, None]:
    """Report the first real cause; a failed creation leaves nothing behind."""
    cause = first_failure(watching.seen)
    said = (sentence(cause) if cause else "", watching.why)
    reason = ": ".join(text for text in said if text) or "AWS gave no reason"
    if fresh:
        left = yield from _cleared(run, step, stack)
        raise StackFailed(
            f"{stack.name} could not be created: {reason}",
            f"{left}; fix the cause, then run the same command again",
            cause=reason,
        )
    raise StackFailed(
        f"{stack.name} could not be changed: {reason}",
        "it is as it was before; fix the cause, then run the same command again",
        cause=reason,
    )


def _outputs(run: Deployment, stack: Stack, result: str) -> Results:
    live = run.cloud.stacks.look(stack.name)
    return {**(live.outputs if live else {}), "": result}


def _cleared(run: Deployment, step: DeployStack, stack: Stack) -> Generator[None, None, str]:
    """Remove a failed creation; a problem here must not hide the cause of the failure."""
    try:
        yield from gone(run, step.id, stack.name)
    except StackFailed as remains:
        return f"what it left could not be removed now, and is removed next time: {remains.what}"
    return "nothing of it was left behind"
