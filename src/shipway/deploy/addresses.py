"""Every public way in, read from the deployed load balancers' listeners and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from shipway.deploy.inspected import Found, Inspected
from shipway.records import record

LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"


@record
class Address:
    """One route. url: what people open; direct, host: the load balancer's own address and the Host header for it.

    highest: the highest HTTP status that its target group counts as healthy.
    """

    subject: str
    url: str
    direct: str
    host: str | None
    highest: int = 399


def addresses(seen: Inspected) -> tuple[Address, ...]:
    """The routes in the order of the templates; a listener that only answers a fixed 404 is not one."""
    found: list[Address] = []
    for listener in seen.every(LISTENER):
        balancer = seen.traced(listener.stack, listener.properties.get("LoadBalancerArn"))
        name = seen.attribute(balancer, "DNSName") if balancer else ""
        if not name:
            continue
        place = _Place(seen, listener, name)
        for rule in seen.every(RULE):
            if seen.traced(rule.stack, rule.properties.get("ListenerArn")) == listener:
                found += place.rule(rule)
        found += place.default()
    return tuple(dict.fromkeys(found))


@record
class _Place:
    seen: Inspected
    listener: Found
    name: str

    def rule(self, rule: Found) -> Iterator[Address]:
        conditions = rule.properties.get("Conditions") or ()
        hosts = _values(conditions, "host-header", "HostHeaderConfig") or [None]
        paths = _values(conditions, "path-pattern", "PathPatternConfig") or ["/*"]
        health, highest = self._health(rule)
        for host in hosts:
            path = next((health for pattern in paths if fnmatchcase(health, str(pattern))), _plain(str(paths[0])))
            yield self._address(rule, host, path, highest)

    def default(self) -> Iterator[Address]:
        actions = self.listener.properties.get("DefaultActions") or ()
        if any(action.get("Type") in ("forward", "redirect") for action in actions):
            yield self._address(self.listener, None, *self._health(self.listener))

    def _address(self, subject: Found, host: Any, path: str, highest: int) -> Address:
        port = int(self.listener.properties.get("Port") or 80)
        scheme = "https" if self.listener.properties.get("Protocol") == "HTTPS" else "http"
        tail = ("" if port == {"http": 80, "https": 443}[scheme] else f":{port}") + path
        known = host if isinstance(host, str) and "*" not in host else None
        return Address(
            subject.id, f"{scheme}://{known or self.name}{tail}", f"{scheme}://{self.name}{tail}", known, highest
        )

    def _health(self, found: Found) -> tuple[str, int]:
        """The path that the target group itself checks, since the service must answer it, and its highest status."""
        actions = found.properties.get("Actions") or found.properties.get("DefaultActions") or ()
        for action in actions:
            groups = (action.get("ForwardConfig") or {}).get("TargetGroups") or [action]
            group = self.seen.traced(found.stack, groups[0].get("TargetGroupArn"))
            if group and isinstance(group.properties.get("HealthCheckPath"), str):
                codes = str((group.properties.get("Matcher") or {}).get("HttpCode") or "")
                last = codes.rpartition("-")[2]
                return str(group.properties["HealthCheckPath"]), int(last) if last.isdigit() else 399
        return "/", 399


def _values(conditions: Any, field: str, config: str) -> list[Any]:
    for condition in conditions:
        if isinstance(condition, Mapping) and condition.get("Field") == field:
            return list((condition.get(config) or {}).get("Values") or condition.get("Values") or ())
    return []


def _plain(pattern: str) -> str:
    """A path that the pattern matches: `/api/*` is `/api/`."""
    return pattern.replace("*", "").replace("?", "x") or "/"
