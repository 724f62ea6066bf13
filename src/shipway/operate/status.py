"""What is deployed of an environment, and how it is doing."""

from __future__ import annotations

from shipway.deploy.addresses import addresses
from shipway.deploy.inspected import inspect
from shipway.deploy.services import TYPES, health
from shipway.naming import stack_name, tags
from shipway.operate.environment import standing
from shipway.ports import Cloud
from shipway.records import record


@record
class StackStatus:
    """key: `network`; name and status: CloudFormation's; protected: termination protection."""

    key: str
    name: str
    status: str
    protected: bool
    resources: int


@record
class ServiceStatus:
    """One workload that runs forever. rollout: ECS's state of its last deployment; note: why it is not steady."""

    workload: str
    desired: int
    running: int
    rollout: str
    images: tuple[str, ...]
    note: str = ""


@record
class Status:
    """empty: nothing of the environment is deployed. urls: every public way in."""

    app: str
    environment: str
    cloud: str
    stacks: tuple[StackStatus, ...]
    services: tuple[ServiceStatus, ...]
    urls: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not self.stacks


def status(app: str, environment: str, cloud: Cloud) -> Status:
    """Read the environment from AWS only: no Compose file and no plan is needed."""
    own = cloud.stacks.list(dict(tags(app, environment)))
    names = standing(cloud.stacks, [stack_name(app, environment, "registry"), *own] if own else [])
    seen = inspect(cloud.stacks, [(one.key, one.name) for one in names])
    stacks = tuple(
        StackStatus(key, live.name, live.status, live.protected, len(seen.resources[key]))
        for key, live in seen.stacks.items()
    )
    services = []
    for found in seen.every(*TYPES):
        one = health(cloud, found)
        gone = ServiceStatus(seen.subject(found), 0, 0, "", (), "the service does not exist")
        services.append(
            ServiceStatus(gone.workload, one.desired, one.running, one.rollout, one.images, one.note) if one else gone
        )
    urls = tuple(dict.fromkeys(address.url for address in addresses(seen)))
    return Status(app, environment, cloud.name, stacks, tuple(services), urls)
