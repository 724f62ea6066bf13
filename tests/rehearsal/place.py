"""A network with one service behind a load balancer, whole, for tests that take one thing away."""

from __future__ import annotations

from typing import Any

from rehearsal.world import resource

LISTEN = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}
ROLE = {
    "AssumeRolePolicyDocument": {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    },
    "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
}


def network() -> dict[str, Any]:
    """Two public subnets, a load balancer's group, and one for tasks that lets only the load balancer in."""
    net = {"VpcId": {"Ref": "Net"}}
    inward = {"IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8000, "SourceSecurityGroupId": _group("Front")}
    out = {"RouteTableId": {"Ref": "Routes"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}}
    found = {
        "Net": resource("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Gateway": resource("AWS::EC2::InternetGateway"),
        "Attached": resource("AWS::EC2::VPCGatewayAttachment", net | {"InternetGatewayId": {"Ref": "Gateway"}}),
        "Routes": resource("AWS::EC2::RouteTable", net),
        "Out": resource("AWS::EC2::Route", out, DependsOn="Attached"),
        "Front": resource("AWS::EC2::SecurityGroup", net | {"GroupDescription": "f", "SecurityGroupIngress": [LISTEN]}),
        "Tasks": resource("AWS::EC2::SecurityGroup", net | {"GroupDescription": "t", "SecurityGroupIngress": [inward]}),
    }
    for number, letter in enumerate("AB"):
        subnet = {"CidrBlock": f"10.0.{number}.0/24", "AvailabilityZone": {"Fn::Select": [number, {"Fn::GetAZs": ""}]}}
        found[letter] = resource("AWS::EC2::Subnet", net | subnet)
        routed = {"SubnetId": {"Ref": letter}, "RouteTableId": {"Ref": "Routes"}}
        found[f"Routed{letter}"] = resource("AWS::EC2::SubnetRouteTableAssociation", routed)
    return found


def front() -> dict[str, Any]:
    """A load balancer that listens on port 80 and sends everything to one target group."""
    balancer = {"Subnets": [{"Ref": "A"}, {"Ref": "B"}], "SecurityGroups": [_group("Front")]}
    targets = {"Port": 8000, "Protocol": "HTTP", "TargetType": "ip", "VpcId": {"Ref": "Net"}}
    quick = [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]
    listener = {
        "LoadBalancerArn": {"Ref": "Balancer"},
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
    }
    return {
        "Balancer": resource("AWS::ElasticLoadBalancingV2::LoadBalancer", balancer),
        "Targets": resource(
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            targets | {"TargetGroupAttributes": quick, "HealthCheckIntervalSeconds": 10},
        ),
        "Listener": resource("AWS::ElasticLoadBalancingV2::Listener", listener),
    }


def service(count: int = 2, **container: Any) -> dict[str, Any]:
    """container: more properties of the container, in CloudFormation's names."""
    lines = {"awslogs-group": {"Ref": "Lines"}, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web"}
    web = {
        "Name": "web",
        "Image": "public.ecr.aws/nginx/nginx:1.27",
        "PortMappings": [{"ContainerPort": 8000}],
        "LogConfiguration": {"LogDriver": "awslogs", "Options": lines},
    }
    task = {
        "Family": "web", "Cpu": "256", "Memory": "512", "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"], "ExecutionRoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "ContainerDefinitions": [web | container],
    }  # fmt: skip
    vpc = {"Subnets": [{"Ref": "A"}, {"Ref": "B"}], "SecurityGroups": [_group("Tasks")], "AssignPublicIp": "ENABLED"}
    wanted = {
        "Cluster": {"Ref": "Cluster"},
        "LaunchType": "FARGATE",
        "DesiredCount": count,
        "TaskDefinition": {"Ref": "Task"},
        "NetworkConfiguration": {"AwsvpcConfiguration": vpc},
        "DeploymentConfiguration": {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
        "LoadBalancers": [{"ContainerName": "web", "ContainerPort": 8000, "TargetGroupArn": {"Ref": "Targets"}}],
    }
    return {
        "Cluster": resource("AWS::ECS::Cluster"),
        "Lines": resource("AWS::Logs::LogGroup", {"RetentionInDays": 7}),
        "Role": resource("AWS::IAM::Role", ROLE),
        "Task": resource("AWS::ECS::TaskDefinition", task),
        "Web": resource("AWS::ECS::Service", wanted, DependsOn="Listener"),
    }


def whole(count: int = 2, **container: Any) -> dict[str, Any]:
    return network() | front() | service(count, **container)


def _group(id: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [id, "GroupId"]}
