"""The steps of a deployment, each with the steps that come before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shipway import naming
from shipway.model.application import Build, Overlay
from shipway.plan.changes import live_stack, removed
from shipway.plan.keeping import keeps
from shipway.plan.model import (
    BuildImage,
    DeployStack,
    Facts,
    Input,
    Output,
    ProtectStack,
    RemoveStack,
    RunJob,
    Step,
    StoreSecret,
    WaitService,
)
from shipway.plan.order import ordered
from shipway.plan.outputs import PHYSICAL, located, step_of
from shipway.plan.standing import stands
from shipway.records import record
from shipway.topology.graph import ImageSpec, JobSpec, Ref, Topology
from shipway.topology.stacks import ImageInput, StackOutput, SynthesizedStack

SHARED = ("bootstrap", "registry")
"""Stacks that other environments use too: they come before every other step and are not taken apart."""


@record
class Design:
    """What the steps are made of."""

    topology: Topology
    stacks: Mapping[str, SynthesizedStack]
    facts: Facts

    def resource(self, id: str, attributes: Iterable[str | None] = (None,)) -> Output:
        """The input that is a resource's Ref, or another attribute that says the same."""
        stack = self.topology.resource(id).stack
        return located(stack, self.stacks[stack].template, id, attributes)


def parameters(stack: SynthesizedStack) -> tuple[tuple[str, Input], ...]:
    """Where each parameter of a stack comes from, as inputs of its step."""
    return tuple((name, _input(source)) for name, source in stack.parameters)


def _input(source: StackOutput | ImageInput) -> Input:
    if isinstance(source, StackOutput):
        return Output(step_of(source.stack), source.output)
    return Output(f"build-{source.image}", "Image")


def steps(design: Design) -> tuple[Step, ...]:
    """All steps, in an order in which each comes after what it needs."""
    found: list[Step] = [_build(design, image) for image in design.topology.images]
    found += [_store(design, name, resource) for name, resource in _secrets(design)]
    found += [_run(design, job) for job in design.topology.jobs]
    found += [_deploy(design, stack) for stack in design.stacks.values()]
    found += [_wait(design, workload, service) for workload, service in design.topology.services]
    found = _with_removals(design, found)
    found += _trims(design, found)
    last = _ends(found)
    for key in design.stacks:
        live = live_stack(design.topology, key, design.facts)
        if not key.startswith("workload-") and not (live and live.protected):
            found.append(ProtectStack(f"protect-{key}", last, key))
    return ordered(found)


def _secrets(design: Design) -> tuple[tuple[str, str], ...]:
    return tuple((secret.name, secret.resource) for secret in design.topology.secrets)


def _build(design: Design, spec: ImageSpec) -> BuildImage:
    build = spec.build if isinstance(spec.build, Build) else None
    step = BuildImage(
        id=f"build-{spec.name}",
        after=(),
        image=spec.name,
        tag=spec.tag,
        repository=None,
        reference=spec.reference,
        overlays=tuple(one for one in spec.overlays if isinstance(one, Overlay)),
        platform=spec.platform,
    )
    if build:
        step = replace(
            step,
            context=build.context,
            dockerfile=build.dockerfile,
            target=build.target,
            args=build.args,
            inline_dockerfile=build.inline_dockerfile,
            secret_args=build.secret_args,
        )
    if spec.repository is None:
        return step
    repository = design.resource(spec.repository, ("RepositoryUri",))
    return replace(step, repository=repository, after=(repository.step,))


def _store(design: Design, name: str, resource: str) -> StoreSecret:
    secret = design.resource(resource, (None, "Id"))
    source = next(spec.source for spec in design.topology.secrets if spec.resource == resource)
    return StoreSecret(f"store-{name}", (secret.step,), name, secret, source)


def _run(design: Design, job: JobSpec) -> RunJob:
    task = design.resource(job.task_definition, (None, "TaskDefinitionArn"))
    cluster = design.resource(job.cluster, (None, "Arn"))
    group = design.resource(job.security_group, ("GroupId", None, "Id"))
    subnets = _subnets(design, job.subnets)
    before = tuple(_step_id(design, name) for name in job.after)
    producers = (step_of(job.stack), task.step, cluster.step, group.step, subnets.step)
    return RunJob(
        id=f"run-{job.name}",
        after=tuple(dict.fromkeys((*producers, *before))),
        name=job.name,
        cluster=cluster,
        task_definition=task,
        subnets=subnets,
        security_group=group,
        log_group=naming.log_group(design.topology.app, design.topology.environment, job.subject or job.name),
        public_ip=_public_ip(design.topology),
    )


def _subnets(design: Design, named: str) -> Output:
    """`named` is an output of a stack, or resource ids with commas between."""
    for key, stack in design.stacks.items():
        if named in (stack.template.get("Outputs") or {}):  # type: ignore[operator]
            return Output(step_of(key), named)
    ids = [id.strip() for id in named.split(",")]
    if len(ids) == 1:
        return design.resource(ids[0])
    return Output(step_of(design.topology.resource(ids[0]).stack), PHYSICAL + ",".join(ids))


