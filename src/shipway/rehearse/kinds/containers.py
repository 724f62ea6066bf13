"""ECS: services need a cluster, a definition that fits, and a target group that a load balancer uses.

The messages are ECS's own: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.ecs import service as services
from shipway.rehearse.ecs.health import balancers_of
from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

_CLUSTER, _DEFINITION, _SERVICE = "AWS::ECS::Cluster", "AWS::ECS::TaskDefinition", "AWS::ECS::Service"


def _refused(work: Work, message: str) -> Exception:
    return work.failure(f"Invalid request provided: {message}", "InvalidRequest")


def cluster_of(region: Region, name: str) -> Record | None:
    return region.store.named(_CLUSTER, name.rpartition("/")[2])


def definition_of(region: Region, name: str) -> Record | None:
    """A task definition by ARN, `family:revision`, or family, which means its newest revision."""
    short = name.rpartition("/")[2]
    family, _, revision = short.partition(":")
    found = [r for r in region.store.every(_DEFINITION) if r.value("Family") == family]
    if revision:
        found = [r for r in found if r.physical_id.endswith(f":{revision}")]
    return found[-1] if found else None


def _check_service(work: Work) -> None:
    region = work.region
    if cluster_of(region, work.text("Cluster", "default")) is None:
        raise work.failure("Cluster not found.", "NotFound")
    definition = definition_of(region, work.text("TaskDefinition"))
    if definition is None:
        raise _refused(work, "TaskDefinition not found.")
    containers = {str(c.get("Name")): c for c in definition.properties.get("ContainerDefinitions") or ()}
    for balancer in work.properties.get("LoadBalancers") or ():
        _check_balancer(work, balancer, containers)
    named = {str(p.get("Name")) for c in containers.values() for p in c.get("PortMappings") or ()}
    for entry in (work.properties.get("ServiceConnectConfiguration") or {}).get("Services") or ():
        if str(entry.get("PortName")) not in named:
            raise _refused(
                work,
                f"portName '{entry.get('PortName')}' does not refer to any named PortMapping in the task definition.",
            )
    _check_names(work)


def _check_balancer(work: Work, balancer: Mapping[str, Any], containers: Mapping[str, Mapping[str, Any]]) -> None:
    name, port = str(balancer.get("ContainerName")), int(balancer.get("ContainerPort") or 0)
    arn = str(balancer.get("TargetGroupArn"))
    if name not in containers:
        raise _refused(work, f"The container {name} does not exist in the task definition.")
    ports = [int(p.get("ContainerPort") or 0) for p in containers[name].get("PortMappings") or ()]
    if port not in ports:
        raise _refused(work, f"The container {name} did not have a container port {port} defined.")
    known = work.region.store.find("AWS::ElasticLoadBalancingV2::TargetGroup", arn)
    if known is not None and not balancers_of(work.region, arn):
        raise _refused(work, f"The target group with targetGroupArn {arn} does not have an associated load balancer.")


def _check_names(work: Work) -> None:
    """A discovery name belongs to one service of the namespace."""
    mine = work.properties.get("ServiceConnectConfiguration") or {}
    names = {str(e.get("DiscoveryName") or e.get("PortName")) for e in mine.get("Services") or ()}
    for other in work.region.store.every(_SERVICE):
        theirs = other.properties.get("ServiceConnectConfiguration") or {}
        if (other.logical_id == work.logical_id and other.stack == work.stack) or theirs.get("Namespace") != mine.get(
            "Namespace"
        ):
            continue
        taken = names & {str(e.get("DiscoveryName") or e.get("PortName")) for e in theirs.get("Services") or ()}
        if taken:
            raise _refused(
                work, f"Service Connect discovery name {min(taken)} is used by another service of the namespace."
            )


def _create_service(work: Work, record: Record) -> Process:
    region = work.region
    cluster = cluster_of(region, work.text("Cluster", "default"))
    definition = definition_of(region, work.text("TaskDefinition"))
    if cluster is None or definition is None:
        raise work.failure("Cluster not found.", "NotFound")
    record.state = services.State(int(work.properties.get("DesiredCount", 1)), cluster)
    reason = yield from services.roll_out(region, record, definition)
    if reason:
        raise work.failure(reason, "GeneralServiceException" if "Circuit" in reason else "NotStabilized")


def _update_service(work: Work, record: Record, before: dict[str, Any]) -> Process:
    region = work.region
    state: services.State = record.state
    definition = definition_of(region, work.text("TaskDefinition"))
    if definition is None:
        raise _refused(work, "TaskDefinition not found.")
    if "DesiredCount" in work.properties:
        state.desired = int(work.properties["DesiredCount"])
    if not _redeploys(before, work.properties) and state.primary.definition == definition.physical_id:
        yield from services.scale(region, record, state.desired)
        yield services.LOOK
        return
    reason = yield from services.roll_out(region, record, definition)
    if reason:
        raise work.failure(reason, "GeneralServiceException" if "Circuit" in reason else "NotStabilized")


def _redeploys(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the change needs new tasks: how many there are and how they are tagged does not."""
    quiet = {"DesiredCount", "Tags", "DeploymentConfiguration", "HealthCheckGracePeriodSeconds", "EnableECSManagedTags"}
    keys = (before.keys() | after.keys()) - quiet
    return any(before.get(key) != after.get(key) for key in keys)


def _delete_service(work: Work, record: Record) -> Process:
    if record.state is not None:
        yield from services.remove(work.region, record)


def _idle(work: Work, record: Record) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html"""
    for service in work.region.store.every(_SERVICE):
        if cluster_of(work.region, str(service.value("Cluster"))) is record:
            raise work.failure("The Cluster cannot be deleted while Services are active.", "ResourceConflict")
    if any(task.live and task.cluster == record.value("Arn") for task in work.region.tasks.values()):
        raise work.failure("The Cluster cannot be deleted while Tasks are active.", "ResourceConflict")


def _raise_floor(work: Work, record: Record) -> None:
    """Registering a scalable target brings a service up to the minimum."""
    service = next(
        (s for s in work.region.store.every(_SERVICE) if s.physical_id.endswith(work.text("ResourceId"))), None
    )
    if service is None or service.state is None:
        return
    minimum = int(work.properties.get("MinCapacity") or 0)
    if service.state.desired < minimum:
        work.region.clock.start(services.scale(work.region, service, minimum))


KINDS = {
    _CLUSTER: Kind(removable=_idle),
    _SERVICE: Kind(check=_check_service, create=_create_service, update=_update_service, delete=_delete_service),
    "AWS::ApplicationAutoScaling::ScalableTarget": Kind(made=_raise_floor),
}
