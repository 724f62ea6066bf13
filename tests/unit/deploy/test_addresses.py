"""Public addresses out of listeners and rules."""

from __future__ import annotations

from typing import Any

import pytest

from shipway.deploy.addresses import Address, addresses
from shipway.deploy.inspected import Found, Inspected
from shipway.plan.model import LiveStack
from shipway.ports import LiveResource

NAME = "front.elb.amazonaws.com"


def edge(**resources: Any) -> Inspected:
    bodies = {
        "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"},
        "Targets": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
            "Properties": {"HealthCheckPath": "/api/health"},
        },
        **resources,
    }
    output = {"Address": {"Value": {"Fn::GetAtt": ["Balancer", "DNSName"]}}}
    template: Any = {"Resources": bodies, "Outputs": output}
    live = LiveStack("shop-dev-edge", "CREATE_COMPLETE", template, outputs={"Address": NAME})
    found = tuple(
        Found("edge", id, body, LiveResource(id, f"arn:{id}", body["Type"], "CREATE_COMPLETE"))
        for id, body in bodies.items()
    )
    return Inspected({"edge": live}, {"edge": found})


def listener(port: int, protocol: str = "HTTP", **action: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::ElasticLoadBalancingV2::Listener",
        "Properties": {
            "LoadBalancerArn": {"Ref": "Balancer"},
            "Port": port,
            "Protocol": protocol,
            "DefaultActions": [action or {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
        },
    }


def rule(*conditions: dict[str, Any]) -> dict[str, Any]:
    action = {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": "Targets"}}]}}
    properties = {"ListenerArn": {"Ref": "Listener"}, "Conditions": list(conditions), "Actions": [action]}
    return {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": properties}


def host(*names: str) -> dict[str, Any]:
    return {"Field": "host-header", "HostHeaderConfig": {"Values": list(names)}}


def path(*patterns: str) -> dict[str, Any]:
    return {"Field": "path-pattern", "Values": list(patterns)}


FIXED = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}


def test_plain_listener_asks_for_the_health_path() -> None:
    url = f"http://{NAME}:8000/api/health"
    assert addresses(edge(Listener=listener(8000))) == (Address("Listener", url, url, None),)


def test_usual_port_is_not_written() -> None:
    assert addresses(edge(Listener=listener(80)))[0].url == f"http://{NAME}/api/health"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("/api/*", "/api/health"), ("/admin/*", "/admin/"), ("/*", "/api/health"), ("*", "/api/health")],
)
def test_path_matches_the_rule(pattern: str, expected: str) -> None:
    found = addresses(edge(Listener=listener(443, "HTTPS", **FIXED), Rule=rule(host("shop.example"), path(pattern))))
    assert [(a.url, a.direct, a.host) for a in found] == [
        (f"https://shop.example{expected}", f"https://{NAME}{expected}", "shop.example")
    ]


def test_each_host_is_an_address_of_its_own() -> None:
    found = addresses(edge(Listener=listener(443, "HTTPS", **FIXED), Rule=rule(host("a.example", "*.b.example"))))
    assert [a.host for a in found] == ["a.example", None]


def test_redirect_is_a_way_in_and_a_fixed_answer_is_none() -> None:
    assert addresses(edge(Listener=listener(80, Type="redirect")))[0].url == f"http://{NAME}/"
    assert addresses(edge(Listener=listener(80, **FIXED))) == ()
