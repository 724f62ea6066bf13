"""What shipway.yaml may say about an environment on Fargate."""

from __future__ import annotations

from typing import Any

from shipway.records import record
from shipway.shapes import UNBORN, choice, number, pattern
from shipway.words import word


@record
class FargateOptions:
    """Options of an environment on Fargate."""

    zone: str | None = word(
        "zone",
        pattern("^Z[A-Z0-9]+$", "a hosted zone's id such as Z0123456789ABC"),
        "the id of the Route 53 hosted zone; needed with `domain`",
    )
    zones: int = word("zones", number(2, 6), "availability zones", default=2)
    nat: str = word(
        "nat",
        choice("one", "per-zone", "none"),
        "`one` NAT gateway, one in every zone (`per-zone`), or `none`: tasks in public subnets",
        default="one",
    )
    insights: str | None = word(
        "insights",
        choice("enhanced", "enabled", "disabled"),
        "Container Insights of the cluster",
        without="`enabled` in production, else `disabled`",
    )
    waf: Any = word("waf", UNBORN, "AWS WAF in front of the load balancer", later=True)
