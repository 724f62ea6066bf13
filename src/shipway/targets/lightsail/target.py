"""Lightsail container services as a target."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.targets.lightsail.options import LightsailOptions
from shipway.targets.obstacles import Support
from shipway.targets.quotas import Quota
from shipway.targets.target import NOTHING, Live, Target
from shipway.topology.graph import Topology


def _support() -> Support:
    from shipway.targets.lightsail.support import SUPPORT

    return SUPPORT


def _limits() -> tuple[Quota, ...]:
    """None counts resources: what one container service has room for is in fit.py."""
    return ()


def _design(
    application: Application, environment: Environment, diagnostics: Diagnostics, live: Live = NOTHING
) -> Topology:
    from shipway.targets.lightsail.design import design

    return design(application, environment, diagnostics)


TARGET = Target(
    name="lightsail",
    title="Lightsail container services",
    options=LightsailOptions,
    service_options=None,
    stores=("external",),
    support=_support,
    limits=_limits,
    design=_design,
)
