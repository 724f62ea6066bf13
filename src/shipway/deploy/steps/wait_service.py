"""Wait until a service is steady, and say why its tasks die if it is not."""

from __future__ import annotations

from datetime import timedelta

from shipway.deploy.diagnose import why_service
from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.errors import StackFailed
from shipway.plan.model import WaitService
from shipway.ports import ServiceState

PATIENCE = timedelta(minutes=20)
"""CloudFormation has waited for the service already; what is left is a rollout that another deployment started."""


def wait_service(run: Deployment, step: WaitService) -> Polling:
    """Steady: as many tasks run as are desired, the rollout has ended, and the load balancer has looked at each."""
    cluster, service = run.value(step.cluster), run.value(step.service)
    since = run.cloud.clock.now()
    while True:
        state = run.cloud.tasks.service(cluster, service)
        if state is None:
            raise StackFailed(
                f"the service of {step.workload} does not exist: it was removed after its stack was deployed"
            )
        if steady(state) and not _registering(run, state):
            return {"": f"{state.running} of {state.desired} running"}
        late = run.cloud.clock.now() - since > PATIENCE
        if late or state.rollout == "FAILED":
            raise _failed(run, step, state, late)
        yield


def steady(state: ServiceState) -> bool:
    """An empty rollout state means a service whose deployments ECS does not track."""
    return state.status == "ACTIVE" and state.running == state.desired and state.rollout in ("COMPLETED", "")


def _registering(run: Deployment, state: ServiceState) -> bool:
    """Whether a target waits for its first check, as those do that autoscaling adds when the service is new."""
    health = (one for arn in state.target_groups for one in run.cloud.load_balancers.target_health(arn))
    return any(one.state == "initial" for one in health)


def _failed(run: Deployment, step: WaitService, state: ServiceState, late: bool) -> StackFailed:
    """late: the rollout did not fail, it takes too long."""
    why = (
        why_service(run.cloud, run.value(step.cluster), run.value(step.service), step.log_group) or state.rollout_reason
    )
    after = f" after {PATIENCE.seconds // 60} minutes" if late else ""
    return StackFailed(
        f"{step.workload} is not steady{after}, {state.running} of {state.desired} running: {why or 'no reason given'}",
        f"read its log group {step.log_group}, fix the cause, then run the same command again",
        cause=why,
    )
