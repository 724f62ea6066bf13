"""One workload on Fargate: its task definition, roles, logs, and the service or schedule that runs it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from shipway.engines.catalogue import engine_named
from shipway.managed.dialects import caller
from shipway.model.application import Application, Environment, Kind, Workload
from shipway.model.value import Value
from shipway.naming import log_group as log_group_name
from shipway.naming import logical_id, namespace
from shipway.records import record
from shipway.resources import ecs_service
from shipway.resources.container import container, content_container, files_container
from shipway.resources.log_group import log_group
from shipway.resources.role import scheduler_role, task_role
from shipway.resources.task_definition import Size, size, task_definition
from shipway.topology import grants
from shipway.topology.delivery import Delivery
from shipway.topology.graph import Edge, ImageRef, Property, Purpose, Resource


@record
class WorkloadDesign:
    """What one workload needs; `resources` is asked once all edges are known. service "" for jobs and schedules."""

    workload: Workload
    stack: str
    group: str
    size: Size | None
    task_definition: str
    service: str
    edges: tuple[Edge, ...]
    fixed: tuple[Resource, ...]

    def resources(self, edges: Sequence[Edge]) -> list[Resource]:
        """The fixed ones, and the roles with what the edges grant."""
        name, stack = self.workload.name, self.stack
        mounts = [Edge(name, logical_id("volume", m.volume), Purpose.MOUNT) for m in self.workload.mounts]
        known = [*edges, *mounts]
        return [
            *self.fixed,
            task_role(logical_id(name, "execution role"), stack, grants.execution(known, name), name),
            task_role(logical_id(name, "task role"), stack, grants.task(known, name), name),
        ]


def design_workload(
    workload: Workload,
    application: Application,
    environment: Environment,
    delivery: Delivery,
    subnets: Sequence[str],
    public_ip: bool,
    group: str,
) -> WorkloadDesign:
    stack = f"workload-{workload.name}"
    logs, task = logical_id(workload.name, "logs"), logical_id(workload.name, "task definition")
    execution, role = logical_id(workload.name, "execution role"), logical_id(workload.name, "task role")
    service = logical_id(workload.name, "service") if workload.kind in (Kind.WEB, Kind.WORKER) else ""
    if not service:
        workload = _full_names(workload, application, environment)
    delivered = _Delivered(workload, delivery)
    image: Property = ImageRef(workload.image.name) if workload.image.built else workload.image.reference
    main = container(
        workload,
        image,
        delivered.plain,
        delivered.secrets,
        delivered.words(workload.command),
        delivered.words(workload.entrypoint),
        logs,
    )
    containers: list[Property] = [main]
    if workload.secret_files:
        secrets, plain = delivered.files()
        containers.insert(0, files_container(workload, secrets, plain, logs))
    if any(mount.seeded for mount in workload.mounts):
        containers.insert(0, content_container(workload, image, logs))
    engine = engine_named(workload.engine)
    fits = size(workload.resources.cpu, workload.resources.memory or (engine.memory if engine else 0) or None)
    found = [
        log_group(logs, stack, log_group_name(application.name, environment.name, workload.name), workload.name),
        task_definition(
            task, workload, stack, containers, fits or Size(512, 1024), execution, role, bool(workload.secret_files)
        ),
    ]
    edges = [Edge(workload.name, logs, Purpose.WRITE_LOGS)]
    edges += [Edge(workload.name, id, Purpose.READ_SECRET) for id in dict.fromkeys(delivered.read)]
    if workload.image.built:
        edges.append(Edge(workload.name, logical_id(workload.image.name, "repository"), Purpose.PULL_IMAGE))
    if service:
        found += _service(service, workload, application, stack, task, subnets, public_ip, group, logs)
    elif workload.kind is Kind.SCHEDULED:
        starter = logical_id(workload.name, "scheduler role")
        expression = next(s.expression for s in application.schedules if s.workload == workload.name)
        found += [
            scheduler_role(starter, stack, task, (execution, role), workload.name),
            ecs_service.schedule(workload, stack, expression, task, starter, subnets, public_ip, group),
        ]
    return WorkloadDesign(workload, stack, group, fits, task, service, tuple(edges), tuple(found))


def _service(
    id: str,
    workload: Workload,
    application: Application,
    stack: str,
    task: str,
    subnets: Sequence[str],
    public_ip: bool,
    group: str,
    logs: str,
) -> list[Resource]:
    registry = None
    found: list[Resource] = []
    if _called_by_jobs(workload, application):
        named = ecs_service.registry(workload, stack)
        found.append(named)
        registry = named.id
    routes = [r for r in application.routes if r.workload == workload.name]
    found.append(
        ecs_service.ecs_service(id, workload, stack, task, subnets, public_ip, group, routes, logs, registry, True)
    )
    return found + list(ecs_service.scaling(workload, stack, id))


def _called_by_jobs(workload: Workload, application: Application) -> bool:
    jobs = {w.name for w in application.workloads if w.kind in (Kind.JOB, Kind.SCHEDULED)}
    return any(link.sink == workload.name and link.source in jobs for link in application.links)


def _full_names(workload: Workload, application: Application, environment: Environment) -> Workload:
    """A job has no Service Connect: other workloads' names in its values become full names of the private zone."""
    zone = namespace(application.name, environment.name)
    sinks = {link.sink for link in application.links if link.source == workload.name}
    full = {alias: f"{w.name}.{zone}" for w in application.workloads if w.name in sinks for alias in w.aliases}
    if not full:
        return workload

    def renamed(value: Value) -> Value:
        return Value(tuple(_renamed(p, full) if isinstance(p, str) else p for p in value.parts), value.origin)

    return dataclasses.replace(
        workload,
        environment=tuple(
            (name, value if value.literal in full and not HOSTLIKE.search(name) else renamed(value))
            for name, value in workload.environment
        ),
        command=tuple(renamed(v) for v in workload.command) if workload.command is not None else None,
        entrypoint=tuple(renamed(v) for v in workload.entrypoint) if workload.entrypoint is not None else None,
        secret_files=tuple(dataclasses.replace(f, value=renamed(f.value)) for f in workload.secret_files),
    )


