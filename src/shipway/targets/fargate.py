"""How an Application stands on ECS Fargate: services behind one load balancer, managed datastores, file systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shipway.diagnostics import Diagnostics
from shipway.managed import elasticache, rds
from shipway.managed.dialects import untold
from shipway.managed.rds import Managed
from shipway.model.application import Application, Datastore, Environment, Kind, Workload
from shipway.naming import clip, digest, logical_id, namespace, repository
from shipway.records import draft
from shipway.resources.bucket import artifact_bucket
from shipway.resources.cluster import cluster
from shipway.resources.ecr_repository import ecr_repository
from shipway.resources.file_system import file_system, file_system_id
from shipway.resources.secret import user_secret, user_secret_id
from shipway.resources.security_group import security_group
from shipway.resources.vpc import Network, network
from shipway.targets.fargate_edge import EDGE, public_side
from shipway.targets.fargate_jobs import job_spec
from shipway.targets.fargate_order import backends_first
from shipway.targets.fargate_workload import WorkloadDesign, design_workload
from shipway.targets.obstacles import obstacles
from shipway.targets.quotas import quotas, tasks
from shipway.targets.trust import trusting
from shipway.topology import grants
from shipway.topology.delivery import Address, Delivery
from shipway.topology.graph import Edge, ImageSpec, Purpose, Ref, Resource, SecretSpec, StackSpec, Topology

FILES = "file-systems"
"""A node that is no workload, as EDGE is none."""

ROOM = 60
"""Workloads whose security groups share a stack: with a dozen connections each it stays below 500 resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""


@draft
class _Draft:
    """A topology while it is designed."""

    application: Application
    environment: Environment
    diagnostics: Diagnostics
    resources: list[Resource] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    groups: dict[str, grants.Group] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.application.name}-{self.environment.name}"


def design(
    application: Application,
    environment: Environment,
    diagnostics: Diagnostics,
    *,
    priorities: Mapping[str, int] | None = None,
) -> Topology:
    """priorities: `HOST/PATH` → listener-rule priority in use. What Fargate cannot give is collected as errors."""
    for workload in application.workloads:
        obstacles(workload, diagnostics)
    draft = _Draft(application, environment, diagnostics)
    nat = str(environment.options.get("nat", "one"))
    zones = environment.options.get("zones", 2)
    net = network(draft.name, zones if isinstance(zones, int) and 2 <= zones <= 6 else 2, nat)
    draft.resources += [*artifact_bucket(), *net.resources]
    insights = str(environment.options.get("insights", "enabled" if environment.production else "disabled"))
    draft.resources += cluster(clip(draft.name, 255), namespace(application.name, environment.name), insights)
    stores = _datastores(draft, net)
    connections = {d.name: managed.connection for d, managed in stores}
    application = draft.application = trusting(application, [d.name for d, managed in stores if managed.tls])
    images = _images(draft)
    _volumes(draft, net)
    for secret in application.secrets:
        draft.resources.append(user_secret(secret.name))
    addresses: Mapping[str, Address] = {}
    if application.routes:
        group = _group(draft, EDGE)
        public = public_side(application, environment, net.public, group, priorities or {}, diagnostics)
        draft.resources += public.resources
        draft.edges += public.edges
        addresses = public.addresses
    delivery = Delivery(connections, {s.name: user_secret_id(s.name) for s in application.secrets}, addresses)
    designs = [_workload(draft, net, workload, delivery, nat == "none") for workload in application.workloads]
    _connections(draft)
    draft.resources += delivery.assembled.values()
    draft.resources += grants.rules(draft.edges, draft.groups, ("network", *_access(application)))
    tasks(draft.resources, application.workloads, diagnostics)
    quotas(draft.resources, next((r.origin for r in application.routes), None), diagnostics)
    return _topology(draft, net, images, designs, addresses)


def _group(draft: _Draft, node: str, *words: str, stack: str = "network") -> str:
    id = logical_id(*(words or (node,)), "security group")
    draft.groups[node] = grants.Group(id, stack)
    draft.resources.append(security_group(id, stack, f"{node} of {draft.name}", f"{draft.name}-{node}"))
    return id


