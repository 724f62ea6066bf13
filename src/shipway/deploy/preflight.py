"""Checks before a plan is applied, so that what cannot succeed does not start."""

from __future__ import annotations

from shipway.deploy.observe import deployed
from shipway.deploy.repositories import repository_uri
from shipway.errors import BuildFailed, PlanOutdated
from shipway.plan.digest import base_digest
from shipway.plan.model import BuildImage, Facts, Output, Physical, Plan
from shipway.plan.standing import stands
from shipway.ports import Cloud

AGAIN = "run `shipway plan` again and read what it says, then deploy"


def preflight(plan: Plan, cloud: Cloud) -> None:
    """Raise PlanOutdated where the facts have changed, BuildFailed where images have to be built and cannot be."""
    stacks = deployed(plan.app, plan.environment, cloud.stacks, (stack.name for stack in plan.stacks))
    if plan.known:
        facts = Facts(True, cloud.identity.account(), plan.region, stacks)
        if base_digest(facts) != plan.base_digest:
            raise PlanOutdated("the plan is out of date: what is deployed changed after it was made", AGAIN)
    elif any(stands(live) and live.tags.get("shipway:environment") == plan.environment for live in stacks.values()):
        raise PlanOutdated("the plan was made without looking at AWS, where this environment already is", AGAIN)
    _images(plan, cloud)


def _images(plan: Plan, cloud: Cloud) -> None:
    for step in plan.steps:
        if not isinstance(step, BuildImage) or step.repository is None or _pushed(step, plan, cloud):
            continue
        if reason := cloud.builder.available():
            raise BuildFailed(f"nothing was deployed: {step.image} cannot be built: {reason}")
        return


def _pushed(step: BuildImage, plan: Plan, cloud: Cloud) -> bool:
    """Whether the content tag is in the registry already, if the registry exists."""
    if not isinstance(step.repository, Output | Physical):
        return False
    live = cloud.stacks.look(plan.deployed_by(step.repository.step).name)
    repository = repository_uri(cloud.stacks, live if stands(live) else None, step.repository)
    return bool(repository and cloud.images.digest(repository, step.tag))
