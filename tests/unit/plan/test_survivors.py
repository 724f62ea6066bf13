"""Lines of `plan` that could be turned round without a test noticing (docs/mutations.md)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from unit.shop import facts, plan, shop

from shipway.errors import ShipwayError
from shipway.plan.model import DeployStack, Facts, Output, Physical, Plan, RemoveStack, Step
from shipway.plan.outputs import located
from shipway.plan.planfile import read, write
from shipway.topology.graph import Ref, Resource, Topology


def step(planned: Plan, id: str) -> Step:
    return next(step for step in planned.steps if step.id == id)


def alone(topology: Topology, workload: str) -> Topology:
    """A workload that may never run twice, as its stack says."""
    stacks = (replace(spec, single=spec.subject == workload) for spec in topology.stacks)
    return replace(topology, stacks=tuple(stacks))


def test_a_stack_of_another_environment_is_never_removed() -> None:
    """What `observe` reads may hold more than this environment's: only the tag says whose it is."""
    live = facts(shop())
    theirs = replace(
        live.stacks["shop-dev-data"],
        name="shop-staging-data",
        tags={"shipway:app": "shop", "shipway:environment": "staging", "shipway:stack": "data"},
    )
    untagged = replace(theirs, name="somebody-elses", tags={})
    known = replace(live, stacks={**live.stacks, theirs.name: theirs, untagged.name: untagged})
    planned = plan(shop(), known)
    assert [one for one in planned.steps if isinstance(one, RemoveStack)] == []
    assert planned.changes == ()


@pytest.mark.parametrize(("single", "first"), [(True, "remove-workload-web"), (False, "deploy-workload-app")])
def test_a_single_writer_goes_before_its_successor_comes(single: bool, first: str) -> None:
    """Two of them would do the same work at once; others go after their successors run."""
    before = alone(shop(), "web") if single else shop()
    order = [one.id for one in plan(shop(workloads=("app",)), facts(before)).steps]
    assert min("remove-workload-web", "deploy-workload-app", key=order.index) == first


def test_a_workload_s_stack_keeps_nothing() -> None:
    """Nobody else holds a workload's own resources, and two passes over it would deploy it twice."""
    more = Resource("Spare", "workload-web", "AWS::IAM::Role", {"AssumeRolePolicyDocument": {}}, subject="web")
    live = facts(replace(shop(), resources=(*shop().resources, more)))
    planned = plan(shop(), live)
    deploy = step(planned, "deploy-workload-web")
    assert isinstance(deploy, DeployStack)
    assert deploy.keeps == ()
    assert [one.id for one in planned.steps if one.id.startswith("trim-")] == []


def test_trims_come_after_everything_else_the_first_stack_last() -> None:
    planned = plan(shop(workloads=("app",)), facts(shop()))
    order: list[Any] = [one.id for one in planned.steps if not one.id.startswith("protect-")]
    trims = [id for id in order if id.startswith("trim-")]
    assert order[-len(trims) :] == trims
    assert trims == ["trim-edge", "trim-network"]


def test_a_protected_leftover_does_not_count_as_protected() -> None:
    live = facts(shop())
    broken = replace(live.stacks["shop-dev-data"], status="ROLLBACK_COMPLETE", protected=True)
    planned = plan(shop(), replace(live, stacks={**live.stacks, broken.name: broken}))
    assert "protect-data" in {one.id for one in planned.steps}


def test_without_a_look_at_aws_nothing_is_removed() -> None:
    assert [one for one in plan(shop(), Facts()).steps if isinstance(one, RemoveStack)] == []


def test_data_goes_after_the_workloads_that_use_it() -> None:
    """Both are removed; the database last, when nobody runs that needs it."""
    planned = plan(shop(workloads=("app",), data=False), facts(shop()))
    removed = step(planned, "remove-data")
    assert isinstance(removed, RemoveStack)
    assert "remove-workload-web" in removed.after


@pytest.mark.parametrize("format", [0, 1, 3, "2", None])
def test_a_plan_of_another_format_is_not_read(format: object) -> None:
    body = json.loads(write(plan(shop())))
    body["shipway_plan"] = format
    with pytest.raises(ShipwayError, match="it is not from this version of Shipway"):
        read(json.dumps(body))


def test_another_value_of_a_parameter_is_another_ground() -> None:
    """Somebody deployed another image since: the template is the same, what runs is not."""
    live = facts(shop())
    web = live.stacks["shop-dev-workload-web"]
    name = next(iter(web.parameters))
    other = replace(web, parameters={**web.parameters, name: "another"})
    moved = replace(live, stacks={**live.stacks, web.name: other})
    assert plan(shop(), live).base_digest != plan(shop(), moved).base_digest


def test_an_output_of_a_neighbour_is_not_taken_for_the_resource_s_own() -> None:
    template = {"Outputs": {"Other": {"Value": {"Ref": "Neighbour"}}, "Own": {"Value": {"Ref": "Wanted"}}}}
    assert located("data", template, Ref("Wanted")) == Output("deploy-data", "Own")
    assert located("data", template, Ref("Third")) == Physical("deploy-data", "Third")
