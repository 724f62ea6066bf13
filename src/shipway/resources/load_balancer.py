"""One load balancer for all public workloads of an environment: listeners, rules, target groups, certificate, DNS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.model.application import Route
from shipway.naming import digest, logical_id
from shipway.topology.graph import Property, Ref, Resource

STACK = "edge"
TLS = frozenset({443, 8443, 9443})
SECURITY_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
NOT_FOUND: dict[str, Property] = {
    "Type": "fixed-response",
    "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "no such site"},
}


def load_balancer(subnets: Sequence[str], group: str) -> Resource:
    """Header fields that are no valid HTTP are dropped, against request smuggling."""
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


def target_group(workload: str, port: int, health_path: str) -> Resource:
    """A container that speaks TLS alone is called by TLS; its certificate is not checked.

    health_path: "" where nobody said what it answers at: then a program that answers anything, if only 404, is well.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
    """
    return Resource(
        target_group_id(workload, port),
        STACK,
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "VpcId": Ref("Vpc"),
            "Port": port,
            "Protocol": "HTTPS" if port in TLS else "HTTP",
            "TargetType": "ip",
            "HealthCheckPath": health_path or "/",
            "HealthCheckIntervalSeconds": 15,
            "HealthyThresholdCount": 2,
            "Matcher": {"HttpCode": "200-399" if health_path else "200-499"},
            "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}],
        },
        subject=workload,
    )


def plain_listener(port: int, route: Route | None) -> Resource:
    """Without a domain: a listener of its own for each public port. route None: only its rules lead anywhere."""
    return _listener(f"Listener{port}", port, "HTTP", [_forward(route) if route is not None else NOT_FOUND])


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


def _forward(route: Route) -> dict[str, Property]:
    return {"Type": "forward", "TargetGroupArn": Ref(target_group_id(route.workload, route.port))}


def rules(routes: Sequence[Route], live: Mapping[str, int]) -> tuple[Resource, ...]:
    """A rule for each host and path. A priority depends on its own route alone, so adding one never swaps two.

    live: `HOST/PATH`, or `:PORT/PATH` without a domain → priority in use, which wins: priorities cannot be swapped in
    one update (PriorityInUse).
    """
    taken, found = set(live.values()), []
    for route in sorted(routes, key=lambda r: (r.host or "", r.path)):
        key = f"{route.host or f':{route.listener}'}{route.path}"
        priority = live.get(key)
        if priority is None:
            priority = _free(key, route.path, taken)
            taken.add(priority)
        conditions: list[Property] = []
        if route.host:
            conditions.append({"Field": "host-header", "HostHeaderConfig": {"Values": [route.host]}})
        if route.path != "/":
            path = route.path.rstrip("/*")
            conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": [path, f"{path}/*"]}})
        found.append(
            Resource(
                logical_id("rule", route.workload, digest(key)),
                STACK,
                "AWS::ElasticLoadBalancingV2::ListenerRule",
                {
                    "ListenerArn": Ref("Listener443" if route.host else f"Listener{route.listener}"),
                    "Priority": priority,
                    "Conditions": conditions,
                    "Actions": [_forward(route)],
                },
                subject=route.workload,
            )
        )
    return tuple(found)


def _free(key: str, path: str, taken: set[int]) -> int:
    """Longer paths come first: bands of 10,000 by depth, and a hash within the band; the next free one on collision."""
    band = max(0, 3 - path.strip("/").count("/") - (1 if path.strip("/") else 0))
    first = 1 + band * 10_000
    offset = int(digest(key), 16) % 9_999
    while first + offset in taken:
        offset = (offset + 1) % 9_999
    return first + offset


def certificate(hosts: Sequence[str], zone: str) -> Resource:
    """Validated by DNS in the hosted zone, so that nothing has to be clicked."""
    return Resource(
        "Certificate",
        STACK,
        "AWS::CertificateManager::Certificate",
        {
            "DomainName": hosts[0],
            "SubjectAlternativeNames": list(hosts[1:]),
            "ValidationMethod": "DNS",
            "DomainValidationOptions": [{"DomainName": host, "HostedZoneId": zone} for host in hosts],
        },
    )


def records(hosts: Sequence[str], zone: str) -> tuple[Resource, ...]:
    """Alias records; the load balancer has IPv4 addresses only, so A alone."""
    return tuple(
        Resource(
            logical_id("record", host),
            STACK,
            "AWS::Route53::RecordSet",
            {
                "HostedZoneId": zone,
                "Name": host,
                "Type": "A",
                "AliasTarget": {
                    "DNSName": Ref("LoadBalancer", "DNSName"),
                    "HostedZoneId": Ref("LoadBalancer", "CanonicalHostedZoneID"),
                },
            },
        )
        for host in hosts
    )
