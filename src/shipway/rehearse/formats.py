"""The form of AWS's identifiers, where templates, adapters or people depend on it; `{hex17}` is 17 random characters.

Everything that is not here is made from the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shipway.rehearse.identifiers import LETTERS
from shipway.rehearse.work import Work

Form = str | Callable[[Work, Mapping[str, Any]], Any]

EC2_PREFIXES = {
    "AWS::EC2::EgressOnlyInternetGateway": "eigw",
    "AWS::EC2::FlowLog": "fl",
    "AWS::EC2::Instance": "i",
    "AWS::EC2::InternetGateway": "igw",
    "AWS::EC2::LaunchTemplate": "lt",
    "AWS::EC2::NatGateway": "nat",
    "AWS::EC2::NetworkAcl": "acl",
    "AWS::EC2::NetworkInterface": "eni",
    "AWS::EC2::PrefixList": "pl",
    "AWS::EC2::RouteTable": "rtb",
    "AWS::EC2::SecurityGroup": "sg",
    "AWS::EC2::SecurityGroupEgress": "sgr",
    "AWS::EC2::SecurityGroupIngress": "sgr",
    "AWS::EC2::Subnet": "subnet",
    "AWS::EC2::SubnetRouteTableAssociation": "rtbassoc",
    "AWS::EC2::VPC": "vpc",
    "AWS::EC2::VPCEndpoint": "vpce",
    "AWS::EC2::VPCPeeringConnection": "pcx",
    "AWS::EC2::Volume": "vol",
}

_ENGINE_PORTS = {
    "postgres": 5432, "mysql": 3306, "mariadb": 3306, "oracle": 1521, "sqlserver": 1433, "aurora-postgresql": 5432,
    "aurora": 3306, "redis": 6379, "valkey": 6379, "memcached": 11211, "docdb": 27017, "neptune": 8182,
}  # fmt: skip
# https://docs.aws.amazon.com/general/latest/gr/elb.html
_BALANCER_ZONES = {
    "us-east-1": "Z35SXDOTRQ7X7K", "us-east-2": "Z3AADJGX6KTTL2", "us-west-1": "Z368ELLRRE2KJ0",
    "us-west-2": "Z1H1FL5HABSF5", "eu-west-1": "Z32O12XQLNTSW2", "eu-central-1": "Z215JYRZR1TBD5",
}  # fmt: skip


def engine_port(work: Work, fields: Mapping[str, Any]) -> int:
    """The port of a datastore: as given, else its engine's."""
    given = work.properties.get("Port") or work.properties.get("DBPort")
    if given:
        return int(given)
    engine = str(work.properties.get("Engine", "")) or work.type.split("::")[1].lower()
    known = [port for name, port in _ENGINE_PORTS.items() if engine.startswith(name)]
    return known[-1] if known else 443


def _cache_port(work: Work, fields: Mapping[str, Any]) -> str:
    return str(engine_port(work, fields))


def _cache_host(kind: str) -> Callable[[Work, Mapping[str, Any]], str]:
    """With TLS a name below the group's own; without it the node's. ElastiCache abbreviates the region."""

    def form(work: Work, fields: Mapping[str, Any]) -> str:
        parts = fields["region"].split("-")
        place = parts[0] + "".join(word[0] for word in parts[1:-1]) + parts[-1]
        tail = f"{fields['name']}.{fields['low6']}"
        if work.flag("TransitEncryptionEnabled"):
            return f"{kind}.{tail}.{place}.cache.{fields['suffix']}"
        return f"{tail}{'.ng.0001' if kind == 'master' else '-ro.ng.0001'}.{place}.cache.{fields['suffix']}"

    return form


def _balancer_zone(work: Work, fields: Mapping[str, Any]) -> str:
    return _BALANCER_ZONES.get(fields["region"]) or "Z" + work.source.text(13, name="zone").upper()


def _balancer_kind(work: Work, fields: Mapping[str, Any]) -> str:
    return {"network": "net", "gateway": "gwy"}.get(work.text("Type"), "app")


def _balancer_full(work: Work, fields: Mapping[str, Any]) -> str:
    return f"{_balancer_kind(work, fields)}/{fields['name']}/{fields['hex16']}"


def _balancer_arn(work: Work, fields: Mapping[str, Any]) -> str:
    return work.region.arn("elasticloadbalancing", f"loadbalancer/{_balancer_full(work, fields)}")