def _step_id(design: Design, name: str) -> str:
    """What a job's `after` names: a stack, a job or a secret."""
    if name in design.stacks:
        return step_of(name)
    return f"run-{name}" if any(job.name == name for job in design.topology.jobs) else f"store-{name}"


def _public_ip(topology: Topology) -> bool:
    """Jobs live where services live: where those need a public address to reach out, jobs do too."""
    for resource in topology.resources:
        network = resource.properties.get("NetworkConfiguration") if resource.type == "AWS::ECS::Service" else None
        vpc = network.get("AwsvpcConfiguration") if isinstance(network, dict) else None
        if isinstance(vpc, dict) and vpc.get("AssignPublicIp") == "ENABLED":
            return True
    return False


def _deploy(design: Design, stack: SynthesizedStack) -> DeployStack:
    key, topology = stack.spec.name, design.topology
    inputs = parameters(stack)
    needs = [step_of(name) for name in stack.spec.depends_on if name in design.stacks]
    needs += [value.step for _, value in inputs if isinstance(value, Output)]
    needs += [f"run-{job.name}" for job in topology.jobs if key in job.before and key != job.stack]
    needs += [f"store-{secret.name}" for secret in topology.secrets if _waits_for(key, secret.before)]
    if key != "bootstrap" and "bootstrap" in design.stacks:
        needs.insert(0, step_of("bootstrap"))
    if key not in SHARED:
        # An image that does not build is found out before anything that costs money is made.
        needs += [f"build-{image.name}" for image in topology.images]
    live = live_stack(topology, key, design.facts)
    shared = key in SHARED or key.startswith("workload-")
    kept = keeps(live.template, stack.template) if live and not shared else ()
    return DeployStack(step_of(key), key, tuple(dict.fromkeys(needs)), inputs, kept)


def _waits_for(key: str, before: tuple[str, ...]) -> bool:
    return key in before if before else key.startswith("workload-")


def _wait(design: Design, workload: str, service: str) -> WaitService:
    resource = design.topology.resource(service)
    cluster = resource.properties.get("Cluster")
    home: Input = design.resource(cluster.id, (None, "Arn")) if isinstance(cluster, Ref) else str(cluster or "default")
    found = design.resource(service, (None, "ServiceArn", "Name"))
    return WaitService(f"wait-{workload}", (step_of(resource.stack),), workload, home, found)


def _with_removals(design: Design, found: list[Step]) -> list[Step]:
    """Stacks that are wanted no more: a workload goes after its successors run, its data and network after it.

    A workload that may never run twice goes before them instead, since its successor may do the same work.
    """
    gone = removed(design.topology, tuple(design.stacks.values()), design.facts)
    workloads = [(key, live) for key, live in gone if key.startswith("workload-")]
    early = [key for key, live in workloads if not stands(live) or _single(live.template)]
    first = tuple(f"remove-{key}" for key in early)
    moved = [
        replace(step, after=(*step.after, *first))
        if isinstance(step, DeployStack) and step.stack.startswith("workload-")
        else step
        for step in found
    ]
    settled = _ends(moved)
    out: list[Step] = list(moved)
    for key, _ in workloads:
        before = tuple(step_of(shared) for shared in SHARED if shared in design.stacks)
        builds = tuple(step.id for step in moved if isinstance(step, BuildImage))
        out.append(RemoveStack(f"remove-{key}", (*before, *builds) if key in early else settled, key))
    rest = tuple(f"remove-{key}" for key, _ in workloads)
    others = [key for key, _ in gone if not key.startswith("workload-")]
    return out + [RemoveStack(f"remove-{key}", (*settled, *rest), key) for key in others]


def _single(template: Mapping[str, object]) -> bool:
    resources = template.get("Resources")
    for body in resources.values() if isinstance(resources, dict) else ():
        if body.get("Type") == "AWS::ECS::Service":
            return bool(body["Properties"].get("DeploymentConfiguration", {}).get("MaximumPercent", 200) == 100)
    return False


def _trims(design: Design, found: list[Step]) -> list[Step]:
    """A second pass over each stack that kept something, after everything else; the first stack goes last."""
    after = _ends(found)
    trims: list[Step] = []
    for step in reversed(found):
        if isinstance(step, DeployStack) and step.keeps:
            trim = replace(step, id=f"trim-{step.stack}", after=after, keeps=())
            trims.append(trim)
            after = (trim.id,)
    return trims


def _ends(steps: Iterable[Step]) -> tuple[str, ...]:
    """The steps that no other waits for: who comes after these comes after all."""
    known = tuple(steps)
    awaited = {id for step in known for id in step.after}
    return tuple(step.id for step in known if step.id not in awaited)
