"""Lines of `deploy` that could be turned round without a test noticing (docs/mutations.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from unit.deploy.spies import Spy, deployment, finished, gaps, watched
from unit.deploy.test_loop import FakeClock, Story, waits
from unit.embedded import Rehearsal, rehearsal
from unit.shop import plan, shop

from shipway.deploy.apply import apply
from shipway.deploy.checks.report import Scene, Status
from shipway.deploy.checks.targets import targets
from shipway.deploy.events import silent
from shipway.deploy.inspected import Found, Inspected
from shipway.deploy.leftovers import ATTEMPTS, gone
from shipway.deploy.loop import Task, run
from shipway.deploy.steps.run_job import run_job
from shipway.deploy.steps.wait_service import steady, wait_service
from shipway.errors import PlanOutdated, ShipwayError, StackFailed
from shipway.plan.model import LiveStack, RunJob, WaitService
from shipway.ports import ChangeSet, LiveResource, ServiceState, TargetHealth, TaskState
from shipway.rehearse.faults import Fault
from shipway.topology.graph import Ref, Resource, Topology

# The loop


def test_what_becomes_ready_after_a_failure_does_not_begin_while_others_still_run() -> None:
    story = Story()
    tasks = [
        Task("bad", (), waits(1, "it broke")),
        Task("slow", (), waits(9)),
        Task("quick", (), waits(3)),
        Task("later", ("quick",), waits(0)),
    ]
    with pytest.raises(ShipwayError, match="it broke"):
        run(tasks, FakeClock(), story.listener())
    assert "begin later" not in story.lines
    assert story.lines[-2:] == ["end quick 3", "end slow 9"]


# Resources that a first pass keeps


def with_subnet_group(topology: Topology, group: str = "Front") -> Topology:
    """The shop, with a resource in `data` that takes two subnets of `network`, and another text of its group."""
    more = Resource(
        "Kept",
        "data",
        "AWS::RDS::DBSubnetGroup",
        {"DBSubnetGroupDescription": "kept", "SubnetIds": [Ref("SubnetA"), Ref("SubnetB")]},
    )
    return replace(topology, resources=(*topology.resources, more))


def other_front(topology: Topology) -> Topology:
    """Its load balancer's group is another one, since its description cannot be changed."""
    resources = tuple(
        replace(one, properties={**one.properties, "GroupDescription": "another"}) if one.id == "Front" else one
        for one in topology.resources
    )
    return replace(topology, resources=resources)


def proposed(spy: Spy, stack: str) -> list[tuple[dict[str, Any], str]]:
    """(parameters, template) of each change set of a stack."""
    return [(dict(call[2]), call[1]) for call in spy.given("propose") if call[0] == stack]


def test_a_kept_resource_keeps_its_parameters_until_it_goes() -> None:
    world = rehearsal()
    world.deploy(with_subnet_group(shop()))
    spy = watched(world, "stacks")
    world.deploy(shop())
    first, second = proposed(spy, "shop-dev-data")
    assert {"SubnetARef", "SubnetBRef"} <= first[0].keys()
    assert all(value.startswith("subnet-") for name, value in first[0].items() if name.startswith("Subnet"))
    assert '"Kept"' in first[1]
    assert not {"SubnetARef", "SubnetBRef"} & second[0].keys()
    assert '"Kept"' not in second[1]
    assert "Kept" not in {row.logical_id for row in world.cloud.stacks.resources("shop-dev-data")}


def test_a_parameter_s_new_value_wins_over_the_deployed_one() -> None:
    """A stack that keeps something is given what has changed beneath it at once."""
    kept = Resource("Spare", "edge", "AWS::ElasticLoadBalancingV2::TargetGroup", {"Port": 1, "VpcId": Ref("Net")})
    with_spare = replace(shop(), resources=(*shop().resources, kept))
    world = rehearsal()
    world.deploy(with_spare)
    before = world.cloud.stacks.look("shop-dev-network")
    assert before is not None
    spy = watched(world, "stacks")
    world.deploy(other_front(shop()))
    after = world.cloud.stacks.look("shop-dev-network")
    assert after is not None
    first, *_ = proposed(spy, "shop-dev-edge")
    assert '"Spare"' in first[1]
    assert after.outputs["FrontGroupId"] != before.outputs["FrontGroupId"]
    assert first[0]["FrontGroupId"] == after.outputs["FrontGroupId"]


