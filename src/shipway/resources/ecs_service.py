"""An ECS service on Fargate: rolling updates with rollback, Service Connect under the Compose names, scaling."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.model.application import Route, Workload
from shipway.naming import dashed, logical_id
from shipway.resources.container import log_configuration, port_name
from shipway.resources.load_balancer import target_group_id
from shipway.topology.graph import Property, Ref, Resource


def ecs_service(
    id: str,
    workload: Workload,
    stack: str,
    task_definition: str,
    subnets: Sequence[str],
    public_ip: bool,
    group: str,
    routes: Sequence[Route],
    logs: str,
    registry: str | None,
    connects: bool,
) -> Resource:
    """connects: whether it is in Service Connect; registry: a Cloud Map service for jobs to find it by."""
    single = workload.scaling.singleton or bool(workload.mounts and workload.engine)
    configuration: dict[str, Property] = {
        "MinimumHealthyPercent": 0 if single else 100,
        "MaximumPercent": 100 if single else 200,
        "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
    }
    properties: dict[str, Property] = {
        "Cluster": Ref("Cluster"),
        "TaskDefinition": Ref(task_definition),
        "LaunchType": "FARGATE",
        "PropagateTags": "SERVICE",
        "EnableECSManagedTags": True,
        "DeploymentConfiguration": configuration,
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "Subnets": [Ref(id) for id in subnets],
                "SecurityGroups": [Ref(group, "GroupId")],
                "AssignPublicIp": "ENABLED" if public_ip else "DISABLED",
            }
        },
    }
    if single:
        # ENABLED is the default, and would start a second copy before the first has stopped.
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
        properties["AvailabilityZoneRebalancing"] = "DISABLED"
    if workload.scaling.maximum <= workload.scaling.minimum:
        properties["DesiredCount"] = workload.scaling.minimum
    if routes:
        ports = dict.fromkeys(route.port for route in routes)
        properties["LoadBalancers"] = [
            {
                "TargetGroupArn": Ref(target_group_id(workload.name, p)),
                "ContainerName": workload.name,
                "ContainerPort": p,
            }
            for p in ports
        ]
        properties["HealthCheckGracePeriodSeconds"] = max(
            60, round(workload.health.start_period) if workload.health else 60
        )
    if connects:
        properties["ServiceConnectConfiguration"] = service_connect(workload, logs)
    if registry is not None:
        properties["ServiceRegistries"] = [{"RegistryArn": Ref(registry, "Arn")}]
    return Resource(id, stack, "AWS::ECS::Service", properties, subject=workload.name)


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


def scaling(workload: Workload, stack: str, service: str) -> tuple[Resource, ...]:
    """Target tracking on CPU and memory, in percent; by default CPU at 70."""
    scale = workload.scaling
    if scale.maximum <= scale.minimum:
        return ()
    target = logical_id(workload.name, "scaling")
    found = [
        Resource(
            target,
            stack,
            "AWS::ApplicationAutoScaling::ScalableTarget",
            {
                "ServiceNamespace": "ecs",
                "ScalableDimension": "ecs:service:DesiredCount",
                "ResourceId": {"Fn::Sub": ["service/${A}/${B}", {"A": Ref("Cluster"), "B": Ref(service, "Name")}]},
                "MinCapacity": scale.minimum,
                "MaxCapacity": scale.maximum,
            },
            subject=workload.name,
        )
    ]
    wanted = [
        ("Cpu", "ECSServiceAverageCPUUtilization", scale.cpu),
        ("Memory", "ECSServiceAverageMemoryUtilization", scale.memory),
    ]
    if scale.cpu is None and scale.memory is None:
        wanted[0] = (*wanted[0][:2], 70)
    for word, metric, value in wanted:
        if value is None:
            continue
        found.append(
            Resource(
                logical_id(workload.name, "scaling", word.lower()),
                stack,
                "AWS::ApplicationAutoScaling::ScalingPolicy",
                {
                    "PolicyName": f"{word.lower()}-{workload.name}"[:256],
                    "PolicyType": "TargetTrackingScaling",
                    "ScalingTargetId": Ref(target),
                    "TargetTrackingScalingPolicyConfiguration": {
                        "PredefinedMetricSpecification": {"PredefinedMetricType": metric},
                        "TargetValue": value,
                        "ScaleInCooldown": 300,
                        "ScaleOutCooldown": 60,
                    },
                },
                subject=workload.name,
            )
        )
    return tuple(found)


def schedule(
    workload: Workload,
    stack: str,
    expression: str,
    task_definition: str,
    role: str,
    subnets: Sequence[str],
    public_ip: bool,
    group: str,
) -> Resource:
    """EventBridge Scheduler starts the task. https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html"""
    return Resource(
        logical_id(workload.name, "schedule"),
        stack,
        "AWS::Scheduler::Schedule",
        {
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": Ref("Cluster", "Arn"),
                "RoleArn": Ref(role, "Arn"),
                "EcsParameters": {
                    "TaskDefinitionArn": Ref(task_definition),
                    "LaunchType": "FARGATE",
                    "NetworkConfiguration": {
                        "AwsvpcConfiguration": {
                            "Subnets": [Ref(id) for id in subnets],
                            "SecurityGroups": [Ref(group, "GroupId")],
                            "AssignPublicIp": "ENABLED" if public_ip else "DISABLED",
                        }
                    },
                },
                "RetryPolicy": {"MaximumRetryAttempts": 2},
            },
        },
        subject=workload.name,
    )
