"""Add, move, remove: what the first pass over a stack leaves in place."""

from __future__ import annotations

from typing import Any

from shipway.plan.keeping import bridge, keeps


def group(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", **properties}}


def rule(target: str) -> dict[str, Any]:
    return {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": target}}}


def test_keeps_what_others_may_hold() -> None:
    live = {"Resources": {"Old": group(), "Rule": rule("Old"), "Stays": group()}}
    assert keeps(live, {"Resources": {"Stays": group()}}) == ("Old",)


def test_named_resource_would_stand_in_the_way() -> None:
    lines = {"Type": "AWS::ECS::Cluster", "Properties": {"Name": "x"}}
    assert keeps({"Resources": {"Old": lines}}, {"Resources": {}}) == ()


def test_nothing_is_kept_that_stands_on_something_dropped() -> None:
    live = {"Resources": {"Rule": rule("Old"), "Needs": {**group(), "DependsOn": "Rule"}, "Old": group()}}
    assert keeps(live, {"Resources": {}}) == ("Old",)


def test_bridge_has_both_and_what_they_need() -> None:
    live = {
        "Parameters": {"Used": {"Type": "String"}, "Unused": {"Type": "String"}},
        "Resources": {"Old": group(VpcId={"Ref": "Used"})},
    }
    new = {"Parameters": {"Fresh": {"Type": "String"}}, "Resources": {"New": group()}, "Outputs": {}}
    merged = bridge(live, new, ("Old",))
    assert set(merged["Resources"]) == {"New", "Old"}
    assert set(merged["Parameters"]) == {"Used", "Fresh"}
    assert merged["Outputs"] == {}


def test_bridge_prefers_the_new_body() -> None:
    assert bridge({"Resources": {"A": group()}}, {"Resources": {"B": group()}}, ("A", "Gone"))["Resources"].keys() == {
        "A",
        "B",
    }
