"""Named checks over the embedded cloud, good and bad."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.embedded import Rehearsal, rehearsal
from unit.shop import plan, shop

from shipway.deploy.verify import Check, Status, verify
from shipway.ports import Answer


@pytest.fixture(scope="module")
def world() -> Rehearsal:
    found = rehearsal()
    found.deploy()
    return found


def checks(world: Rehearsal, **ports: object) -> dict[tuple[str, str], Check]:
    report = verify(world.plan(shop()), replace(world.cloud, **ports))  # type: ignore[arg-type]
    return {(check.name, check.subject): check for check in report.checks}


def test_fresh_deployment_passes_with_evidence(world: Rehearsal) -> None:
    report = verify(world.plan(shop()), world.cloud)
    assert [check for check in report.checks if check.status is Status.FAILED] == []
    assert report.passed
    assert report.cloud == "the embedded cloud"
    assert all(check.evidence for check in report.checks)
    assert {check.name for check in report.checks} >= {
        "stack complete",
        "image present",
        "service steady",
        "targets healthy",
        "route answers",
        "secret has a value",
        "data store available",
        "log group retained",
        "nothing public but the load balancer",
    }


def test_rehearsal_says_what_only_aws_can_answer(world: Rehearsal) -> None:
    open_questions = {name for (name, _), check in checks(world).items() if check.status is Status.ONLY_AWS}
    assert open_questions == {"capacity", "quotas", "images start", "datastores accept connections"}
    assert not any(check.status is Status.ONLY_AWS for check in checks(world, real=True).values())


def test_silent_route_fails(world: Rehearsal) -> None:
    class Silent:
        def get(self, url: str, host: str | None = None) -> Answer:
            return Answer(502, "Bad Gateway")

    found = [check for (name, _), check in checks(world, http=Silent()).items() if name == "route answers"]
    assert [(check.status, check.evidence) for check in found] == [(Status.FAILED, "502 Bad Gateway")]


def test_nothing_deployed_fails_stack_by_stack() -> None:
    report = verify(plan(shop()), rehearsal().cloud)
    failed = {check.subject: check.evidence for check in report.checks if check.status is Status.FAILED}
    assert failed["network"] == "there is no stack shop-dev-network"
    assert not report.passed


def test_image_that_is_gone_is_noticed() -> None:
    world = rehearsal()
    world.deploy()
    world.cloud.images.clear("shop/web")
    found = checks(world)[("image present", "web")]
    assert (found.status, found.evidence) == (Status.FAILED, "the registry has no web:aaaa")
