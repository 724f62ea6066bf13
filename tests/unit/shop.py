"""A small shop as a topology: what the tests of plan, deploy and operate plan, deploy and remove."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shipway.diagnostics import Origin
from shipway.plan.assemble import assemble
from shipway.plan.model import Facts, LiveStack, Plan
from shipway.topology.actions import Action, BuildImage, RunJob, StoreSecret, WaitService
from shipway.topology.graph import (
    ImageRef,
    Ref,
    Resource,
    Retention,
    StackKind,
    StackSpec,
    Topology,
)
from shipway.topology.synthesize import synthesize

REGION = "us-east-1"
ACCOUNT = "123456789012"


def shop(
    *,
    tag: str = "aaaa",
    workloads: tuple[str, ...] = ("web",),
    data: bool = True,
    size: str = "512",
    environment: str = "dev",
    single: tuple[str, ...] = (),
) -> Topology:
    """`web` is reached through the load balancer; `migrate` runs before the workloads; one secret waits for a value."""
    resources = [*_bootstrap(), *_registry(), *_network(workloads), *_edge(workloads)]
    resources += _data() if data else []
    resources += [
        one
        for name in ("migrate", *workloads)
        for one in _workload(name, size, environment, service=name != "migrate", front=name == workloads[0])
    ]
    early = ("network", "data", "edge") if data else ("network", "edge")
    stacks = [
        StackSpec("bootstrap", REGION, (), StackKind.ACCOUNT),
        StackSpec("registry", REGION, (), StackKind.APPLICATION),
        StackSpec("network", REGION),
        *([StackSpec("data", REGION, ("network",))] if data else []),
        StackSpec("edge", REGION, ("network",)),
        *(
            StackSpec(f"workload-{name}", REGION, early, StackKind.WORKLOAD, name, name in single)
            for name in ("migrate", *workloads)
        ),
    ]
    wanted = _actions(tag, workloads, environment, data, tuple(stack.name for stack in stacks))
    return Topology(
        target="fargate",
        app="shop",
        environment=environment,
        region=REGION,
        stacks=tuple(stacks),
        resources=tuple(resources),
        actions=wanted,
        outputs=(("edge", "Address", Ref("Balancer", "DNSName")),),
    )


def _actions(
    tag: str, workloads: tuple[str, ...], environment: str, data: bool, stacks: tuple[str, ...]
) -> tuple[Action, ...]:
    homes = tuple(f"workload-{name}" for name in workloads)
    before = ("workload-migrate", *homes)
    lines = f"/ecs/shop-{environment}"
    secret = StoreSecret("store-JWT_SECRET", (), "JWT_SECRET", Ref("JwtSecret"), Origin(".env", 3), before)
    cluster, subnets = Ref("Cluster"), (Ref("SubnetA"),)
    return (
        BuildImage("build-web", (), "web", tag, Ref("WebRepository"), context=".", before=stacks[2:]),
        *([secret] if data else []),
        RunJob(
            "run-migrate", (), "migrate", cluster, Ref("MigrateTask"), subnets, Ref("MigrateGroup"),
            f"{lines}/migrate", True, homes,
        ),
        *(
            WaitService(f"wait-{name}", (), name, cluster, Ref(f"{_word(name)}Service"), f"{lines}/{name}")
            for name in workloads
        ),
    )  # fmt: skip


def plan(topology: Topology, facts: Facts | None = None) -> Plan:
    return assemble(topology, synthesize(topology), facts or Facts())


def facts(topology: Topology, **changed: Any) -> Facts:
    """Facts as if the topology were deployed, each parameter and output with a made-up value."""
    planned = plan(topology)
    stacks = {}
    for stack in planned.stacks:
        names = [*(stack.template.get("Outputs") or {})]  # type: ignore[misc]
        stacks[stack.name] = LiveStack(
            name=stack.name,
            status="CREATE_COMPLETE",
            template=stack.template,
            parameters={name: str(getattr(value, "key", value)) for name, value in stack.parameters},
            outputs={name: name for name in names},
            id=f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{stack.name}/0",
            tags=dict(stack.tags),
        )
    images = {build.image: "Image" for build in topology.every(BuildImage)}
    return replace(Facts(True, ACCOUNT, REGION, stacks, images), **changed)


def _word(name: str) -> str:
    return name.capitalize()


def _bootstrap() -> list[Resource]:
    return [Resource("ArtifactBucket", "bootstrap", "AWS::S3::Bucket", {}, retention=Retention.RETAIN, holds_data=True)]


def _registry() -> list[Resource]:
    properties = {"RepositoryName": "shop/web", "EmptyOnDelete": True}
    return [Resource("WebRepository", "registry", "AWS::ECR::Repository", properties, holds_data=True)]


def _network(workloads: tuple[str, ...]) -> list[Resource]:
    found = [
        Resource("Net", "network", "AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        _subnet("SubnetA", 0),
        _subnet("SubnetB", 1),
        *_way_out(),
        Resource("Cluster", "network", "AWS::ECS::Cluster", {}),
        _group("Front", [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}]),
    ]
    inward = {"IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8000, "SourceSecurityGroupId": Ref("Front", "GroupId")}
    return [*found, _group("MigrateGroup"), *(_group(f"{_word(name)}Group", [inward]) for name in workloads)]


def _subnet(id: str, zone: int) -> Resource:
    properties = {
        "VpcId": Ref("Net"),
        "CidrBlock": f"10.0.{zone + 1}.0/24",
        "AvailabilityZone": {"Fn::Select": [zone, {"Fn::GetAZs": ""}]},
    }
    return Resource(id, "network", "AWS::EC2::Subnet", properties)


def _way_out() -> list[Resource]:
    """Tasks have public addresses of their own, and reach the registry and their secrets through the gateway."""
    net = {"VpcId": Ref("Net")}
    out = {"RouteTableId": Ref("Routes"), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": Ref("Gateway")}
    routed = {"SubnetId": Ref("SubnetA"), "RouteTableId": Ref("Routes")}
    return [
        Resource("Gateway", "network", "AWS::EC2::InternetGateway", {}),
        Resource("Attached", "network", "AWS::EC2::VPCGatewayAttachment", {**net, "InternetGatewayId": Ref("Gateway")}),
        Resource("Routes", "network", "AWS::EC2::RouteTable", net),
        Resource("WayOut", "network", "AWS::EC2::Route", out, depends_on=("Attached",)),
        Resource("RoutesOfA", "network", "AWS::EC2::SubnetRouteTableAssociation", routed),
    ]


def _group(id: str, ingress: list[Any] | None = None) -> Resource:
    properties: dict[str, Any] = {"GroupDescription": id, "VpcId": Ref("Net")}
    return Resource(
        id, "network", "AWS::EC2::SecurityGroup", properties | ({"SecurityGroupIngress": ingress} if ingress else {})
    )


def _data() -> list[Resource]:
    properties = {
        "Engine": "postgres",
        "DBInstanceClass": "db.t4g.micro",
        "AllocatedStorage": "20",
        "MasterUsername": "shop",
        "MasterUserPassword": {"Fn::Sub": ["{{resolve:secretsmanager:${Arn}}}", {"Arn": Ref("MasterSecret")}]},
        "DeletionProtection": True,
        "VPCSecurityGroups": [Ref("Front", "GroupId")],
    }
    generated = {"GenerateSecretString": {"PasswordLength": 32, "ExcludePunctuation": True}}
    return [
        Resource("MasterSecret", "data", "AWS::SecretsManager::Secret", generated, holds_data=True),
        Resource("JwtSecret", "data", "AWS::SecretsManager::Secret", {"Description": "JWT_SECRET"}, holds_data=True),
        Resource(
            "Database", "data", "AWS::RDS::DBInstance", properties, retention=Retention.SNAPSHOT, subject="db",
            holds_data=True, origin=Origin("compose.yaml", 12),
        ),
    ]  # fmt: skip


def _edge(workloads: tuple[str, ...]) -> list[Resource]:
    balancer = {"Subnets": [Ref("SubnetA"), Ref("SubnetB")], "SecurityGroups": [Ref("Front", "GroupId")]}
    found = [Resource("Balancer", "edge", "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer)]
    for name in workloads[:1]:
        target = {
            "Port": 8000,
            "Protocol": "HTTP",
            "TargetType": "ip",
            "VpcId": Ref("Net"),
            "HealthCheckPath": "/health",
        }
        listener = {
            "LoadBalancerArn": Ref("Balancer"), "Port": 80, "Protocol": "HTTP",
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": Ref(f"{_word(name)}Targets")}],
        }  # fmt: skip
        found += [
            Resource(f"{_word(name)}Targets", "edge", "AWS::ElasticLoadBalancingV2::TargetGroup", target, subject=name),
            Resource("Listener", "edge", "AWS::ElasticLoadBalancingV2::Listener", listener, subject=name),
        ]
    return found


def _workload(name: str, memory: str, environment: str, *, service: bool, front: bool) -> list[Resource]:
    word, stack = _word(name), f"workload-{name}"
    lines = {"LogGroupName": f"/ecs/shop-{environment}/{name}", "RetentionInDays": 30}
    role = {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        },
        "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
    }
    container = {
        "Name": name,
        "Image": ImageRef("web"),
        "Essential": True,
        "PortMappings": [{"ContainerPort": 8000}],
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {"awslogs-group": Ref(f"{word}Lines"), "awslogs-region": REGION, "awslogs-stream-prefix": name},
        },
    }
    task = {
        "Family": f"shop-{environment}-{name}", "Cpu": "256", "Memory": memory, "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"], "ExecutionRoleArn": Ref(f"{word}Role", "Arn"),
        "ContainerDefinitions": [container],
    }  # fmt: skip
    found = [
        Resource(f"{word}Lines", stack, "AWS::Logs::LogGroup", lines, subject=name, holds_data=True),
        Resource(f"{word}Role", stack, "AWS::IAM::Role", role, subject=name),
        Resource(f"{word}Task", stack, "AWS::ECS::TaskDefinition", task, subject=name),
    ]
    if service:
        found.append(Resource(f"{word}Service", stack, "AWS::ECS::Service", _service(word, name, front), subject=name))
    return found


def _service(word: str, name: str, front: bool) -> dict[str, Any]:
    vpc = {"Subnets": [Ref("SubnetA")], "SecurityGroups": [Ref(f"{word}Group", "GroupId")], "AssignPublicIp": "ENABLED"}
    properties: dict[str, Any] = {
        "Cluster": Ref("Cluster"),
        "LaunchType": "FARGATE",
        "DesiredCount": 2,
        "TaskDefinition": Ref(f"{word}Task"),
        "NetworkConfiguration": {"AwsvpcConfiguration": vpc},
        "DeploymentConfiguration": {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
    }
    if front:
        properties["LoadBalancers"] = [
            {"ContainerName": name, "ContainerPort": 8000, "TargetGroupArn": Ref(f"{word}Targets")}
        ]
    return properties
