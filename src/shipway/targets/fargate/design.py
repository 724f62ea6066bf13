"""How an Application runs on ECS Fargate: services behind one load balancer, managed datastores, file systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.model.workload import Workload
from shipway.naming import workload_stack
from shipway.resources.file_system import file_system_id
from shipway.resources.secret import user_secret_id
from shipway.resources.tasks import Tasks
from shipway.resources.vpc import Network
from shipway.targets.fargate import actions, stacks
from shipway.targets.fargate.datastores import datastores
from shipway.targets.fargate.draft import Draft, access, group, place
from shipway.targets.fargate.edge import EDGE, public_side
from shipway.targets.fargate.ground import FILES, ground, secrets, volumes
from shipway.targets.fargate.images import images
from shipway.targets.fargate.jobs import Jobs
from shipway.targets.fargate.options import FargateOptions
from shipway.targets.fargate.order import backends_first
from shipway.targets.fargate.priorities import priorities
from shipway.targets.fargate.quotas import quotas, tasks
from shipway.targets.fargate.support import OBSTACLES
from shipway.targets.fargate.trust import trusting
from shipway.targets.fargate.workload import WorkloadDesign, design_workload
from shipway.targets.obstacles import tell
from shipway.targets.target import NOTHING, Live
from shipway.topology import grants
from shipway.topology.delivery import Address, Delivery, Homes
from shipway.topology.graph import Edge, Purpose, Topology
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
    designs = [_workload(draft, net, workload, delivery) for workload in draft.application.workloads]
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


def _workload(draft: Draft, net: Network, workload: Workload, delivery: Delivery) -> WorkloadDesign:
    gate = group(draft, workload.name, workload.name, "workload", stack=place(draft.application, workload))
    home = Tasks(workload, workload_stack(workload.name), gate, net.private, draft.options.nat == "none")
    built = design_workload(home, draft.application, draft.environment, delivery)
    draft.edges += built.edges
    draft.resources += built.resources(draft.edges)
    for mount in workload.mounts:
        draft.connect(workload.name, FILES, 2049)
        draft.edges.append(Edge(workload.name, file_system_id(mount.volume), Purpose.MOUNT))
    if built.size is None:
        draft.diagnostics.error(
            "fargate.too-large",
            f'"{workload.name}" needs more than Fargate has',
            workload.resources.origin,
            detail="The largest task has 16 vCPU and 120 GB.",
            fix="Lower deploy.resources.limits.",
        )
    return built


def _topology(draft: Draft, net: Network, built: Sequence[Workload], designs: Sequence[WorkloadDesign]) -> Topology:
    application, environment = draft.application, draft.environment
    jobs = Jobs(application, environment.name, [design.tasks for design in designs]).actions()
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
