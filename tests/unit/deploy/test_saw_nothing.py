"""H-08: a check that saw nothing says nothing, and what no check looked at is named."""

from __future__ import annotations

from typing import Any

import pytest

from shipway.deploy.checks.exposure import exposure
from shipway.deploy.checks.report import Checks, Report, Scene, Status
from shipway.deploy.checks.unseen import LOOKED_AT
from shipway.deploy.inspected import Found, Inspected
from shipway.deploy.verify import CHECKS
from shipway.plan.model import LiveStack, Plan
from shipway.resources.facts import types
from shipway.views import report as view

PLAN = Plan("shop", "dev", "other", "us-east-1", True, "", (), (), ())


class Rehearsed:
    """The cloud, as far as checks that see nothing ask it."""

    real = False
    name = "the embedded cloud"


def scene(**bodies: str) -> Scene:
    """logical id=type, in one stack."""
    resources: dict[str, Any] = {id: {"Type": type, "Properties": {}} for id, type in bodies.items()}
    live = LiveStack("shop-dev-web", "CREATE_COMPLETE", {"Resources": resources})
    found = tuple(Found("web", id, body, None) for id, body in resources.items())
    return Scene(PLAN, Rehearsed(), Inspected({"web": live}, {"web": found}))  # type: ignore[arg-type]


def said(one: Scene) -> list[tuple[str, str, Status]]:
    return [(check.name, check.subject, check.status) for look in CHECKS for check in look(one)]


@pytest.mark.parametrize("look", CHECKS, ids=lambda look: look.__name__)
def test_a_check_that_saw_nothing_says_nothing(look: Any) -> None:
    checks: Checks = look(scene(Lonely="AWS::IAM::Role"))
    assert list(checks) == []


def test_a_program_that_no_check_looks_at_is_named() -> None:
    found = said(scene(Web="AWS::AppRunner::Service"))
    assert found == [
        ("program runs", "Web", Status.UNSEEN),
        ("capacity", "dev", Status.ONLY_AWS),
        ("quotas", "dev", Status.ONLY_AWS),
        ("images start", "dev", Status.ONLY_AWS),
    ]
    report = Report("AWS", tuple(check for look in CHECKS for check in look(scene(Web="AWS::AppRunner::Service"))))
    assert list(view.human(None, report))[-1] == "0 checks passed, 0 failed, 1 not looked at"
    assert view.data(None, report)["checks"][0] == {
        "name": "program runs",
        "subject": "Web",
        "status": "unseen",
        "evidence": "no check looks at AWS::AppRunner::Service yet: whether it runs is not known",
    }


def test_a_database_alone_is_looked_at_for_its_address() -> None:
    (check,) = exposure(scene(Db="AWS::RDS::DBInstance"))
    assert check.evidence == "0 of 0 security groups let the internet in, all of them load balancers'"


def test_what_is_looked_at_runs() -> None:
    assert set(LOOKED_AT) < set(types(lambda fact: fact.runs))
