"""The one place where edges become permissions: security-group rules and IAM statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shipway.naming import logical_id
from shipway.records import record
from shipway.topology.graph import Edge, Property, Purpose, Ref, Resource
from shipway.topology.properties import arn, statement

INTERNET = (("CidrIp", "0.0.0.0/0"), ("CidrIpv6", "::/0"))


@record
class Group:
    """A node's security group: its resource id and its stack."""

    id: str
    stack: str


def rules(edges: Iterable[Edge], groups: Mapping[str, Group], order: Sequence[str]) -> tuple[Resource, ...]:
    """A rule for each connection, in the later of the two groups' stacks. groups: by node. order: of the stacks."""
    found: dict[str, Resource] = {}
    for edge in edges:
        if edge.purpose is Purpose.CONNECT and edge.port is not None:
            later = max(groups[edge.source].stack, groups[edge.sink].stack, key=order.index)
            rule = _between(edge, groups, later)
            found[rule.id] = rule
        elif edge.purpose is Purpose.PUBLIC and edge.port is not None:
            for family, block in INTERNET:
                id = logical_id("internet to", edge.sink, str(edge.port), family.lower())
                found[id] = Resource(
                    id,
                    groups[edge.sink].stack,
                    "AWS::EC2::SecurityGroupIngress",
                    {
                        "GroupId": Ref(groups[edge.sink].id, "GroupId"),
                        "IpProtocol": "tcp",
                        "FromPort": edge.port,
                        "ToPort": edge.port,
                        family: block,
                        "Description": f"internet to {edge.sink}",
                    },
                )
    return tuple(found.values())


def _between(edge: Edge, groups: Mapping[str, Group], stack: str) -> Resource:
    return Resource(
        logical_id(edge.source, "to", edge.sink, str(edge.port)),
        stack,
        "AWS::EC2::SecurityGroupIngress",
        {
            "GroupId": Ref(groups[edge.sink].id, "GroupId"),
            "SourceSecurityGroupId": Ref(groups[edge.source].id, "GroupId"),
            "IpProtocol": "tcp",
            "FromPort": edge.port,
            "ToPort": edge.port,
            "Description": f"{edge.source} to {edge.sink}",
        },
        subject=edge.sink,
    )


def execution(edges: Sequence[Edge], workload: str) -> list[Property]:
    """What the agent may do before the container runs: pull this image, write these logs, read these secrets."""
    mine = [edge for edge in edges if edge.source == workload]
    found: list[Property] = []
    repositories = sorted({e.sink for e in mine if e.purpose is Purpose.PULL_IMAGE})
    if repositories:
        # ecr:GetAuthorizationToken knows no resource.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
        found.append({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
        pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        found.append(statement(pull, [arn(id) for id in repositories]))
    logs = sorted({e.sink for e in mine if e.purpose is Purpose.WRITE_LOGS})
    if logs:
        found.append(statement(["logs:CreateLogStream", "logs:PutLogEvents"], [arn(id) for id in logs]))
    secrets = sorted({e.sink for e in mine if e.purpose is Purpose.READ_SECRET})
    if secrets:
        found.append(statement(["secretsmanager:GetSecretValue"], [Ref(id) for id in secrets]))
    return found


def task(edges: Sequence[Edge], workload: str) -> list[Property]:
    """What the container's own code may do: mount its file systems, and nothing else."""
    mounts = sorted({e.sink for e in edges if e.source == workload and e.purpose is Purpose.MOUNT})
    if not mounts:
        return []
    actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"]
    return [statement(actions, [arn(id) for id in mounts])]
