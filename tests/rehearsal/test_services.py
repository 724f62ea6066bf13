"""Services of ECS: they become steady, roll over, or say why their tasks die."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rehearsal import place
from rehearsal.world import World, resource, world

from shipway.rehearse.ecs.task import Task
from shipway.rehearse.faults import Fault
from shipway.rehearse.http import RehearsalHttp


def service(one: World) -> dict[str, Any]:
    physical = one.physical("shop")
    found = one.ecs.describe_services(cluster=physical["Cluster"], services=[physical["Web"]])["services"]
    return dict(found[0])


def health(one: World) -> list[str]:
    rows = one.elbv2.describe_target_health(TargetGroupArn=one.physical("shop")["Targets"])
    return [row["TargetHealth"]["State"] for row in rows["TargetHealthDescriptions"]]


def reason(one: World) -> str:
    told = [why for id, status, why in one.events("shop") if (id, status) == ("Web", "CREATE_FAILED")]
    return told[0] if told else ""


def stopped(one: World) -> list[Task]:
    """Every task that ended, in the order in which they were placed."""
    return [task for task in one.region.tasks.values() if not task.live]


def test_becomes_steady_behind_its_load_balancer() -> None:
    one = world()
    assert one.create("shop", place.whole()) == "CREATE_COMPLETE"
    found = service(one)
    assert (found["desiredCount"], found["runningCount"]) == (2, 2)
    assert found["deployments"][0]["rolloutState"] == "COMPLETED"
    assert "has reached a steady state" in found["events"][0]["message"]
    assert health(one) == ["healthy", "healthy"]


def test_rolls_over_to_another_definition() -> None:
    one = world()
    one.create("shop", place.whole())
    before = set(one.region.tasks)
    assert one.update("shop", place.whole(Command=["serve"])) == "UPDATE_COMPLETE"
    living = {task.arn for task in one.region.tasks.values() if task.live}
    assert len(living) == 2
    assert not living & before
    assert health(one) == ["healthy", "healthy"]


def test_circuit_breaker_brings_the_last_version_back() -> None:
    one = world(Fault("container:web", message="no such option", nth=3, times=4))
    one.create("shop", place.whole())
    good = service(one)["taskDefinition"]
    assert one.update("shop", place.whole(Command=["--wrong"])) == "UPDATE_ROLLBACK_COMPLETE"
    assert any("Circuit Breaker was triggered" in why for _, _, why in one.events("shop"))
    assert service(one)["taskDefinition"] == good
    assert service(one)["runningCount"] == 2
    assert {task.containers[0].exit_code for task in stopped(one)} >= {1}


def test_dying_container_leaves_its_last_words() -> None:
    one = world(Fault("container:web", message="KeyError: 'DATABASE_URL'", exit_status=3, times=50))
    one.cloudformation.create_stack(StackName="shop", **_kept(place.whole()))
    assert one.settle("shop") == "CREATE_FAILED"
    group = one.physical("shop")["Lines"]
    streams = one.logs.describe_log_streams(logGroupName=group)["logStreams"]
    events = one.logs.get_log_events(logGroupName=group, logStreamName=streams[0]["logStreamName"])["events"]
    assert [event["message"] for event in events] == ["KeyError: 'DATABASE_URL'"]
    assert stopped(one)[0].containers[0].exit_code == 3
    assert stopped(one)[0].stop_reason == "Essential container in task exited"


def _kept(resources: dict[str, Any]) -> dict[str, Any]:
    """A request that leaves a failed stack as it is."""
    body = json.dumps({"Resources": resources})
    return {"TemplateBody": body, "OnFailure": "DO_NOTHING", "Capabilities": ["CAPABILITY_NAMED_IAM"]}


def without(resources: dict[str, Any], *ids: str) -> dict[str, Any]:
    return {id: body for id, body in resources.items() if id not in ids}


SECRET = resource("AWS::SecretsManager::Secret", {"Description": "empty"})
NO_RIGHTS = {key: value for key, value in place.ROLE.items() if key != "ManagedPolicyArns"}
FROM_SECRET = {"Secrets": [{"Name": "KEY", "ValueFrom": {"Ref": "Key"}}]}
READS = {
    "PolicyName": "read",
    "PolicyDocument": {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Key"}}],
    },
}

READER = resource("AWS::IAM::Role", place.ROLE | {"Policies": [READS]})


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        (without(place.whole(), "Out"), "CannotPullContainerError"),
        (place.whole() | {"Role": resource("AWS::IAM::Role", NO_RIGHTS)}, "logs:CreateLogStream"),
        (place.whole(**FROM_SECRET) | {"Key": SECRET}, "secretsmanager:GetSecretValue"),
        (
            place.whole(**FROM_SECRET) | {"Key": SECRET, "Role": READER},
            "can't find the specified secret value for staging label: AWSCURRENT",
        ),
        (place.whole(Image="123456789012.dkr.ecr.us-east-1.amazonaws.com/none:1"), "none:1: not found"),
    ],
    ids=["no way out", "no right to log", "no right to the secret", "secret without a value", "no such image"],
)
def test_task_that_cannot_start_says_why(resources: dict[str, Any], words: str) -> None:
    one = world()
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert words in stopped(one)[0].stop_reason


def test_closed_group_makes_targets_unhealthy() -> None:
    one = world()
    resources = place.whole()
    del resources["Tasks"]["Properties"]["SecurityGroupIngress"]
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert any("failed ELB health checks" in task.stop_reason for task in stopped(one))


def test_service_whose_target_group_nobody_uses_is_refused() -> None:
    one = world()
    resources = without(place.whole(), "Listener")
    del resources["Web"]["DependsOn"]
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert "does not have an associated load balancer" in reason(one)


def test_unknown_port_name_is_refused() -> None:
    one = world()
    resources = place.whole()
    resources["Web"]["Properties"]["ServiceConnectConfiguration"] = {
        "Enabled": True,
        "Services": [{"PortName": "http"}],
    }
    assert one.create("shop", resources) == "ROLLBACK_COMPLETE"
    assert "portName 'http'" in reason(one)


def test_http_answers_only_where_everything_is_in_place() -> None:
    one = world()
    http = RehearsalHttp(one.cloud)
    outputs = {"Address": {"Value": {"Fn::GetAtt": ["Balancer", "DNSName"]}}}
    one.create("shop", place.whole(), Outputs=outputs)
    address = one.outputs("shop")["Address"]
    assert http.get(f"http://{address}/").status == 200
    assert http.get(f"http://{address}:81/").reason in ("timed out", "Connection refused")
    assert http.get("http://elsewhere.example/").reason == "Name or service not known: elsewhere.example"
    one.ecs.update_service(cluster=one.physical("shop")["Cluster"], service=one.physical("shop")["Web"], desiredCount=0)
    one.sleep(600)
    assert http.get(f"http://{address}/").status == 503


def test_parameter_that_is_not_there_keeps_a_task_from_starting() -> None:
    one = world()
    secret = {"Secrets": [{"Name": "KEY", "ValueFrom": "arn:aws:ssm:us-east-1:123456789012:parameter/none"}]}
    reads = {
        "PolicyName": "read",
        "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}],
        },
    }
    role = resource("AWS::IAM::Role", place.ROLE | {"Policies": [reads]})
    assert one.create("shop", place.whole(**secret) | {"Role": role}) == "ROLLBACK_COMPLETE"
    assert "invalid parameters: /none" in stopped(one)[0].stop_reason


def test_two_equal_faults_hit_twice() -> None:
    one = world(Fault("AWS::Logs::LogGroup", nth=1), Fault("AWS::Logs::LogGroup", nth=1))
    lines = {"Lines": resource("AWS::Logs::LogGroup")}
    assert one.create("first", lines) == "ROLLBACK_COMPLETE"
    assert one.create("second", lines) == "CREATE_COMPLETE", "both were due at the same occurrence"


def test_rules_are_asked_by_priority() -> None:
    one = world()
    rules = {
        f"Rule{number}": resource(
            "AWS::ElasticLoadBalancingV2::ListenerRule",
            {
                "ListenerArn": {"Ref": "Listener"},
                "Priority": number,
                "Conditions": [condition],
                "Actions": [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": status}}],
            },
        )
        for number, condition, status in (
            (1, {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/admin/*"]}}, "404"),
            (2, {"Field": "host-header", "HostHeaderConfig": {"Values": ["old.example.com"]}}, "410"),
        )
    }
    outputs = {"Address": {"Value": {"Fn::GetAtt": ["Balancer", "DNSName"]}}}
    one.create("shop", place.whole() | rules, Outputs=outputs)
    address, http = one.outputs("shop")["Address"], RehearsalHttp(one.cloud)
    assert http.get(f"http://{address}/admin/x", "old.example.com").status == 404
    assert http.get(f"http://{address}/", "old.example.com").status == 410
    assert http.get(f"http://{address}/", "new.example.com").status == 200
