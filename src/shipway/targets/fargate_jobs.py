"""When a job runs: after the workloads that it needs, before those that wait for it."""

from __future__ import annotations

from shipway.model.application import Application, Kind
from shipway.resources.vpc import Network
from shipway.targets.fargate_workload import WorkloadDesign
from shipway.topology.graph import JobSpec


def job_spec(job: WorkloadDesign, net: Network, designs: list[WorkloadDesign], application: Application) -> JobSpec:
    """Runs after the workloads that it needs, and before those that wait for it: all others where none says so."""
    needed = _needed(job.workload.name, application)
    others = [d for d in designs if d.workload.kind is not Kind.JOB]
    waiting = tuple(d.stack for d in others if any(n.name == job.workload.name for n in d.workload.depends_on))
    free = tuple(d.stack for d in others if d.workload.name not in needed)
    return JobSpec(
        job.workload.name,
        job.stack,
        job.task_definition,
        "Cluster",
        net.private[0],
        job.group,
        after=tuple(
            d.workload.name if d.workload.kind is Kind.JOB else d.stack for d in designs if d.workload.name in needed
        ),
        before=waiting or free,
        subject=job.workload.name,
    )


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
