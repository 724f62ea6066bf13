"""The words of an environment on Fargate."""

from __future__ import annotations

from shipway.records import record
from shipway.words import Shape, word

ZONES = Shape({"type": "integer", "minimum": 2, "maximum": 6}, "a number from 2 to 6")
"""A load balancer needs two at least.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"""
NAT = Shape({"enum": ["one", "per-zone", "none"]}, "one, per-zone or none")
INSIGHTS = Shape({"enum": ["disabled", "enabled", "enhanced"]}, "disabled, enabled or enhanced")
HOSTED_ZONE = Shape({"type": "string", "pattern": "^Z[A-Z0-9]{1,31}$"}, "the id of a Route 53 hosted zone, Z…")


@record
class FargateOptions:
    """What may be said of an environment on Fargate; whether it is production belongs to every target."""

    zones: int = word("zones", ZONES, "how many availability zones it spans", default=2)
    nat: str = word(
        "nat",
        NAT,
        "gateways through which containers reach the internet: one, one per zone, or none, which gives each container "
        "a public address that nobody may call",
        default="one",
    )
    zone: str = word(
        "zone", HOSTED_ZONE, "the hosted zone of `domain`, which gets its names and certificate", default=""
    )
    insights: str = word(
        "insights",
        INSIGHTS,
        "CloudWatch Container Insights; enabled where the environment is production, else disabled",
        default="",
    )
