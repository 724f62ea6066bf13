"""A plan against what is deployed, or, without credentials, against nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shipway.cli.inputs import Project
from shipway.cli.options import Options
from shipway.errors import AccessDenied, ShipwayError
from shipway.pipeline import Design, plan_environment
from shipway.plan.model import Facts, Plan
from shipway.records import record

if TYPE_CHECKING:
    from shipway.lower.lower import Lowered
    from shipway.ports import Cloud


@record
class Planned:
    """A plan with the design it comes from. offline: why it did not look at AWS, "" where it did."""

    design: Design
    plan: Plan
    offline: str = ""


def offline(found: Project, why: str) -> Planned:
    """The plan as if nothing were deployed."""
    design = found.design()
    return Planned(design, plan_environment(design, Facts()), why)


def against(found: Project, cloud: Cloud, lowered: Lowered | None = None) -> Planned:
    """The plan against what the cloud has. lowered: what the project means, if known.

    Raises ShipwayError where the account is not the manifest's.
    """
    from shipway.deploy.observe import observe
    from shipway.plan.living import living

    design = found.design(lowered=lowered)
    facts = observe(design.topology, cloud)
    if (live := living(facts)).templates:
        design = found.design(live, design.lowered)
    meant = design.lowered.environment.account
    if meant and facts.account != meant:
        raise ShipwayError(
            f'these credentials are for account {facts.account}, but shipway.yaml wants "{meant}" '
            f"for {design.lowered.environment.name}",
            "choose the right ones with --profile",
        )
    return Planned(design, plan_environment(design, facts))


def best(found: Project, options: Options, *, stay_offline: bool) -> Planned:
    """Against AWS if credentials are configured and work, else offline, with the reason."""
    if stay_offline:
        return offline(found, "--offline was given")
    from shipway.adapters.session import configured

    if not options.profile and not configured(found.request.environ):
        return offline(found, "no AWS credentials are configured")
    from pathlib import Path  # late, as all that only a look at AWS needs

    from shipway.cli.clouds import Wanted, connect

    lowered = found.lowered()
    environment = lowered.environment
    try:
        wanted = Wanted(environment.region, options.profile, root=Path(found.root), instance_role=False)
        return against(found, connect(wanted), lowered)
    except AccessDenied as error:
        return offline(found, error.what)
