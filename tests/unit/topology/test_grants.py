"""Edges become permissions: exactly those that they say, and nothing without one."""

from __future__ import annotations

from shipway.topology.grants import Group, execution, rules, task
from shipway.topology.graph import Edge, Purpose, Ref

GROUPS = {
    "web": Group("WebGroup", "network"),
    "api": Group("ApiGroup", "access-1"),
    "edge": Group("EdgeGroup", "network"),
}
ORDER = ("network", "access-1")


def test_a_connection_opens_one_port_to_one_group() -> None:
    (rule,) = rules([Edge("edge", "web", Purpose.CONNECT, 8000)], GROUPS, ORDER)
    assert rule.type == "AWS::EC2::SecurityGroupIngress"
    assert rule.properties == {
        "GroupId": Ref("WebGroup", "GroupId"),
        "SourceSecurityGroupId": Ref("EdgeGroup", "GroupId"),
        "IpProtocol": "tcp",
        "FromPort": 8000,
        "ToPort": 8000,
        "Description": "edge to web",
    }


def test_a_rule_lives_in_the_later_of_the_two_stacks() -> None:
    found = rules([Edge("web", "api", Purpose.CONNECT, 80), Edge("api", "web", Purpose.CONNECT, 81)], GROUPS, ORDER)
    assert [rule.stack for rule in found] == ["access-1", "access-1"]


def test_the_same_connection_twice_is_one_rule_and_the_way_back_another() -> None:
    there, back = Edge("web", "api", Purpose.CONNECT, 80), Edge("api", "web", Purpose.CONNECT, 80)
    assert len(rules([there, there, back], GROUPS, ORDER)) == 2


def test_the_internet_is_let_in_by_both_families() -> None:
    found = rules([Edge("internet", "edge", Purpose.PUBLIC, 443)], GROUPS, ORDER)
    assert [(r.properties.get("CidrIp"), r.properties.get("CidrIpv6")) for r in found] == [
        ("0.0.0.0/0", None),
        (None, "::/0"),
    ]
    assert {(r.properties["FromPort"], r.properties["ToPort"], r.stack) for r in found} == {(443, 443, "network")}


def test_other_purposes_open_no_port() -> None:
    edges = [Edge("web", "Secret", Purpose.READ_SECRET), Edge("web", "Files", Purpose.MOUNT)]
    assert rules(edges, GROUPS, ORDER) == ()


def test_the_agent_may_do_what_this_workloads_edges_say() -> None:
    edges = [
        Edge("web", "WebRepository", Purpose.PULL_IMAGE),
        Edge("web", "WebLogs", Purpose.WRITE_LOGS),
        Edge("web", "Second", Purpose.READ_SECRET),
        Edge("web", "First", Purpose.READ_SECRET),
        Edge("api", "ApiSecret", Purpose.READ_SECRET),
        Edge("web", "Files", Purpose.MOUNT),
    ]
    assert [(one["Action"], one["Resource"]) for one in execution(edges, "web")] == [  # type: ignore[index,call-overload]
        ("ecr:GetAuthorizationToken", "*"),
        (
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [Ref("WebRepository", "Arn")],
        ),
        (["logs:CreateLogStream", "logs:PutLogEvents"], [Ref("WebLogs", "Arn")]),
        (["secretsmanager:GetSecretValue"], [Ref("First"), Ref("Second")]),
    ]
    assert execution(edges, "worker") == []


def test_the_containers_own_code_may_mount_and_nothing_else() -> None:
    edges = [Edge("web", "Files", Purpose.MOUNT), Edge("web", "Secret", Purpose.READ_SECRET)]
    (one,) = task(edges, "web")
    assert one["Resource"] == [Ref("Files", "Arn")]  # type: ignore[index,call-overload]
    assert all(action.startswith("elasticfilesystem:") for action in one["Action"])  # type: ignore[index,call-overload,union-attr]
    assert task(edges, "api") == []
