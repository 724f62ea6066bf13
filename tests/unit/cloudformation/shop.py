"""A template that CloudFormation takes: a service behind a load balancer, with a database. Tests break copies of it."""

from __future__ import annotations

from typing import Any


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def att(id: str, attribute: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [id, attribute]}


def subnet(index: int) -> dict[str, Any]:
    return {
        "Type": "AWS::EC2::Subnet",
        "Properties": {
            "VpcId": ref("Vpc"),
            "CidrBlock": {"Fn::Select": [index, {"Fn::Cidr": [att("Vpc", "CidrBlock"), 8, 8]}]},
            "AvailabilityZone": {"Fn::Select": [index, {"Fn::GetAZs": ""}]},
        },
    }


def group(description: str, **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {"GroupDescription": description, "VpcId": ref("Vpc"), **properties},
    }


def role() -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}},
    }


def container() -> dict[str, Any]:
    return {
        "Name": "web",
        "Image": ref("Image"),
        "Essential": True,
        "PortMappings": [{"ContainerPort": 8000, "Name": "web"}],
        "Environment": [
            {"Name": "DATABASE_HOST", "Value": att("Database", "Endpoint.Address")},
            {"Name": "DATABASE_PORT", "Value": att("Database", "Endpoint.Port")},
        ],
        "Secrets": [{"Name": "DATABASE_PASSWORD", "ValueFrom": sub("${Password}:password::")}],
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": ref("Logs"),
                "awslogs-region": ref("AWS::Region"),
                "awslogs-stream-prefix": "web",
            },
        },
    }


def template() -> dict[str, Any]:
    """A fresh copy every time."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "shop",
        "Parameters": {
            "Image": {"Type": "String"},
            "Size": {"Type": "String", "Default": "small", "AllowedValues": ["small", "large"]},
        },
        "Mappings": {"Sizes": {"small": {"Class": "db.t4g.micro"}, "large": {"Class": "db.r7g.large"}}},
        "Conditions": {"Large": {"Fn::Equals": [ref("Size"), "large"]}},
        "Resources": {
            "Vpc": {
                "Type": "AWS::EC2::VPC",
                "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True},
            },
            "SubnetA": subnet(0),
            "SubnetB": subnet(1),
            "BalancerGroup": group(
                "balancer",
                SecurityGroupIngress=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}],
            ),
            "WebGroup": group("web"),
            "DatabaseGroup": group("database"),
            "FromWeb": {
                "Type": "AWS::EC2::SecurityGroupIngress",
                "Properties": {
                    "GroupId": att("DatabaseGroup", "GroupId"),
                    "SourceSecurityGroupId": att("WebGroup", "GroupId"),
                    "IpProtocol": "tcp",
                    "FromPort": 5432,
                    "ToPort": 5432,
                },
            },
            "Password": {
                "Type": "AWS::SecretsManager::Secret",
                "Properties": {
                    "GenerateSecretString": {
                        "SecretStringTemplate": '{"username":"shop"}',
                        "GenerateStringKey": "password",
                        "ExcludePunctuation": True,
                        "PasswordLength": 32,
                    }
                },
            },
            "Subnets": {
                "Type": "AWS::RDS::DBSubnetGroup",
                "Properties": {
                    "DBSubnetGroupDescription": "database",
                    "SubnetIds": [ref("SubnetA"), ref("SubnetB")],
                },
            },
            "Database": {
                "Type": "AWS::RDS::DBInstance",
                "DeletionPolicy": "Snapshot",
                "UpdateReplacePolicy": "Snapshot",
                "Properties": {
                    "Engine": "postgres",
                    "EngineVersion": "17",
                    "DBInstanceClass": {"Fn::FindInMap": ["Sizes", ref("Size"), "Class"]},
                    "AllocatedStorage": "20",
                    "DBSubnetGroupName": ref("Subnets"),
                    "VPCSecurityGroups": [att("DatabaseGroup", "GroupId")],
                    "MasterUsername": sub("{{resolve:secretsmanager:${Password}:SecretString:username}}"),
                    "MasterUserPassword": sub("{{resolve:secretsmanager:${Password}:SecretString:password}}"),
                    "MultiAZ": {"Fn::If": ["Large", True, False]},
                    "BackupRetentionPeriod": {"Fn::If": ["Large", 30, ref("AWS::NoValue")]},
                    "StorageEncrypted": True,
                },
            },
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 30}},
            "Cluster": {"Type": "AWS::ECS::Cluster"},
            "ExecutionRole": role(),
            "Task": {
                "Type": "AWS::ECS::TaskDefinition",
                "Properties": {
                    "Cpu": "256",
                    "Memory": "512",
                    "NetworkMode": "awsvpc",
                    "RequiresCompatibilities": ["FARGATE"],
                    "ExecutionRoleArn": att("ExecutionRole", "Arn"),
                    "ContainerDefinitions": [container()],
                },
            },
            "Balancer": {
                "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "Properties": {
                    "Type": "application",
                    "Subnets": [ref("SubnetA"), ref("SubnetB")],
                    "SecurityGroups": [att("BalancerGroup", "GroupId")],
                },
            },
            "Target": {
                "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
                "Properties": {"Port": 8000, "Protocol": "HTTP", "TargetType": "ip", "VpcId": ref("Vpc")},
            },
            "Listener": {
                "Type": "AWS::ElasticLoadBalancingV2::Listener",
                "Properties": {
                    "LoadBalancerArn": ref("Balancer"),
                    "Port": 80,
                    "Protocol": "HTTP",
                    "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref("Target")}],
                },
            },
            "Service": {
                "Type": "AWS::ECS::Service",
                "DependsOn": "Listener",
                "Properties": {
                    "Cluster": ref("Cluster"),
                    "TaskDefinition": ref("Task"),
                    "LaunchType": "FARGATE",
                    "DesiredCount": 2,
                    "NetworkConfiguration": {
                        "AwsvpcConfiguration": {
                            "AssignPublicIp": "ENABLED",
                            "Subnets": [ref("SubnetA"), ref("SubnetB")],
                            "SecurityGroups": [att("WebGroup", "GroupId")],
                        }
                    },
                    "LoadBalancers": [{"ContainerName": "web", "ContainerPort": 8000, "TargetGroupArn": ref("Target")}],
                },
            },
        },
        "Outputs": {"Url": {"Value": sub("http://${Balancer.DNSName}/")}},
    }
