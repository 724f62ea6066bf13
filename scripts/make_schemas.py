"""Make src/shipway/data/schemas/ from the AWS resource schemas inside the installed cfn-lint package.

    .venv/bin/python scripts/make_schemas.py

Kept: what a template can get wrong (shape, types, enums, patterns, limits) and what an update does (create-only
properties). Dropped: descriptions, handlers, tagging, permissions. cfn-lint's own keywords become standard JSON Schema
2020-12, patterns that are no portable regular expressions are adapted, and both are listed in index.json.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cfnlint
import jsonschema_rs
from cfnlint.schema import Schema

SOURCE = Path(cfnlint.__file__).parent / "data" / "schemas"
TARGET = Path(__file__).parent.parent / "src" / "shipway" / "data" / "schemas"
REGION = "us-east-1"

TYPES = {
    "AmazonMQ": "Broker Configuration ConfigurationAssociation",
    "ApiGatewayV2": "Api ApiMapping DomainName Integration Route Stage VpcLink",
    "ApplicationAutoScaling": "ScalableTarget ScalingPolicy",
    "AutoScaling": "AutoScalingGroup LifecycleHook ScalingPolicy ScheduledAction",
    "Backup": "BackupPlan BackupSelection BackupVault",
    "Budgets": "Budget",
    "CertificateManager": "Certificate",
    "CloudFront": "CachePolicy CloudFrontOriginAccessIdentity Distribution Function KeyValueStore OriginAccessControl "
    "OriginRequestPolicy ResponseHeadersPolicy VpcOrigin",
    "CloudWatch": "Alarm CompositeAlarm Dashboard",
    "CodeBuild": "Project",
    "DLM": "LifecyclePolicy",
    "DocDB": "DBCluster DBClusterParameterGroup DBInstance DBSubnetGroup",
    "DynamoDB": "Table",
    "EC2": "EIP EIPAssociation EgressOnlyInternetGateway FlowLog Instance InternetGateway KeyPair LaunchTemplate "
    "NatGateway NetworkAcl NetworkAclEntry NetworkInterface PrefixList Route RouteTable SecurityGroup "
    "SecurityGroupEgress SecurityGroupIngress Subnet SubnetCidrBlock SubnetNetworkAclAssociation "
    "SubnetRouteTableAssociation VPC VPCCidrBlock VPCEndpoint VPCGatewayAttachment VPCPeeringConnection Volume "
    "VolumeAttachment",
    "ECR": "PullThroughCacheRule Repository RepositoryCreationTemplate",
    "ECS": "CapacityProvider Cluster ClusterCapacityProviderAssociations ExpressGatewayService Service TaskDefinition",
    "EFS": "AccessPoint FileSystem MountTarget",
    "ElastiCache": "CacheCluster ParameterGroup ReplicationGroup ServerlessCache SubnetGroup User UserGroup",
    "ElasticBeanstalk": "Application ApplicationVersion ConfigurationTemplate Environment",
    "ElasticLoadBalancingV2": "Listener ListenerCertificate ListenerRule LoadBalancer TargetGroup",
    "Events": "EventBus Rule",
    "IAM": "AccessKey Group InstanceProfile ManagedPolicy OIDCProvider Policy Role RolePolicy ServiceLinkedRole User "
    "UserPolicy",
    "KMS": "Alias Key",
    "Lambda": "Alias EventInvokeConfig EventSourceMapping Function LayerVersion Permission Url Version",
    "Lightsail": "Alarm Bucket Certificate Container Database Disk Distribution Domain Instance InstanceSnapshot "
    "LoadBalancer LoadBalancerTlsCertificate StaticIp",
    "Logs": "LogGroup LogStream MetricFilter QueryDefinition ResourcePolicy SubscriptionFilter",
    "MSK": "BatchScramSecret Cluster ClusterPolicy Configuration ServerlessCluster",
    "MemoryDB": "ACL Cluster ParameterGroup SubnetGroup User",
    "Neptune": "DBCluster DBClusterParameterGroup DBInstance DBParameterGroup DBSubnetGroup",
    "OpenSearchServerless": "AccessPolicy Collection SecurityPolicy VpcEndpoint",
    "OpenSearchService": "Domain",
    "RDS": "DBCluster DBClusterParameterGroup DBInstance DBParameterGroup DBProxy DBProxyEndpoint DBProxyTargetGroup "
    "DBSubnetGroup EventSubscription OptionGroup",
    "Route53": "HealthCheck HostedZone RecordSet RecordSetGroup",
    "S3": "AccessPoint Bucket BucketPolicy",
    "S3Vectors": "Index VectorBucket",
    "SES": "ConfigurationSet EmailIdentity",
    "SNS": "Subscription Topic TopicPolicy",
    "SQS": "Queue QueuePolicy",
    "SSM": "Document Parameter",
    "Scheduler": "Schedule ScheduleGroup",
    "SecretsManager": "ResourcePolicy RotationSchedule Secret SecretTargetAttachment",
    "ServiceDiscovery": "HttpNamespace Instance PrivateDnsNamespace PublicDnsNamespace Service",
    "Timestream": "InfluxDBInstance",
    "WAFv2": "IPSet LoggingConfiguration RegexPatternSet RuleGroup WebACL WebACLAssociation",
}

REF = {
    # Ref is not the primary identifier here; the "Return values" section of each type's page in
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ says what it is.
    "AWS::ECS::Service": ["ServiceArn"],
    "AWS::Events::Rule": ["Name"],
    "AWS::EC2::EIP": ["PublicIp"],
    "AWS::EC2::VPCCidrBlock": ["Id"],
    "AWS::ApplicationAutoScaling::ScalingPolicy": ["Arn"],
    "AWS::ServiceDiscovery::Instance": ["InstanceId"],
    "AWS::Route53::RecordSet": ["Name"],
    "AWS::Lambda::Permission": ["Id"],
    "AWS::ElasticBeanstalk::ApplicationVersion": ["Id"],
    "AWS::ElasticBeanstalk::ConfigurationTemplate": ["TemplateName"],
    "AWS::Logs::MetricFilter": ["FilterName"],
    "AWS::Logs::SubscriptionFilter": ["FilterName"],
    "AWS::Logs::LogStream": ["LogStreamName"],
    "AWS::ApiGatewayV2::Route": ["RouteId"],
    "AWS::ApiGatewayV2::Integration": ["IntegrationId"],
    "AWS::ApiGatewayV2::Stage": ["StageName"],
    "AWS::AutoScaling::ScheduledAction": ["ScheduledActionName"],
    "AWS::AutoScaling::LifecycleHook": ["LifecycleHookName"],
    "AWS::Lightsail::LoadBalancerTlsCertificate": ["CertificateName"],
    "AWS::IAM::RolePolicy": ["PolicyName"],
    "AWS::IAM::UserPolicy": ["PolicyName"],
}

PORTABLE = {
    # Java's and Python's spellings, in the syntax that every engine knows.
    "\\Z": "$",
    "\\p{Print}": "[ -~]",
    "(?!\\.)+": "(?!\\.)",
}

KEYWORDS = """
$ref type properties required enum const pattern format items prefixItems contains minItems maxItems uniqueItems
minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf oneOf anyOf allOf not if then else
additionalProperties patternProperties propertyNames minProperties maxProperties dependentRequired dependentSchemas
""".split()  # noqa: SIM905
MAPS = ("properties", "patternProperties", "definitions", "dependentSchemas")
LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
NESTED = ("items", "not", "if", "then", "else", "contains", "additionalProperties", "propertyNames")

FARGATE_SIZES = {
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html (CPU units → MiB)
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4097, 1024)),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
    8192: tuple(range(16384, 61441, 4096)),
    16384: tuple(range(32768, 122881, 8192)),
}


class Trimmer:
    """Trims the schema of one type; remembers the patterns it had to adapt."""

    def __init__(self) -> None:
        self.adapted: dict[str, str] = {}

    def schema(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        out = {
            key: self._value(key, value) for key, value in node.items() if key in KEYWORDS and self._kept(key, value)
        }
        out.update(self._foreign(node))
        if "pattern" in out:
            out["pattern"] = self.pattern(out["pattern"])
        return out

    @staticmethod
    def _kept(key: str, value: Any) -> bool:
        return not (key == "uniqueItems" and value is False) and not (key == "format" and not value.startswith("AWS::"))

    def _value(self, key: str, value: Any) -> Any:
        if key == "patternProperties":
            return {self.pattern(name): self.schema(child) for name, child in value.items()}
        if key in MAPS:
            return {name: self.schema(child) for name, child in value.items()}
        if key in LISTS:
            return [self.schema(child) for child in value]
        return self.schema(value) if key in NESTED else value

    def _foreign(self, node: dict[str, Any]) -> dict[str, Any]:
        """Draft 7's `dependencies` and cfn-lint's own keywords in JSON Schema 2020-12."""
        out: dict[str, Any] = {}
        for name, rule in node.get("dependencies", {}).items():
            kind = "dependentRequired" if isinstance(rule, list) else "dependentSchemas"
            out.setdefault(kind, {})[name] = rule if isinstance(rule, list) else self.schema(rule)
        for name, others in node.get("dependentExcluded", {}).items():
            barred = {"not": {"anyOf": [{"required": [other]} for other in others]}}
            out.setdefault("dependentSchemas", {})[name] = barred
        every = [{"oneOf": [{"required": [name]} for name in node["requiredXor"]]}] if "requiredXor" in node else []
        if "requiredOr" in node:
            every.append({"anyOf": [{"required": [name]} for name in node["requiredOr"]]})
        if every:
            out["allOf"] = [self.schema(child) for child in node.get("allOf", [])] + every
        if "enumCaseInsensitive" in node:
            out["pattern"] = "^(" + "|".join(any_case(word) for word in node["enumCaseInsensitive"]) + ")$"
        return out

    def pattern(self, text: str) -> str:
        adapted = text
        for foreign, portable in PORTABLE.items():
            adapted = adapted.replace(foreign, portable)
        try:
            jsonschema_rs.Draft202012Validator({"pattern": adapted})
        except (jsonschema_rs.ValidationError, ValueError):
            adapted = ".*"
        if adapted != text:
            self.adapted[text] = adapted
        return adapted


def any_case(word: str) -> str:
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else c for c in word)


def relative(pointers: list[str]) -> list[str]:
    """`/properties/Endpoint/Address` → `Endpoint/Address`; list items are `*`."""
    return sorted(pointer.removeprefix("/properties/").replace("/items", "/*") for pointer in pointers)


def extensions(name: str, trimmer: Trimmer) -> list[Any]:
    """The rules across properties that cfn-lint adds, where they stand for themselves and are errors."""
    found = []
    for source, stem, path in PLACED.get(name, ()):
        rule = trimmer.schema(json.loads((SOURCE / "extensions" / source / f"{stem}.json").read_text()))
        found.append(below(path.split("/"), rule))
    folder = SOURCE / "extensions" / name.lower().replace("::", "_")
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        text = file.read_text()
        if (
            len(text) < 6000
            and not any(word in text for word in ("cfnGather", "cfnContext"))
            and file.stem not in SKIPPED
        ):
            found.append(trimmer.schema(json.loads(text)))
    if name == "AWS::ECS::TaskDefinition":
        found.append(fargate_sizes())
    return found


def below(path: list[str], rule: Any) -> Any:
    """The rule, so that it holds at a path of the properties."""
    if not path or path == [""]:
        return rule
    inner = below(path[1:], rule)
    return {"items": inner} if path[0] == "*" else {"properties": {path[0]: inner}}


SKIPPED = frozenset(
    """
