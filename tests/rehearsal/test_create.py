"""Creating a stack."""

from __future__ import annotations

import re

import pytest
from botocore.exceptions import ClientError
from rehearsal.world import ids, resource, world

NETWORK = {
    "Net": resource("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "A": resource("AWS::EC2::Subnet", {"VpcId": {"Ref": "Net"}, "CidrBlock": "10.0.1.0/24"}),
    "B": resource("AWS::EC2::Subnet", {"VpcId": {"Ref": "Net"}, "CidrBlock": "10.0.2.0/24"}),
}
LINES = {"Lines": resource("AWS::Logs::LogGroup", {"LogGroupName": "/shop", "RetentionInDays": 7})}


def test_makes_what_others_need_first() -> None:
    one = world()
    assert one.create("net", NETWORK) == "CREATE_COMPLETE"
    told = one.statuses("net")
    assert told[0] == ("net", "CREATE_IN_PROGRESS")
    assert told[-1] == ("net", "CREATE_COMPLETE")
    done, begun = ids(told, "CREATE_COMPLETE"), ids(told, "CREATE_IN_PROGRESS")
    assert told.index(("Net", "CREATE_COMPLETE")) < told.index(("A", "CREATE_IN_PROGRESS"))
    assert set(done) == set(begun) == {"net", "Net", "A", "B"}


def test_independent_resources_are_made_at_the_same_time() -> None:
    one = world()
    names = [f"Lines{n}" for n in range(5)]
    one.create("logs", {name: resource("AWS::Logs::LogGroup") for name in names})
    told = one.statuses("logs")
    last_begun = max(told.index((name, "CREATE_IN_PROGRESS")) for name in names)
    first_done = min(told.index((name, "CREATE_COMPLETE")) for name in names)
    assert last_begun < first_done


def test_references_give_what_exists() -> None:
    one = world()
    outputs = {
        "Net": {"Value": {"Ref": "Net"}},
        "Zone": {"Value": {"Fn::GetAtt": ["A", "AvailabilityZone"]}},
        "Text": {"Value": {"Fn::Sub": "${Net} in ${AWS::Region} of ${AWS::AccountId}"}},
    }
    one.create("net", NETWORK, Outputs=outputs)
    found, physical = one.outputs("net"), one.physical("net")
    assert found["Net"] == physical["Net"]
    assert found["Net"].startswith("vpc-")
    assert found["Text"] == f"{physical['Net']} in us-east-1 of 123456789012"
    assert found["Zone"].startswith("us-east-1")


def test_conditions_decide_what_is_made() -> None:
    one = world()
    more = {"Extra": resource("AWS::Logs::LogGroup", Condition="Large")}
    conditions = {"Large": {"Fn::Equals": [{"Ref": "Size"}, "large"]}}
    parameters = {"Size": {"Type": "String", "AllowedValues": ["small", "large"]}}
    one.create("small", more | LINES, Conditions=conditions, Parameters=parameters, parameters={"Size": "small"})
    assert set(one.physical("small")) == {"Lines"}


def test_parameters_are_checked_before_anything_is_made() -> None:
    one = world()
    parameters = {"Size": {"Type": "Number", "MaxValue": 9}}
    for given, words in (({}, "must have values"), ({"Size": "x"}, "must be a number"), ({"Size": "10"}, "less than")):
        with pytest.raises(ClientError, match=words):
            one.create("wrong", LINES, Parameters=parameters, parameters=given)
    assert one.status("wrong") == "absent"


def test_hidden_parameter_is_never_shown() -> None:
    one = world()
    parameters = {"Password": {"Type": "String", "NoEcho": True}}
    secret = resource("AWS::SecretsManager::Secret", {"SecretString": {"Ref": "Password"}})
    one.create("hidden", {"Key": secret}, Parameters=parameters, parameters={"Password": "hunter2"})
    shown = [one.cloudformation.describe_stacks(StackName="hidden"), one.events("hidden")]
    shown.append(one.cloudformation.get_template(StackName="hidden"))
    assert "hunter2" not in repr(shown)
    assert "****" in repr(shown)
    arn = one.physical("hidden")["Key"]
    assert one.secretsmanager.get_secret_value(SecretId=arn)["SecretString"] == "hunter2"


def test_dynamic_reference_is_read_and_not_shown() -> None:
    one = world()
    generated = resource("AWS::SecretsManager::Secret", {"GenerateSecretString": {"PasswordLength": 20}})
    one.create("key", {"Key": generated})
    arn = one.physical("key")["Key"]
    database = {
        "Engine": "postgres",
        "DBInstanceClass": "db.t4g.micro",
        "AllocatedStorage": "20",
        "MasterUsername": "shop",
        "MasterUserPassword": f"{{{{resolve:secretsmanager:{arn}}}}}",
    }
    assert one.create("data", {"Db": resource("AWS::RDS::DBInstance", database)}) == "CREATE_COMPLETE"
    value = one.secretsmanager.get_secret_value(SecretId=arn)["SecretString"]
    record = one.region.store.find("AWS::RDS::DBInstance", one.physical("data")["Db"])
    assert record is not None
    assert record.properties["MasterUserPassword"] == value
    assert value not in repr([one.events("data"), one.cloudformation.describe_stacks(StackName="data")])


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"RetentionInDays": 8}, "value is not a valid enum value"),
        ({"Retention": 7}, r"extraneous key \[Retention\] is not permitted"),
        ({"LogGroupName": ["a"]}, "#/LogGroupName"),
    ],
)
def test_property_that_the_schema_refuses_fails_the_stack(properties: dict[str, object], words: str) -> None:
    one = world()
    assert one.create("wrong", {"Lines": resource("AWS::Logs::LogGroup", properties)}) == "ROLLBACK_COMPLETE"
    reason = next(reason for id, status, reason in one.events("wrong") if (id, status) == ("Lines", "CREATE_FAILED"))
    assert re.search(words, reason)


def test_one_name_is_given_once() -> None:
    one = world()
    one.create("first", LINES)
    assert one.create("second", LINES) == "ROLLBACK_COMPLETE"
    assert any("already exists" in reason for _, _, reason in one.events("second"))
    assert one.status("first") == "CREATE_COMPLETE"


def test_two_rehearsals_are_the_same() -> None:
    def told() -> object:
        one = world()
        one.create("net", NETWORK | LINES)
        return one.cloudformation.describe_stack_events(StackName="net")["StackEvents"], one.physical("net")

    assert told() == told()