def _listener_arn(work: Work, fields: Mapping[str, Any]) -> str:
    return f"{work.text('LoadBalancerArn').replace(':loadbalancer/', ':listener/')}/{fields['hex16']}"


def _rule_arn(work: Work, fields: Mapping[str, Any]) -> str:
    return f"{work.text('ListenerArn').replace(':listener/', ':listener-rule/')}/{fields['hex16']}"


def _service_arn(work: Work, fields: Mapping[str, Any]) -> str:
    cluster = work.text("Cluster", "default").rpartition("/")[2]
    return work.region.arn("ecs", f"service/{cluster}/{fields['name']}")


def _definition_arn(work: Work, fields: Mapping[str, Any]) -> str:
    """The family's next revision."""
    prefix = work.region.arn("ecs", f"task-definition/{fields['name']}:")
    taken = [r.physical_id for r in work.region.store.every(work.type) if r.physical_id.startswith(prefix)]
    return prefix + str(1 + max((int(arn.removeprefix(prefix)) for arn in taken), default=0))


def _hostname(work: Work, fields: Mapping[str, Any]) -> str:
    return str(fields["name"]).lower()


def _address(work: Work, fields: Mapping[str, Any]) -> str:
    number = int(work.source.hexadecimal(4, "address"), 16)
    return f"203.0.113.{number % 254 + 1}"  # the documentation's own block: https://www.rfc-editor.org/rfc/rfc5737


