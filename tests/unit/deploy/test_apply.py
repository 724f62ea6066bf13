"""A plan applied to the embedded cloud: first, again, changed, interrupted, failed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from unit.embedded import Rehearsal, Values, rehearsal
from unit.shop import plan, shop

from shipway.deploy.apply import apply
from shipway.deploy.events import Event, StepBegun, StepFailed, silent
from shipway.diagnostics import Diagnostics, Origin
from shipway.errors import BuildFailed, PlanOutdated, ShipwayError, StackFailed
from shipway.rehearse.faults import Fault

COMPLETE = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


def test_first_deployment_makes_everything() -> None:
    world = rehearsal()
    release = world.deploy()
    assert set(world.statuses().values()) == {"CREATE_COMPLETE"}
    assert world.ends()["run-migrate"] == "exit status 0"
    assert world.ends()["wait-web"] == "2 of 2 running"
    assert release.images[0][1].startswith("123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web@sha256:")
    live = world.cloud.stacks.look("shop-dev-data")
    assert live is not None
    assert live.protected


def test_every_event_of_every_stack_is_told_in_order() -> None:
    world = rehearsal()
    world.deploy()
    data = [(resource, status) for stack, resource, status in world.history() if stack == "shop-dev-data"]
    assert data[-1] == ("shop-dev-data", "CREATE_COMPLETE")
    assert data.index(("Database", "CREATE_IN_PROGRESS")) < data.index(("Database", "CREATE_COMPLETE"))
    assert len(data) == len([e for e in world.cloud.stacks.events("shop-dev-data") if e.status != "REVIEW_IN_PROGRESS"])


def test_independent_stacks_deploy_at_the_same_time() -> None:
    world = rehearsal()
    world.deploy()
    begun = {event.step: index for index, event in enumerate(world.told) if isinstance(event, StepBegun)}
    ended = {event.step: index for index, event in enumerate(world.told) if type(event).__name__ == "StepEnded"}
    assert begun["deploy-edge"] < ended["deploy-data"]
    assert begun["deploy-data"] < ended["deploy-edge"]


def test_second_deployment_changes_nothing() -> None:
    world = rehearsal()
    world.deploy()
    world.deploy()
    ends = world.ends()
    assert {ends[id] for id in ends if id.startswith("deploy-")} == {"no changes"}
    assert ends["build-web"] == "pushed already"
    assert ends["store-JWT_SECRET"] == "has a value already"


def test_new_image_changes_the_workloads_only() -> None:
    world = rehearsal()
    world.deploy()
    world.deploy(shop(tag="bbbb"))
    changed = {id for id, result in world.ends().items() if id.startswith("deploy-") and result != "no changes"}
    assert changed == {"deploy-workload-migrate", "deploy-workload-web"}


def test_secret_gets_its_value_and_nobody_sees_it() -> None:
    world = rehearsal()
    world.deploy()
    rows = {row.logical_id: row.physical_id for row in world.cloud.stacks.resources("shop-dev-data")}
    stored = world.raw("secretsmanager").get_secret_value(SecretId=rows["JwtSecret"])
    assert stored["SecretString"] == "hunter2"
    assert "hunter2" not in repr(world.told)


def test_missing_value_stops_before_the_workloads_and_says_what_to_do() -> None:
    world = rehearsal(values=Values())
    with pytest.raises(ShipwayError, match="the secret JWT_SECRET has no value") as caught:
        world.deploy()
    assert "aws secretsmanager put-secret-value --secret-id arn:" in caught.value.next_step
    assert "shop-dev-workload-web" not in world.statuses()


def test_failed_creation_says_why_and_leaves_nothing() -> None:
    world = rehearsal([Fault("Database", message="DB instance class db.t4g.micro is not offered here")])
    with pytest.raises(StackFailed, match=r"Database \(AWS::RDS::DBInstance\): .*not offered here") as caught:
        world.deploy()
    assert "could not be created" in caught.value.what
    assert "shop-dev-data" not in world.statuses()
    assert world.statuses()["shop-dev-edge"] == "CREATE_COMPLETE"
    world.deploy()
    assert set(world.statuses().values()) <= COMPLETE


def test_failed_update_rolls_back_and_says_so() -> None:
    world = rehearsal()
    world.deploy()
    world.backend.faults.add(Fault("WebTask", message="no such memory", phase="create"))
    with pytest.raises(StackFailed, match="could not be changed: WebTask") as caught:
        world.deploy(shop(size="1024"))
    assert "it is as it was before" in caught.value.next_step
    assert world.statuses()["shop-dev-workload-web"] == "UPDATE_ROLLBACK_COMPLETE"
    world.deploy(shop(size="1024"))
    assert world.statuses()["shop-dev-workload-web"] == "UPDATE_COMPLETE"


def test_dying_task_is_shown_with_its_last_words() -> None:
    world = rehearsal([Fault("container:web", message="KeyError: 'DATABASE_URL'", times=1000)])
    with pytest.raises(StackFailed) as caught:
        world.deploy()
    assert "KeyError: 'DATABASE_URL'" in caught.value.cause
    assert "exit status 1" in caught.value.cause
    assert "shop-dev-workload-web" not in world.statuses()


def test_failing_job_stops_before_the_workloads() -> None:
    world = rehearsal([Fault("container:migrate", message="relation exists", exit_status=3)])
    with pytest.raises(StackFailed, match="the job migrate failed") as caught:
        world.deploy()
    assert "exit status 3" in caught.value.cause
    assert "relation exists" in caught.value.cause
    assert "shop-dev-workload-web" not in world.statuses()
    world.deploy()
    assert world.ends()["run-migrate"] == "exit status 0"


class Interrupted(BaseException):
    """As a user's Ctrl-C: nothing but `finally` sees it."""


