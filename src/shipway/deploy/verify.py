"""Check a deployment: named checks, each with its evidence; what a rehearsal cannot know is marked."""

from __future__ import annotations

from collections.abc import Callable

from shipway.deploy.checks.datastores import datastores
from shipway.deploy.checks.exposure import exposure
from shipway.deploy.checks.images import images
from shipway.deploy.checks.log_groups import log_groups
from shipway.deploy.checks.only_aws import only_aws
from shipway.deploy.checks.report import Check, Checks, Report, Scene, Status
from shipway.deploy.checks.routes import routes
from shipway.deploy.checks.secrets import secrets
from shipway.deploy.checks.services import services
from shipway.deploy.checks.stacks import stacks
from shipway.deploy.checks.targets import targets
from shipway.deploy.checks.unseen import unseen
from shipway.deploy.inspected import inspect
from shipway.plan.model import Plan
from shipway.ports import Cloud

__all__ = ["Check", "Report", "Status", "verify"]

CHECKS: tuple[Callable[[Scene], Checks], ...] = (
    stacks,
    images,
    services,
    targets,
    routes,
    secrets,
    datastores,
    log_groups,
    exposure,
    unseen,
    only_aws,
)


def verify(plan: Plan, cloud: Cloud) -> Report:
    """Look at everything in the plan and report what was found. Changes nothing; a failed check does not raise."""
    seen = inspect(cloud.stacks, ((stack.key, stack.name) for stack in plan.stacks))
    scene = Scene(plan, cloud, seen)
    return Report(cloud.name, tuple(check for look in CHECKS for check in look(scene)))
