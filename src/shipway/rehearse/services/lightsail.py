"""Amazon Lightsail: container services as its API shows them, and what their addresses answer.

https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetContainerServices.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.kinds.container_services import TYPE, Deployment, State
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

Parameters = Mapping[str, Any]


def _found(region: Region, name: str) -> Record:
    record = region.store.find(TYPE, name)
    if record is None or record.state is None:
        raise Refused("NotFoundException", f"The ContainerService does not exist: {name}", 404)
    return record


def get_container_services(region: Region, parameters: Parameters) -> dict[str, Any]:
    name = parameters.get("serviceName")
    found = [_found(region, str(name))] if name else list(region.store.every(TYPE))
    return {"containerServices": [_row(region, record) for record in found]}


def get_container_service_deployments(region: Region, parameters: Parameters) -> dict[str, Any]:
    """The newest first."""
    state: State = _found(region, str(parameters["serviceName"])).state
    return {"deployments": [_deployment(one) for one in state.deployments]}


def get_container_log(region: Region, parameters: Parameters) -> dict[str, Any]:
    state: State = _found(region, str(parameters["serviceName"])).state
    name = str(parameters["containerName"])
    known = {str(one.get("ContainerName")) for deployment in state.deployments for one in deployment.containers}
    if name not in known:
        raise Refused("NotFoundException", f"The container does not exist: {name}", 404)
    return {"logEvents": [{"createdAt": time, "message": text} for time, text in state.lines.get(name, ())]}


def _row(region: Region, record: Record) -> dict[str, Any]:
    state: State = record.state
    row = {
        "containerServiceName": record.physical_id,
        "arn": record.value("ContainerArn"),
        "createdAt": record.created,
        "location": {"regionName": region.name, "availabilityZone": "all"},
        "resourceType": "ContainerService",
        "power": record.value("Power"),
        "scale": int(record.value("Scale")),
        "state": state.status,
        "isDisabled": state.status == "DISABLED",
        "url": record.value("Url"),
        "privateDomainName": f"{record.physical_id}.service.local",
    }
    if state.active is not None:
        row["currentDeployment"] = _deployment(state.active)
    if state.deployments and state.deployments[0].state == "ACTIVATING":
        row["nextDeployment"] = _deployment(state.deployments[0])
    return row


def _deployment(one: Deployment) -> dict[str, Any]:
    """Variables in the open, as AWS shows them to whoever may look."""
    row: dict[str, Any] = {"version": one.version, "state": one.state, "createdAt": one.created, "containers": {}}
    for container in one.containers:
        shown: dict[str, Any] = {"image": container.get("Image"), "command": list(container.get("Command") or ())}
        shown["environment"] = {v["Variable"]: v.get("Value", "") for v in container.get("Environment") or ()}
        shown["ports"] = {str(p["Port"]): p.get("Protocol") for p in container.get("Ports") or ()}
        row["containers"][str(container.get("ContainerName"))] = shown
    endpoint = one.body.get("PublicEndpoint")
    if endpoint:
        row["publicEndpoint"] = {
            "containerName": endpoint.get("ContainerName"),
            "containerPort": int(endpoint.get("ContainerPort") or 0),
        }
    return row


def status_of(region: Region, host: str) -> int:
    """What a container service of this host name answers by HTTPS; 0 where there is none.

    Without a public endpoint its address answers 404.
    """
    for record in region.store.every(TYPE):
        if str(record.value("Url")).removeprefix("https://").rstrip("/").lower() == host and record.state is not None:
            active = record.state.active
            served = active is not None and active.body.get("PublicEndpoint") and record.state.status != "DISABLED"
            return 200 if served else 404
    return 0


OPERATIONS = {
    "GetContainerLog": get_container_log,
    "GetContainerServiceDeployments": get_container_service_deployments,
    "GetContainerServices": get_container_services,
}
