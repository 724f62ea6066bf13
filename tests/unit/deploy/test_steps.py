"""Single steps over the embedded cloud, where a whole deployment would hide what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from unit.embedded import Rehearsal, rehearsal
from unit.shop import shop

from shipway.deploy.events import silent
from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.deploy.steps.wait_service import wait_service
from shipway.errors import ShipwayError
from shipway.plan.model import Output, Physical, WaitService
from shipway.plan.outputs import step_of
from shipway.ports import TargetHealth
from shipway.topology.graph import Ref, Resource


def deployed(world: Rehearsal) -> Deployment:
    """The deployment of the shop as it stands after its stacks are there."""
    world.deploy()
    planned = world.plan(shop())
    found = {stack.key: world.cloud.stacks.look(stack.name) for stack in planned.stacks}
    results = {step_of(key): dict(live.outputs) for key, live in found.items() if live}
    return Deployment(planned, world.cloud, silent, results)


def waiting(run: Deployment) -> Polling:
    return wait_service(run, next(step for step in run.plan.steps if isinstance(step, WaitService)))


def end(polling: Polling) -> str:
    """What the step says once it needs no waiting any more."""
    with pytest.raises(StopIteration) as ended:
        next(polling)
    return str(ended.value.value[""])


class Balancers:
    """Target health as told in turn; the last of it for ever."""

    def __init__(self, *states: str) -> None:
        self.states = [*states]

    def target_health(self, group: str) -> Sequence[TargetHealth]:
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return (TargetHealth("10.0.1.5:8000", state),)


def test_a_target_that_was_never_looked_at_is_waited_for() -> None:
    """Mutation `_registering`: as many tasks run as are desired, and the load balancer does not send them anything."""
    run = deployed(rehearsal())
    run.cloud = replace(run.cloud, load_balancers=Balancers("initial", "initial", "healthy"))
    polling = waiting(run)
    next(polling)
    next(polling)
    assert end(polling) == "2 of 2 running"


def test_a_target_that_is_sick_is_left_to_verify() -> None:
    run = deployed(rehearsal())
    run.cloud = replace(run.cloud, load_balancers=Balancers("unhealthy"))
    assert end(waiting(run)) == "2 of 2 running"


def test_a_kept_resource_keeps_its_parameters_values() -> None:
    """Mutation: live parameters of kept resources are dropped, so that the first pass cannot be proposed at all."""
    world = rehearsal()
    group = {"GroupDescription": "old", "VpcId": Ref("Net")}
    lone = Resource("Lone", "data", "AWS::EC2::SecurityGroup", group)
    before = replace(shop(), resources=(*shop().resources, lone))
    world.deploy(before)
    live = world.cloud.stacks.find("shop-dev-data")
    assert live is not None
    world.deploy(shop())
    assert world.ends()["deploy-data"] == "no changes"
    assert world.ends()["trim-data"] == "1 changes"
    assert "Lone" not in {row.logical_id for row in world.cloud.stacks.resources("shop-dev-data")}


def test_what_no_step_gave_is_named() -> None:
    run = deployed(rehearsal())
    with pytest.raises(ShipwayError, match="the plan needs Output"):
        run.value(Output("deploy-network", "Nothing"))
    with pytest.raises(ShipwayError, match="the stack shop-dev-network has no resource Nothing"):
        run.value(Physical("deploy-network", "Nothing"))
    with pytest.raises(ShipwayError, match="the plan needs Ref"):
        run.value(Ref("Cluster"))
    assert run.value(Physical("deploy-registry", "WebRepository")) == "shop/web"
