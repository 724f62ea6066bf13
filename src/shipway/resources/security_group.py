"""A security group without any inbound rule; grants.py adds those that edges ask for."""

from __future__ import annotations

from shipway.topology.graph import Ref, Resource
from shipway.topology.properties import tags


def security_group(id: str, stack: str, description: str, name: str) -> Resource:
    """Outbound traffic is open: applications call services outside AWS (D000-08)."""
    return Resource(
        id,
        stack,
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": description,
            "VpcId": Ref("Vpc"),
            "SecurityGroupEgress": [
                {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "anywhere"},
                {"IpProtocol": "-1", "CidrIpv6": "::/0", "Description": "anywhere"},
            ],
            "Tags": tags(Name=name),
        },
    )