fargate_properties fargate_cpu_memory
aurora_warning backupretentionperiod snapshotidentifier sourcedbclusteridentifier subscription_endpoint_protocol
permission_principal permission_source_account awslayer type_enum protocols_and_port_ranges_exclude
recordset_pattern forward_enum
containerdefinitions_essential logging_configuration s3_locations healthcheckconfig_type_inclusive
virtualname_ephemeral blockdevicemappings
all_to_and_from_ports protocols_and_port_ranges_include
""".split()  # noqa: SIM905
)
"""By line: said by fargate_sizes() with numbers and strings alike; advice, no errors; with definitions of their own;
and those that hold at a path of the properties (PLACED)."""

GROUP = "aws_ec2_securitygroup"
PLACED = {
    "AWS::ECS::TaskDefinition": [
        ("aws_ecs_taskdefinition", "containerdefinitions_essential", "ContainerDefinitions"),
        ("aws_ecs_taskdefinition", "logging_configuration", "ContainerDefinitions/*/LogConfiguration"),
    ],
    "AWS::EC2::SecurityGroup": [
        (GROUP, stem, f"{side}/*")
        for stem in ("all_to_and_from_ports", "protocols_and_port_ranges_include")
        for side in ("SecurityGroupIngress", "SecurityGroupEgress")
    ],
    "AWS::EC2::SecurityGroupIngress": [(GROUP, "protocols_and_port_ranges_include", "")],
    "AWS::EC2::SecurityGroupEgress": [(GROUP, "protocols_and_port_ranges_include", "")],
    "AWS::EC2::Instance": [
        ("aws_ec2_instance", "virtualname_ephemeral", "BlockDeviceMappings/*"),
        ("aws_ec2_instance", "blockdevicemappings", "BlockDeviceMappings/*/Ebs"),
    ],
    "AWS::EC2::LaunchTemplate": [
        ("aws_ec2_instance", "blockdevicemappings", "LaunchTemplateData/BlockDeviceMappings/*/Ebs")
    ],
    "AWS::CodeBuild::Project": [
        ("aws_codebuild_project", "s3_locations", "Artifacts"),
        ("aws_codebuild_project", "s3_locations", "Source"),
    ],
    "AWS::Route53::HealthCheck": [("aws_route53_healthcheck", "healthcheckconfig_type_inclusive", "HealthCheckConfig")],
}


def fargate_sizes() -> dict[str, Any]:
    pairs = []
    for cpu, sizes in FARGATE_SIZES.items():
        memory = {"enum": [form for size in sizes for form in both(size)]}
        pairs.append({"properties": {"Cpu": {"enum": both(cpu)}, "Memory": memory}})
    fargate = {"properties": {"RequiresCompatibilities": {"contains": {"const": "FARGATE"}}}}
    return {
        "if": fargate | {"required": ["RequiresCompatibilities"]},
        "then": {"required": ["Cpu", "Memory"], "anyOf": pairs},
    }


def both(number: int) -> list[int | str]:
    return [number, str(number)]


def trim(name: str, source: dict[str, Any], trimmer: Trimmer) -> dict[str, Any]:
    root = trimmer.schema({k: v for k, v in source.items() if k != "definitions"})
    root["type"] = "object"
    added = extensions(name, trimmer)
    if added:
        root["allOf"] = root.get("allOf", []) + added
    definitions = {key: trimmer.schema(value) for key, value in source.get("definitions", {}).items()}
    root["definitions"] = used(root, definitions)
    view = Schema(source)
    identifier = relative(source["primaryIdentifier"])
    return {
        "name": name,
        "readOnly": relative(source.get("readOnlyProperties", [])),
        "writeOnly": relative(source.get("writeOnlyProperties", [])),
        "createOnly": relative(source.get("createOnlyProperties", [])),
        "conditionalCreateOnly": relative(source.get("conditionalCreateOnlyProperties", [])),
        "deprecated": relative(source.get("deprecatedProperties", [])),
        "primaryIdentifier": [pointer.removeprefix("/properties/") for pointer in source["primaryIdentifier"]],
        "ref": REF.get(name, [pointer.removeprefix("/properties/") for pointer in source["primaryIdentifier"]])
        or identifier,
        "attributes": {key: value.removeprefix("/properties/") for key, value in sorted(view.get_atts.data.items())},
        "schema": root,
    }


def used(root: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions that are reached from the root; the others would only cost time."""
    found: dict[str, Any] = {}
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(node)
        elif isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/definitions/")
            if name in definitions and name not in found:
                found[name] = definitions[name]
                todo.append(definitions[name])
            todo.extend(node.values())
    return dict(sorted(found.items()))


def main() -> int:
    resources = json.loads((SOURCE / "providers" / f"{REGION}.json").read_text())
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.json"):
        old.unlink()
    adapted: dict[str, dict[str, str]] = {}
    names = sorted(f"AWS::{service}::{kind}" for service, kinds in TYPES.items() for kind in kinds.split())
    for name in names:
        trimmer = Trimmer()
        source = json.loads((SOURCE / "resources" / f"{resources[name]}.json").read_text())
        trimmed = trim(name, source, trimmer)
        jsonschema_rs.Draft202012Validator(trimmed["schema"])
        (TARGET / f"{name.replace('::', '-')}.json").write_text(
            json.dumps(trimmed, separators=(",", ":"), sort_keys=True) + "\n"
        )
        if trimmer.adapted:
            adapted[name] = trimmer.adapted
    index = {
        "source": "cfn-lint",
        "version": version("cfn-lint"),
        "date": json.loads((SOURCE / "version.json").read_text())["schema_date"],
        "region": REGION,
        "types": names,
        "adapted": adapted,
    }
    (TARGET / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    sys.stdout.write(f"{len(names)} types, {sum(p.stat().st_size for p in TARGET.glob('*.json')) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
