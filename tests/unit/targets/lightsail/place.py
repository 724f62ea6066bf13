"""A project designed for Lightsail, and what was told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unit.files import DictReader

from shipway.diagnostics import Diagnostics
from shipway.inputs import Request, load_inputs
from shipway.lower.decide.environment import choose
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.targets.lightsail.target import TARGET
from shipway.topology.graph import Topology
from shipway.topology.synthesize import synthesize


def designed(services: str, manifest: str = "", environment: str = "", more: str = "") -> tuple[Topology, Diagnostics]:
    """services: the Compose file's, from its third line on. environment: words of it. more: after the services."""
    found = Diagnostics()
    files = {
        "compose.yaml": f"name: shop\nservices:\n{services}{more}",
        "shipway.yaml": f"{manifest}\nenvironments: {{dev: {{target: lightsail, {environment}}}}}\n",
        "Dockerfile": "FROM python:3.13-slim\n",
        "nginx.conf": "server {}\n",
        "token": "x\n",
    }
    inputs = load_inputs(DictReader(files), Request(".", {}), found)
    choice = choose(inputs.manifest, None, None, found)
    lowered = lower(inputs.project, inputs.manifest, found, offers=offers(TARGET.stores), choice=choice)
    return TARGET.design(lowered.application, lowered.environment, found), found


def service(topology: Topology) -> Mapping[str, Any]:
    """The container service's properties, as its template has them."""
    stack = next(one for one in synthesize(topology) if one.spec.name == "containers")
    resources: Any = stack.template["Resources"]
    properties: Mapping[str, Any] = resources["ContainerService"]["Properties"]
    return properties


def containers(topology: Topology) -> dict[str, Mapping[str, Any]]:
    """By name."""
    return {one["ContainerName"]: one for one in service(topology)["ContainerServiceDeployment"]["Containers"]}


def variables(topology: Topology, container: str) -> dict[str, Any]:
    return {one["Variable"]: one["Value"] for one in containers(topology)[container].get("Environment", ())}
