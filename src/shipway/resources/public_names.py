"""The public names of an environment with a domain: their certificate, and the records that lead to them."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.naming import logical_id
from shipway.resources.load_balancer import STACK
from shipway.topology.graph import Ref, Resource


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
    """Alias records; the load balancer has only IPv4 addresses, so only A."""
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
