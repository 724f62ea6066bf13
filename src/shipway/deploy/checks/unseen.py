"""Programs that no check looks at: said as such, or a report would pass for what nobody saw."""

from __future__ import annotations

from shipway.deploy.checks.report import Check, Checks, Scene, Status

RUNS = frozenset(
    {
        "AWS::AppRunner::Service",
        "AWS::EC2::Instance",
        "AWS::ECS::ExpressGatewayService",
        "AWS::ECS::Service",
        "AWS::ElasticBeanstalk::Environment",
        "AWS::Lambda::Function",
        "AWS::Lightsail::Container",
        "AWS::Lightsail::Instance",
    }
)
"""Types of resource that run a program."""
LOOKED_AT = frozenset({"AWS::ECS::Service"})
"""Those of them that a check of this folder asks whether they run; who adds such a check adds its type."""


def unseen(scene: Scene) -> Checks:
    for found in scene.seen.every(*sorted(RUNS - LOOKED_AT)):
        evidence = f"no check looks at {found.type} yet: whether it runs is not known"
        yield Check("program runs", found.physical_id or found.id, Status.UNSEEN, evidence)
