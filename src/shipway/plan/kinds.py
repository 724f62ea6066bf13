"""The kinds of step: how people see each, and which of several ready steps comes next.

One row per kind; a test holds the table to the union `Step`, so that no kind lacks a title or a rank.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shipway.plan.model import DeployStack, ProtectStack, RemoveStack, Step
from shipway.records import record
from shipway.topology.actions import BuildImage, RunJob, StoreSecret, WaitContainerService, WaitService
from shipway.topology.graph import StackKind


@record
class StepKind:
    """title: an imperative phrase, `build web:1f2e3d`. rank: of steps that are ready, the lowest comes first."""

    title: Callable[[Any], str]
    rank: Callable[[Any], int]


def _deploy(step: DeployStack) -> str:
    return f"tidy up {step.stack}" if step.tidies else f"deploy {step.stack}"


def _deploy_rank(step: DeployStack) -> int:
    if step.tidies:
        return 9
    return 6 if step.kind is StackKind.WORKLOAD else 1


def _build(step: BuildImage) -> str:
    return f"use {step.reference}" if step.repository is None else f"build {step.image}:{step.tag}"


def _store(step: StoreSecret) -> str:
    return f"store {step.name} from {step.source}" if step.source else f"look for {step.name}"


KINDS: dict[type[Any], StepKind] = {
    DeployStack: StepKind(_deploy, _deploy_rank),
    BuildImage: StepKind(_build, lambda step: 2),
    StoreSecret: StepKind(_store, lambda step: 3),
    RunJob: StepKind(lambda step: f"run {step.name}", lambda step: 5),
    WaitService: StepKind(lambda step: f"wait for {step.workload}", lambda step: 7),
    WaitContainerService: StepKind(lambda step: f"wait for {step.name}", lambda step: 7),
    RemoveStack: StepKind(lambda step: f"remove {step.stack}", lambda step: 8),
    ProtectStack: StepKind(lambda step: f"protect {step.stack}", lambda step: 10),
}


def title(step: Step) -> str:
    """A step's name where people see it: progress, dry run, errors."""
    return KINDS[type(step)].title(step)


def rank(step: Step) -> int:
    """Where people expect a step among those that are ready."""
    return KINDS[type(step)].rank(step)
