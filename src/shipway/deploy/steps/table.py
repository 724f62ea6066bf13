"""Which generator runs which kind of step. A test checks the table against the union `Step`, so none is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shipway.deploy.loop import Polling
from shipway.deploy.running import Deployment
from shipway.deploy.steps.build_image import build_image
from shipway.deploy.steps.deploy_stack import deploy_stack
from shipway.deploy.steps.run_job import run_job
from shipway.deploy.steps.stack_care import protect_stack, remove_stack
from shipway.deploy.steps.store_secret import store_secret
from shipway.deploy.steps.wait_container_service import wait_container_service
from shipway.deploy.steps.wait_service import wait_service
from shipway.plan.model import DeployStack, ProtectStack, RemoveStack, Step
from shipway.topology.actions import BuildImage, RunJob, StoreSecret, WaitContainerService, WaitService

INTERPRETERS: dict[type[Any], Callable[[Deployment, Any], Polling]] = {
    DeployStack: deploy_stack,
    BuildImage: build_image,
    StoreSecret: store_secret,
    RunJob: run_job,
    WaitService: wait_service,
    WaitContainerService: wait_container_service,
    RemoveStack: remove_stack,
    ProtectStack: protect_stack,
}


def start(deployment: Deployment, step: Step) -> Polling:
    """The generator that does one step."""
    return INTERPRETERS[type(step)](deployment, step)
