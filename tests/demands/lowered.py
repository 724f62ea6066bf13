"""A system of a document as its team would write it in Compose, lowered and designed for the tests of its demands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unit.files import project
from unit.strict import expect

from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.review.review import review_design, review_intent
from shipway.review.rule import Designed, Intent
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.synthesize import synthesize


@dataclass(frozen=True)
class Made:
    result: Lowered
    diagnostics: Diagnostics
    templates: str
    tasks: Mapping[str, Mapping[str, Any]]
    """Workload → its own container's definition."""

    def codes(self) -> set[str]:
        return {d.code for d in self.diagnostics}

    def told(self, code: str) -> str:
        return "\n".join(f"{d} {d.detail} {d.fix}" for d in self.diagnostics if d.code == code)

    def environment(self, workload: str) -> dict[str, Any]:
        return {v["Name"]: v["Value"] for v in self.tasks[workload].get("Environment", [])}

    def secrets(self, workload: str) -> set[str]:
        return {v["Name"] for v in self.tasks[workload].get("Secrets", [])}


def made(compose: str, files: Mapping[str, str] | None = None, manifest: str | None = None, *, told: str = "") -> Made:
    """told: the codes of all errors, blockers and warnings; more or fewer fail the test (unit.strict)."""
    loaded, diagnostics = project(compose, files)
    written = read(manifest, "shipway.yaml", vocabulary(), diagnostics)
    result = lower(loaded, written, diagnostics, offers=offers(TARGET.stores))
    review_intent(Intent(result.application, result.environment, result.values), diagnostics)
    topology = design(result.application, result.environment, diagnostics)
    review_design(Designed(result.application, result.environment, topology), diagnostics)
    stacks = synthesize(topology)
    expect(diagnostics, told)
    tasks = {
        container["Name"]: container
        for stack in stacks
        for resource in stack.template["Resources"].values()
        if resource["Type"] == "AWS::ECS::TaskDefinition"
        for container in resource["Properties"]["ContainerDefinitions"]
    }
    return Made(result, diagnostics, json.dumps([s.template for s in stacks]), tasks)
