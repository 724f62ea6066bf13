"""The seed systems of examples/, planned once for all tests of a session."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shipway.adapters.files import DiskReader
from shipway.compose.load import load
from shipway.diagnostics import Diagnostics, Severity
from shipway.inputs import vocabulary
from shipway.lower.decide.environment import choose
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.model.application import Application
from shipway.plan.assemble import assemble
from shipway.plan.model import Facts, Plan
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.graph import Topology
from shipway.topology.synthesize import synthesize

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class System:
    """One planned example; the tests ask it what the user would see or AWS would get."""

    application: Application
    topology: Topology
    plan: Plan
    diagnostics: Diagnostics

    def templates(self) -> Mapping[str, Mapping[str, Any]]:
        return {stack.key: stack.template for stack in self.plan.stacks}

    def resources(self, type: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """(logical id, properties) of every resource of a type, over all stacks."""
        for template in self.templates().values():
            for id, resource in template["Resources"].items():
                if resource["Type"] == type:
                    yield id, resource.get("Properties", {})

    def container(self, workload: str) -> Mapping[str, Any]:
        """The main container of a workload's task definition."""
        template = self.templates()[f"workload-{workload}"]
        (task,) = (r for r in template["Resources"].values() if r["Type"] == "AWS::ECS::TaskDefinition")
        containers = task["Properties"]["ContainerDefinitions"]
        return next(c for c in containers if c["Name"] == workload)

    def delivered(self, workload: str) -> dict[str, str]:
        """Variable → `plain` or `secret`, as the workload's main container gets it."""
        container = self.container(workload)
        plain = {pair["Name"]: "plain" for pair in container.get("Environment", [])}
        return plain | {pair["Name"]: "secret" for pair in container.get("Secrets", [])}

    def written(self) -> str:
        """Everything that would be written or said, as one text."""
        said = "\n".join(f"{d.summary} {d.detail} {d.fix}" for d in self.diagnostics)
        return json.dumps([dict(stack.template) for stack in self.plan.stacks]) + said


@cache
def planned(name: str, environment: str | None) -> System:
    folder, diagnostics = EXAMPLES / name, Diagnostics()
    project = load(DiskReader(folder), directory=str(folder), environ={}, diagnostics=diagnostics)
    manifest = read((folder / "shipway.yaml").read_text(), "shipway.yaml", vocabulary(), diagnostics)
    choice = choose(manifest, environment, None, diagnostics)
    lowered = lower(project, manifest, diagnostics, choice=choice, offers=offers(TARGET.stores))
    topology = design(lowered.application, lowered.environment, diagnostics)
    stopping = [str(one) for one in diagnostics if one.severity in (Severity.ERROR, Severity.BLOCKER)]
    assert not stopping, "an example is ready to deploy"
    plan = assemble(topology, synthesize(topology), Facts())
    return System(lowered.application, topology, plan, diagnostics)


@pytest.fixture
def system() -> Callable[..., System]:
    """`system("megilance")`, or `system("pegasus", "production")`."""
    return lambda name, environment=None: planned(name, environment)
