"""How what runs forever does: one row per port that resources/facts.py names for a type of service.

A test holds the table to these facts, so that no service is passed over by `verify`, `status` or an explanation.
"""

from __future__ import annotations

from collections.abc import Callable

from shipway.deploy.diagnose import cluster_of, why_container_service, why_service
from shipway.deploy.inspected import Found
from shipway.deploy.steps.wait_service import steady
from shipway.ports import Cloud, ContainerServiceState
from shipway.records import record
from shipway.resources.facts import fact, types


@record
class Health:
    """steady: all is as it should be. said: the evidence. rollout: the state of its last deployment. note: why it is
    not steady, where something says so."""

    steady: bool
    said: str
    desired: int
    running: int
    rollout: str = ""
    images: tuple[str, ...] = ()
    note: str = ""


@record
class Service:
    """look: by its physical id; None where it is not there. why: it died, by its physical id and log group."""

    look: Callable[[Cloud, str], Health | None]
    why: Callable[[Cloud, str, str], str]


def _ecs(cloud: Cloud, id: str) -> Health | None:
    state = cloud.tasks.service(cluster_of(id), id)
    if state is None:
        return None
    rollout = f", rollout {state.rollout}" if state.rollout else ""
    event = "" if state.running == state.desired else next(iter(state.events), "")
    return Health(
        steady(state),
        f"{state.running} of {state.desired} tasks run{rollout}",
        state.desired,
        state.running,
        state.rollout,
        state.images,
        state.rollout_reason or event,
    )


def _container_service(cloud: Cloud, id: str) -> Health | None:
    """Lightsail tells no numbers of nodes: while a deployment is active they all run it."""
    state = cloud.container_services.look(id)
    if state is None:
        return None
    deployed = f"deployment {state.version} is {state.deployment}" if state.version else "nothing is deployed to it"
    running = state.scale if state.active and state.state != "DISABLED" else 0
    return Health(
        state.steady,
        f"it is {state.state}, {deployed}",
        state.scale,
        running,
        state.deployment,
        state.images,
        _note(state),
    )


def _note(state: ContainerServiceState) -> str:
    if state.steady:
        return ""
    if state.deployment == "FAILED":
        return f"deployment {state.version} failed" + (f", and {state.active} goes on" if state.active else "")
    return state.detail or f"it is {state.state}"


SERVICES = {
    "tasks": Service(_ecs, lambda cloud, id, log_group: why_service(cloud, cluster_of(id), id, log_group)),
    "container_services": Service(_container_service, lambda cloud, id, log_group: why_container_service(cloud, id)),
}
TYPES = types(lambda known: known.service in SERVICES)
"""The types of resource that are services."""


def service(type: str) -> Service | None:
    """How the services of a type are asked; None for a type that is no service."""
    return SERVICES.get(fact(type).service)


def health(cloud: Cloud, found: Found) -> Health | None:
    """How a service of TYPES does; None where it is not there."""
    return SERVICES[fact(found.type).service].look(cloud, found.physical_id) if found.physical_id else None
