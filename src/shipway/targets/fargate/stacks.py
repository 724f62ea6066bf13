"""The stacks of the design in deployment order, and what they show to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.model.workload import Kind
from shipway.resources.bucket import BUCKET_OUTPUT
from shipway.resources.vpc import Network
from shipway.targets.fargate.draft import Draft, access
from shipway.targets.fargate.workload import WorkloadDesign
from shipway.topology.graph import Ref, StackKind, StackSpec


def shared(draft: Draft) -> list[StackSpec]:
    """The stacks that no single workload owns."""
    region, application = draft.environment.region, draft.application
    filled = {resource.stack for resource in draft.resources}
    stacks = [StackSpec("bootstrap", region, (), StackKind.ACCOUNT)]
    if "registry" in filled:
        stacks.append(StackSpec("registry", region, (), StackKind.APPLICATION))
    stacks.append(StackSpec("network", region))
    groups = access(application)
    stacks += [StackSpec(key, region, ("network", *groups[:number])) for number, key in enumerate(groups)]
    if "data" in filled:
        stacks.append(StackSpec("data", region, ("network",)))
    if application.routes:
        stacks.append(StackSpec("edge", region, ("network",)))
    return stacks


def of_workloads(
    draft: Draft, before: Sequence[StackSpec], designs: Sequence[WorkloadDesign], called: Mapping[str, tuple[str, ...]]
) -> list[StackSpec]:
    """One stack per workload, jobs first. before: the shared ones. called: stack → the stacks that it comes after."""
    early = tuple(spec.name for spec in before if not spec.kind.shared and spec.name != "network")
    ordered = sorted(designs, key=lambda design: design.workload.kind is not Kind.JOB)
    return [
        StackSpec(
            design.tasks.stack,
            draft.environment.region,
            (*early, *called.get(design.tasks.stack, ())),
            StackKind.WORKLOAD,
            design.tasks.name,
            design.single,
        )
        for design in ordered
    ]


def outputs(draft: Draft, net: Network, designs: Sequence[WorkloadDesign]) -> tuple[tuple[str, str, Ref | str], ...]:
    """(stack, name, value) of what people and their scripts look for."""
    found: list[tuple[str, str, Ref | str]] = [("network", "ClusterName", Ref("Cluster"))]
    found += [("network", f"Subnet{n + 1}", Ref(id)) for n, id in enumerate(net.private)]
    found.append(BUCKET_OUTPUT)
    if draft.application.routes:
        found.append(("edge", "LoadBalancerAddress", Ref("LoadBalancer", "DNSName")))
    for design in designs:
        found.append((design.tasks.stack, "TaskDefinition", Ref(design.tasks.definition)))
        found += [(design.tasks.stack, "Service", Ref(design.service, "Name"))] if design.service else []
    return tuple(found)
