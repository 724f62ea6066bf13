"""Changing a stack: in place, by replacement, and back again where it fails."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from rehearsal.world import World, ids, resource, world

from shipway.rehearse.faults import Fault

BEFORE = {
    "Net": resource("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "Group": resource("AWS::EC2::SecurityGroup", {"GroupDescription": "first", "VpcId": {"Ref": "Net"}}),
    "Lines": resource("AWS::Logs::LogGroup", {"RetentionInDays": 7}),
}
LONGER = BEFORE | {"Lines": resource("AWS::Logs::LogGroup", {"RetentionInDays": 30})}
OTHER_GROUP = BEFORE | {
    "Group": resource("AWS::EC2::SecurityGroup", {"GroupDescription": "second", "VpcId": {"Ref": "Net"}})
}
RULE = resource(
    "AWS::EC2::SecurityGroupIngress",
    {"GroupId": {"Fn::GetAtt": ["Group", "GroupId"]}, "IpProtocol": "-1", "CidrIp": "10.0.0.0/8"},
)


@pytest.fixture
def one() -> World:
    made = world()
    made.create("shop", BEFORE)
    return made


def test_changes_in_place(one: World) -> None:
    before = one.physical("shop")
    assert one.update("shop", LONGER) == "UPDATE_COMPLETE"
    assert one.physical("shop") == before
    record = one.region.store.find("AWS::Logs::LogGroup", before["Lines"])
    assert record is not None
    assert record.properties["RetentionInDays"] == 30
    told = [row for row in one.statuses("shop") if row[1].startswith("UPDATE")]
    assert told == [
        ("shop", "UPDATE_IN_PROGRESS"),
        ("Lines", "UPDATE_IN_PROGRESS"),
        ("Lines", "UPDATE_COMPLETE"),
        ("shop", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
        ("shop", "UPDATE_COMPLETE"),
    ]


def test_replaces_what_cannot_be_changed_and_cleans_up_after(one: World) -> None:
    before = one.physical("shop")
    assert one.update("shop", OTHER_GROUP) == "UPDATE_COMPLETE"
    after = one.physical("shop")
    assert after["Group"] != before["Group"]
    assert one.region.store.find("AWS::EC2::SecurityGroup", before["Group"]) is None
    told = one.statuses("shop")
    assert told.index(("Group", "UPDATE_COMPLETE")) < told.index(("Group", "DELETE_IN_PROGRESS"))
    assert any("requires the creation of a new physical resource" in reason for _, _, reason in one.events("shop"))


def test_who_refers_to_a_replaced_resource_follows(one: World) -> None:
    one.update("shop", BEFORE | {"Rule": RULE})
    one.update("shop", OTHER_GROUP | {"Rule": RULE})
    group = one.region.store.named("AWS::EC2::SecurityGroup", one.physical("shop")["Group"])
    rule = next(one.region.store.every("AWS::EC2::SecurityGroupIngress"))
    assert group is not None
    assert rule.value("GroupId") == group.value("GroupId")


def test_adds_and_removes(one: World) -> None:
    smaller = {key: body for key, body in BEFORE.items() if key != "Lines"}
    one.update("shop", smaller | {"Rule": RULE})
    assert set(one.physical("shop")) == {"Net", "Group", "Rule"}
    assert next(one.region.store.every("AWS::Logs::LogGroup"), None) is None


def test_nothing_to_change_is_refused(one: World) -> None:
    with pytest.raises(ClientError, match="No updates are to be performed"):
        one.update("shop", BEFORE)


def test_change_set_says_what_will_happen(one: World) -> None:
    changed = LONGER | {"Group": OTHER_GROUP["Group"], "New": resource("AWS::Logs::LogGroup")}
    found = one.proposed("shop", changed)
    said = {
        row["ResourceChange"]["LogicalResourceId"]: (
            row["ResourceChange"]["Action"],
            row["ResourceChange"].get("Replacement"),
        )
        for row in found["Changes"]
    }
    assert said == {"Lines": ("Modify", "False"), "Group": ("Modify", "True"), "New": ("Add", None)}
    assert one.status("shop") == "CREATE_COMPLETE", "a proposal changes nothing"


def test_empty_change_set_fails_with_its_reason(one: World) -> None:
    found = one.proposed("shop", BEFORE)
    assert found["Status"] == "FAILED"
    assert "didn't contain changes" in found["StatusReason"]


def test_failed_update_brings_everything_back() -> None:
    one = world(Fault("Group", code="GeneralServiceException", message="not today", phase="create", nth=2))
    one.create("shop", BEFORE)
    before = one.physical("shop")
    wanted = LONGER | {"Group": OTHER_GROUP["Group"], "New": resource("AWS::Logs::LogGroup")}
    assert one.update("shop", wanted) == "UPDATE_ROLLBACK_COMPLETE"
    assert one.physical("shop") == before
    record = one.region.store.find("AWS::Logs::LogGroup", before["Lines"])
    assert record is not None
    assert record.properties["RetentionInDays"] == 7
    assert sum(1 for _ in one.region.store.every("AWS::Logs::LogGroup")) == 1, "what was new is gone"
    assert sum(1 for _ in one.region.store.every("AWS::EC2::SecurityGroup")) == 1
    failed = ids(one.statuses("shop"), "UPDATE_FAILED")
    assert "Group" in failed
    assert any("not today" in reason for _, _, reason in one.events("shop"))
    assert [s for id, s in one.statuses("shop") if id == "shop"][-4:] == [
        "UPDATE_IN_PROGRESS",
        "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE",
    ]


def test_after_a_rollback_the_same_update_goes_through() -> None:
    one = world(Fault("Lines", message="not today", phase="update"))
    one.create("shop", BEFORE)
    assert one.update("shop", LONGER) == "UPDATE_ROLLBACK_COMPLETE"
    assert one.update("shop", LONGER) == "UPDATE_COMPLETE"


def test_stack_at_work_takes_no_other_update(one: World) -> None:
    one.proposed("shop", LONGER)
    one.cloudformation.execute_change_set(StackName="shop", ChangeSetName="next")
    with pytest.raises(ClientError, match=r"UPDATE_IN_PROGRESS state and can not be updated"):
        one.update("shop", OTHER_GROUP)
    assert one.settle("shop") == "UPDATE_COMPLETE"
