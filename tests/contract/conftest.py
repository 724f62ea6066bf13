"""The same adapters against three clouds: the embedded one, moto's server and ministack's."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

from contract import servers
from contract.differences import DIFFERENCES
from shipway.adapters.cloud import aws
from shipway.model.sensitive import Sensitive
from shipway.ports import Cloud

REGION = "us-east-1"
_numbers = itertools.count(1)


class NoValues:
    """A SecretValues that has none."""

    def value(self, name: str) -> Sensitive | None:
        return None


@dataclass
class Subject:
    """A cloud under test. raw: a boto3 client of it, for what the ports do not do themselves."""

    name: str
    cloud: Cloud
    raw: Callable[[str], Any]
    stacks: list[str] = field(default_factory=list)

    def unique(self, word: str = "contract") -> str:
        return f"{word}-{next(_numbers)}"

    def sleep(self) -> None:
        self.cloud.clock.sleep(0.1 if self.cloud.real else 5)

    def proposed(
        self,
        name: str,
        template: Mapping[str, Any],
        parameters: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> Any:
        """The change set, worked out."""
        if name not in self.stacks:
            self.stacks.append(name)
        id = self.cloud.stacks.propose(name, json.dumps(template), parameters or {}, tags or {})
        for _ in range(200):
            found = self.cloud.stacks.change_set(name, id)
            if found.status not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
                return found
            self.sleep()
        raise AssertionError("the change set was never worked out")

    def settled(self, name: str) -> Any:
        """The stack once nothing is in progress; None where it is gone."""
        for _ in range(400):
            live = self.cloud.stacks.look(name)
            if live is None or not live.status.endswith("_IN_PROGRESS") or live.status == "REVIEW_IN_PROGRESS":
                return self.cloud.stacks.find(name)
            self.sleep()
        raise AssertionError("the stack never settled")

    def made(self, template: Mapping[str, Any], **kind: Any) -> dict[str, str]:
        """Deploy a stack for what is in it: logical id → physical id."""
        name = self.unique()
        self.deployed(name, template, **kind)
        return {row.logical_id: row.physical_id for row in self.cloud.stacks.resources(name)}

    def deployed(self, name: str, template: Mapping[str, Any], **kind: Any) -> Any:
        self.cloud.stacks.execute(name, self.proposed(name, template, **kind).id)
        return self.settled(name)


def _emulated(name: str, address: str) -> Subject:
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
    cloud = aws(session, values=NoValues(), name=name, endpoint_url=address)
    return Subject(name, cloud, lambda service: session.client(service, endpoint_url=address))


@pytest.fixture(scope="session")
def embedded() -> Subject:
    from shipway.rehearse.builder import RehearsalBuilder
    from shipway.rehearse.clock import VirtualClock
    from shipway.rehearse.cloud import EmbeddedCloud
    from shipway.rehearse.session import session

    clock = VirtualClock()
    backend = EmbeddedCloud(clock=clock)
    made = session(backend, REGION)
    cloud = aws(
        made, values=NoValues(), builder=RehearsalBuilder(backend), clock=clock, name="the embedded cloud", real=False
    )
    return Subject("embedded", cloud, made.client)


@pytest.fixture(scope="session")
def moto() -> Iterator[Subject]:
    with servers.moto() as address:
        yield _emulated("moto", address)


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    folder: Path = tmp_path_factory.mktemp("ministack")
    try:
        with servers.ministack(folder) as address:
            yield _emulated("ministack", address)
    except servers.NotThere as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["embedded", "moto", "ministack"])
def subject(request: pytest.FixtureRequest) -> Subject:
    """Each cloud in turn; where it is known to differ the test must fail, so that a difference that went is noticed."""
    behaviour = request.node.originalname.removeprefix("test_")
    reason = DIFFERENCES.get(behaviour, {}).get(request.param)
    if reason:
        request.applymarker(pytest.mark.xfail(reason=f"{request.param}: {reason}", strict=True))
    found: Subject = request.getfixturevalue(request.param)
    return found
