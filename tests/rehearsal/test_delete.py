"""Deleting a stack, and finding out what was changed behind its back."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from rehearsal.world import World, ids, resource, world

from shipway.rehearse.faults import Fault

DATABASE = {
    "Engine": "postgres",
    "DBInstanceClass": "db.t4g.micro",
    "AllocatedStorage": "20",
    "MasterUsername": "shop",
    "ManageMasterUserPassword": True,
}
NETWORK = {
    "Net": resource("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "Group": resource("AWS::EC2::SecurityGroup", {"GroupDescription": "shop", "VpcId": {"Ref": "Net"}}),
    "Lines": resource("AWS::Logs::LogGroup", {"LogGroupName": "/shop", "RetentionInDays": 7}),
}


@pytest.fixture
def one() -> World:
    made = world()
    made.create("shop", NETWORK)
    return made


def arn(one: World, name: str) -> str:
    return str(one.cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackId"])


def test_removes_users_first_and_leaves_nothing(one: World) -> None:
    id = arn(one, "shop")
    assert one.delete("shop") == "absent"
    told = ids(one.statuses(id), "DELETE_COMPLETE")
    assert told.index("Group") < told.index("Net")
    assert told[-1] == "shop"
    assert next(one.region.store.every(), None) is None


def test_retained_resource_stays(one: World) -> None:
    kept = resource("AWS::Logs::LogGroup", {"LogGroupName": "/kept"}, DeletionPolicy="Retain")
    one.create("logs", {"Kept": kept})
    id = arn(one, "logs")
    assert one.delete("logs") == "absent"
    assert ("Kept", "DELETE_SKIPPED") in one.statuses(id)
    assert one.region.store.find("AWS::Logs::LogGroup", "/kept") is not None


def test_snapshot_is_left_of_a_database(one: World) -> None:
    one.create("data", {"Db": resource("AWS::RDS::DBInstance", DATABASE, DeletionPolicy="Snapshot")})
    physical = one.physical("data")["Db"]
    one.delete("data")
    assert [(s.type, s.source) for s in one.region.snapshots] == [("AWS::RDS::DBInstance", physical)]


def test_protected_database_stands_in_the_way_until_it_is_let_go(one: World) -> None:
    one.create("data", {"Db": resource("AWS::RDS::DBInstance", DATABASE | {"DeletionProtection": True})})
    physical = one.physical("data")["Db"]
    assert one.delete("data") == "DELETE_FAILED"
    assert any("Cannot delete protected DB Instance" in reason for _, _, reason in one.events("data"))
    one.rds.modify_db_instance(DBInstanceIdentifier=physical, DeletionProtection=False)
    assert one.delete("data") == "absent"


def test_what_cannot_be_deleted_can_be_left_behind() -> None:
    one = world(Fault("Group", code="DependencyViolation", message="has a dependent object", phase="delete", times=9))
    one.create("shop", NETWORK)
    with pytest.raises(ClientError, match="only for a stack in the DELETE_FAILED state"):
        one.delete("shop", RetainResources=["Group"])
    assert one.delete("shop") == "DELETE_FAILED"
    assert one.delete("shop", RetainResources=["Group", "Net"]) == "absent"
    assert next(one.region.store.every("AWS::EC2::SecurityGroup"), None) is not None


def test_protected_stack_is_not_deleted(one: World) -> None:
    one.cloudformation.update_termination_protection(StackName="shop", EnableTerminationProtection=True)
    with pytest.raises(ClientError, match="TerminationProtection is enabled"):
        one.delete("shop")
    one.cloudformation.update_termination_protection(StackName="shop", EnableTerminationProtection=False)
    assert one.delete("shop") == "absent"


def test_export_in_use_keeps_its_stack(one: World) -> None:
    exports = {"Net": {"Value": {"Ref": "Net"}, "Export": {"Name": "net"}}}
    one.update("shop", NETWORK, Outputs=exports)
    user = {"GroupDescription": "user", "VpcId": {"Fn::ImportValue": "net"}}
    one.create("user", {"Group": resource("AWS::EC2::SecurityGroup", user)})
    with pytest.raises(ClientError, match="in use by user"):
        one.delete("shop")
    one.delete("user")
    assert one.delete("shop") == "absent"


def drift(one: World, name: str) -> tuple[str, dict[str, str]]:
    """(the stack's status, each drifted resource's)."""
    id = one.cloudformation.detect_stack_drift(StackName=name)["StackDriftDetectionId"]
    one.sleep(60)
    found = one.cloudformation.describe_stack_drift_detection_status(StackDriftDetectionId=id)
    rows = one.cloudformation.describe_stack_resource_drifts(StackName=name)["StackResourceDrifts"]
    states = {r["LogicalResourceId"]: r["StackResourceDriftStatus"] for r in rows}
    return found["StackDriftStatus"], {key: state for key, state in states.items() if state != "IN_SYNC"}


def test_untouched_stack_is_in_sync(one: World) -> None:
    assert drift(one, "shop") == ("IN_SYNC", {})


def test_change_by_hand_is_found(one: World) -> None:
    record = one.region.store.find("AWS::Logs::LogGroup", "/shop")
    assert record is not None
    record.properties = {**record.properties, "RetentionInDays": 1}
    assert drift(one, "shop") == ("DRIFTED", {"Lines": "MODIFIED"})


def test_removal_by_hand_is_found_and_does_not_stop_the_deletion(one: World) -> None:
    record = one.region.store.find("AWS::Logs::LogGroup", "/shop")
    assert record is not None
    one.region.store.remove(record)
    assert drift(one, "shop") == ("DRIFTED", {"Lines": "DELETED"})
    assert one.delete("shop") == "absent"
