"""The plan of a small shop: order, inputs, changes, and the same bytes every time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.shop import facts, plan, shop

from shipway.plan.model import (
    Action,
    BuildImage,
    DeployStack,
    Facts,
    Output,
    Physical,
    Plan,
    ProtectStack,
    RemoveStack,
    RunJob,
    StoreSecret,
    WaitService,
)
from shipway.plan.planfile import write


def ids(planned: Plan) -> list[str]:
    return [step.id for step in planned.steps]


def step(planned: Plan, id: str) -> object:
    return next(step for step in planned.steps if step.id == id)


def test_first_deployment_in_order() -> None:
    order = [id for id in ids(plan(shop())) if not id.startswith("protect-")]
    assert order == [
        "deploy-bootstrap",
        "deploy-registry",
        "build-web",
        "deploy-network",
        "deploy-data",
        "deploy-edge",
        "store-JWT_SECRET",
        "deploy-workload-migrate",
        "run-migrate",
        "deploy-workload-web",
        "wait-web",
    ]


def test_the_accounts_stack_comes_before_every_other() -> None:
    """It has the bucket in which the lock is, and templates that are too long for a request."""
    deploys = [one for one in plan(shop()).steps if isinstance(one, DeployStack)]
    assert deploys[0].id == "deploy-bootstrap"
    assert deploys[0].after == ()
    assert all("deploy-bootstrap" in one.after for one in deploys[1:])


def test_data_and_edge_deploy_at_the_same_time() -> None:
    planned = plan(shop())
    for key in ("data", "edge"):
        found = step(planned, f"deploy-{key}")
        assert isinstance(found, DeployStack)
        assert not {"deploy-data", "deploy-edge"} & set(found.after)


def test_workloads_wait_for_their_secrets_and_jobs() -> None:
    found = step(plan(shop()), "deploy-workload-web")
    assert isinstance(found, DeployStack)
    assert {"store-JWT_SECRET", "run-migrate", "build-web"} <= set(found.after)


def test_inputs_are_outputs_of_earlier_steps() -> None:
    planned = plan(shop())
    workload = step(planned, "deploy-workload-web")
    assert isinstance(workload, DeployStack)
    assert dict(workload.parameters)["ImageOfWeb"] == Output("build-web", "Image")
    assert dict(workload.parameters)["WebTargetsRef"] == Output("deploy-edge", "WebTargetsRef")
    build = step(planned, "build-web")
    assert isinstance(build, BuildImage)
    assert build.repository == Physical("deploy-registry", "WebRepository")


def test_job_runs_where_the_services_run() -> None:
    job = step(plan(shop()), "run-migrate")
    assert isinstance(job, RunJob)
    assert job.cluster == Output("deploy-network", "ClusterRef")
    assert job.task_definition == Physical("deploy-workload-migrate", "MigrateTask")
    assert job.log_group == "/ecs/shop-dev/migrate"
    assert job.public_ip is True


def test_secret_says_where_its_value_is() -> None:
    stored = step(plan(shop()), "store-JWT_SECRET")
    assert isinstance(stored, StoreSecret)
    assert str(stored.source) == ".env:3"


def test_an_action_comes_after_another_that_says_so() -> None:
    topology = shop()
    first = tuple(
        replace(one, before=("store-JWT_SECRET",)) if one.id == "build-web" else one for one in topology.actions
    )
    stored = step(plan(replace(topology, actions=first)), "store-JWT_SECRET")
    assert isinstance(stored, StoreSecret)
    assert stored.after == ("deploy-data", "build-web")


def test_service_is_waited_for() -> None:
    waited = step(plan(shop()), "wait-web")
    assert isinstance(waited, WaitService)
    assert waited.after == ("deploy-network", "deploy-workload-web")


def test_protection_comes_last_and_spares_workloads() -> None:
    planned = plan(shop())
    last = [one for one in planned.steps if isinstance(one, ProtectStack)]
    assert [one.stack for one in last] == ["bootstrap", "registry", "network", "data", "edge"]
    assert planned.steps[-len(last) :] == tuple(last)


def test_protected_stack_is_not_protected_again() -> None:
    live = facts(shop())
    data = replace(live.stacks["shop-dev-data"], protected=True)
    known = replace(live, stacks={**live.stacks, "shop-dev-data": data})
    assert "protect-data" not in ids(plan(shop(), known))


def test_everything_is_added_at_first() -> None:
    planned = plan(shop())
    assert {change.action for change in planned.changes} == {Action.ADD}
    assert len(planned.changes) == len(shop().resources)
    assert planned.known is False


def test_nothing_changes_where_all_is_deployed() -> None:
    planned = plan(shop(), facts(shop()))
    assert planned.changes == ()
    assert [id for id in ids(planned) if id.startswith("deploy-")] == [
        id for id in ids(plan(shop())) if id.startswith("deploy-")
    ]


def test_new_image_shows_its_tag() -> None:
    changes = plan(shop(tag="bbbb"), facts(shop(), images={})).changes
    task = next(change for change in changes if change.resource == "WebTask")
    assert task.action is Action.REPLACE
    assert [p.after for p in task.properties] == ['"web:bbbb"']


def test_property_by_property() -> None:
    planned = plan(shop(size="1024"), facts(shop()))
    task = next(change for change in planned.changes if change.resource == "WebTask")
    (memory,) = (p for p in task.properties if p.path == "/Properties/Memory")
    assert (memory.before, memory.after, memory.requires) == ('"512"', '"1024"', "always")


def test_removed_workload_goes_after_its_successor() -> None:
    planned = plan(shop(workloads=("app",)), facts(shop()))
    order = ids(planned)
    assert order.index("wait-app") < order.index("remove-workload-web") < order.index("trim-network")
    removed = step(planned, "remove-workload-web")
    assert isinstance(removed, RemoveStack)
    assert {c.resource for c in planned.changes if c.stack == "workload-web"} == {
        "WebLines",
        "WebRole",
        "WebTask",
        "WebService",
    }


def test_what_running_tasks_hold_is_kept_until_they_are_gone() -> None:
    planned = plan(shop(workloads=("app",)), facts(shop()))
    network, trim = step(planned, "deploy-network"), step(planned, "trim-network")
    assert isinstance(network, DeployStack)
    assert isinstance(trim, DeployStack)
    assert network.keeps == ("WebGroup",)
    assert trim.keeps == ()
    assert "remove-workload-web" in step(planned, "trim-edge").after  # type: ignore[attr-defined]


def test_removed_database_is_named_as_a_loss() -> None:
    planned = plan(shop(data=False), facts(shop()))
    database = next(change for change in planned.changes if change.resource == "Database")
    assert (database.action, database.holds_data, database.stack) == (Action.REMOVE, True, "data")
    order = ids(planned)
    assert order.index("wait-web") < order.index("remove-data")


def test_leftover_of_a_failed_creation_counts_as_nothing() -> None:
    live = facts(shop())
    broken = replace(live.stacks["shop-dev-data"], status="ROLLBACK_COMPLETE")
    planned = plan(shop(), replace(live, stacks={**live.stacks, "shop-dev-data": broken}))
    assert {(c.stack, c.action) for c in planned.changes} == {("data", Action.ADD)}


def test_shared_stacks_carry_no_environment() -> None:
    tags = {stack.key: dict(stack.tags) for stack in plan(shop()).stacks}
    own = {"shipway:app": "shop", "shipway:environment": "dev"}
    assert tags["bootstrap"] == {"shipway:stack": "bootstrap", "shipway:kind": "account"}
    assert tags["registry"] == {
        "shipway:app": "shop",
        "shipway:stack": "registry",
        "shipway:kind": "application",
    }
    assert tags["data"] == own | {"shipway:stack": "data", "shipway:kind": "environment"}
    assert tags["workload-web"] == own | {
        "shipway:stack": "workload-web",
        "shipway:kind": "workload",
        "shipway:subject": "web",
    }


def test_a_workload_that_never_runs_twice_says_so_in_its_tags() -> None:
    stacks = {stack.key: dict(stack.tags) for stack in plan(shop(single=("web",))).stacks}
    assert stacks["workload-web"]["shipway:single"] == "true"
    assert "shipway:single" not in stacks["workload-migrate"]


def test_base_digest_moves_with_what_is_deployed() -> None:
    one = facts(shop())
    other = facts(shop(size="1024"))
    busy = {name: replace(live, status="UPDATE_IN_PROGRESS") for name, live in one.stacks.items()}
    assert plan(shop(), one).base_digest == plan(shop(), replace(one, stacks=busy)).base_digest
    assert plan(shop(), one).base_digest != plan(shop(), other).base_digest
    assert plan(shop(), one).base_digest != plan(shop(), Facts()).base_digest


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["web", "worker", "beat", "api"]), min_size=1, max_size=4, unique=True), st.booleans())
def test_same_bytes_and_every_step_after_what_it_needs(workloads: list[str], data: bool) -> None:
    names = tuple(workloads)
    planned = plan(shop(workloads=names, data=data), facts(shop()))
    assert write(planned) == write(plan(shop(workloads=names, data=data), facts(shop())))
    done: set[str] = set()
    for one in planned.steps:
        assert done.issuperset(one.after)
        done.add(one.id)
