"""Lines of the embedded cloud that could be turned round without a test noticing (docs/mutations.md).

Each would make it kinder than AWS, so that a rehearsal passes for what a deployment does not.
"""

from __future__ import annotations

from typing import Any

import pytest
from rehearsal import place
from rehearsal.world import World, resource, world

from shipway.rehearse.ecs.task import Task
from shipway.rehearse.faults import Fault

KEPT = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
BUCKET = resource("AWS::S3::Bucket", {}, **KEPT)
LINES = {"Lines": resource("AWS::Logs::LogGroup", {"RetentionInDays": 7})}
FAILS = {"Fails": resource("AWS::SNS::Topic", {}, DependsOn="Data")}


def buckets(one: World) -> int:
    return sum(1 for _ in one.region.store.every("AWS::S3::Bucket"))


def test_what_a_failed_creation_made_goes_although_it_is_retained_otherwise() -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html"""
    one = world(Fault("Fails", phase="create"))
    assert one.create("shop", {"Data": BUCKET, **FAILS}) == "ROLLBACK_COMPLETE"
    assert buckets(one) == 0
    assert ("Data", "DELETE_COMPLETE") in one.statuses("shop")


def test_what_a_failed_update_made_goes_as_well() -> None:
    one = world(Fault("Fails", phase="create"))
    one.create("shop", LINES)
    assert one.update("shop", {**LINES, "Data": BUCKET, **FAILS}) == "UPDATE_ROLLBACK_COMPLETE"
    assert buckets(one) == 0
    assert ("Data", "DELETE_COMPLETE") in one.statuses("shop")


def test_what_an_earlier_update_made_stays_when_the_stack_goes() -> None:
    one = world()
    one.create("shop", {**LINES, "Data": BUCKET})
    one.delete("shop")
    assert buckets(one) == 1


@pytest.mark.parametrize(("policy", "left"), [("Retain", 2), ("Delete", 1)])
def test_a_replaced_resource_goes_as_its_policy_says(policy: str, left: int) -> None:
    one = world()
    one.create("shop", {"Data": resource("AWS::S3::Bucket", {"BucketName": "first"}, UpdateReplacePolicy=policy)})
    one.update("shop", {"Data": resource("AWS::S3::Bucket", {"BucketName": "second"}, UpdateReplacePolicy=policy)})
    assert buckets(one) == left


# Services


def rolling(one: World, **service: Any) -> dict[str, Any]:
    """The place, with more properties of its service."""
    resources = place.whole()
    resources["Web"]["Properties"] |= service
    return resources


def seconds(task: Task) -> float:
    """For how long it ran."""
    assert task.started is not None
    assert task.stopped is not None
    return (task.stopped - task.started).total_seconds()


@pytest.mark.parametrize("grace", [0, 600])
def test_an_ill_task_is_left_alone_for_the_grace_period(grace: int) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html"""
    one = world()
    resources = rolling(one, HealthCheckGracePeriodSeconds=grace)
    del resources["Tasks"]["Properties"]["SecurityGroupIngress"]
    one.create("shop", resources)
    ill = [task for task in one.region.tasks.values() if "failed ELB health checks" in task.stop_reason]
    assert ill
    assert all((seconds(task) > 600) is (grace == 600) for task in ill)


