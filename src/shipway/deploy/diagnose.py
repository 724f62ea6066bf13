"""Why a deployment failed: the first real cause among a stack's events, and what an ECS task said before it died."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shipway.errors import CloudError
from shipway.ports import Cloud, StackEvent, TaskState

# What CloudFormation says about resources that did nothing wrong and were stopped because another failed.
_CONSEQUENCES = ("cancelled", "canceled", "the following resource(s) failed")
_LINES = 10


def first_failure(events: Iterable[StackEvent]) -> StackEvent | None:
    """The earliest *_FAILED event of a resource that is a cause, not a consequence; events oldest first."""
    failed = [event for event in events if event.status.endswith("_FAILED") and not _consequence(event)]
    return next(
        (event for event in failed if event.type != "AWS::CloudFormation::Stack"), failed[0] if failed else None
    )


def _consequence(event: StackEvent) -> bool:
    return any(words in event.reason.lower() for words in _CONSEQUENCES)


def sentence(event: StackEvent) -> str:
    """`Database (AWS::RDS::DBInstance): the reason`."""
    return f"{event.resource} ({event.type}): {event.reason or 'AWS gave no reason'}"


def why_service(cloud: Cloud, cluster: str, service: str, log_group: str) -> str:
    """Why the tasks of a service die: stop reason, exit status and last log lines; "" where nothing is known.

    Looking must never hide the failure that is being explained, so an error here only shortens the explanation.
    """
    try:
        stopped = cloud.tasks.stopped(cluster, service)
        events = () if stopped else _service_events(cloud, cluster, service)
    except CloudError:
        return ""
    if not stopped:
        return "; ".join(events[:1])
    return why_task(cloud, _telling(stopped), log_group)


def _service_events(cloud: Cloud, cluster: str, service: str) -> Sequence[str]:
    state = cloud.tasks.service(cluster, service)
    return state.events if state else ()


def _telling(stopped: Sequence[TaskState]) -> TaskState:
    """The newest task that died on its own; those that the deployment stopped say nothing."""
    return next((task for task in stopped if task.stop_code != "ServiceSchedulerInitiated"), stopped[0])


def why_task(cloud: Cloud, task: TaskState, log_group: str) -> str:
    """`Essential container in task exited: container web ended with exit status 1`, and its last log lines below."""
    ended = [f"container {name} ended with exit status {code}" for name, code, _ in task.containers if code]
    ended += [f"container {name}: {reason}" for name, _, reason in task.containers if reason]
    parts = [text for text in (task.stop_reason, *ended) if text]
    lines = last_lines(cloud, log_group)
    return ": ".join(dict.fromkeys(parts)) + "".join(f"\n  {line}" for line in lines)


def last_lines(cloud: Cloud, log_group: str) -> Sequence[str]:
    if not log_group:
        return ()
    try:
        return tuple(cloud.logs.tail(log_group, "", _LINES))
    except CloudError:
        return ()


def why_container_service(cloud: Cloud, name: str, containers: Sequence[str] = ()) -> str:
    """Why a Lightsail container service does not run its newest deployment; "" where nothing is known.

    containers: whose last lines are told; those that it runs where none is named.
    """
    try:
        state = cloud.container_services.look(name)
        if state is None:
            return ""
        failed = f"deployment {state.version} failed" if state.deployment == "FAILED" else state.detail
        written = [(one, cloud.container_services.lines(name, one)) for one in containers or state.containers]
    except CloudError:
        return ""
    lines = (f"\n  {container}: {line}" for container, found in written for line in found)
    return failed + "".join(lines)


def cluster_of(service_arn: str) -> str:
    """The cluster in a service's ARN: `…:service/CLUSTER/NAME`; "default" in ARNs of the old form."""
    parts = service_arn.rpartition(":")[2].split("/")
    return parts[1] if len(parts) == 3 else "default"
