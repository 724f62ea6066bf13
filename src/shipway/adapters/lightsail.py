"""Amazon Lightsail: container services, their deployments, and the last lines of their containers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import NotFound
from shipway.ports import ContainerServiceState


class LightsailContainerServices:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def look(self, name: str) -> ContainerServiceState | None:
        """The service now; None where there is none. The newest deployment may have failed while an older one runs."""
        try:
            with translated(f"look at the container service {name}"):
                found = self._clients("lightsail").get_container_services(serviceName=name)["containerServices"]
                deployments = self._clients("lightsail").get_container_service_deployments(serviceName=name)
        except NotFound:
            return None
        if not found:
            return None
        rows = sorted(deployments.get("deployments", ()), key=lambda row: int(row.get("version", 0)))
        return _state(found[0], rows[-1] if rows else {})

    def lines(self, name: str, container: str, count: int = 10) -> Sequence[str]:
        """The last lines that a container wrote; none where it has not written, or is not there."""
        try:
            with translated(f"read the log of {container} in {name}"):
                answer = self._clients("lightsail").get_container_log(serviceName=name, containerName=container)
        except NotFound:
            return ()
        events = sorted(answer.get("logEvents", ()), key=lambda event: str(event.get("createdAt", "")))
        return tuple(str(event.get("message", "")).rstrip() for event in events[-count:])


def _state(row: Mapping[str, Any], newest: Mapping[str, Any]) -> ContainerServiceState:
    detail = row.get("stateDetail") or {}
    current = row.get("currentDeployment") or {}
    containers: Mapping[str, Any] = current.get("containers") or newest.get("containers") or {}
    return ContainerServiceState(
        name=str(row.get("containerServiceName", "")),
        state=str(row.get("state", "")),
        detail=str(detail.get("message") or detail.get("code") or ""),
        scale=int(row.get("scale", 0)),
        url=str(row.get("url", "")),
        version=int(newest.get("version", 0)),
        deployment=str(newest.get("state", "")),
        active=int(current.get("version", 0)),
        containers=tuple(containers),
        images=tuple(str(one.get("image", "")) for one in containers.values()),
    )
