"""A Lightsail container service from its deployment to its end: waited for, looked at, explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.deploy.spies import deployment, finished
from unit.embedded import Rehearsal, Values, rehearsal
from unit.targets.lightsail.place import designed

from shipway.deploy.addresses import addresses
from shipway.deploy.inspected import inspect
from shipway.deploy.services import SERVICES, TYPES
from shipway.deploy.steps.wait_container_service import wait_container_service
from shipway.deploy.verify import Status, verify
from shipway.errors import StackFailed
from shipway.operate.destroy import destroy
from shipway.operate.losses import losses
from shipway.operate.status import status
from shipway.plan.model import WaitContainerService
from shipway.ports import Cloud
from shipway.rehearse.faults import Fault
from shipway.resources.facts import types
from shipway.topology.graph import Topology

COMPOSE = "  web: {{image: 'example/web:{tag}', ports: ['80:8000'], environment: {{JWT_SECRET: hunter2}}}}\n"
STEP = WaitContainerService("wait", (), "shop-dev", "shop-dev", ("web",))


def shop(tag: str = "1", environment: str = "") -> Topology:
    return designed(COMPOSE.format(tag=tag), "services: {web: {health: /up}}", environment)[0]


def world(*faults: Fault) -> Rehearsal:
    return rehearsal(faults, Values(JWT_SECRET="hunter2"))


def test_every_service_is_asked_by_a_port_that_there_is() -> None:
    named = {"tasks", "container_services"}
    assert set(SERVICES) == named <= {*Cloud.__annotations__}
    assert set(TYPES) == set(types(lambda known: known.service))


def test_it_is_deployed_verified_changed_and_removed() -> None:
    one = world()
    one.deploy(shop())
    assert one.ends()["wait-containers"] == "deployment 1 is active"
    assert one.ends()["store-JWT_SECRET"] == "stored"
    report = verify(one.plan(shop()), one.cloud)
    found = {check.name: (check.subject, check.status, check.evidence) for check in report.checks}
    assert found["service steady"] == ("shop-dev", Status.PASSED, "it is RUNNING, deployment 1 is ACTIVE")
    assert found["route answers"][0].endswith(".us-east-1.cs.amazonlightsail.com/up")
    assert found["route answers"][1:] == (Status.PASSED, "200 OK")
    assert Status.UNSEEN not in {check.status for check in report.checks}
    assert one.plan(shop()).changes == ()

    one.deploy(shop("2"))
    assert one.ends()["wait-containers"] == "deployment 2 is active"
    seen = status("shop", "dev", one.cloud)
    assert [(s.workload, s.desired, s.running, s.rollout, s.images) for s in seen.services] == [
        ("shop-dev", 1, 1, "ACTIVE", ("example/web:2",))
    ]
    assert seen.urls == (found["route answers"][0],)

    assert [item.kind for item in losses("shop", "dev", one.cloud).items] == ["secret"]
    gone = destroy("shop", "dev", one.cloud, one.told.append, confirmed=True)
    assert gone == ("shop-dev-containers", "shop-dev-data")
    assert one.cloud.container_services.look("shop-dev") is None


def test_the_secret_reaches_the_container_and_no_template() -> None:
    one = world()
    one.deploy(shop())
    (row,) = one.raw("lightsail").get_container_services(serviceName="shop-dev")["containerServices"]
    assert row["currentDeployment"]["containers"]["web"]["environment"] == {"JWT_SECRET": "hunter2"}
    live = one.cloud.stacks.find("shop-dev-containers")
    assert live is not None
    assert "hunter2" not in repr(live)
    assert "hunter2" not in repr(
        one.backend.region("us-east-1").store.find("AWS::Lightsail::Container", "shop-dev").state
    )  # type: ignore[union-attr]


def test_a_size_changes_in_place() -> None:
    one = world()
    one.deploy(shop())
    planned = one.plan(shop(environment="size: large, scale: 2"))
    assert [(change.resource, change.action.value) for change in planned.changes] == [("ContainerService", "change")]
    one.deploy(shop(environment="size: large, scale: 2"))
    state = one.cloud.container_services.look("shop-dev")
    assert state is not None
    assert (state.scale, state.version, state.steady) == (2, 1, True)


def test_a_container_that_dies_is_explained_by_its_last_lines() -> None:
    one = world(Fault("container:web", message="no such table: users"))
    with pytest.raises(StackFailed) as caught:
        one.deploy(shop())
    assert "The deployment 1 of shop-dev has failed" in caught.value.what
    assert "deployment 1 failed\n  web: no such table: users" in caught.value.what
    assert one.cloud.container_services.look("shop-dev") is None
    one.deploy(shop())
    assert one.ends()["wait-containers"] == "deployment 1 is active"


def test_a_failed_change_leaves_what_ran() -> None:
    one = world(Fault("container:web", nth=2, message="no such table: users"))
    one.deploy(shop())
    with pytest.raises(StackFailed) as caught:
        one.deploy(shop("2"))
    assert caught.value.next_step.startswith("it is as it was before")
    state = one.cloud.container_services.look("shop-dev")
    assert state is not None
    assert (state.steady, state.images) == (True, ("example/web:1",))


def failed() -> Rehearsal:
    """A service whose newest deployment failed by itself, while an older one goes on."""
    one = world()
    one.deploy(shop())
    state = one.backend.region("us-east-1").store.find("AWS::Lightsail::Container", "shop-dev").state  # type: ignore[union-attr]
    newest = replace(state.deployments[0], version=2, state="FAILED")
    state.deployments.insert(0, newest)
    state.lines["web"] = [(one.cloud.clock.now(), "port 8000 is taken\n")]
    return one


def test_the_wait_says_why_the_newest_deployment_does_not_run() -> None:
    one = failed()
    with pytest.raises(StackFailed) as caught:
        finished(wait_container_service(deployment(one.plan(shop()), one.cloud), STEP), one.cloud)
    assert caught.value.what == (
        "the container service shop-dev does not run its newest deployment: deployment 2 failed\n"
        "  web: port 8000 is taken"
    )
    assert caught.value.next_step == "what ran before goes on; correct the cause, then run the same command again"


def test_verify_and_status_see_it_too() -> None:
    one = failed()
    report = verify(one.plan(shop()), one.cloud)
    (check,) = [check for check in report.checks if check.name == "service steady"]
    assert (check.status, check.evidence) == (Status.FAILED, "it is RUNNING, deployment 2 is FAILED")
    (service,) = status("shop", "dev", one.cloud).services
    assert (service.running, service.rollout, service.note) == (1, "FAILED", "deployment 2 failed, and 1 goes on")


@pytest.mark.parametrize("state", ["DEPLOYING", "UPDATING"])
def test_the_wait_has_an_end(state: str) -> None:
    one = world()
    one.deploy(shop())
    one.backend.region("us-east-1").store.find("AWS::Lightsail::Container", "shop-dev").state.status = state  # type: ignore[union-attr]
    with pytest.raises(StackFailed, match="does not run its newest deployment after 20 minutes"):
        finished(wait_container_service(deployment(one.plan(shop()), one.cloud), STEP), one.cloud, seconds=60)


def test_a_service_that_was_removed_by_hand_is_named() -> None:
    one = world()
    with pytest.raises(StackFailed, match="the container service shop-dev is not there"):
        finished(wait_container_service(deployment(one.plan(shop()), one.cloud), STEP), one.cloud)


def test_a_service_without_endpoint_has_no_address() -> None:
    one = world()
    one.deploy(designed("  bot: {image: 'example/bot:1'}\n")[0])
    assert addresses(inspect(one.cloud.stacks, [("containers", "shop-dev-containers")])) == ()
    state = one.cloud.container_services.look("shop-dev")
    assert state is not None
    assert one.cloud.http.get(state.url).status == 404
