"""What `apply` and `destroy` report while they run; views turn it into lines, the core never prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shipway.ports import StackEvent
from shipway.records import record


@record
class StepBegun:
    """A step starts. title: `deploy network`; position counts from 1 up to `total`."""

    step: str
    title: str
    time: datetime
    position: int
    total: int


@record
class StackProgress:
    """One line of a stack's live history. stack: its name in CloudFormation, event: as AWS reported it."""

    step: str
    stack: str
    event: StackEvent


@record
class Note:
    """Something to say while a step runs (step "" for none): `image web is pushed already`."""

    step: str
    text: str


@record
class StepEnded:
    """A step succeeded. result: `no changes`, `exit status 0`…; seconds: how long it took by the cloud's clock."""

    step: str
    title: str
    result: str
    seconds: float


@record
class StepFailed:
    """A step failed with `reason`; running steps are still waited for, and no other is started."""

    step: str
    title: str
    reason: str
    seconds: float


Event = StepBegun | StackProgress | Note | StepEnded | StepFailed
Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """A Progress that tells nobody."""
