"""Elastic Load Balancing: what the load balancer thinks of its targets."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.ports import TargetHealth


class LoadBalancing:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def target_health(self, target_group: str) -> Sequence[TargetHealth]:
        """Every registered target of a target group (ARN). state: healthy, unhealthy, initial, draining…"""
        with translated(f"ask for the health of {target_group}"):
            answer = self._clients("elbv2").describe_target_health(TargetGroupArn=target_group)
        return tuple(
            TargetHealth(
                f"{one['Target']['Id']}:{one['Target'].get('Port', '')}",
                str(one.get("TargetHealth", {}).get("State", "")),
                str(one.get("TargetHealth", {}).get("Description", "")),
            )
            for one in answer.get("TargetHealthDescriptions", ())
        )
