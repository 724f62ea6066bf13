"""One task: where it runs, how far it came, and why it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.rehearse.store import Record


@dataclass(slots=True)
class Container:
    name: str
    image: str
    essential: bool = True
    exit_code: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Task:
    """definition: its task definition's record. group: `service:web` or `family:migrate`. deployment: the service's."""

    arn: str
    cluster: str
    definition: Record
    group: str
    created: datetime
    subnet: str
    security_groups: tuple[str, ...]
    public_ip: bool
    address: str
    containers: list[Container]
    launch_type: str = "FARGATE"
    deployment: str = ""
    started_by: str = ""
    status: str = "PROVISIONING"
    desired: str = "RUNNING"
    started: datetime | None = None
    stopped: datetime | None = None
    stop_code: str = ""
    stop_reason: str = ""
    settled: bool = False
    """Whether it has lived through its first checks."""
    tags: dict[str, str] = field(default_factory=dict)
    health: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Target group ARN → (state, description) of the load balancer's health check."""

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def live(self) -> bool:
        return self.status != "STOPPED"

    @property
    def ready(self) -> bool:
        """Whether it runs, has settled, and every target group finds it healthy."""
        return (
            self.status == "RUNNING" and self.settled and all(state == "healthy" for state, _ in self.health.values())
        )

    def definitions(self) -> list[dict[str, Any]]:
        """The container definitions."""
        return list(self.definition.properties.get("ContainerDefinitions") or ())