def test_a_possible_replacement_that_the_plan_does_not_know_is_stopped_in_the_cloud() -> None:
    """H-06: another engine is another database, as far as CloudFormation can tell; the plan was made blind."""
    world = rehearsal()
    world.deploy()
    other = tuple(
        replace(one, properties={**one.properties, "Engine": "mysql"}) if one.id == "Database" else one
        for one in shop().resources
    )
    blind = replace(world.plan(replace(shop(), resources=other)), changes=())
    with pytest.raises(PlanOutdated, match=r"it would perhaps replace Database \(AWS::RDS::DBInstance\)"):
        apply(blind, world.cloud, silent)


# Waiting for a service

WAIT = WaitService("wait-web", (), "web", "cluster", "service")
STEADY = ServiceState("web", "ACTIVE", 2, 2, "COMPLETED", target_groups=("group",))


@dataclass
class Tasks:
    """A service in this state, and a job that ends with this status."""

    state_now: ServiceState
    ran: tuple[Any, ...] = ()

    def service(self, cluster: str, service: str) -> ServiceState:
        return self.state_now

    def stopped(self, cluster: str, service: str) -> Sequence[TaskState]:
        return ()

    def run(self, *arguments: Any, **named: Any) -> str:
        self.ran = (*arguments, named)
        return "task"

    def state(self, cluster: str, task: str) -> TaskState:
        return TaskState(task, "STOPPED", 0)


@dataclass
class Balancers:
    """Target health as it is at each look; the last one stays."""

    looks: list[str]

    def target_health(self, target_group: str) -> Sequence[TargetHealth]:
        assert target_group == "group"
        state = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        return (TargetHealth("10.0.0.1", "healthy"), TargetHealth("10.0.0.2", state))


def test_a_target_that_waits_for_its_first_check_is_waited_for() -> None:
    world = rehearsal()
    cloud = replace(world.cloud, tasks=Tasks(STEADY), load_balancers=Balancers(["initial", "initial", "healthy"]))  # type: ignore[arg-type]
    results, waited = finished(wait_service(deployment(plan(shop()), cloud), WAIT), cloud)
    assert (results, waited) == ({"": "2 of 2 running"}, 2)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (STEADY, True),
        (replace(STEADY, rollout=""), True),
        (replace(STEADY, running=1), False),
        (replace(STEADY, rollout="IN_PROGRESS"), False),
        (replace(STEADY, status="DRAINING"), False),
    ],
)
def test_steady_is_as_many_as_desired_of_an_ended_rollout(state: ServiceState, expected: bool) -> None:
    assert steady(state) is expected


def test_a_service_that_never_gets_steady_is_given_up_after_twenty_minutes() -> None:
    world = rehearsal()
    state = replace(STEADY, running=1, rollout="IN_PROGRESS", rollout_reason="no room")
    cloud = replace(world.cloud, tasks=Tasks(state), load_balancers=Balancers(["healthy"]))  # type: ignore[arg-type]
    since = cloud.clock.now()
    with pytest.raises(StackFailed, match="web is not steady after 20 minutes, 1 of 2 running: no room"):
        finished(wait_service(deployment(plan(shop()), cloud), WAIT), cloud, seconds=30)
    assert 20 * 60 < (cloud.clock.now() - since).total_seconds() <= 21 * 60


@pytest.mark.parametrize("public", [True, False])
def test_a_job_has_a_public_address_only_where_the_plan_says_so(public: bool) -> None:
    world, tasks = rehearsal(), Tasks(STEADY)
    cloud = replace(world.cloud, tasks=tasks)  # type: ignore[arg-type]
    step = RunJob("run-x", (), "x", "cluster", "definition", ("subnet-1", "subnet-2"), "group", public_ip=public)
    results, _ = finished(run_job(deployment(plan(shop()), cloud), step), cloud)
    assert results == {"": "exit status 0"}
    assert tasks.ran == ("cluster", "definition", ["subnet-1", "subnet-2"], "group", {"public_ip": public})


