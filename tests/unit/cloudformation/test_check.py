"""A sound template has no problem, and each typical error is found where it is."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.cloudformation.check import Problem, check
from shipway.cloudformation.evaluate import FUNCTIONS
from shipway.cloudformation.template import ATTRIBUTES

_spec = importlib.util.spec_from_file_location("shop", Path(__file__).parent / "shop.py")
assert _spec is not None
assert _spec.loader is not None
shop = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shop)

Break = Callable[[dict[str, Any]], Any]


def of(id: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda template: template["Resources"][id]["Properties"]


def put(id: str, **properties: Any) -> Break:
    return lambda template: of(id)(template).update(properties)


def drop(id: str, name: str) -> Break:
    return lambda template: of(id)(template).pop(name)


def body(id: str, **attributes: Any) -> Break:
    return lambda template: template["Resources"][id].update(attributes)


def container(**properties: Any) -> Break:
    return lambda template: of("Task")(template)["ContainerDefinitions"][0].update(properties)


def section(name: str, **entries: Any) -> Break:
    return lambda template: template.setdefault(name, {}).update(entries)


def network(**properties: Any) -> Break:
    return lambda template: of("Service")(template)["NetworkConfiguration"]["AwsvpcConfiguration"].update(properties)


def test_a_sound_template_has_no_problem() -> None:
    assert check(shop.template()) == ()


SEEDED: list[tuple[str, Break, str, str]] = [
    # name, what breaks, rule, part of the message
    ("misspelt property", put("Database", MultiAz=True), "unknown-property", "did you mean MultiAZ"),
    ("misspelt nested property", network(Subnet=[]), "unknown-property", "did you mean Subnets"),
    ("property of another type", put("Vpc", VpcId="vpc-1"), "read-only", "can only be read"),
    ("required property missing", drop("Target", "Port"), "required", "needs"),
    ("required property missing", drop("Subnets", "SubnetIds"), "required", "needs SubnetIds"),
    ("nested required property missing", container(PortMappings=[{}], Image=None), "type", "null is not of type"),
    ("no such engine value", put("Task", NetworkMode="vpc"), "enum", '"vpc" is not one of'),
    ("retention that Logs does not know", put("Logs", RetentionInDays=31), "enum", "31 is not one of"),
    ("word for a number", put("Service", DesiredCount="two"), "type", '"two" is not of type "integer"'),
    ("string for a list", put("Subnets", SubnetIds="subnet-1"), "type", 'is not of type "array"'),
    ("list for a string", put("Service", Cluster=["a"]), "type", 'is not of type "string"'),
    ("reference to a string for a list", put("Subnets", SubnetIds={"Ref": "SubnetA"}), "type", "of type string"),
    ("object for a list", container(Environment={"A": "b"}), "type", 'is not of type "array"'),
    ("pattern", put("ExecutionRole", RoleName="my role"), "pattern", "does not match"),
    ("too long", put("Logs", LogGroupName="x" * 600), "maxLength", "longer than 512"),
    ("beyond the maximum", put("Database", PromotionTier=99), "maximum", "99 is greater"),
    ("below the minimum, as text", put("Database", BackupRetentionPeriod="-1"), "minimum", "-1 is less"),
    ("too few items", put("Task", ContainerDefinitions=[]), "minItems", "less than 1"),
    ("the same item twice", put("Balancer", SecurityGroups=[shop.att("WebGroup", "GroupId")] * 2), "uniqueItems", ""),
    ("Fargate size that does not exist", put("Task", Memory="4096"), "enum", '"4096" is not one of'),
    ("Ref to nothing", put("Service", Cluster={"Ref": "Clutser"}), "reference", "did you mean Cluster"),
    ("GetAtt of nothing", put("Service", Cluster=shop.att("Nobody", "Arn")), "reference", "Nobody"),
    ("Sub of nothing", section("Outputs", X={"Value": shop.sub("${Nobody}")}), "reference", "Nobody"),
    (
        "no such attribute",
        put("Service", Cluster=shop.att("Database", "Endpoint.Adress")),
        "attribute-reference",
        "did you mean Endpoint.Address",
    ),
    ("role's name for its ARN", put("Task", ExecutionRoleArn={"Ref": "ExecutionRole"}), "reference-kind", "Role.Arn"),
    ("subnet for a group", network(SecurityGroups=[{"Ref": "SubnetA"}]), "reference-kind", "SecurityGroup.Id"),
    ("VPC for a subnet", put("Balancer", Subnets=[{"Ref": "Vpc"}, {"Ref": "SubnetA"}]), "reference-kind", "VPC"),
    ("DependsOn nothing", body("Service", DependsOn=["Listner"]), "reference", "did you mean Listener"),
    ("DependsOn itself", body("Service", DependsOn=["Service"]), "cycle", "depends on itself"),
    ("cycle", body("Vpc", DependsOn=["Service"]), "cycle", "Circular dependency between resources: ["),
    ("refers to itself", put("WebGroup", GroupName=shop.sub("${WebGroup}-x")), "cycle", "refers to itself"),
    ("no such deletion policy", body("Database", DeletionPolicy="Keep"), "deletion-policy", "'Keep'"),
    ("snapshot of a log group", body("Logs", DeletionPolicy="Snapshot"), "deletion-policy", "no snapshot"),
    ("replace policy", body("Logs", UpdateReplacePolicy="RetainExceptOnCreate"), "deletion-policy", "is none of"),
    ("unknown type", body("Logs", Type="AWS::Logs::LogGruop"), "unknown-type", "did you mean AWS::Logs::LogGroup"),
    ("misspelt attribute", body("Logs", Dependson="Vpc"), "attribute", "did you mean DependsOn"),
    ("misspelt section", section("Output", A=1), "section", "did you mean Outputs"),
    ("logical id with a dash", section("Resources", **{"a-b": {"Type": "AWS::SNS::Topic"}}), "name", "a-b"),
    ("condition that is not defined", body("Logs", Condition="Huge"), "condition", "Huge is not defined"),
    ("If on an unknown condition", put("Logs", RetentionInDays={"Fn::If": ["Huge", 1, 3]}), "condition", "Huge"),
    ("only one branch is wrong", put("Logs", RetentionInDays={"Fn::If": ["Large", 2, 3]}), "enum", "2 is not one of"),
    ("unused parameter", section("Parameters", Spare={"Type": "String"}), "unused-parameter", "Spare"),
    ("unused condition", section("Conditions", Spare={"Fn::Equals": ["a", "b"]}), "unused-condition", "Spare"),
    ("parameter's type", section("Parameters", Image={"Type": "string"}), "parameter", "'string'"),
    (
        "default not allowed",
        section("Parameters", Size={"Type": "String", "Default": "x", "AllowedValues": ["y"]}),
        "parameter",
        "'x'",
    ),
    ("unknown function", put("Service", Cluster={"Fn::Upper": "x"}), "function", "Fn::Upper"),
    ("Join without a list", put("Service", Cluster={"Fn::Join": ["-", "x"]}), "function", "Fn::Join"),
    ("no such mapping", put("Service", Cluster={"Fn::FindInMap": ["Sizes", "tiny", "Class"]}), "function", "tiny"),
    ("output of a list", section("Outputs", X={"Value": shop.att("Balancer", "SecurityGroups")}), "output", "string"),
    ("output without a value", section("Outputs", X={"Description": "x"}), "output", "needs a value"),
    ("description", lambda template: template.update(Description="x" * 2000), "limit", "2000 bytes"),
    ("Fargate without awsvpc network", drop("Task", "Memory"), "required", "needs Memory"),
    ("ALB in one subnet", put("Balancer", Subnets=[{"Ref": "SubnetA"}]), "minItems", "less than 2"),
    ("HTTPS without certificate", put("Listener", Protocol="HTTPS", Port=443), "required", "Certificates"),
    ("rule without ports", drop("FromWeb", "FromPort"), "required", "needs FromPort"),
    ("nothing essential", container(Essential=False, Image="nginx"), "contains", ""),
    ("malformed dynamic reference", put("Database", MasterUserPassword="{{resolve:vault:x}}"), "function", "vault"),
]


@pytest.mark.parametrize(("name", "change", "rule", "text"), SEEDED, ids=[case[0] for case in SEEDED])
def test_seeded_errors(name: str, change: Break, rule: str, text: str) -> None:
    template = shop.template()
    change(template)
    found = check(template)
    assert any(problem.rule == rule and text in problem.message for problem in found), [str(p) for p in found]


def test_a_problem_says_where() -> None:
    template = shop.template()
    put("Logs", RetentionInDays=31)(template)
    (problem,) = check(template)
    assert (problem.resource, problem.path, problem.rule) == ("Logs", "/Properties/RetentionInDays", "enum")


@pytest.mark.parametrize(
    "change",
    [
        put("Service", DesiredCount="2"),
        put("Database", MultiAZ="true"),
        put("Database", AllocatedStorage=20),
        put("Task", Cpu=256, Memory=512),
        container(Environment=[{"Name": "A", "Value": 1}]),
    ],
)
def test_scalars_are_converted_like_cloudformation_does(change: Break) -> None:
    template = shop.template()
    change(template)
    assert check(template) == ()


@pytest.mark.parametrize(
    "template",
    [{}, {"Resources": {}}, {"Resources": []}, {"Resources": {"A": 1}}, {"Resources": {"A": {"Properties": []}}}],
)
def test_broken_templates_are_problems_not_crashes(template: dict[str, Any]) -> None:
    found = check(template)
    assert found
    assert all(isinstance(problem, Problem) for problem in found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["Vpc", "Database", "Large"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
        | st.builds(lambda name, value: {name: value}, st.sampled_from([*FUNCTIONS, "Condition"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["Parameters", "Mappings", "Conditions", "Resources", "Outputs"]),
    st.sampled_from(["Vpc", "Size", "Large", "Url", "Extra"]),
    JSON,
)
def test_nothing_crashes_the_check(name: str, entry: str, value: Any) -> None:
    template = shop.template()
    template[name][entry] = value
    assert isinstance(check(template), tuple)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(shop.template()["Resources"])), st.sampled_from(["Tags", "Type", "Name"]), JSON)
def test_no_property_crashes_the_check(id: str, name: str, value: Any) -> None:
    template = shop.template()
    template["Resources"][id].setdefault("Properties", {})[name] = value
    assert isinstance(check(template), tuple)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [("Resources", name) for name in ATTRIBUTES]
        + [("Parameters", name) for name in ("Type", "Default", "AllowedValues")]
        + [("Outputs", name) for name in ("Value", "Export", "Condition")]
    ),
    JSON,
)
def test_no_attribute_crashes_the_check(where: tuple[str, str], value: Any) -> None:
    template = shop.template()
    next(iter(template[where[0]].values()))[where[1]] = value
    assert isinstance(check(template), tuple)
