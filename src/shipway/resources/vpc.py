"""A VPC over several zones: public subnets for the load balancer, private ones for everything else."""

from __future__ import annotations

from shipway.records import record
from shipway.topology.graph import Property, Ref, Resource
from shipway.topology.properties import tags

STACK = "network"
CIDR = "10.0.0.0/16"


@record
class Network:
    """Resource ids. private is the public ones where the environment has no NAT gateway."""

    vpc: str
    public: tuple[str, ...]
    private: tuple[str, ...]
    resources: tuple[Resource, ...]


def network(name: str, zones: int, nat: str) -> Network:
    """zones: how many. nat: `one`, `per-zone`, or `none` (tasks then have public addresses and no inbound rules)."""
    found = [
        Resource(
            "Vpc",
            STACK,
            "AWS::EC2::VPC",
            {
                "CidrBlock": CIDR,
                "EnableDnsHostnames": True,
                "EnableDnsSupport": True,
                "Tags": tags(Name=name),
            },
        ),
        Resource("InternetGateway", STACK, "AWS::EC2::InternetGateway", {"Tags": tags(Name=name)}),
        Resource(
            "InternetAttachment",
            STACK,
            "AWS::EC2::VPCGatewayAttachment",
            {
                "VpcId": Ref("Vpc"),
                "InternetGatewayId": Ref("InternetGateway"),
            },
        ),
        _table("PublicRoutes", f"{name}-public"),
        Resource(
            "PublicDefaultRoute",
            STACK,
            "AWS::EC2::Route",
            {
                "RouteTableId": Ref("PublicRoutes"),
                "DestinationCidrBlock": "0.0.0.0/0",
                "GatewayId": Ref("InternetGateway"),
            },
            depends_on=("InternetAttachment",),
        ),
    ]
    public, private = [], []
    for zone in range(zones):
        public.append(f"PublicSubnet{zone + 1}")
        found += _subnet(public[-1], zone, zone, "PublicRoutes", f"{name}-public-{zone + 1}")
    if nat != "none":
        found += _gateways(name, zones if nat == "per-zone" else 1)
        for zone in range(zones):
            gateway = zone + 1 if nat == "per-zone" else 1
            private.append(f"PrivateSubnet{zone + 1}")
            routes = f"PrivateRoutes{gateway}"
            found += _subnet(private[-1], zone, 100 + zone, routes, f"{name}-private-{zone + 1}")
    return Network("Vpc", tuple(public), tuple(private or public), tuple(found))


def _table(id: str, name: str) -> Resource:
    return Resource(id, STACK, "AWS::EC2::RouteTable", {"VpcId": Ref("Vpc"), "Tags": tags(Name=name)})


def _subnet(id: str, zone: int, block: int, routes: str, name: str) -> list[Resource]:
    zone_name: Property = {"Fn::Select": [zone, {"Fn::GetAZs": ""}]}
    return [
        Resource(
            id,
            STACK,
            "AWS::EC2::Subnet",
            {
                "VpcId": Ref("Vpc"),
                "CidrBlock": f"10.0.{block}.0/24",
                "AvailabilityZone": zone_name,
                "MapPublicIpOnLaunch": False,
                "Tags": tags(Name=name),
            },
        ),
        Resource(
            f"{id}Routes",
            STACK,
            "AWS::EC2::SubnetRouteTableAssociation",
            {
                "SubnetId": Ref(id),
                "RouteTableId": Ref(routes),
            },
        ),
    ]


def _gateways(name: str, count: int) -> list[Resource]:
    found: list[Resource] = []
    for number in range(1, count + 1):
        found += [
            Resource(
                f"NatAddress{number}",
                STACK,
                "AWS::EC2::EIP",
                {"Domain": "vpc", "Tags": tags(Name=f"{name}-nat-{number}")},
                depends_on=("InternetAttachment",),
            ),
            Resource(
                f"NatGateway{number}",
                STACK,
                "AWS::EC2::NatGateway",
                {
                    "AllocationId": Ref(f"NatAddress{number}", "AllocationId"),
                    "SubnetId": Ref(f"PublicSubnet{number}"),
                    "Tags": tags(Name=f"{name}-{number}"),
                },
            ),
            _table(f"PrivateRoutes{number}", f"{name}-private-{number}"),
            Resource(
                f"PrivateDefaultRoute{number}",
                STACK,
                "AWS::EC2::Route",
                {
                    "RouteTableId": Ref(f"PrivateRoutes{number}"),
                    "DestinationCidrBlock": "0.0.0.0/0",
                    "NatGatewayId": Ref(f"NatGateway{number}"),
                },
            ),
        ]
    return found
