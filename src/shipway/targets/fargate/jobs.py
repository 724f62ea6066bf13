"""When a job runs: after the workloads that it needs, before those that wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.model.application import Application
from shipway.model.workload import Kind, Workload
from shipway.naming import log_group
from shipway.records import record
from shipway.resources.tasks import Tasks
from shipway.topology.actions import RunJob
from shipway.topology.graph import Ref


def run_id(job: str) -> str:
    """The id of the action that runs a job."""
    return f"run-{job}"


@record
class Jobs:
    """application: what waits for what. environment: its name. tasks: of every workload, in the order of the file."""

    application: Application
    environment: str
    tasks: Sequence[Tasks]

    def actions(self) -> tuple[RunJob, ...]:
        """One action per job, in the order of the file."""
        return tuple(self._run(tasks) for tasks in self.tasks if tasks.workload.kind is Kind.JOB)

    def _run(self, job: Tasks) -> RunJob:
        """After the workloads that it needs, and before those that wait for it: before all if none says so."""
        needed = _needed(job.name, self.application)
        others = [one for one in self.tasks if one.workload.kind is not Kind.JOB]
        waiting = tuple(one.stack for one in others if _waits(one.workload, job.name))
        free = tuple(one.stack for one in others if one.name not in needed)
        return RunJob(
            id=run_id(job.name),
            after=tuple(_end(one) for one in self.tasks if one.name in needed),
            name=job.name,
            cluster=Ref("Cluster"),
            task_definition=Ref(job.definition),
            subnets=(Ref(job.subnets[0]),),
            security_group=Ref(job.group),
            log_group=log_group(self.application.name, self.environment, job.name),
            public_ip=job.public_ip,
            before=waiting or free,
        )


def _waits(workload: Workload, job: str) -> bool:
    return any(need.name == job for need in workload.depends_on)


def _end(tasks: Tasks) -> str:
    """What has to end before a workload counts as deployed."""
    return run_id(tasks.name) if tasks.workload.kind is Kind.JOB else tasks.stack


def _needed(job: str, application: Application) -> set[str]:
    """The workloads that a job needs, and those that these need; none that waits for the job itself."""
    uses: dict[str, set[str]] = {w.name: {need.name for need in w.depends_on} for w in application.workloads}
    for link in application.links:
        if link.source in uses and not link.guessed:
            uses[link.source].add(link.sink)
    found: set[str] = set()
    open_ = [job]
    while open_:
        for name in uses.get(open_.pop(), set()) - found - {job}:
            if job not in uses.get(name, set()):
                found.add(name)
                open_.append(name)
    return found
