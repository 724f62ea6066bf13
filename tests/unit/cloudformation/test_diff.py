"""What an update would do to each resource."""

from __future__ import annotations

from typing import Any

from shipway.cloudformation.diff import ResourceDiff, diff
from shipway.cloudformation.replacement import requires


def template(resources: dict[str, Any], **sections: Any) -> dict[str, Any]:
    return {"Resources": resources, **sections}


def database(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::RDS::DBInstance", "Properties": {"DBInstanceClass": "db.t4g.micro", **properties}}


def service(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::ECS::Service", "Properties": properties}


def task(**variables: Any) -> dict[str, Any]:
    environment = [{"Name": key, "Value": value} for key, value in variables.items()]
    return {
        "Type": "AWS::ECS::TaskDefinition",
        "Properties": {"ContainerDefinitions": [{"Name": "web", "Image": "nginx", "Environment": environment}]},
    }


def actions(found: tuple[ResourceDiff, ...]) -> dict[str, str]:
    return {one.id: one.action for one in found}


def test_the_same_template_differs_in_nothing() -> None:
    same = template({"Db": database(Tags=[{"Key": "a", "Value": {"Ref": "AWS::StackName"}}])})
    assert diff(same, same) == ()
    assert diff(None, None) == ()


def test_add_and_remove() -> None:
    found = diff(template({"Old": database()}), template({"New": database()}))
    assert actions(found) == {"New": "add", "Old": "remove"}
    assert found[0].properties == (("/Properties/DBInstanceClass", None, "db.t4g.micro", "never"),)


def test_a_property_that_can_be_updated() -> None:
    (one,) = diff(template({"Db": database()}), template({"Db": database(DBInstanceClass="db.t4g.small")}))
    assert one == ResourceDiff(
        "Db",
        "AWS::RDS::DBInstance",
        "change",
        (("/Properties/DBInstanceClass", "db.t4g.micro", "db.t4g.small", "never"),),
    )


def test_a_create_only_property_replaces() -> None:
    (one,) = diff(template({"Db": database(KmsKeyId="a")}), template({"Db": database()}))
    assert one.action == "replace"
    assert one.properties == (("/Properties/KmsKeyId", "a", None, "always"),)


def test_a_conditional_property_may_replace() -> None:
    (one,) = diff(template({"Db": database(Engine="mysql")}), template({"Db": database(Engine="postgres")}))
    assert one.action == "change"
    assert one.properties[0][3] == "may"


def test_replacement_reaches_whoever_names_the_replaced() -> None:
    def stack(value: str) -> dict[str, Any]:
        return template(
            {
                "Task": task(A=value),
                "Web": service(TaskDefinition={"Ref": "Task"}, Cluster="c"),
                "Scaling": {
                    "Type": "AWS::ApplicationAutoScaling::ScalableTarget",
                    "Properties": {"ResourceId": {"Fn::Sub": "service/c/${Web.Name}"}, "MinCapacity": 1},
                },
            }
        )

    found = diff(stack("1"), stack("2"))
    assert actions(found) == {"Task": "replace", "Web": "change"}
    by_id = {one.id: one for one in found}
    assert by_id["Task"].properties == (
        ("/Properties/ContainerDefinitions/web/Environment/A/Value", "1", "2", "always"),
    )
    assert by_id["Web"].properties == (("/Properties/TaskDefinition", {"Ref": "Task"}, {"Ref": "Task"}, "never"),)


def test_replacement_goes_on_through_create_only_references() -> None:
    def stack(name: str) -> dict[str, Any]:
        return template(
            {
                "Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "Group"}}},
                "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "Vpc"}}},
                "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": name}},
            }
        )

    assert set(actions(diff(stack("10.0.0.0/16"), stack("10.1.0.0/16"))).values()) == {"replace"}


def test_a_variable_in_the_middle_is_one_difference() -> None:
    (one,) = diff(template({"T": task(A="1", C="3")}), template({"T": task(A="1", B="2", C="3")}))
    assert [found[0] for found in one.properties] == ["/Properties/ContainerDefinitions/web/Environment/B"]


def test_attributes_alone_change_nothing() -> None:
    before = {**database(), "DeletionPolicy": "Delete"}
    after = {**database(), "DeletionPolicy": "Snapshot", "DependsOn": "Other", "Metadata": {"a": 1}}
    assert diff(template({"Db": before}), template({"Db": after})) == ()


def test_another_type_under_the_same_id_is_a_replacement() -> None:
    (one,) = diff(template({"X": database()}), template({"X": service()}))
    assert (one.action, one.type) == ("replace", "AWS::ECS::Service")


def test_the_same_value_written_differently_is_no_change() -> None:
    before = service(ServiceName={"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "web"]]})
    after = service(ServiceName={"Fn::Sub": "${AWS::StackName}-web"})
    assert diff(template({"S": before}), template({"S": after})) == ()


def test_parameters_count_by_value() -> None:
    body = template({"S": service(DesiredCount={"Ref": "Count"})}, Parameters={"Count": {"Type": "Number"}})
    assert diff(body, body) == ()
    (one,) = diff(body, body, old_values={"Count": "1"}, new_values={"Count": "2"})
    assert one.properties[0][0] == "/Properties/DesiredCount"
    defaults = [
        template(body["Resources"], Parameters={"Count": {"Type": "Number", "Default": count}}) for count in (1, 2)
    ]
    assert actions(diff(*defaults)) == {"S": "change"}


def test_conditions_decide_what_exists() -> None:
    def stack(on: str) -> dict[str, Any]:
        return template(
            {"Db": {**database(), "Condition": "On"}},
            Parameters={"Switch": {"Type": "String", "Default": on}},
            Conditions={"On": {"Fn::Equals": [{"Ref": "Switch"}, "yes"]}},
        )

    assert actions(diff(stack("no"), stack("yes"))) == {"Db": "add"}
    assert actions(diff(stack("yes"), stack("no"))) == {"Db": "remove"}


def test_a_list_in_another_order_is_one_difference() -> None:
    before = task(A="1", B="2")
    after = task(B="2", A="1")
    (one,) = diff(template({"T": before}), template({"T": after}))
    assert [found[0] for found in one.properties] == ["/Properties/ContainerDefinitions/web/Environment"]


def test_requires() -> None:
    assert requires("AWS::RDS::DBInstance", "/Properties/DBName") == "always"
    assert requires("AWS::RDS::DBInstance", "/Properties/Engine") == "may"
    assert requires("AWS::RDS::DBInstance", "/Properties/Tags/0/Value") == "never"
    assert requires("AWS::ECS::TaskDefinition", "/Properties/ContainerDefinitions/web/Image") == "always"
    assert requires("Custom::Thing", "/Properties/A") == "may"
