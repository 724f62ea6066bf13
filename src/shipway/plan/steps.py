"""The steps of a deployment, each with the steps that come before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shipway.plan.actions import places, waiting
from shipway.plan.changes import live_stack, removed
from shipway.plan.model import DeployStack, Facts, Input, LiveStack, Output, ProtectStack, Step
from shipway.plan.order import ordered
from shipway.plan.outputs import step_of
from shipway.plan.removals import ends, tidying, with_removals
from shipway.records import record
from shipway.topology.actions import Action, BuildImage
from shipway.topology.graph import StackKind, Topology
from shipway.topology.stacks import ImageInput, StackOutput, SynthesizedStack


@record
class Design:
    """What the steps are made from."""

    topology: Topology
    stacks: Mapping[str, SynthesizedStack]
    facts: Facts


def parameters(stack: SynthesizedStack, builds: Mapping[str, str]) -> tuple[tuple[str, Input], ...]:
    """Where each parameter of a stack comes from, as inputs of its step. builds: image → the step that gives it."""
    return tuple((name, _input(source, builds)) for name, source in stack.parameters)


def builds(topology: Topology) -> dict[str, str]:
    """Image → the step that builds it."""
    return {build.image: build.id for build in topology.every(BuildImage)}


def _input(source: StackOutput | ImageInput, builds: Mapping[str, str]) -> Input:
    if isinstance(source, StackOutput):
        return Output(step_of(source.stack), source.output)
    return Output(builds[source.image], "Image")


def steps(design: Design) -> tuple[Step, ...]:
    """All steps, in an order in which each comes after what it needs."""
    actions, known = design.topology.actions, places(design.topology, design.stacks)
    before = waiting(actions, known)
    found: list[Step] = [_later(known.planned(action), before) for action in actions]
    images = builds(design.topology)
    first = _first(design.stacks)
    found += [
        _deploy(design, stack, parameters(stack, images), before.get(step_of(key), ()), first)
        for key, stack in design.stacks.items()
    ]
    found = with_removals(found, removed(design.topology, tuple(design.stacks.values()), design.facts))
    found += tidying(found)
    last = ends(found)
    for key, stack in design.stacks.items():
        live = live_stack(design.topology, key, design.facts)
        if stack.spec.kind is not StackKind.WORKLOAD and not (live and live.protected):
            found.append(ProtectStack(f"protect-{key}", last, key))
    return ordered(found)


def _later(action: Action, before: Mapping[str, tuple[str, ...]]) -> Action:
    """An action after the other actions that said they come before it."""
    return replace(action, after=tuple(dict.fromkeys((*action.after, *before.get(action.id, ())))))


def _deploy(
    design: Design,
    stack: SynthesizedStack,
    inputs: tuple[tuple[str, Input], ...],
    before: tuple[str, ...],
    first: tuple[str, ...],
) -> DeployStack:
    """before: the actions that come before it. first: the steps that come before all others."""
    spec = stack.spec
    needs = [*(first if spec.kind is not StackKind.ACCOUNT else ())]
    needs += [step_of(key) for key in spec.depends_on if key in design.stacks]
    needs += [value.step for _, value in inputs if isinstance(value, Output)]
    needs += before
    live = live_stack(design.topology, spec.name, design.facts)
    whole = spec.kind is not StackKind.ENVIRONMENT
    kept = () if whole or not live else _kept(live, stack)
    return DeployStack(step_of(spec.name), spec.name, tuple(dict.fromkeys(needs)), inputs, kept, spec.kind)


def _kept(live: LiveStack, stack: SynthesizedStack) -> tuple[str, ...]:
    from shipway.plan.keeping import keeps  # late: a first deployment keeps nothing

    return keeps(live.template, stack.template)


def _first(stacks: Mapping[str, SynthesizedStack]) -> tuple[str, ...]:
    """The account's stack comes before all others: it has the bucket for long templates, and for the lock."""
    return tuple(step_of(key) for key, stack in stacks.items() if stack.spec.kind is StackKind.ACCOUNT)
