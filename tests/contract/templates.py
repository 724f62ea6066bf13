"""Small templates of types that all three clouds make."""

from __future__ import annotations

from typing import Any

Template = dict[str, Any]


def bucket(**properties: Any) -> Template:
    """One bucket; an output names it."""
    return {
        "Resources": {"Store": {"Type": "AWS::S3::Bucket", "Properties": properties}},
        "Outputs": {"Name": {"Value": {"Ref": "Store"}}},
    }


def logs(days: int = 7, extra: bool = False) -> Template:
    """A log group (no physical name), with a parameter; `extra` adds a second."""
    template: Template = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Resources": {"Lines": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": days}}},
        "Outputs": {"Group": {"Value": {"Ref": "Lines"}}, "Stage": {"Value": {"Ref": "Stage"}}},
    }
    if extra:
        template["Resources"]["More"] = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 1}}
    return template


def broken() -> Template:
    """A stack whose second resource cannot be made: the role that its policy is for does not exist."""
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}],
    }
    return {
        "Resources": {
            "First": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 1}},
            "Second": {
                "Type": "AWS::IAM::Policy",
                "DependsOn": "First",
                "Properties": {"PolicyName": "none", "PolicyDocument": document, "Roles": ["there-is-no-such-role"]},
            },
        }
    }


def secret() -> Template:
    """A secret without a value."""
    return {
        "Resources": {"Key": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Description": "made empty"}}},
    }


def repository(name: str) -> Template:
    return {"Resources": {"Images": {"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": name}}}}


def cluster() -> Template:
    """A cluster and a task definition, which is all that ECS needs for asking."""
    container = {"Name": "web", "Image": "busybox", "Command": ["true"], "Essential": True}
    return {
        "Resources": {
            "Home": {"Type": "AWS::ECS::Cluster"},
            "Job": {
                "Type": "AWS::ECS::TaskDefinition",
                "Properties": {
                    "Family": "contract",
                    "RequiresCompatibilities": ["FARGATE"],
                    "NetworkMode": "awsvpc",
                    "Cpu": "256",
                    "Memory": "512",
                    "ContainerDefinitions": [container],
                },
            },
        },
    }


def job() -> Template:
    """As `cluster`, with the network that a task needs to fetch its image: a public subnet."""
    template = cluster()
    template["Resources"] |= {
        "Net": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Net"}, "CidrBlock": "10.9.1.0/24"}},
        "Group": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {"GroupDescription": "contract", "VpcId": {"Ref": "Net"}},
        },
        "Gateway": {"Type": "AWS::EC2::InternetGateway"},
        "Attached": {
            "Type": "AWS::EC2::VPCGatewayAttachment",
            "Properties": {"VpcId": {"Ref": "Net"}, "InternetGatewayId": {"Ref": "Gateway"}},
        },
        "Routes": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Net"}}},
        "WayOut": {
            "Type": "AWS::EC2::Route",
            "DependsOn": "Attached",
            "Properties": {
                "RouteTableId": {"Ref": "Routes"},
                "DestinationCidrBlock": "0.0.0.0/0",
                "GatewayId": {"Ref": "Gateway"},
            },
        },
        "Routed": {
            "Type": "AWS::EC2::SubnetRouteTableAssociation",
            "Properties": {"SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Routes"}},
        },
    }
    return template
