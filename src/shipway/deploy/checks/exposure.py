"""Only load balancers can be reached from the internet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shipway.deploy.addresses import LOAD_BALANCER
from shipway.deploy.checks.report import Checks, Scene, judged
from shipway.deploy.inspected import Found

_GROUP = "AWS::EC2::SecurityGroup"
_INGRESS = "AWS::EC2::SecurityGroupIngress"
_DATABASES = ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster")
_ANYWHERE = frozenset({"0.0.0.0/0", "::/0"})


def exposure(scene: Scene) -> Checks:
    """Reads the deployed templates: every security group that lets the internet in must be a load balancer's.

    Gives no check where there is nothing that could be open.
    """
    seen = scene.seen
    if not any(seen.every(_GROUP, _INGRESS, *_DATABASES)):
        return
    fronts = {
        id(group)
        for balancer in seen.every(LOAD_BALANCER)
        if balancer.properties.get("Scheme") != "internal"
        for value in balancer.properties.get("SecurityGroups") or ()
        if (group := seen.traced(balancer.stack, value))
    }
    opened = {id(group): (group, ports) for group, ports in _open_groups(scene)}
    wrong = [f"{group.stack}/{group.id} on {ports}" for key, (group, ports) in opened.items() if key not in fronts]
    wrong += [
        f"{found.stack}/{found.id} has a public address"
        for found in seen.every(*_DATABASES)
        if found.properties.get("PubliclyAccessible") in (True, "true")
    ]
    total = sum(1 for _ in seen.every(_GROUP))
    fine = f"{len(opened)} of {total} security groups let the internet in, all of them load balancers'"
    evidence = f"the internet reaches {'; '.join(wrong)}" if wrong else fine
    yield judged("nothing public but the load balancer", "network", not wrong, evidence)


def _open_groups(scene: Scene) -> Iterator[tuple[Found, str]]:
    for group in scene.seen.every(_GROUP):
        for rule in group.properties.get("SecurityGroupIngress") or ():
            if _anywhere(rule):
                yield group, _ports(rule)
    for rule in scene.seen.every(_INGRESS):
        owner = scene.seen.traced(rule.stack, rule.properties.get("GroupId"))
        if owner and _anywhere(rule.properties):
            yield owner, _ports(rule.properties)


def _anywhere(rule: Mapping[str, Any]) -> bool:
    return rule.get("CidrIp") in _ANYWHERE or rule.get("CidrIpv6") in _ANYWHERE


def _ports(rule: Mapping[str, Any]) -> str:
    first, last = rule.get("FromPort"), rule.get("ToPort")
    return "every port" if first is None else f"port {first}" if first == last else f"ports {first} to {last}"