HOSTLIKE = re.compile(r"host|server|addr|broker|endpoint|node|peer|upstream", re.I)
"""Variables whose whole value is a host's name; of another, `CACHE_DRIVER: redis`, it is a word."""
HOST = (
    r"(^|(?<=://)|(?<=@)|(?<=,)){}(?!://)(?=[:/,?]|$)",  # in a URL or a list
    r"(?<=[\s=\"'])()({})(?=:\d)",  # host:port anywhere
    r"((?:\s-h|--host|_HOST|_host)[ =][\"']?){}(?=[\s\"';]|$)",  # a client's option
    r"(\s){}(?=\s+\d{{2,5}}\b)",  # host and port apart, as nc and wait scripts have them
)
"""Where a name in a text is a host: in a job's script it may also be a word of its own (`mc mb minio/bucket`)."""


def _renamed(text: str, full: dict[str, str]) -> str:
    for alias, name in full.items():
        for place in HOST:
            text = re.sub(place.format(re.escape(alias)), rf"\g<1>{name}", text)
    return text


class _Delivered:
    """A workload's values as properties; `read` are the secrets that its execution role must read."""

    def __init__(self, workload: Workload, delivery: Delivery) -> None:
        self.workload = workload
        self.delivery = delivery
        self.caller = caller(workload)
        self.plain: list[tuple[str, Property]] = []
        self.secrets: list[tuple[str, Property]] = []
        self.read: list[str] = []
        for name, value in workload.environment:
            self._add(name, value, self.plain, self.secrets)

    def _add(
        self, name: str, value: Value, plain: list[tuple[str, Property]], secrets: list[tuple[str, Property]]
    ) -> None:
        if not self.delivery.secret(value):
            plain.append((name, self.delivery.plain(value, self.caller)))
            return
        source, id = self.delivery.source(value, self.workload.name, name, self.caller)
        secrets.append((name, source))
        self.read.append(id)

    def words(self, words: tuple[Value, ...] | None) -> list[Property] | None:
        return None if words is None else [self.delivery.plain(word, self.caller) for word in words]

    def files(self) -> tuple[list[tuple[str, Property]], list[tuple[str, Property]]]:
        secrets: list[tuple[str, Property]] = []
        plain: list[tuple[str, Property]] = []
        for number, file in enumerate(self.workload.secret_files, 1):
            self._add(f"FILE_{number}", file.value, plain, secrets)
        return secrets, plain