@pytest.mark.parametrize(("maximum", "together"), [(100, 0), (200, 2)])
def test_new_tasks_start_beside_the_old_ones_only_where_the_maximum_allows_it(maximum: int, together: int) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html"""
    one = world()
    rolls = {"MaximumPercent": maximum, "MinimumHealthyPercent": 0 if maximum == 100 else 100}
    one.create("shop", rolling(one, DeploymentConfiguration=rolls))
    before = list(one.region.tasks.values())
    resources = rolling(one, DeploymentConfiguration=rolls)
    resources["Task"]["Properties"]["ContainerDefinitions"][0]["Command"] = ["other"]
    assert one.update("shop", resources) == "UPDATE_COMPLETE"
    after = [task for task in one.region.tasks.values() if task not in before]
    stopped = [task.stopped for task in before if task.stopped is not None]
    assert len(stopped) == len(before) == 2
    assert sum(task.created < max(stopped) for task in after) == together


def test_an_explicit_denial_wins_over_every_permission() -> None:
    deny = {"Effect": "Deny", "Action": "logs:*", "Resource": "*"}
    policy = {"PolicyName": "no", "PolicyDocument": {"Version": "2012-10-17", "Statement": [deny]}}
    one = world()
    role = resource("AWS::IAM::Role", place.ROLE | {"Policies": [policy]})
    assert one.create("shop", place.whole() | {"Role": role}) == "ROLLBACK_COMPLETE"
    assert any("logs:CreateLogStream" in task.stop_reason for task in one.region.tasks.values())


@pytest.mark.parametrize("change", [{"FromPort": 9000, "ToPort": 9000}, {"SourceSecurityGroupId": "sg-other"}])
def test_a_rule_for_another_port_or_another_group_lets_nobody_in(change: dict[str, Any]) -> None:
    one, resources = world(), place.whole()
    resources["Tasks"]["Properties"]["SecurityGroupIngress"][0] |= change
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert any("failed ELB health checks" in task.stop_reason for task in one.region.tasks.values())


def test_a_task_without_a_public_address_does_not_get_out_through_an_internet_gateway() -> None:
    one, resources = world(), place.whole()
    network = resources["Web"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    network["AssignPublicIp"] = "DISABLED"
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert any("CannotPullContainerError" in task.stop_reason for task in one.region.tasks.values())


@pytest.mark.parametrize(("subnets", "refused"), [("AB", 0), ("A", 1)])
def test_a_volume_is_mounted_only_in_zones_with_a_mount_target(subnets: str, refused: int) -> None:
    """The one of two tasks that is placed in the other zone does not start; ECS tries the next zone."""
    one, resources = world(), place.whole()
    resources["Files"] = resource("AWS::EFS::FileSystem")
    for letter in subnets:
        target = {"FileSystemId": {"Ref": "Files"}, "SubnetId": {"Ref": letter}}
        target["SecurityGroups"] = [{"Fn::GetAtt": ["Tasks", "GroupId"]}]
        resources[f"Mount{letter}"] = resource("AWS::EFS::MountTarget", target)
    task = resources["Task"]["Properties"]
    task["Volumes"] = [{"Name": "files", "EFSVolumeConfiguration": {"FilesystemId": {"Ref": "Files"}}}]
    task["ContainerDefinitions"][0]["MountPoints"] = [{"SourceVolume": "files", "ContainerPath": "/data"}]
    resources["Web"]["DependsOn"] = ["Listener", *(f"Mount{letter}" for letter in subnets)]
    one.create("shop", resources)
    absent = "the file system mount target does not exist in the availability zone of the task"
    assert sum(absent in task.stop_reason for task in one.region.tasks.values()) == refused


# Stacks


def test_a_change_set_is_executed_once() -> None:
    one = world()
    one.create("shop", LINES)
    other = {"Lines": resource("AWS::Logs::LogGroup", {"RetentionInDays": 30})}
    one.proposed("shop", other)
    one.cloudformation.execute_change_set(StackName="shop", ChangeSetName="next")
    one.settle("shop")
    with pytest.raises(one.cloudformation.exceptions.ClientError, match="cannot be executed in its current status"):
        one.cloudformation.execute_change_set(StackName="shop", ChangeSetName="next")


def test_a_change_set_without_changes_fails_and_says_so() -> None:
    one = world()
    one.create("shop", LINES)
    found = one.proposed("shop", LINES)
    assert (found["Status"], found["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")
    assert "didn't contain changes" in found["StatusReason"]


def test_two_resources_of_one_name_are_refused() -> None:
    one = world()
    named = resource("AWS::Logs::LogGroup", {"LogGroupName": "/same"})
    assert one.create("first", {"Lines": named}) == "CREATE_COMPLETE"
    assert one.create("second", {"Lines": named}) == "ROLLBACK_COMPLETE"
    assert any("already exists" in reason for _, _, reason in one.events("second"))


@pytest.mark.parametrize("rollback", [True, False])
def test_the_circuit_breaker_itself_brings_the_last_deployment_back_where_it_shall(rollback: bool) -> None:
    """Before CloudFormation rolls the stack back, which would hide that it does not."""
    one = world(Fault("container:web", message="no such option", nth=3, times=4))
    rolls = {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": rollback}}
    one.create("shop", rolling(one, DeploymentConfiguration=rolls))
    resources = rolling(one, DeploymentConfiguration=rolls)
    resources["Task"]["Properties"]["ContainerDefinitions"][0]["Command"] = ["--wrong"]
    one.update("shop", resources)
    physical = one.physical("shop")
    found = one.ecs.describe_services(cluster=physical["Cluster"], services=[physical["Web"]])["services"][0]
    assert any("rolling back to" in event["message"] for event in found["events"]) is rollback


@pytest.mark.parametrize(
    ("change", "replacement"),
    [
        ({"Engine": "mysql"}, "Conditional"),
        ({"MasterUsername": "other"}, "True"),
        ({"AllocatedStorage": "30"}, "False"),
    ],
)
def test_a_change_set_says_whether_a_database_would_be_replaced(change: dict[str, str], replacement: str) -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html"""
    database = {
        "Engine": "postgres",
        "DBInstanceClass": "db.t4g.micro",
        "AllocatedStorage": "20",
        "MasterUsername": "shop",
        "MasterUserPassword": "not-a-real-one",
    }
    one = world()
    assert one.create("shop", {"Db": resource("AWS::RDS::DBInstance", database)}) == "CREATE_COMPLETE"
    found = one.proposed("shop", {"Db": resource("AWS::RDS::DBInstance", database | change)})
    (proposed,) = found["Changes"]
    assert proposed["ResourceChange"]["Replacement"] == replacement