# Deleting what others still hold


def deleted(world: Rehearsal, times: int) -> Spy:
    world.backend.faults.add(Fault("Net", message="it has dependencies", phase="delete", times=times))
    spy = watched(world, "stacks")
    for key in ("workload-web", "workload-migrate", "edge", "data"):
        finished(gone(deployment(plan(shop()), world.cloud), "remove", f"shop-dev-{key}"), world.cloud)  # type: ignore[arg-type]
    spy.calls.clear()
    return spy


def test_a_deletion_is_tried_again_with_longer_and_longer_pauses() -> None:
    world = rehearsal()
    world.deploy()
    spy = deleted(world, 3)
    finished(gone(deployment(plan(shop()), world.cloud), "remove", "shop-dev-network"), world.cloud)  # type: ignore[arg-type]
    assert world.cloud.stacks.look("shop-dev-network") is None
    first, second, third = gaps(spy.times("delete"))
    assert first >= 30
    assert second >= 60
    assert third >= 120


def test_a_deletion_that_never_works_is_given_up_and_says_why() -> None:
    world = rehearsal()
    world.deploy()
    spy = deleted(world, 100)
    with pytest.raises(StackFailed, match=r"shop-dev-network could not be deleted: Net \(AWS::EC2::VPC\): .*depend"):
        finished(gone(deployment(plan(shop()), world.cloud), "remove", "shop-dev-network"), world.cloud)  # type: ignore[arg-type]
    assert len(spy.times("delete")) == ATTEMPTS


# Targets


def judged(*states: str) -> tuple[Status, str]:
    """What the check says of a target group whose targets are in these states."""
    body = {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"}
    found = Found("edge", "Targets", body, LiveResource("Targets", "group", body["Type"], "CREATE_COMPLETE"))
    seen = Inspected({"edge": LiveStack("shop-dev-edge", "CREATE_COMPLETE", {})}, {"edge": (found,)})

    class Health:
        def target_health(self, target_group: str) -> Sequence[TargetHealth]:
            return [TargetHealth(f"10.0.0.{number}", state) for number, state in enumerate(states)]

    cloud = replace(rehearsal().cloud, load_balancers=Health())
    (check,) = targets(Scene(plan(shop()), cloud, seen))
    return check.status, check.evidence


@pytest.mark.parametrize(
    ("states", "status", "evidence"),
    [
        (("healthy", "healthy"), Status.PASSED, "2 of 2 targets healthy"),
        (("healthy", "draining"), Status.PASSED, "1 of 1 targets healthy"),
        (("draining",), Status.FAILED, "0 of 0 targets healthy"),
        ((), Status.FAILED, "0 of 0 targets healthy"),
        (("healthy", "unhealthy"), Status.FAILED, "1 of 2 targets healthy; 10.0.0.1 is unhealthy"),
    ],
)
def test_targets_are_healthy_where_there_are_some_and_none_is_ill(
    states: tuple[str, ...], status: Status, evidence: str
) -> None:
    assert judged(*states) == (status, evidence)


# A change set that CloudFormation refuses


class Refused:
    """Stacks in which one stack's change sets fail."""

    def __init__(self, port: Any, stack: str) -> None:
        self.port, self.stack = port, stack

    def __getattr__(self, name: str) -> Any:
        return getattr(self.port, name)

    def change_set(self, stack: str, id: str) -> ChangeSet:
        found = self.port.change_set(stack, id)
        return replace(found, status="FAILED", reason="a quota is used up") if stack == self.stack else found


def test_a_first_proposal_that_is_refused_leaves_no_empty_stack_behind() -> None:
    """A stack in REVIEW_IN_PROGRESS has nothing in it, and stands in the way of whoever looks."""
    world = rehearsal()
    world.cloud = replace(world.cloud, stacks=Refused(world.cloud.stacks, "shop-dev-network"))
    with pytest.raises(StackFailed, match=r"shop-dev-network was not changed: .*: a quota is used up"):
        world.deploy()
    assert "shop-dev-network" not in world.statuses()
    assert "REVIEW_IN_PROGRESS" not in world.statuses().values()
