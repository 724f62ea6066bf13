"""One load balancer for all public workloads of an environment, with its listeners and target groups."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.model.application import Route
from shipway.model.speech import Speech
from shipway.model.workload import Workload
from shipway.naming import logical_id
from shipway.topology.graph import Property, Ref, Resource

STACK = "edge"
SECURITY_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
NOT_FOUND: dict[str, Property] = {
    "Type": "fixed-response",
    "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "no such site"},
}


def load_balancer(subnets: Sequence[str], group: str) -> Resource:
    """Header fields that are not valid HTTP are dropped, against request smuggling."""
    return Resource(
        "LoadBalancer",
        STACK,
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        {
            "Type": "application",
            "Scheme": "internet-facing",
            "Subnets": [Ref(id) for id in subnets],
            "SecurityGroups": [Ref(group, "GroupId")],
            "LoadBalancerAttributes": [{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}],
        },
    )


def target_group_id(workload: str, port: int) -> str:
    return logical_id(workload, "target", str(port))


def target_group(workload: Workload, port: int) -> Resource:
    """A container that speaks only TLS is called by TLS; its certificate is not checked.

    Where nothing says which path answers, a program that answers anything, even 404, is healthy.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
    """
    speaks = next((known.speaks for known in workload.ports if known.number == port), Speech.HTTP)
    return Resource(
        target_group_id(workload.name, port),
        STACK,
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "VpcId": Ref("Vpc"),
            "Port": port,
            "Protocol": "HTTPS" if speaks is Speech.HTTPS else "HTTP",
            "TargetType": "ip",
            "HealthCheckPath": workload.health_path or "/",
            "HealthCheckIntervalSeconds": 15,
            "HealthyThresholdCount": 2,
            "Matcher": {"HttpCode": "200-399" if workload.health_path else "200-499"},
            "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}],
        },
        subject=workload.name,
    )


def plain_listener(port: int, route: Route | None) -> Resource:
    """Without a domain: one listener for each public port. route None: only its rules lead anywhere."""
    return _listener(f"Listener{port}", port, "HTTP", [forward(route) if route is not None else NOT_FOUND])


def redirect_listener() -> Resource:
    action: dict[str, Property] = {
        "Type": "redirect",
        "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"},
    }
    return _listener("Listener80", 80, "HTTP", [action])


def secure_listener() -> Resource:
    return _listener(
        "Listener443",
        443,
        "HTTPS",
        [NOT_FOUND],
        {
            "Certificates": [{"CertificateArn": Ref("Certificate")}],
            "SslPolicy": SECURITY_POLICY,
        },
    )


def _listener(
    id: str, port: int, protocol: str, actions: list[Property], more: dict[str, Property] | None = None
) -> Resource:
    return Resource(
        id,
        STACK,
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "LoadBalancerArn": Ref("LoadBalancer"),
            "Port": port,
            "Protocol": protocol,
            "DefaultActions": actions,
            **(more or {}),
        },
    )


def forward(route: Route) -> dict[str, Property]:
    """The action that leads to a route's target group."""
    return {"Type": "forward", "TargetGroupArn": Ref(target_group_id(route.workload, route.port))}