def test_two_of_one_name_are_refused_though_their_identifiers_differ() -> None:
    named = {"Name": "same", "Port": 80, "VpcId": {"Ref": "Net"}, "Protocol": "HTTP", "TargetType": "ip"}
    two = {
        "Net": resource("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "One": resource("AWS::ElasticLoadBalancingV2::TargetGroup", named),
        "Two": resource("AWS::ElasticLoadBalancingV2::TargetGroup", named, DependsOn="One"),
    }
    one = world()
    assert one.create("shop", two) == "ROLLBACK_COMPLETE"
    assert any((id, "already exists" in reason) == ("Two", True) for id, _, reason in one.events("shop"))


@pytest.mark.parametrize("versioned", [False, True])
def test_a_dynamic_reference_is_read_again_only_where_its_text_changed(versioned: bool) -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html"""
    one = world()
    one.create("keys", {"Key": resource("AWS::SecretsManager::Secret", {"SecretString": "first"})})
    arn = one.physical("keys")["Key"]

    def database(size: str, version: str = "") -> dict[str, Any]:
        properties = {
            "Engine": "postgres",
            "DBInstanceClass": "db.t4g.micro",
            "AllocatedStorage": size,
            "MasterUsername": "shop",
            "MasterUserPassword": f"{{{{resolve:secretsmanager:{arn}:SecretString{version}}}}}",
        }
        return {"Db": resource("AWS::RDS::DBInstance", properties)}

    one.create("shop", database("20"))
    one.secretsmanager.put_secret_value(SecretId=arn, SecretString="second")
    assert one.update("shop", database("30", "::AWSCURRENT" if versioned else "")) == "UPDATE_COMPLETE"
    record = one.region.store.find("AWS::RDS::DBInstance", one.physical("shop")["Db"])
    assert record is not None
    assert record.properties["AllocatedStorage"] == "30"
    assert record.properties["MasterUserPassword"] == ("second" if versioned else "first")
