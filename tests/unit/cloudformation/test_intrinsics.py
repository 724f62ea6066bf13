"""Intrinsic functions, evaluated as CloudFormation documents them."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from shipway.cloudformation.dynamic import DynamicReference, find
from shipway.cloudformation.intrinsics import IntrinsicError, Unknown, condition, pseudo_parameters, references, resolve


class Names:
    """A scope of plain dictionaries."""

    refs: ClassVar[dict[str, Any]] = {
        "Port": 5432,
        "Zones": ["a", "b"],
        "Name": "shop",
        "Secret": "arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf",
        "Later": Unknown("${Later}"),
        **pseudo_parameters("us-east-1", "123456789012", "shop", "arn:stack"),
    }
    attributes: ClassVar[dict[tuple[str, str], str]] = {
        ("Db", "Endpoint.Address"): "db.local",
        ("Db", "Endpoint.Port"): "5432",
    }
    conditions: ClassVar[dict[str, bool | Unknown]] = {"Yes": True, "No": False, "Maybe": Unknown("maybe", "boolean")}

    def ref(self, name: str) -> Any:
        return self.refs[name]

    def get_att(self, id: str, attribute: str) -> Any:
        return self.attributes[id, attribute]

    def condition(self, name: str) -> bool | Unknown:
        return self.conditions[name]

    def mapping(self, name: str, top: str, second: str) -> Any:
        return {("Regions", "us-east-1", "Zone"): "Z1"}[name, top, second]

    def import_value(self, name: str) -> Any:
        return {"shop-vpc": "vpc-1"}[name]

    def dynamic(self, reference: DynamicReference) -> str:
        return f"<{reference.service} {reference.json_key or reference.version}>"

    def zones(self, region: str) -> Any:
        return [f"{region or 'us-east-1'}{letter}" for letter in "abc"]


CASES: list[tuple[Any, Any]] = [
    ({"Ref": "Port"}, 5432),
    ({"Fn::GetAtt": ["Db", "Endpoint.Address"]}, "db.local"),
    ({"Fn::GetAtt": ["Db", "Endpoint", "Address"]}, "db.local"),
    ({"Fn::GetAtt": "Db.Endpoint.Address"}, "db.local"),
    ({"Fn::Sub": "x-${Name}-${Db.Endpoint.Port}-${!Name}-$$"}, "x-shop-5432-${Name}-$$"),
    ({"Fn::Sub": ["${a}/${Name}", {"a": {"Ref": "Port"}}]}, "5432/shop"),
    ({"Fn::Sub": "${AWS::Region}.${AWS::URLSuffix}"}, "us-east-1.amazonaws.com"),
    ({"Fn::Join": ["-", ["a", {"Ref": "Port"}, True]]}, "a-5432-true"),
    ({"Fn::Join": [",", {"Ref": "Zones"}]}, "a,b"),
    ({"Fn::Join": ["", []]}, ""),
    ({"Fn::Select": ["1", {"Fn::GetAZs": ""}]}, "us-east-1b"),
    ({"Fn::Select": [0, {"Fn::Split": [".", "db.local"]}]}, "db"),
    ({"Fn::FindInMap": ["Regions", {"Ref": "AWS::Region"}, "Zone"]}, "Z1"),
    ({"Fn::FindInMap": ["Regions", "eu-1", "Zone", {"DefaultValue": "Z0"}]}, "Z0"),
    ({"Fn::If": ["Yes", 1, {"Ref": "Missing"}]}, 1),
    ({"a": {"Fn::If": ["No", 1, {"Ref": "AWS::NoValue"}]}, "b": [1, {"Ref": "AWS::NoValue"}]}, {"b": [1]}),
    ({"Ref": "AWS::NoValue"}, None),
    ({"Fn::Base64": {"Fn::Sub": "${Name}"}}, "c2hvcA=="),
    ({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
    ({"Fn::ImportValue": {"Fn::Sub": "${Name}-vpc"}}, "vpc-1"),
    ({"Fn::Length": {"Ref": "Zones"}}, 2),
    ({"Fn::ToJsonString": {"a": [1, {"Ref": "Name"}]}}, '{"a":[1,"shop"]}'),
    ("{{resolve:ssm:/a/b:3}}", "<ssm 3>"),
    ({"Fn::Sub": "p={{resolve:secretsmanager:${Secret}:SecretString:password}}!"}, "p=<secretsmanager password>!"),
    ({"Fn::Join": ["/", ["a", {"Ref": "Later"}]]}, Unknown("a/${Later}")),
    ({"Fn::Sub": "a/${Later}"}, Unknown("a/${Later}")),
    ({"Fn::If": ["Maybe", {"Ref": "Later"}, {"Fn::Sub": "${Later}"}]}, Unknown("${Later}")),
    ({"Condition": {"StringEquals": {"Ref": "Name"}}}, {"Condition": {"StringEquals": "shop"}}),
    ({"Ref": "Name", "Other": 1}, {"Ref": "Name", "Other": 1}),
]


@pytest.mark.parametrize(("value", "expected"), CASES)
def test_resolve(value: Any, expected: Any) -> None:
    assert resolve(value, Names()) == expected


WRONG = [
    ({"Ref": "Nobody"}, r"Unresolved resource dependencies \[Nobody\] in the Resources block"),
    ({"Ref": ["Name"]}, "All Ref values must be strings"),
    ({"Fn::GetAtt": ["Nobody", "Arn"]}, "Fn::GetAtt references undefined resource Nobody"),
    ({"Fn::GetAtt": ["Db"]}, "Fn::GetAtt object requires two non-empty parameters"),
    ({"Fn::Sub": 3}, "Fn::Sub intrinsic functions don't specify expected arguments"),
    ({"Fn::Sub": "${Zones}"}, "variable Zones in Fn::Sub expression does not resolve to a string"),
    ({"Fn::Join": ["-", "abc"]}, "every Fn::Join object requires two parameters"),
    ({"Fn::Select": [7, ["a"]]}, "Fn::Select cannot select nonexistent value at index 7"),
    ({"Fn::Select": ["x", ["a"]]}, "an integer index and a list"),
    ({"Fn::FindInMap": ["Regions", "eu-1", "Zone"]}, "Unable to get mapping for Regions::eu-1::Zone"),
    ({"Fn::If": ["Nobody", 1, 2]}, "unresolved condition dependency Nobody in Fn::If"),
    ({"Fn::If": ["Yes", 1]}, "Fn::If requires a list argument with three elements"),
    ({"Fn::Cidr": ["10.0.0.0/24", 9, 8]}, "cannot make 9 blocks"),
    ({"Fn::Cidr": ["here", 1]}, "every Fn::Cidr object"),
    ({"Fn::ImportValue": "nothing"}, "No export named nothing found"),
    ({"Fn::Rot13": "x"}, "Fn::Rot13 is not a supported intrinsic function"),
    ("{{resolve:vault:x}}", "Incorrect format is used in the following dynamic reference"),
]


@pytest.mark.parametrize(("value", "message"), WRONG)
def test_errors_read_like_cloudformation(value: Any, message: str) -> None:
    with pytest.raises(IntrinsicError, match=message):
        resolve(value, Names())


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ({"Fn::Equals": [{"Ref": "Port"}, "5432"]}, True),
        ({"Fn::And": [{"Condition": "Yes"}, {"Condition": "No"}]}, False),
        ({"Fn::And": [{"Condition": "Maybe"}, {"Condition": "No"}]}, False),
        ({"Fn::Or": [{"Condition": "Maybe"}, {"Condition": "Yes"}]}, True),
        ({"Fn::Not": [{"Condition": "Yes"}]}, False),
        ({"Condition": "Yes"}, True),
        ({"Fn::Not": [{"Condition": "Maybe"}]}, Unknown("not(maybe)", "boolean")),
    ],
)
def test_conditions(definition: Any, expected: bool | Unknown) -> None:
    assert condition(definition, Names()) == expected


def test_references() -> None:
    value = {
        "a": [
            {"Ref": "Vpc"},
            {"Ref": "AWS::Region"},
            {"Fn::GetAtt": ["Db", "Endpoint.Port"]},
            {"Fn::GetAtt": "Role.Arn"},
        ],
        "b": {"Fn::Sub": ["${x}${Bucket}${!No}${Key.Arn}", {"x": {"Ref": "Inner"}}]},
    }
    assert references(value) == {
        ("Vpc", None),
        ("Db", "Endpoint.Port"),
        ("Role", "Arn"),
        ("Bucket", None),
        ("Key", "Arn"),
        ("Inner", None),
    }


def test_a_secret_by_arn_keeps_its_colons() -> None:
    arn = "arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf"
    (found,) = find(f"{{{{resolve:secretsmanager:{arn}:SecretString:password:AWSCURRENT}}}}")
    assert (found.name, found.json_key, found.version_stage) == (arn, "password", "AWSCURRENT")


def test_what_a_dynamic_reference_gives_is_not_read_again() -> None:
    class Nested(Names):
        def dynamic(self, reference: DynamicReference) -> str:
            return "{{resolve:ssm:/again}}"

    assert resolve("{{resolve:ssm:/a}}", Nested()) == "{{resolve:ssm:/again}}"
