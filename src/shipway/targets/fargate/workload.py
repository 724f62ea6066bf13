"""One workload on Fargate: its task definition, roles, logs, and the service or schedule that runs it."""

from __future__ import annotations

from shipway.engines.catalogue import engine_named
from shipway.model.application import Application, Environment
from shipway.model.workload import Kind, Workload
from shipway.naming import log_group as log_group_name
from shipway.naming import logical_id, namespace
from shipway.records import record
from shipway.resources.container import container
from shipway.resources.ecs_service import ecs_service, registry, single
from shipway.resources.log_group import log_group
from shipway.resources.role import scheduler_role, task_role
from shipway.resources.scaling import scaling
from shipway.resources.task_definition import Size, size, task_definition
from shipway.resources.tasks import Tasks
from shipway.targets.fargate.delivered import Delivered
from shipway.targets.fargate.images import repository_id
from shipway.topology import grants
from shipway.topology.delivery import Delivery
from shipway.topology.graph import Edge, ImageRef, Property, Purpose, Resource

SMALLEST = Size(512, 1024)
"""Stands for a size that Fargate does not have, so that the rest of the design can be checked."""


@record
class WorkloadDesign:
    """What one workload needs. edges: whom it may use. size: None where none is large enough."""

    tasks: Tasks
    size: Size | None
    edges: tuple[Edge, ...]
    fixed: tuple[Resource, ...]

    @property
    def workload(self) -> Workload:
        return self.tasks.workload

    @property
    def service(self) -> str:
        """The id of its service, "" for a job or a schedule."""
        return self.tasks.service if serves(self.workload) else ""

    @property
    def single(self) -> bool:
        return bool(self.service) and single(self.workload)

    @property
    def mounts(self) -> tuple[Edge, ...]:
        """To the file systems that it mounts."""
        name = self.workload.name
        return tuple(Edge(name, logical_id("volume", m.volume), Purpose.MOUNT) for m in self.workload.mounts)

    def resources(self) -> list[Resource]:
        """The fixed ones, and the roles with what the edges grant."""
        tasks, name = self.tasks, self.tasks.name
        known = [*self.edges, *self.mounts]
        return [
            *self.fixed,
            task_role(tasks.execution_role, tasks.stack, grants.execution(known, name), name),
            task_role(tasks.role, tasks.stack, grants.task(known, name), name),
        ]


def serves(workload: Workload) -> bool:
    """Whether it runs forever."""
    return workload.kind in (Kind.WEB, Kind.WORKER)


def design_workload(
    tasks: Tasks, application: Application, environment: Environment, delivery: Delivery
) -> WorkloadDesign:
    """The workload in its place."""
    workload, logs = tasks.workload, tasks.logs
    if not serves(workload):
        from shipway.model.hosts import renamed  # late: what serves is called by its short name

        workload = renamed(workload, _full_names(workload, application, environment))
    delivered = Delivered(workload, delivery)
    containers = _containers(workload, delivered, logs)
    fits = size(workload.resources.cpu, workload.resources.memory or _hunger(workload))
    group = log_group_name(application.name, environment.name, workload.name)
    found = [log_group(logs, tasks.stack, group, workload.name)]
    found.append(task_definition(tasks, containers, fits or SMALLEST))
    found += _service(tasks, application) if serves(workload) else _schedule(tasks, application)
    edges = [Edge(workload.name, logs, Purpose.WRITE_LOGS)]
    edges += [Edge(workload.name, id, Purpose.READ_SECRET) for id in dict.fromkeys(delivered.read)]
    if workload.image.built:
        edges.append(Edge(workload.name, repository_id(workload.image.name), Purpose.PULL_IMAGE))
    return WorkloadDesign(tasks, fits, tuple(edges), tuple(found))


def _containers(workload: Workload, delivered: Delivered, logs: str) -> list[Property]:
    """Its own container, after those that fill its volumes and write its secret files."""
    image: Property = ImageRef(workload.image.name) if workload.image.built else workload.image.reference
    own = container(workload, image, delivered.main(), logs)
    seeded = any(mount.seeded for mount in workload.mounts)
    if not (workload.secret_files or seeded):
        return [own]
    from shipway.resources.carriers import content_container, files_container  # late: few workloads have either

    containers: list[Property] = [own]
    if workload.secret_files:
        containers.insert(0, files_container(workload, delivered.files(), logs))
    if seeded:
        containers.insert(0, content_container(workload, image, logs))
    return containers


def _service(tasks: Tasks, application: Application) -> list[Resource]:
    named = registry(tasks.workload, tasks.stack) if tasks.named else None
    routes = [route for route in application.routes if route.workload == tasks.name]
    service = ecs_service(tasks, routes, named.id if named else None)
    return [*([named] if named else []), service, *scaling(tasks)]


def _schedule(tasks: Tasks, application: Application) -> list[Resource]:
    """What starts a scheduled workload; a job is started by an action."""
    if tasks.workload.kind is not Kind.SCHEDULED:
        return []
    from shipway.resources.schedule import schedule  # late: few workloads have one

    starter = logical_id(tasks.name, "scheduler role")
    expression = next(s.expression for s in application.schedules if s.workload == tasks.name)
    roles = (tasks.execution_role, tasks.role)
    return [
        scheduler_role(starter, tasks.stack, tasks.definition, roles, tasks.name),
        schedule(tasks, expression, starter),
    ]


def called_by_jobs(application: Application) -> frozenset[str]:
    """The workloads that some job calls, which has no Service Connect."""
    jobs = {w.name for w in application.workloads if not serves(w)}
    return frozenset(link.sink for link in application.links if link.source in jobs)


def _full_names(workload: Workload, application: Application, environment: Environment) -> dict[str, str]:
    """A job has no Service Connect: it reaches other workloads by their full names in the private zone."""
    zone = namespace(application.name, environment.name)
    sinks = {link.sink for link in application.links if link.source == workload.name}
    return {alias: f"{w.name}.{zone}" for w in application.workloads if w.name in sinks for alias in w.aliases}


def _hunger(workload: Workload) -> int | None:
    """The memory in MiB that its engine needs to start, where that is known."""
    engine = engine_named(workload.engine)
    return engine.memory or None if engine is not None else None
