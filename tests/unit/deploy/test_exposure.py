"""Nothing but a load balancer is open to the internet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shipway.deploy.checks.exposure import exposure
from shipway.deploy.checks.report import Check, Scene, Status
from shipway.deploy.inspected import Found, Inspected
from shipway.plan.model import LiveStack, Plan

OPEN = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}
INSIDE = {**OPEN, "CidrIp": "10.0.0.0/16"}


def group(*ingress: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": list(ingress)}}


def balancer(**properties: Any) -> dict[str, Any]:
    kind = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    return {"Type": kind, "Properties": {"SecurityGroups": [{"Ref": "FrontGroupId"}], **properties}}


@pytest.fixture
def judge() -> Callable[..., Check]:
    def judged(network: dict[str, Any], edge: dict[str, Any]) -> Check:
        outputs: Any = {"FrontGroupId": {"Value": {"Fn::GetAtt": ["Front", "GroupId"]}}}
        stacks = {
            "network": LiveStack(
                "n", "CREATE_COMPLETE", {"Resources": network, "Outputs": outputs}, outputs={"FrontGroupId": "sg-1"}
            ),
            "edge": LiveStack("e", "CREATE_COMPLETE", {"Resources": edge}, parameters={"FrontGroupId": "sg-1"}),
        }
        found = {
            key: tuple(Found(key, id, body, None) for id, body in bodies.items())
            for key, bodies in (("network", network), ("edge", edge))
        }
        plan = Plan("shop", "dev", "fargate", "us-east-1", True, "", (), (), ())
        (check,) = exposure(Scene(plan, None, Inspected(stacks, found)))  # type: ignore[arg-type]
        return check

    return judged


def test_front_of_the_load_balancer_may_be_open(judge: Callable[..., Check]) -> None:
    check = judge({"Front": group(OPEN), "Web": group(INSIDE)}, {"Balancer": balancer()})
    assert check.status is Status.PASSED
    assert check.evidence == "1 of 2 security groups let the internet in, all of them load balancers'"


def test_open_workload_is_named_with_its_port(judge: Callable[..., Check]) -> None:
    check = judge({"Front": group(OPEN), "Web": group({**OPEN, "FromPort": 8000, "ToPort": 8000})}, {"B": balancer()})
    assert check.status is Status.FAILED
    assert check.evidence == "the internet reaches network/Web on port 8000"


def test_rule_of_its_own_counts(judge: Callable[..., Check]) -> None:
    rule = {
        "Type": "AWS::EC2::SecurityGroupIngress",
        "Properties": {"GroupId": {"Ref": "Web"}, "IpProtocol": "-1", "CidrIpv6": "::/0"},
    }
    check = judge({"Front": group(), "Web": group(), "Rule": rule}, {"B": balancer()})
    assert check.evidence == "the internet reaches network/Web on every port"


def test_internal_load_balancer_is_no_front(judge: Callable[..., Check]) -> None:
    assert judge({"Front": group(OPEN)}, {"B": balancer(Scheme="internal")}).status is Status.FAILED


def test_public_database_is_named(judge: Callable[..., Check]) -> None:
    database = {"Type": "AWS::RDS::DBInstance", "Properties": {"PubliclyAccessible": True}}
    assert "Db has a public address" in judge({"Front": group(), "Db": database}, {}).evidence
