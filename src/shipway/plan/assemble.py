"""From synthesized stacks and facts to the plan: what changes, and the steps that do it."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.naming import stack_name
from shipway.plan.changes import changes
from shipway.plan.digest import base_digest
from shipway.plan.model import Facts, Plan, Stack
from shipway.plan.steps import Design, builds, parameters, steps
from shipway.plan.tags import tags
from shipway.topology.graph import Topology
from shipway.topology.stacks import SynthesizedStack


def assemble(topology: Topology, stacks: tuple[SynthesizedStack, ...], facts: Facts) -> Plan:
    """The plan that turns what `facts` says is deployed into `stacks`, which are `topology` synthesized.

    The same arguments give the same plan. A stack in which nothing differs still has its step: the images'
    digests are known only later, and an empty change set costs little to detect. Raises ShipwayError where a target's
    actions wait for each other or for something that does not exist, which no input may cause.
    """
    images = builds(topology)
    design = Design(topology, {stack.spec.name: stack for stack in stacks}, facts)
    return Plan(
        app=topology.app,
        environment=topology.environment,
        target=topology.target,
        region=topology.region,
        known=facts.known,
        base_digest=base_digest(facts),
        stacks=tuple(_stack(topology, stack, images) for stack in stacks),
        changes=changes(topology, stacks, facts),
        steps=steps(design),
    )


def _stack(topology: Topology, stack: SynthesizedStack, images: Mapping[str, str]) -> Stack:
    return Stack(
        key=stack.spec.name,
        name=stack_name(topology.app, topology.environment, stack.spec.name),
        region=stack.spec.region,
        template=stack.template,
        depends_on=stack.spec.depends_on,
        parameters=parameters(stack, images),
        tags=tags(topology, stack.spec),
    )
