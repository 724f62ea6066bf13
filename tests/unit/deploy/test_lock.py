"""One deployer at a time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from unit.embedded import Rehearsal, rehearsal
from unit.shop import shop

from shipway.deploy.apply import apply
from shipway.deploy.bucket import bootstrap_bucket
from shipway.deploy.events import Event, Note, silent
from shipway.deploy.lock import Lock, held
from shipway.errors import Locked, StackFailed
from shipway.rehearse.faults import Fault

KEY = "locks/shop/dev.json"


@pytest.fixture(scope="module")
def world() -> Rehearsal:
    found = rehearsal()
    found.deploy()
    return found


def bucket(world: Rehearsal) -> str:
    found = bootstrap_bucket(world.cloud.stacks)
    assert found is not None
    return found


def lock(world: Rehearsal, holder: str) -> Lock:
    return Lock(world.cloud.objects, world.cloud.clock, bucket(world), "shop", "dev", holder)


def test_second_deployer_is_told_who_is_first(world: Rehearsal) -> None:
    with held(lock(world, "ada"), silent):
        with pytest.raises(Locked, match="ada has been deploying this environment since") as caught:
            lock(world, "bob").take(silent)
        assert f"/{KEY}" in caught.value.next_step
    assert world.cloud.objects.get(bucket(world), KEY) is None


def test_deploy_while_another_does(world: Rehearsal) -> None:
    with held(lock(world, "ada"), silent), pytest.raises(Locked):
        apply(world.plan(shop()), world.cloud, silent)


def test_stale_lock_is_broken_with_a_word(world: Rehearsal) -> None:
    told: list[Event] = []
    lock(world, "ada").take(silent)
    world.cloud.clock.sleep(timedelta(hours=1, seconds=1).total_seconds())
    second = lock(world, "bob")
    second.take(told.append)
    assert [event.text for event in told if isinstance(event, Note)] == [
        "the lock of ada is older than an hour, so it was broken"
    ]
    second.release()


def test_unreadable_lock_is_stale(world: Rehearsal) -> None:
    world.cloud.objects.put(bucket(world), KEY, b"?")
    with held(lock(world, "bob"), silent):
        body = world.cloud.objects.get(bucket(world), KEY)
        assert body is not None
        assert json.loads(body)["holder"] == "bob"


def test_long_deployment_stays_alive(world: Rehearsal) -> None:
    first = lock(world, "ada")
    first.take(silent)
    for _ in range(9):
        world.cloud.clock.sleep(600)
        first.renew()
    with pytest.raises(Locked):
        lock(world, "bob").take(silent)
    first.release()
    assert world.cloud.objects.get(bucket(world), KEY) is None


def test_lock_of_somebody_else_is_not_given_back(world: Rehearsal) -> None:
    first = lock(world, "ada")
    first.take(silent)
    world.cloud.objects.put(bucket(world), KEY, b"{}")
    first.renew()
    first.release()
    assert world.cloud.objects.get(bucket(world), KEY) == b"{}"
    world.cloud.objects.delete(bucket(world), KEY)


def test_lock_is_given_back_after_a_failure() -> None:
    world = rehearsal([Fault("Database")])
    with pytest.raises(StackFailed):
        world.deploy()
    assert world.cloud.objects.get(bucket(world), KEY) is None
