"""How many copies of an ECS service run: target tracking by Application Auto Scaling."""

from __future__ import annotations

from shipway.naming import logical_id
from shipway.resources.tasks import Tasks
from shipway.topology.graph import Ref, Resource


def scaling(tasks: Tasks) -> tuple[Resource, ...]:
    """Target tracking on CPU and memory, in percent; by default CPU at 70."""
    workload, stack = tasks.workload, tasks.stack
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
                "ResourceId": {
                    "Fn::Sub": ["service/${A}/${B}", {"A": Ref("Cluster"), "B": Ref(tasks.service, "Name")}]
                },
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
