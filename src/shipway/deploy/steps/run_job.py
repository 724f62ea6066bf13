"""Run a task to completion: a migration, a seed, an init container."""

from __future__ import annotations

from shipway.deploy.diagnose import why_task
from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.errors import StackFailed
from shipway.plan.model import RunJob


def run_job(run: Deployment, step: RunJob) -> Polling:
    """Exit status 0 is success; anything else stops the deployment, with what the task said."""
    cluster = run.value(step.cluster)
    subnets = [run.value(id) for id in step.subnets]
    definition, group = run.value(step.task_definition), run.value(step.security_group)
    task = run.cloud.tasks.run(cluster, definition, subnets, group, public_ip=step.public_ip)
    yield
    while (state := run.cloud.tasks.state(cluster, task)).status != "STOPPED":
        yield
    if state.exit_code == 0:
        return {"": "exit status 0"}
    why = why_task(run.cloud, state, step.log_group) or "it never started"
    raise StackFailed(
        f"the job {step.name} failed: {why}",
        "fix it, then run the same command again: what was deployed so far stays, and the workloads are untouched",
        cause=why,
    )
