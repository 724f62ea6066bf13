"""A plan as people read it."""

from __future__ import annotations

import click

from shipway.diagnostics import Origin
from shipway.plan.model import Action, Change, DeployStack, Plan, PropertyChange, Stack
from shipway.views import plan as view

CHANGES = (
    Change("network", "Vpc", "AWS::EC2::VPC", Action.ADD),
    Change("network", "SubnetA", "AWS::EC2::Subnet", Action.ADD),
    Change("network", "SubnetB", "AWS::EC2::Subnet", Action.ADD),
    Change(
        "data",
        "Database",
        "AWS::RDS::DBInstance",
        Action.REPLACE,
        (PropertyChange("/Properties/Engine", '"mysql"', '"postgres"', "always"),),
        holds_data=True,
        origin=Origin("compose.yaml", 7),
    ),
    Change(
        "data", "Cache", "AWS::ElastiCache::ReplicationGroup", Action.CHANGE, (PropertyChange("/P", None, "x" * 200),)
    ),
    Change("workload-old", "Service", "AWS::ECS::Service", Action.REMOVE),
)
PLAN = Plan(
    "shop",
    "dev",
    "fargate",
    "us-east-1",
    True,
    "sha256:0",
    (Stack("network", "shop-dev-network", "us-east-1", {}), Stack("data", "shop-dev-data", "us-east-1", {})),
    CHANGES,
    (DeployStack("deploy-network", "network", ()), DeployStack("deploy-data", "data", ("deploy-network",))),
)


def shown(*arguments):
    return [click.unstyle(line) for line in view.human(*arguments)]


def test_added_resources_are_grouped_by_type():
    assert "  + AWS::EC2::Subnet: SubnetA, SubnetB" in shown(PLAN)


def test_a_replacement_says_why_and_what_is_lost():
    text = "\n".join(shown(PLAN))
    assert "± AWS::RDS::DBInstance: Database (compose.yaml:7)  and its data is lost" in text
    assert '/Properties/Engine: "mysql" → "postgres"  (this replaces it)' in text


def test_long_values_are_cut_and_absent_ones_named():
    (line,) = [line for line in shown(PLAN) if "/P:" in line]
    assert line.startswith("      /P: nothing → xxx")
    assert len(line) < 130


def test_a_stack_that_goes_is_named():
    assert any("workload-old is removed" in line for line in shown(PLAN))


def test_the_totals_come_last():
    assert shown(PLAN)[-1] == "shop dev: 3 to add, 1 to change, 1 to replace, 1 to remove"


def test_an_offline_plan_says_so():
    offline = Plan("shop", "dev", "fargate", "us-east-1", False, "", (), (), ())
    text = "\n".join(shown(offline, "--offline was given"))
    assert "Planned without looking at AWS (--offline was given)" in text
    assert "nothing to change" in text


def test_as_data():
    data = view.data(PLAN)
    assert data["totals"] == {"add": 3, "change": 1, "replace": 1, "remove": 1}
    assert data["steps"][1] == {"id": "deploy-data", "title": "deploy data", "after": ["deploy-network"]}
    assert data["changes"][3]["properties"][0]["requires_replacement"] == "always"
