"""Templates as text, and CloudFormation's limits."""

from __future__ import annotations

import json

from shipway.cloudformation.limits import exceeded, fits_inline
from shipway.cloudformation.template import dump

TOPIC = {"Type": "AWS::SNS::Topic"}


def test_the_order_of_building_does_not_show() -> None:
    one = {
        "Resources": {"B": {"Properties": {"y": 1, "x": [{"b": 1, "a": 2}]}, "Type": "T"}, "A": TOPIC},
        "Description": "d",
    }
    other = {
        "Description": "d",
        "Resources": {"A": TOPIC, "B": {"Type": "T", "Properties": {"x": [{"a": 2, "b": 1}], "y": 1}}},
    }
    assert dump(one) == dump(other)
    assert json.loads(dump(one)) == one
    assert dump(one).index("Description") < dump(one).index("Resources")


def test_within_the_limits() -> None:
    assert exceeded({"Resources": {"A": TOPIC}}) == ()
    assert fits_inline(dump({"Resources": {"A": TOPIC}}))


def test_beyond_the_limits() -> None:
    template = {
        "Description": "x" * 1025,
        "Parameters": {f"P{i}": {"Type": "String", "Default": "x" * 4097 if i == 0 else ""} for i in range(201)},
        "Outputs": {f"O{i}": {"Value": 1} for i in range(201)},
        "Mappings": {"M": {f"K{i}": {"a": 1} for i in range(201)}},
        "Resources": {
            **{f"R{i}": {**TOPIC, "Metadata": "x" * 2200} for i in range(500)},
            "L" * 256: {**TOPIC, "Properties": {"TopicName": "{{resolve:ssm:/a}}" * 61}},
        },
    }
    found = " ".join(exceeded(template))
    for expected in (
        "Resources has 501 entries, CloudFormation takes 500",
        "Parameters has 201",
        "Outputs has 201",
        "the mapping M has 201 keys",
        "has 256 characters",
        "the description has 1025 bytes",
        "the default of P0 has 4097 bytes",
        "61 dynamic references",
        "CloudFormation takes 1048576",
    ):
        assert expected in found
    assert not fits_inline(dump(template))
