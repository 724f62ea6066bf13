"""Every kind of step has its title, its rank and its interpreter: a new one is forgotten nowhere."""

from __future__ import annotations

from typing import get_args

import pytest

from shipway.deploy.steps.table import INTERPRETERS
from shipway.diagnostics import Origin
from shipway.plan.kinds import KINDS, rank, title
from shipway.plan.model import (
    BuildImage,
    DeployStack,
    ProtectStack,
    RemoveStack,
    RunJob,
    Step,
    StoreSecret,
    WaitContainerService,
    WaitService,
)
from shipway.topology.graph import StackKind

STEPS: list[tuple[Step, str, int]] = [
    (DeployStack("deploy-network", "network", ()), "deploy network", 1),
    (DeployStack("d", "web", (), kind=StackKind.WORKLOAD), "deploy web", 6),
    (DeployStack("t", "network", (), tidies=True), "tidy up network", 9),
    (BuildImage("b", (), "web", "1f2e", "shop/web"), "build web:1f2e", 2),
    (BuildImage("b", (), "db", "", None, "postgres:17"), "use postgres:17", 2),
    (StoreSecret("s", (), "JWT", "arn", Origin(".env", 3)), "store JWT from .env:3", 3),
    (StoreSecret("s", (), "JWT", "arn", None), "look for JWT", 3),
    (RunJob("r", (), "migrate", "c", "t", ("s",), "g"), "run migrate", 5),
    (WaitService("w", (), "web", "c", "s"), "wait for web", 7),
    (WaitContainerService("c", (), "shop-dev", "shop-dev", ("web",)), "wait for shop-dev", 7),
    (RemoveStack("x", (), "web"), "remove web", 8),
    (ProtectStack("p", (), "network"), "protect network", 10),
]


def test_the_tables_have_every_kind_of_step() -> None:
    assert KINDS.keys() == set(get_args(Step))
    assert INTERPRETERS.keys() == set(get_args(Step))
    assert {type(step) for step, _, _ in STEPS} == set(get_args(Step))


@pytest.mark.parametrize(("step", "said", "place"), STEPS)
def test_titles_and_ranks(step: Step, said: str, place: int) -> None:
    assert (title(step), rank(step)) == (said, place)
