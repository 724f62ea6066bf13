"""ECS Fargate as a target."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.targets.fargate.options import FargateOptions
from shipway.targets.obstacles import Support
from shipway.targets.quotas import Quota
from shipway.targets.target import NOTHING, Live, Target
from shipway.topology.graph import Topology


def _support() -> Support:
    from shipway.targets.fargate.support import SUPPORT

    return SUPPORT


def _limits() -> tuple[Quota, ...]:
    from shipway.targets.fargate.quotas import QUOTAS

    return QUOTAS


def _design(
    application: Application, environment: Environment, diagnostics: Diagnostics, live: Live = NOTHING
) -> Topology:
    from shipway.targets.fargate.design import design

    return design(application, environment, diagnostics, live)


TARGET = Target(
    name="fargate",
    title="ECS Fargate",
    options=FargateOptions,
    service_options=None,
    stores=("rds", "elasticache", "volume", "container", "external"),
    support=_support,
    limits=_limits,
    design=_design,
)
