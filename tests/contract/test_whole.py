"""A whole environment: deployed, looked at, changed so that a stack has to give something up, and removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from unit.shop import plan, shop

from contract.conftest import Subject
from contract.test_services import MANIFEST
from shipway.deploy.apply import apply
from shipway.deploy.events import Event, StackProgress, StepEnded
from shipway.deploy.observe import observe
from shipway.deploy.verify import Status, verify
from shipway.model.sensitive import Sensitive
from shipway.operate.destroy import destroy
from shipway.operate.drift import drift
from shipway.operate.losses import losses
from shipway.operate.status import status
from shipway.plan.model import BuildImage, RunJob
from shipway.plan.planfile import read, write
from shipway.topology.graph import Topology

# What emulators do not have: targets that register themselves, and names that resolve.
UNANSWERED = {"targets healthy", "route answers"}


class OneValue:
    """A SecretValues that has a value for every secret."""

    def value(self, name: str) -> Sensitive | None:
        return Sensitive(f"the value of {name}")


class Pushes:
    """A Builder that builds nothing and pushes the same manifest every time."""

    def __init__(self, subject: Subject) -> None:
        self._registry = subject.raw("ecr")

    def available(self) -> str | None:
        return None

    def build(self, step: BuildImage, uri: str, secrets: Mapping[str, Sensitive]) -> None:
        pass

    def push(self, uri: str) -> str:
        repository, _, tag = uri.partition("/")[2].rpartition(":")
        put = self._registry.put_image(repositoryName=repository, imageManifest=MANIFEST, imageTag=tag)
        return str(put["image"]["imageId"]["imageDigest"])


def without_jobs(**settings: object) -> Topology:
    topology = shop(**settings)  # type: ignore[arg-type]
    return replace(topology, actions=tuple(one for one in topology.actions if not isinstance(one, RunJob)))


def test_environment_from_first_to_last(subject: Subject) -> None:
    cloud = replace(subject.cloud, values=OneValue(), builder=Pushes(subject))
    told: list[Event] = []
    first = without_jobs()
    planned = plan(first, observe(first, cloud))
    release = apply(read(write(planned)), cloud, told.append)
    assert release.images[0][1].partition("@")[2].startswith("sha256:")
    assert any(isinstance(event, StackProgress) for event in told)
    report = verify(planned, cloud)
    failed = [check for check in report.checks if check.status is Status.FAILED and check.name not in UNANSWERED]
    assert failed == []

    again = plan(first, observe(first, cloud))
    assert again.changes == ()
    told.clear()
    apply(again, cloud, told.append)
    ends = {event.step: event.result for event in told if isinstance(event, StepEnded)}
    assert {ends[id] for id in ends if id.startswith("deploy-")} == {"no changes"}
    assert ends["build-web"] == "pushed already"

    second = without_jobs(workloads=("app",), size="1024")
    moved = plan(second, observe(second, cloud))
    apply(moved, cloud, told.append)
    seen = status("shop", "dev", cloud)
    assert [stack.key for stack in seen.stacks] == [
        "registry", "network", "data", "edge", "workload-app", "workload-migrate",
    ]  # fmt: skip
    assert [(service.workload, service.running) for service in seen.services] == [("app", 2)]
    assert "WebGroup" not in {row.logical_id for row in cloud.stacks.resources("shop-dev-network")}
    assert drift("shop", "dev", cloud).clean

    lost = losses("shop", "dev", cloud)
    assert {item.kind for item in lost.items} == {"database", "secret", "image repository", "log group"}
    destroy("shop", "dev", cloud, told.append, confirmed=True)
    assert status("shop", "dev", cloud).empty
    assert [name for name, _ in losses("shop", "dev", cloud).kept] == ["shipway-bootstrap"]