def _access(application: Application) -> tuple[str, ...]:
    """Stacks for the security groups of more workloads than one template could hold."""
    count = len(application.workloads)
    return tuple(f"access-{n + 1}" for n in range(-(-count // ROOM))) if count > ROOM else ()


def _place(draft: _Draft, workload: Workload) -> str:
    stacks = _access(draft.application)
    return stacks[draft.application.workloads.index(workload) // ROOM] if stacks else "network"


def _images(draft: _Draft) -> tuple[ImageSpec, ...]:
    """Built images, once each, with their repositories."""
    found: dict[str, ImageSpec] = {}
    for workload in draft.application.workloads:
        image = workload.image
        if not image.built or image.name in found:
            continue
        id = logical_id(image.name, "repository")
        draft.resources.append(ecr_repository(id, repository(draft.application.name, image.name)))
        overlays = "".join(overlay.digest + overlay.target for overlay in image.overlays)
        tag = digest((image.build.digest if image.build else image.reference or "") + overlays, length=16)
        found[image.name] = ImageSpec(
            image.name, tag, id, image.reference, image.build, image.overlays, image.platform or _platform(workload)
        )
    return tuple(found.values())


def _platform(workload: Workload) -> str:
    return "linux/arm64" if workload.architecture == "arm64" else "linux/amd64"


def _datastores(draft: _Draft, net: Network) -> list[tuple[Datastore, Managed]]:
    found: list[tuple[Datastore, Managed]] = []
    for datastore in draft.application.datastores:
        group = _group(draft, datastore.name, datastore.name, "datastore")
        name = f"{draft.name}-{datastore.name}"
        if datastore.engine == "redis":
            built = elasticache.elasticache(datastore, name, group, draft.environment.production, draft.diagnostics)
        else:
            why = untold(datastore, draft.application)
            built = rds.rds(datastore, name, group, draft.environment.production, why, draft.diagnostics)
        draft.resources += built.resources
        found.append((datastore, built))
    if any(d.engine == "redis" for d, _ in found):
        draft.resources.append(elasticache.subnet_group(draft.name, net.private))
    if any(d.engine != "redis" for d, _ in found):
        draft.resources.append(rds.subnet_group(draft.name, net.private))
    return found


def _volumes(draft: _Draft, net: Network) -> None:
    if not draft.application.volumes:
        return
    group = _group(draft, FILES)
    for volume in draft.application.volumes:
        draft.resources += file_system(volume.name, f"{draft.name}-{volume.name}", net.private, group)


def _workload(draft: _Draft, net: Network, workload: Workload, delivery: Delivery, public_ip: bool) -> WorkloadDesign:
    group = _group(draft, workload.name, workload.name, "workload", stack=_place(draft, workload))
    built = design_workload(workload, draft.application, draft.environment, delivery, net.private, public_ip, group)
    draft.edges += built.edges
    draft.resources += built.resources(draft.edges)
    for mount in workload.mounts:
        draft.edges.append(Edge(workload.name, FILES, Purpose.CONNECT, 2049))
        draft.edges.append(Edge(workload.name, file_system_id(mount.volume), Purpose.MOUNT))
    if built.size is None:
        draft.diagnostics.error(
            "fargate.too-large",
            f'"{workload.name}" asks for more than Fargate has',
            workload.resources.origin,
            detail="The largest task has 16 vCPU and 120 GB.",
            fix="Lower deploy.resources.limits.",
        )
    return built


def _connections(draft: _Draft) -> None:
    for link in draft.application.links:
        draft.edges.append(Edge(link.source, link.sink, Purpose.CONNECT, link.port))


def _topology(
    draft: _Draft,
    net: Network,
    images: tuple[ImageSpec, ...],
    designs: list[WorkloadDesign],
    addresses: Mapping[str, Address],
) -> Topology:
    region, application = draft.environment.region, draft.application
    stacks = [StackSpec("bootstrap", region, (), "account")]
    if images:
        stacks.append(StackSpec("registry", region, (), "application"))
    stacks.append(StackSpec("network", region))
    access = _access(application)
    for number, key in enumerate(access):
        stacks.append(StackSpec(key, region, ("network", *access[:number])))
    if any(r.stack == "data" for r in draft.resources):
        stacks.append(StackSpec("data", region, ("network",)))
    if application.routes:
        stacks.append(StackSpec("edge", region, ("network",)))
    jobs = [d for d in designs if d.workload.kind is Kind.JOB]
    others = [d for d in designs if d.workload.kind is not Kind.JOB]
    early = tuple(s.name for s in stacks if s.name in ("data", "edge", *access))
    specs = tuple(job_spec(d, net, designs, application) for d in jobs)
    serving = {d.workload.name: d.stack for d in others if d.service}
    called = backends_first(serving, specs, application, draft.diagnostics)
    stacks += [StackSpec(d.stack, region, (*early, *called.get(d.stack, ())), "workload") for d in (*jobs, *others)]
    outputs: list[tuple[str, str, Ref | str]] = [("network", "ClusterName", Ref("Cluster"))]
    outputs += [("network", f"Subnet{n + 1}", Ref(id)) for n, id in enumerate(net.private)]
    outputs.append(("bootstrap", "ArtifactBucketName", Ref("ArtifactBucket")))
    if application.routes:
        outputs.append(("edge", "LoadBalancerAddress", Ref("LoadBalancer", "DNSName")))
    for d in designs:
        outputs.append((d.stack, "TaskDefinition", Ref(d.task_definition)))
        outputs += [(d.stack, "Service", Ref(d.service, "Name"))] if d.service else []
    return Topology(
        target="fargate",
        app=application.name,
        environment=draft.environment.name,
        region=region,
        stacks=tuple(stacks),
        resources=tuple(draft.resources),
        edges=tuple(draft.edges),
        images=images,
        jobs=specs,
        secrets=tuple(SecretSpec(s.name, user_secret_id(s.name), s.source) for s in application.secrets),
        services=tuple((d.workload.name, d.service) for d in others if d.service),
        outputs=tuple(outputs),
    )
