"""The ECS cluster and the private DNS namespace of an environment."""

from __future__ import annotations

from shipway.topology.graph import Ref, Resource

STACK = "network"


def cluster(name: str, namespace: str, insights: str) -> tuple[Resource, ...]:
    """insights: `disabled`, `enabled` or `enhanced`, ECS's own words."""
    return (
        Resource(
            "Cluster",
            STACK,
            "AWS::ECS::Cluster",
            {
                "ClusterName": name,
                "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
                "ClusterSettings": [{"Name": "containerInsights", "Value": insights}],
            },
        ),
        Resource(
            "Namespace", STACK, "AWS::ServiceDiscovery::PrivateDnsNamespace", {"Name": namespace, "Vpc": Ref("Vpc")}
        ),
    )
