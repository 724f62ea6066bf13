"""What the rest of Shipway has to know about a resource's type: one row per type with known facts.

A type without a row loses nothing, costs nothing and is not waited for, as far as is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shipway.records import record


@record
class Fact:
    """word: what people call it.

    data: something is lost with it. store: it is a datastore or a file system, which applications write to.
    hourly: billed from the moment it exists, used or not (https://aws.amazon.com/pricing/).
    service: it runs forever, a deployment waits until it is steady, and this port of ports.Cloud tells how it does.
    runs: it runs one of the user's programs.
    revised: each change always makes a new one, and nothing is lost with the old one.
    exclusive: it claims what only one can have (a priority, a port, a name, an address range), so the old one would
    stand in its successor's way, and no other stack holds on to it.
    """

    word: str
    data: bool = False
    store: bool = False
    hourly: bool = False
    service: str = ""
    runs: bool = False
    revised: bool = False
    exclusive: bool = False


FACTS = {
    "AWS::RDS::DBInstance": Fact("database", data=True, store=True, hourly=True),
    "AWS::RDS::DBCluster": Fact("database", data=True, store=True),
    "AWS::Neptune::DBCluster": Fact("database", data=True, store=True),
    "AWS::DocDB::DBCluster": Fact("database", data=True, store=True),
    "AWS::DynamoDB::Table": Fact("database", data=True, store=True),
    "AWS::Lightsail::Database": Fact("database", data=True, store=True),
    "AWS::OpenSearchService::Domain": Fact("search index", data=True, store=True),
    # A cache counts: the user's Compose file may have kept sessions or jobs in it.
    "AWS::ElastiCache::ReplicationGroup": Fact("cache", data=True, store=True, hourly=True),
    "AWS::ElastiCache::ServerlessCache": Fact("cache", data=True, store=True),
    "AWS::ElastiCache::CacheCluster": Fact("cache", data=True, store=True),
    "AWS::MSK::Cluster": Fact("message log", data=True, store=True),
    "AWS::AmazonMQ::Broker": Fact("message queue", data=True, store=True),
    "AWS::SQS::Queue": Fact("message queue", data=True, store=True),
    "AWS::EFS::FileSystem": Fact("file system", data=True, store=True),
    "AWS::EC2::Volume": Fact("disk", data=True, store=True),
    "AWS::Lightsail::Disk": Fact("disk", data=True, store=True),
    "AWS::S3::Bucket": Fact("bucket", data=True, store=True),
    "AWS::Lightsail::Bucket": Fact("bucket", data=True, store=True),
    "AWS::SecretsManager::Secret": Fact("secret", data=True),
    "AWS::ECR::Repository": Fact("image repository", data=True),
    "AWS::Logs::LogGroup": Fact("log group", data=True, exclusive=True),
    "AWS::ECS::Service": Fact("ECS service", hourly=True, service="tasks", runs=True),
    "AWS::ECS::TaskDefinition": Fact("task definition", revised=True),
    "AWS::ECS::ExpressGatewayService": Fact("ECS service", runs=True),
    "AWS::AppRunner::Service": Fact("App Runner service", runs=True),
    "AWS::ElasticBeanstalk::Environment": Fact("Elastic Beanstalk environment", runs=True),
    "AWS::Lambda::Function": Fact("function", runs=True),
    "AWS::Lightsail::Container": Fact("container service", hourly=True, service="container_services", runs=True),
    "AWS::Lightsail::Instance": Fact("instance", runs=True),
    "AWS::EC2::Instance": Fact("instance", hourly=True, runs=True),
    "AWS::EC2::NatGateway": Fact("NAT gateway", hourly=True),
    "AWS::EC2::VPCEndpoint": Fact("VPC endpoint", hourly=True),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Fact("load balancer", hourly=True),
    "AWS::EC2::Route": Fact("route", exclusive=True),
    "AWS::EC2::SecurityGroupEgress": Fact("security group rule", exclusive=True),
    "AWS::EC2::SecurityGroupIngress": Fact("security group rule", exclusive=True),
    "AWS::EC2::SubnetRouteTableAssociation": Fact("route table association", exclusive=True),
    "AWS::EFS::MountTarget": Fact("mount target", exclusive=True),
    "AWS::ElasticLoadBalancingV2::Listener": Fact("listener", exclusive=True),
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": Fact("listener certificate", exclusive=True),
    "AWS::ElasticLoadBalancingV2::ListenerRule": Fact("listener rule", exclusive=True),
    "AWS::Route53::RecordSet": Fact("DNS record", exclusive=True),
}
_NAMES = frozenset({"Name", "LogGroupName", "RepositoryName", "BucketName", "RoleName", "SecretName"})
_UNKNOWN = Fact("")


def fact(type: str) -> Fact:
    """What is known about a type; nothing about an unknown one."""
    return FACTS.get(type, _UNKNOWN)


def types(wanted: Callable[[Fact], object]) -> tuple[str, ...]:
    """The types of which this is true, in the order of the table."""
    return tuple(type for type, known in FACTS.items() if wanted(known))


def exclusive(body: Mapping[str, Any]) -> bool:
    """Whether a template's resource claims what its successor needs: by its type, or by its own name."""
    return fact(body["Type"]).exclusive or bool(_NAMES & set(body.get("Properties") or {}))
