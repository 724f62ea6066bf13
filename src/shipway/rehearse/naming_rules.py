"""Physical names: which property holds a type's name, and how CloudFormation makes one up where none is given.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shipway.cloudformation.schemas import schema
from shipway.rehearse.identifiers import LOWER, UPPER, Source
from shipway.rehearse.work import Work


@dataclass(frozen=True, slots=True)
class Naming:
    """property: where the name is. limit: characters. lower: no capital letters. within: what it is unique in."""

    property: str
    limit: int = 255
    lower: bool = False
    within: str = ""
    unique: bool = True


NAMINGS: Mapping[str, Naming] = {
    "AWS::CloudWatch::Alarm": Naming("AlarmName"),
    "AWS::EC2::KeyPair": Naming("KeyName"),
    "AWS::EC2::SecurityGroup": Naming("GroupName", within="VpcId"),
    "AWS::ECR::Repository": Naming("RepositoryName", 256, lower=True),
    "AWS::ECS::Service": Naming("ServiceName", within="Cluster"),
    "AWS::ECS::TaskDefinition": Naming("Family", unique=False),
    "AWS::ElastiCache::ParameterGroup": Naming("CacheParameterGroupName", lower=True),
    "AWS::ElastiCache::ReplicationGroup": Naming("ReplicationGroupId", 40, lower=True),
    "AWS::ElastiCache::ServerlessCache": Naming("ServerlessCacheName", 40, lower=True),
    "AWS::ElastiCache::SubnetGroup": Naming("CacheSubnetGroupName", lower=True),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Naming("Name", 32),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Naming("Name", 32),
    "AWS::IAM::InstanceProfile": Naming("InstanceProfileName", 128),
    "AWS::IAM::ManagedPolicy": Naming("ManagedPolicyName", 128),
    "AWS::IAM::Role": Naming("RoleName", 64),
    "AWS::IAM::User": Naming("UserName", 64),
    "AWS::Lambda::Function": Naming("FunctionName", 64),
    "AWS::Logs::LogGroup": Naming("LogGroupName", 512),
    "AWS::RDS::DBCluster": Naming("DBClusterIdentifier", 63, lower=True),
    "AWS::RDS::DBClusterParameterGroup": Naming("DBClusterParameterGroupName", lower=True),
    "AWS::RDS::DBInstance": Naming("DBInstanceIdentifier", 63, lower=True),
    "AWS::RDS::DBParameterGroup": Naming("DBParameterGroupName", lower=True),
    "AWS::RDS::DBSubnetGroup": Naming("DBSubnetGroupName", lower=True),
    "AWS::S3::Bucket": Naming("BucketName", 63, lower=True),
    "AWS::SNS::Topic": Naming("TopicName", 256),
    "AWS::SQS::Queue": Naming("QueueName", 80),
    "AWS::Scheduler::Schedule": Naming("Name", 64, within="GroupName"),
    "AWS::SecretsManager::Secret": Naming("Name", 512),
    "AWS::ServiceDiscovery::Service": Naming("Name", 64, within="NamespaceId"),
    "AWS::WAFv2::WebACL": Naming("Name", 128),
}


def naming(type_name: str) -> Naming | None:
    """How resources of this type are named; None where they have no name of their own."""
    if type_name in NAMINGS:
        return NAMINGS[type_name]
    known = schema(type_name)
    path = known.ref_property
    if path is None or path in known.read_only or "/" in path or known.type_of(path) != "string":
        return None
    return Naming(path)


def name_of(work: Work, rule: Naming) -> str:
    """The name that was given, or one made of stack, logical id and random characters."""
    given = work.properties.get(rule.property)
    return str(given) if given else generated(work.stack_name, work.logical_id, work.source, rule)


def generated(stack: str, logical_id: str, source: Source, rule: Naming) -> str:
    """`shop-dev-data-Database-1TKLTMITMM0E`, cut where the limit is tight: `shop--LoadB-1TKLTMITMM0E`."""
    random = source.text(12, LOWER if rule.lower else UPPER, "name")
    room = rule.limit - len(random) - 2
    if len(stack) + len(logical_id) > room:
        half = room // 2
        stack = stack[: max(half, room - len(logical_id))]
        logical_id = logical_id[: room - len(stack)]
    name = f"{stack.rstrip('-')}-{logical_id}-{random}"
    return name.lower() if rule.lower else name
