"""What `verify` found: named checks, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from shipway.deploy.inspected import Inspected
from shipway.plan.model import Plan
from shipway.ports import Cloud
from shipway.records import record


class Status(StrEnum):
    """ONLY_AWS: a rehearsal cannot tell. UNSEEN: no check knows how to look at it."""

    PASSED = "passed"
    FAILED = "failed"
    ONLY_AWS = "only-aws"
    UNSEEN = "unseen"


@record
class Check:
    """name: what is checked; subject: of what; evidence: what was seen, in a few words."""

    name: str
    subject: str
    status: Status
    evidence: str


@record
class Report:
    """cloud: where the evidence is from. passed: no check failed."""

    cloud: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        return not any(check.status is Status.FAILED for check in self.checks)


@record
class Scene:
    """What a check may look at."""

    plan: Plan
    cloud: Cloud
    seen: Inspected


Checks = Iterator[Check]


def judged(name: str, subject: str, passed: bool, evidence: str) -> Check:
    return Check(name, subject, Status.PASSED if passed else Status.FAILED, evidence)
