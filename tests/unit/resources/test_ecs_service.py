"""An ECS service: how it rolls, how many copies it has, and who leads to it."""

from __future__ import annotations

from typing import Any

import pytest

from shipway.diagnostics import Origin
from shipway.model.application import Route
from shipway.model.image import Image
from shipway.model.workload import HealthCheck, Kind, Mount, Port, Scaling, Workload
from shipway.resources.ecs_service import ecs_service
from shipway.resources.scaling import scaling
from shipway.resources.schedule import schedule
from shipway.resources.tasks import Tasks
from shipway.topology.graph import Ref

ORIGIN = Origin("compose.yaml", 3)
FILES = (Mount("files", "/data"),)


def tasks(public_ip: bool = False, **changed: Any) -> Tasks:
    workload = Workload("web", Kind.WORKER, Image("web", "example/web"), ORIGIN, **changed)
    return Tasks(workload, "home", "WebGroup", ("SubnetA", "SubnetB"), public_ip)


def properties(**changed: Any) -> dict[str, Any]:
    return dict(ecs_service(tasks(**changed), ()).properties)


def rolls(**changed: Any) -> tuple[int, int, str]:
    """(minimum, maximum, rebalancing) of a rollout, in percent of the wanted copies."""
    found = properties(**changed)
    configuration = found["DeploymentConfiguration"]
    rebalancing = found.get("AvailabilityZoneRebalancing", "default")
    return configuration["MinimumHealthyPercent"], configuration["MaximumPercent"], rebalancing


def test_a_web_service_starts_the_new_before_it_stops_the_old() -> None:
    assert rolls() == (100, 200, "default")
    assert rolls(mounts=FILES) == (100, 200, "default")
    assert rolls(engine="rabbitmq") == (100, 200, "default")


@pytest.mark.parametrize("changed", [{"scaling": Scaling(singleton=True)}, {"engine": "mongodb", "mounts": FILES}])
def test_what_never_runs_twice_stops_the_old_before_it_starts_the_new(changed: dict[str, Any]) -> None:
    """Mutation: a database on a file system rolls 100/200, and two of it write the same files."""
    assert rolls(**changed) == (0, 100, "DISABLED")


def test_an_autoscaled_service_leaves_the_number_of_copies_to_its_scaling() -> None:
    assert properties(scaling=Scaling(2, 2))["DesiredCount"] == 2
    assert "DesiredCount" not in properties(scaling=Scaling(2, 5))
    assert scaling(tasks(scaling=Scaling(2, 2))) == ()
    target, policy = scaling(tasks(scaling=Scaling(2, 5)))
    assert (target.properties["MinCapacity"], target.properties["MaxCapacity"]) == (2, 5)
    tracked: Any = policy.properties["TargetTrackingScalingPolicyConfiguration"]
    assert (policy.properties["PolicyName"], tracked["TargetValue"]) == ("cpu-web", 70)


def test_each_public_port_has_its_target_group_once() -> None:
    routes = [Route("web", 80, path="/"), Route("web", 80, path="/a"), Route("web", 81)]
    found = ecs_service(tasks(health=HealthCheck(("CMD", "x"), start_period=90)), routes).properties
    balancers: Any = found["LoadBalancers"]
    assert [(one["TargetGroupArn"], one["ContainerPort"]) for one in balancers] == [
        (Ref("WebTarget80"), 80),
        (Ref("WebTarget81"), 81),
    ]
    assert found["HealthCheckGracePeriodSeconds"] == 90
    assert ecs_service(tasks(), routes).properties["HealthCheckGracePeriodSeconds"] == 60
    assert "HealthCheckGracePeriodSeconds" not in properties()


def test_every_name_is_a_service_connect_name_on_every_tcp_port() -> None:
    ports = (Port(80), Port(53, "udp"), Port(81))
    connect: Any = properties(ports=ports, aliases=("web", "site"))["ServiceConnectConfiguration"]
    assert [one["ClientAliases"][0] for one in connect["Services"]] == [
        {"Port": 80, "DnsName": "web"},
        {"Port": 80, "DnsName": "site"},
        {"Port": 81, "DnsName": "web"},
        {"Port": 81, "DnsName": "site"},
    ]


def test_tasks_have_public_addresses_only_where_nothing_else_leads_out() -> None:
    for public, word in ((True, "ENABLED"), (False, "DISABLED")):
        network: Any = ecs_service(tasks(public_ip=public), ()).properties["NetworkConfiguration"]
        assert network == {
            "AwsvpcConfiguration": {
                "Subnets": [Ref("SubnetA"), Ref("SubnetB")],
                "SecurityGroups": [Ref("WebGroup", "GroupId")],
                "AssignPublicIp": word,
            }
        }
        target: Any = schedule(tasks(public_ip=public), "rate(1 hour)", "Role").properties["Target"]
        assert target["EcsParameters"]["NetworkConfiguration"] == network
