"""How an Application runs on ECS Fargate: services behind one load balancer, managed datastores, file systems."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.model.workload import Kind, Workload
from shipway.naming import workload_stack
from shipway.resources.secret import user_secret_id
from shipway.resources.tasks import Tasks
from shipway.resources.vpc import Network
from shipway.targets.fargate import actions, stacks
from shipway.targets.fargate.datastores import datastores
from shipway.targets.fargate.draft import Draft, access, group, placed
from shipway.targets.fargate.edge import EDGE, public_side
from shipway.targets.fargate.ground import FILES, ground, secrets, volumes
from shipway.targets.fargate.images import images
from shipway.targets.fargate.options import FargateOptions
from shipway.targets.fargate.order import backends_first
from shipway.targets.fargate.priorities import priorities
from shipway.targets.fargate.quotas import quotas, tasks
from shipway.targets.fargate.support import OBSTACLES
from shipway.targets.fargate.trust import trusting
from shipway.targets.fargate.workload import WorkloadDesign, called_by_jobs, design_workload
from shipway.targets.obstacles import tell
from shipway.targets.target import NOTHING, Live
from shipway.topology import grants
from shipway.topology.actions import RunJob
from shipway.topology.delivery import Address, Delivery, Homes
from shipway.topology.graph import Topology
from shipway.words import filled


def design(
    application: Application, environment: Environment, diagnostics: Diagnostics, live: Live = NOTHING
) -> Topology:
    """What Fargate cannot give is collected as errors. live: listener rules keep the priorities that they have."""
    for workload in application.workloads:
        tell("fargate", OBSTACLES, workload, diagnostics)
    draft = Draft(application, environment, filled(FargateOptions, environment.options), diagnostics)
    net = ground(draft)
    stores = datastores(draft, net)
    draft.application = trusting(application, [d.name for d, managed in stores if managed.tls])
    built = images(draft)
    volumes(draft, net)
    secrets(draft)
    delivery = Delivery(
        {datastore.name: managed.connection for datastore, managed in stores},
        {secret.name: user_secret_id(secret.name) for secret in application.secrets},
        _public(draft, net, live),
        Homes(early="data", late=workload_stack),
    )
    named = called_by_jobs(application)
    designs = [
        _workload(draft, _tasks(draft, net, one, stack, named), delivery) for one, stack in placed(draft.application)
    ]
    for link in application.links:
        draft.connect(link.source, link.sink, link.port)
    draft.resources += delivery.assembled.values()
    draft.resources += grants.rules(draft.edges, draft.groups, ("network", *access(application)))
    tasks(draft.resources, draft.application.workloads, diagnostics)
    quotas(draft.resources, next((r.origin for r in application.routes), None), diagnostics)
    return _topology(draft, net, built, designs)


def _public(draft: Draft, net: Network, live: Live) -> Mapping[str, Address]:
    """The load balancer, where anything is public; where each public workload is reached."""
    if not draft.application.routes:
        return {}
    public = public_side(draft, net.public, group(draft, EDGE), priorities(live))
    draft.resources += public.resources
    draft.edges += public.edges
    return public.addresses


def _tasks(draft: Draft, net: Network, workload: Workload, stack: str, named: Collection[str]) -> Tasks:
    """stack: of its security group. named: the workloads that jobs call."""
    gate = group(draft, workload.name, workload.name, "workload", stack=stack)
    home, public = workload_stack(workload.name), draft.options.nat == "none"
    return Tasks(workload, home, gate, net.private, public, workload.name in named)


def _workload(draft: Draft, tasks: Tasks, delivery: Delivery) -> WorkloadDesign:
    workload = tasks.workload
    built = design_workload(tasks, draft.application, draft.environment, delivery)
    draft.edges += built.edges
    draft.resources += built.resources()
    for mount in built.mounts:
        draft.connect(workload.name, FILES, 2049)
        draft.edges.append(mount)
    if built.size is None:
        draft.diagnostics.error(
            "fargate.too-large",
            f'"{workload.name}" needs more than Fargate has',
            workload.resources.origin,
            detail="The largest task has 16 vCPU and 120 GB.",
            fix="Lower deploy.resources.limits.",
        )
    return built


def _jobs(draft: Draft, designs: Sequence[WorkloadDesign]) -> tuple[RunJob, ...]:
    if not any(design.workload.kind is Kind.JOB for design in designs):
        return ()
    from shipway.targets.fargate.jobs import Jobs  # late: many projects have no job

    return Jobs(draft.application, draft.environment.name, [design.tasks for design in designs]).actions()


def _topology(draft: Draft, net: Network, built: Sequence[Workload], designs: Sequence[WorkloadDesign]) -> Topology:
    application, environment = draft.application, draft.environment
    jobs = _jobs(draft, designs)
    serving = {design.tasks.name: design.tasks.stack for design in designs if design.service}
    called = backends_first(serving, jobs, application, draft.diagnostics)
    specs = stacks.shared(draft)
    specs += stacks.of_workloads(draft, specs, designs, called)
    return Topology(
        target="fargate",
        app=application.name,
        environment=environment.name,
        region=environment.region,
        stacks=tuple(specs),
        resources=tuple(draft.resources),
        edges=tuple(draft.edges),
        actions=(
            *actions.builds(built, specs),
            *actions.stores(draft, specs),
            *jobs,
            *actions.waits(draft, designs),
        ),
        outputs=stacks.outputs(draft, net, designs),
    )