@pytest.mark.parametrize("after", [1, 4, 9, 15, 22, 30, 40, 50, 60, 70, 80])
def test_interrupted_anywhere_the_next_run_ends_right(after: int) -> None:
    world, left = rehearsal(), [after]

    def impatient(event: Event) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Interrupted

    planned = world.plan(shop())
    with pytest.raises(Interrupted):
        apply(planned, world.cloud, impatient)
    world.deploy()
    assert set(world.statuses().values()) <= COMPLETE
    assert world.ends()["wait-web"] == "2 of 2 running"


def test_plan_that_was_overtaken_is_refused() -> None:
    world = rehearsal()
    early = world.plan(shop())
    world.deploy()
    with pytest.raises(PlanOutdated, match="the plan is out of date"):
        apply(early, world.cloud, silent)
    with pytest.raises(PlanOutdated, match="without looking at AWS"):
        apply(plan(shop()), world.cloud, silent)


def test_offline_plan_deploys_where_nothing_is() -> None:
    world = rehearsal()
    apply(plan(shop()), world.cloud, silent)
    assert world.statuses()["shop-dev-workload-web"] == "CREATE_COMPLETE"


def test_unplanned_replacement_is_stopped_before_it_begins() -> None:
    world = rehearsal()
    world.deploy()
    changed = shop()
    smaller = tuple(
        replace(one, properties={**one.properties, "MasterUsername": "other"}) if one.id == "Database" else one
        for one in changed.resources
    )
    planned = world.plan(replace(changed, resources=smaller))
    blind = replace(planned, changes=())
    with pytest.raises(PlanOutdated, match=r"it would replace Database \(AWS::RDS::DBInstance\)") as caught:
        apply(blind, world.cloud, silent)
    assert "plan again" in caught.value.next_step
    assert world.statuses()["shop-dev-data"] == "CREATE_COMPLETE"


def test_blockers_stop_everything() -> None:
    world, found = rehearsal(), Diagnostics()
    found.blocker("cost", "a budget is exceeded", Origin("shipway.yaml", 4), fix="raise `budget:`")
    with pytest.raises(ShipwayError, match=r"nothing was deployed: 1 finding.*\n  shipway.yaml:4: a budget"):
        apply(world.plan(shop()), world.cloud, silent, blockers=tuple(found))
    assert world.statuses() == {}


def test_missing_docker_stops_before_anything_is_made() -> None:
    class NoDocker:
        def available(self) -> str | None:
            return "docker is not installed"

    world = rehearsal()
    cloud = replace(world.cloud, builder=NoDocker())  # type: ignore[arg-type]
    with pytest.raises(BuildFailed, match="nothing was deployed: web cannot be built: docker is not installed"):
        apply(world.plan(shop()), cloud, silent)
    assert world.statuses() == {}


def test_renamed_workload_moves_without_leftovers() -> None:
    world = rehearsal()
    world.deploy()
    world.deploy(shop(workloads=("app",)))
    assert "shop-dev-workload-web" not in world.statuses()
    assert "WebGroup" not in {row.logical_id for row in world.cloud.stacks.resources("shop-dev-network")}
    assert set(world.statuses().values()) <= COMPLETE


def test_failure_is_told_before_it_is_raised() -> None:
    world = rehearsal([Fault("Database", message="no room")])
    with pytest.raises(StackFailed):
        world.deploy()
    (failed,) = (event for event in world.told if isinstance(event, StepFailed))
    assert failed.step == "deploy-data"
    assert "no room" in failed.reason


def test_long_template_goes_through_the_bucket() -> None:
    world = rehearsal()
    big = shop()
    filler = {f"Filler{n}": "x" * 250 for n in range(250)}
    more = tuple(
        replace(one, properties={**one.properties, "Tags": _tags(filler)}) if one.id == "Net" else one
        for one in big.resources
    )
    world.deploy(replace(big, resources=more))
    keys = list(world.cloud.objects.list(_bucket(world), "templates/shop/dev/network-"))
    assert len(keys) == 1


def test_release_is_recorded() -> None:
    world = rehearsal()
    release = world.deploy()
    body = world.cloud.objects.get(_bucket(world), release.key())
    assert body is not None
    assert json.loads(body)["plan_digest"] == release.plan_digest
    assert list(world.cloud.objects.list(_bucket(world), "locks/")) == []


def _bucket(world: Rehearsal) -> str:
    return next(row.physical_id for row in world.cloud.stacks.resources("shipway-bootstrap"))


def _tags(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]
