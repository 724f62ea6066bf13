"""What is deployed and designed no more: whose it is, and when it goes."""

from __future__ import annotations

from dataclasses import replace

from unit.shop import facts, plan, shop

from shipway.plan.changes import removed
from shipway.plan.model import DeployStack, Facts, Plan
from shipway.topology.synthesize import synthesize


def after(planned: Plan, id: str) -> set[str]:
    return set(next(step.after for step in planned.steps if step.id == id))


def test_another_environments_stacks_are_none_of_ours() -> None:
    """Mutation: removals are not filtered by environment."""
    ours, theirs = facts(shop()), facts(shop(environment="production", workloads=("api",)))
    both = replace(ours, stacks={**ours.stacks, **theirs.stacks})
    topology = shop(workloads=("app",))
    gone = removed(topology, synthesize(topology), both)
    assert [(key, live.name) for key, live in gone] == [("workload-web", "shop-dev-workload-web")]
    assert not [step.id for step in plan(shop(), both).steps if step.id.startswith("remove-")]
    assert plan(shop(), both).changes == ()


def test_stacks_that_other_environments_share_are_never_removed() -> None:
    topology = replace(shop(), stacks=shop().stacks[2:], resources=shop().resources[2:], actions=())
    assert removed(topology, (), Facts(True, stacks=facts(shop()).stacks)) != ()
    keys = {key for key, _ in removed(topology, (), facts(shop()))}
    assert not keys & {"bootstrap", "registry"}


def test_a_workload_that_may_run_twice_goes_after_its_successor() -> None:
    planned = plan(shop(workloads=("app",)), facts(shop()))
    assert "wait-app" in after(planned, "remove-workload-web")
    assert "remove-workload-web" not in after(planned, "deploy-workload-app")


def test_a_workload_that_never_runs_twice_goes_before_its_successor() -> None:
    """Mutation `_single`: its successor may do the same work, so it is gone before that starts."""
    planned = plan(shop(workloads=("app",)), facts(shop(single=("web",))))
    assert "remove-workload-web" in after(planned, "deploy-workload-app")
    assert after(planned, "remove-workload-web") == {"deploy-bootstrap", "deploy-registry", "build-web"}


def test_a_leftover_of_a_workload_goes_first_too() -> None:
    live = facts(shop())
    broken = replace(live.stacks["shop-dev-workload-web"], status="ROLLBACK_COMPLETE")
    planned = plan(shop(workloads=("app",)), replace(live, stacks={**live.stacks, broken.name: broken}))
    assert "remove-workload-web" in after(planned, "deploy-workload-app")


def test_a_stack_without_tags_of_its_kind_goes_last() -> None:
    """What nothing is known of may be something that workloads stand on."""
    live = facts(shop())
    web = live.stacks["shop-dev-workload-web"]
    old = replace(web, tags={key: value for key, value in web.tags.items() if key != "shipway:kind"})
    planned = plan(shop(workloads=("app",)), replace(live, stacks={**live.stacks, web.name: old}))
    assert "wait-app" in after(planned, "remove-workload-web")


def test_only_the_environments_own_stacks_are_taken_apart_in_two_passes() -> None:
    live = facts(shop())
    planned = plan(shop(workloads=("app",)), live)
    keeping = {step.stack for step in planned.steps if isinstance(step, DeployStack) and step.keeps}
    tidied = {step.stack for step in planned.steps if isinstance(step, DeployStack) and step.tidies}
    assert keeping == tidied == {"network", "edge"}
