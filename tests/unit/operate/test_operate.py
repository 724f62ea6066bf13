"""status, losses, destroy and drift over the embedded cloud."""

from __future__ import annotations

import pytest
from unit.embedded import Rehearsal, rehearsal
from unit.shop import shop

from shipway.deploy.events import Event, StepEnded, silent
from shipway.errors import Declined
from shipway.operate.destroy import destroy
from shipway.operate.drift import drift
from shipway.operate.losses import losses
from shipway.operate.status import status
from shipway.rehearse.faults import Fault


@pytest.fixture
def world() -> Rehearsal:
    found = rehearsal()
    found.deploy()
    return found


def test_status_needs_nothing_but_the_names(world: Rehearsal) -> None:
    seen = status("shop", "dev", world.cloud)
    assert [stack.key for stack in seen.stacks] == [
        "registry", "network", "data", "edge", "workload-migrate", "workload-web",
    ]  # fmt: skip
    (web,) = seen.services
    assert (web.workload, web.desired, web.running, web.rollout) == ("web", 2, 2, "COMPLETED")
    assert web.images[0].startswith("123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web@sha256:")
    assert len(seen.urls) == 1
    assert seen.urls[0].endswith(".amazonaws.com/health")


def test_status_of_nothing_is_empty(world: Rehearsal) -> None:
    assert status("shop", "production", world.cloud).empty


def test_losses_are_named_with_their_fate(world: Rehearsal) -> None:
    found = losses("shop", "dev", world.cloud)
    fates = {item.resource: (item.kind, item.gone) for item in found.items}
    assert fates["Database"] == ("database", False)
    assert fates["JwtSecret"] == ("secret", True)
    assert fates["WebRepository"] == ("image repository", True)
    assert [key for key, _ in found.stacks][:2] == ["workload-web", "workload-migrate"]
    assert [key for key, _ in found.stacks][-1] == "registry"
    assert [name for name, _ in found.kept] == ["shipway-bootstrap"]


def test_destroy_wants_a_yes(world: Rehearsal) -> None:
    before = world.statuses()
    with pytest.raises(Declined, match="nothing was removed"):
        destroy("shop", "dev", world.cloud, silent, confirmed=False)
    assert world.statuses() == before


def test_destroy_leaves_the_bootstrap_only(world: Rehearsal) -> None:
    told: list[Event] = []
    removed = destroy("shop", "dev", world.cloud, told.append, confirmed=True)
    assert set(world.statuses()) == {"shipway-bootstrap"}
    assert removed[0].startswith("shop-dev-workload-")
    assert {event.result for event in told if isinstance(event, StepEnded)} == {"removed"}
    assert destroy("shop", "dev", world.cloud, silent, confirmed=True) == ()


def test_registry_stays_for_another_environment(world: Rehearsal) -> None:
    world.deploy(shop(workloads=("api",), environment="production"))
    destroy("shop", "dev", world.cloud, silent, confirmed=True)
    kept = dict(losses("shop", "dev", world.cloud).kept)
    assert "shop-registry" in world.statuses()
    assert "other environments of shop use it" in kept["shop-registry"]
    assert status("shop", "production", world.cloud).services[0].running == 2


def test_deletion_that_fails_at_first_is_tried_again(world: Rehearsal) -> None:
    message = "resource sg-1 has a dependent object"
    world.backend.faults.add(Fault("WebGroup", code="DependencyViolation", message=message, phase="delete", times=2))
    destroy("shop", "dev", world.cloud, silent, confirmed=True)
    assert set(world.statuses()) == {"shipway-bootstrap"}


def test_environment_can_be_made_again_after_its_removal(world: Rehearsal) -> None:
    destroy("shop", "dev", world.cloud, silent, confirmed=True)
    world.deploy()
    assert set(world.statuses().values()) == {"CREATE_COMPLETE"}


def test_untouched_environment_has_no_drift(world: Rehearsal) -> None:
    found = drift("shop", "dev", world.cloud)
    assert found.clean
    assert {stack.status for stack in found.stacks} == {"IN_SYNC"}
