"""An ECS service on Fargate: rolling updates with rollback, Service Connect under the Compose names."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.model.application import Route
from shipway.model.workload import Workload
from shipway.naming import dashed, logical_id
from shipway.resources.container import log_configuration, port_name
from shipway.resources.load_balancer import target_group_id
from shipway.resources.tasks import Tasks
from shipway.topology.graph import Property, Ref, Resource


def single(workload: Workload) -> bool:
    """Whether it must never run twice at once: a scheduler, or a database whose files two would write."""
    return workload.scaling.singleton or bool(workload.mounts and workload.engine)


def ecs_service(tasks: Tasks, routes: Sequence[Route], registry: str | None = None) -> Resource:
    """routes: those that lead to it. registry: the id of a Cloud Map service for jobs to find it by."""
    workload, alone = tasks.workload, single(tasks.workload)
    properties: dict[str, Property] = {
        "Cluster": Ref("Cluster"),
        "TaskDefinition": Ref(tasks.definition),
        "LaunchType": "FARGATE",
        "PropagateTags": "SERVICE",
        "EnableECSManagedTags": True,
        "DeploymentConfiguration": {
            "MinimumHealthyPercent": 0 if alone else 100,
            "MaximumPercent": 100 if alone else 200,
            "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        },
        "NetworkConfiguration": tasks.network(),
    }
    if alone:
        # ENABLED is the default, and would start a second copy before the first has stopped.
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
        properties["AvailabilityZoneRebalancing"] = "DISABLED"
    if workload.scaling.maximum <= workload.scaling.minimum:
        properties["DesiredCount"] = workload.scaling.minimum
    if routes:
        properties |= _balanced(workload, routes)
    properties["ServiceConnectConfiguration"] = service_connect(workload, tasks.logs)
    if registry is not None:
        properties["ServiceRegistries"] = [{"RegistryArn": Ref(registry, "Arn")}]
    return Resource(tasks.service, tasks.stack, "AWS::ECS::Service", properties, subject=workload.name)


def _balanced(workload: Workload, routes: Sequence[Route]) -> dict[str, Property]:
    """The target groups of its public ports, and time to start before the load balancer judges it."""
    ports = dict.fromkeys(route.port for route in routes)
    balancers: list[Property] = [
        {
            "TargetGroupArn": Ref(target_group_id(workload.name, port)),
            "ContainerName": workload.name,
            "ContainerPort": port,
        }
        for port in ports
    ]
    start = round(workload.health.start_period) if workload.health else 60
    return {"LoadBalancers": balancers, "HealthCheckGracePeriodSeconds": max(60, start)}


def service_connect(workload: Workload, logs: str) -> dict[str, Property]:
    """Every name of the workload on every port. An entry takes one alias, so each name is an entry of its own.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
    """
    services: list[Property] = []
    for port in workload.ports:
        if port.protocol != "tcp":
            continue
        for alias in workload.aliases:
            services.append(
                {
                    "PortName": port_name(port.number, port.protocol),
                    "DiscoveryName": dashed(f"{alias}-{port.number}").lower()[:64],
                    "ClientAliases": [{"Port": port.number, "DnsName": alias}],
                }
            )
    found: dict[str, Property] = {
        "Enabled": True,
        "Namespace": Ref("Namespace", "Arn"),
        "LogConfiguration": log_configuration(logs, "service-connect"),
    }
    if services:
        found["Services"] = services
    return found


def registry(workload: Workload, stack: str) -> Resource:
    """A name in the private DNS namespace, for jobs and schedules, which Service Connect does not serve."""
    return Resource(
        logical_id(workload.name, "name"),
        stack,
        "AWS::ServiceDiscovery::Service",
        {
            "Name": workload.name,
            "DnsConfig": {
                "NamespaceId": Ref("Namespace"),
                "DnsRecords": [{"Type": "A", "TTL": 10}],
                "RoutingPolicy": "MULTIVALUE",
            },
        },
        subject=workload.name,
    )