_ELB = "arn:{partition}:elasticloadbalancing:{region}:{account}:"
FORMATS: Mapping[str, Mapping[str, Form]] = {
    "AWS::ApplicationAutoScaling::ScalingPolicy": {
        "Arn": "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}"
        ":resource/ecs/{ResourceId}:policyName/{PolicyName}"
    },
    "AWS::CertificateManager::Certificate": {
        "CertificateArn": "arn:{partition}:acm:{region}:{account}:certificate/{uuid}"
    },
    "AWS::CloudFront::Distribution": {"Id": "E{up13}", "DomainName": "d{low13}.cloudfront.net"},
    "AWS::CloudWatch::Alarm": {"Arn": "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}"},
    "AWS::EC2::EIP": {"AllocationId": "eipalloc-{hex17}", "PublicIp": _address},
    "AWS::EC2::Route": {"CidrBlock": "{DestinationCidrBlock}{DestinationIpv6CidrBlock}{DestinationPrefixListId}"},
    "AWS::EC2::SecurityGroup": {"Id": "sg-{hex17}", "GroupId": "sg-{hex17}"},
    "AWS::EC2::VPC": {
        "VpcId": "vpc-{hex17}",
        "DefaultSecurityGroup": "sg-{hex17}",
        "DefaultNetworkAcl": "acl-{hex17}",
    },
    "AWS::EC2::VPCGatewayAttachment": {"AttachmentType": lambda work, _: "VGW" if work.text("VpnGatewayId") else "IGW"},
    "AWS::ECR::Repository": {
        "Arn": "arn:{partition}:ecr:{region}:{account}:repository/{name}",
        "RepositoryUri": "{account}.dkr.ecr.{region}.{suffix}/{name}",
    },
    "AWS::ECS::Cluster": {"Arn": "arn:{partition}:ecs:{region}:{account}:cluster/{name}"},
    "AWS::ECS::Service": {"ServiceArn": _service_arn, "Name": "{name}"},
    "AWS::ECS::TaskDefinition": {"TaskDefinitionArn": _definition_arn},
    "AWS::EFS::AccessPoint": {
        "AccessPointId": "fsap-{hex17}",
        "Arn": "arn:{partition}:elasticfilesystem:{region}:{account}:access-point/fsap-{hex17}",
    },
    "AWS::EFS::FileSystem": {
        "FileSystemId": "fs-{hex17}",
        "Arn": "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/fs-{hex17}",
    },
    "AWS::EFS::MountTarget": {"Id": "fsmt-{hex17}"},
    "AWS::ElastiCache::ReplicationGroup": {
        "PrimaryEndPoint/Address": _cache_host("master"),
        "PrimaryEndPoint/Port": _cache_port,
        "ReaderEndPoint/Address": _cache_host("replica"),
        "ReaderEndPoint/Port": _cache_port,
    },
    "AWS::ElasticLoadBalancingV2::Listener": {"ListenerArn": _listener_arn},
    "AWS::ElasticLoadBalancingV2::ListenerRule": {"RuleArn": _rule_arn},
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        "LoadBalancerArn": _balancer_arn,
        "LoadBalancerFullName": _balancer_full,
        "LoadBalancerName": "{name}",
        "DNSName": lambda work, fields: (
            f"{_hostname(work, fields)}-{fields['digits10']}.{fields['region']}.elb.{fields['suffix']}"
        ),
        "CanonicalHostedZoneID": _balancer_zone,
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {
        "TargetGroupArn": _ELB + "targetgroup/{name}/{hex16}",
        "TargetGroupFullName": "targetgroup/{name}/{hex16}",
        "TargetGroupName": "{name}",
    },
    "AWS::IAM::ManagedPolicy": {"PolicyArn": "arn:{partition}:iam::{account}:policy/{name}"},
    "AWS::IAM::OIDCProvider": {
        "Arn": lambda work, fields: (
            f"arn:{fields['partition']}:iam::{fields['account']}:oidc-provider/{work.text('Url').removeprefix('https://')}"
        )
    },
    "AWS::IAM::Role": {"Arn": "arn:{partition}:iam::{account}:role/{name}", "RoleId": "AROA{up17}"},
    "AWS::KMS::Key": {"KeyId": "{uuid}", "Arn": "arn:{partition}:kms:{region}:{account}:key/{uuid}"},
    "AWS::Lambda::Function": {"Arn": "arn:{partition}:lambda:{region}:{account}:function:{name}"},
    "AWS::Lightsail::Container": {
        "Url": "https://{ServiceName}.{low13}.{region}.cs.amazonlightsail.com/",
        "ContainerArn": "arn:{partition}:lightsail:{region}:{account}:ContainerService/{uuid}",
        "PrincipalArn": "arn:{partition}:iam::{account}:role/amazon/lightsail/{region}/containers/{ServiceName}",
    },
    "AWS::Logs::LogGroup": {"Arn": "arn:{partition}:logs:{region}:{account}:log-group:{name}:*"},
    "AWS::RDS::DBInstance": {
        "DBInstanceArn": "arn:{partition}:rds:{region}:{account}:db:{name}",
        "Endpoint/Address": "{name}.{low12}.{region}.rds.{suffix}",
        "Endpoint/Port": lambda work, fields: str(engine_port(work, fields)),
        "DBInstanceStatus": "available",
        "DbiResourceId": "db-{up26}",
    },
    "AWS::RDS::DBSubnetGroup": {"DBSubnetGroupArn": "arn:{partition}:rds:{region}:{account}:subgrp:{name}"},
    "AWS::Route53::HostedZone": {"Id": "Z{up20}"},
    "AWS::S3::Bucket": {
        "Arn": "arn:{partition}:s3:::{name}",
        "DomainName": "{name}.s3.{suffix}",
        "RegionalDomainName": "{name}.s3.{region}.{suffix}",
        "DualStackDomainName": "{name}.s3.dualstack.{region}.{suffix}",
        "WebsiteURL": "http://{name}.s3-website-{region}.{suffix}",
    },
    "AWS::SNS::Topic": {"TopicArn": "arn:{partition}:sns:{region}:{account}:{name}"},
    "AWS::SQS::Queue": {
        "QueueUrl": "https://sqs.{region}.{suffix}/{account}/{name}",
        "Arn": "arn:{partition}:sqs:{region}:{account}:{name}",
    },
    "AWS::Scheduler::Schedule": {"Arn": "arn:{partition}:scheduler:{region}:{account}:schedule/default/{name}"},
    "AWS::SecretsManager::Secret": {
        "Id": lambda work, fields: work.region.arn(
            "secretsmanager",
            f"secret:{fields['name']}-{work.source.text(6, LETTERS, 'arn')}",
        )
    },
    "AWS::ServiceDiscovery::PrivateDnsNamespace": {
        "Id": "ns-{low16}",
        "Arn": "arn:{partition}:servicediscovery:{region}:{account}:namespace/ns-{low16}",
        "HostedZoneId": "Z{up20}",
    },
    "AWS::ServiceDiscovery::Service": {
        "Id": "srv-{low16}",
        "Arn": "arn:{partition}:servicediscovery:{region}:{account}:service/srv-{low16}",
    },
}
