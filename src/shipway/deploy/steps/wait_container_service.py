"""Wait until a Lightsail container service runs its newest deployment, and say why that failed if it did."""

from __future__ import annotations

from datetime import timedelta

from shipway.deploy.diagnose import why_container_service
from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.errors import StackFailed
from shipway.plan.model import WaitContainerService

PATIENCE = timedelta(minutes=20)


def wait_container_service(run: Deployment, step: WaitContainerService) -> Polling:
    """Gives `Url`. Lightsail keeps the deployment before where the newest fails, so that the service runs all the same.

    https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services-deployments.html
    """
    service, since = run.value(step.service), run.cloud.clock.now()
    while True:
        state = run.cloud.container_services.look(service)
        if state is None:
            raise StackFailed(f"the container service {step.name} is not there: it was removed since its deployment")
        if state.steady:
            return {"Url": state.url, "": f"deployment {state.version} is active"}
        late = run.cloud.clock.now() - since > PATIENCE
        if late or state.deployment == "FAILED" or state.state == "DISABLED":
            raise _failed(run, step, service, late)
        yield


def _failed(run: Deployment, step: WaitContainerService, service: str, late: bool) -> StackFailed:
    """late: it is not that the deployment failed, it takes too long."""
    why = why_container_service(run.cloud, service, step.containers) or "Lightsail gave no reason"
    after = f" after {PATIENCE.seconds // 60} minutes" if late else ""
    return StackFailed(
        f"the container service {step.name} does not run its newest deployment{after}: {why}",
        "what ran before goes on; correct the cause, then run the same command again",
        cause=why,
    )
