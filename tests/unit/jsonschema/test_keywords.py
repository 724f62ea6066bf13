"""Each keyword, right and wrong; the sentences are jsonschema-rs's own."""

from __future__ import annotations

from typing import Any

import pytest
from unit.jsonschema import reference

from shipway.jsonschema.check import complaints
from shipway.jsonschema.sentences import sentence

X: dict[str, Any] = {"definitions": {"X": {"items": {"$ref": "#/definitions/Y"}}, "Y": {"type": "string"}}}
CASES: list[tuple[dict[str, Any], list[Any]]] = [
    ({"type": "string"}, ["a", 5, None, {"b": 1, "a": [1.0, 2.5, 'é\n"', None, True]}]),
    ({"type": ["object", "string"]}, [{}, [1]]),
    ({"type": "integer"}, [1, 1.0, 1.5, True, 10**30]),
    ({"type": "number"}, [1, 1.5, True, "1"]),
    ({"type": ["null", "boolean", "array"]}, [None, True, [], 0]),
    ({"enum": ["a", "b"]}, ["a", "c"]),
    ({"enum": ["a", "b", "c"]}, ["d"]),
    ({"enum": ["a", 1, "c", "d", "e"]}, ["z", 1.0, True]),
    ({"enum": [{"a": [1, True]}]}, [{"a": [1.0, True]}, {"a": [1, 1]}, {"b": 1}]),
    ({"const": "a"}, ["a", "b"]),
    ({"const": 1}, [1.0, True]),
    ({"minLength": 1}, ["", "a", 0]),
    ({"minLength": 2}, ["a", "日本"]),
    ({"maxLength": 1}, ["abc", "é"]),
    ({"maxLength": 2}, ["abc"]),
    ({"pattern": "^a$"}, ["a", "a\n", "b", 1]),
    ({"minimum": 2}, [1, 1.5, 2, "1"]),
    ({"maximum": 0.1}, [0, 3]),
    ({"exclusiveMinimum": 0}, [0, 1]),
    ({"exclusiveMaximum": 0}, [0, -1]),
    ({"multipleOf": 0.1}, [0.3, 0.7, 0.25, 7]),
    ({"multipleOf": 60}, [120, 61.5, 61]),
    ({"minItems": 1}, [[], [1]]),
    ({"minItems": 2}, [[1]]),
    ({"maxItems": 1}, [[1, 2], [1]]),
    ({"maxItems": 2}, [[1, 2, 3]]),
    ({"uniqueItems": True}, [[1, 1.0], [1, True], [{"a": 1, "b": 2}, {"b": 2, "a": 1}], [[1], [2]]]),
    ({"uniqueItems": False}, [[1, 1]]),
    ({"contains": {"const": 1}}, [[2], [], [2, 1]]),
    ({"prefixItems": [{"type": "string"}], "items": False}, [["a"], [1], ["a", 2, 3], []]),
    ({"items": {"type": "string"}}, [["a", 1, 2]]),
    ({"required": ["a", "b"]}, [{}, {"a": 1, "b": 2}]),
    ({"dependentRequired": {"a": ["b", "c"]}}, [{"a": 1}, {}]),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, [{"a": 1}, {"a": 1, "b": 1}]),
    ({"minProperties": 1}, [{}, {"a": 1}]),
    ({"maxProperties": 1}, [{"a": 1, "b": 2}]),
    ({"additionalProperties": False}, [{}, {"a": 1}]),
    ({"additionalProperties": False, "patternProperties": {"^q": {"type": "string"}}}, [{"a": 1, "q": 1}, {"b": 1}]),
    ({"additionalProperties": {"type": "string"}, "properties": {"z": {}}}, [{"a": 1, "z": 1}]),
    ({"propertyNames": {"pattern": "^a", "maxLength": 2}}, [{"a": 1, "bcd": 1}]),
    ({"properties": {"a": False, "b": True}}, [{"a": 1, "b": 1}]),
    ({"allOf": [{"type": "string"}, {"minimum": 3}]}, [1, 3, "a"]),
    ({"anyOf": [{"type": "string"}, {"minimum": 3}]}, [1, 3, "a"]),
    ({"oneOf": [{"type": "integer"}, {"minimum": 3}, {"type": "string"}]}, [5, 1, 1.5]),
    ({"not": {"required": ["a"]}}, [{"a": 1}, {}]),
    ({"if": {"type": "string"}, "then": {"minLength": 3}, "else": {"minimum": 3}}, ["a", 1, "abc", 3]),
    ({"if": {"type": "string"}}, ["a", 1]),
    ({"items": {"anyOf": [{"anyOf": [{"type": "string"}]}, {"items": {"type": "string"}}]}}, [[[1]], [["a"]]]),
    ({"properties": {"a": {"$ref": "#/definitions/X", "minItems": 1}}, **X}, [{"a": [1, "b"]}, {"a": []}]),
]


@pytest.mark.parametrize(("schema", "values"), CASES, ids=lambda case: str(case)[:60])
def test_the_same_sentences(schema: dict[str, Any], values: list[Any]) -> None:
    for value in values:
        said = sorted((one.rule, str(list(one.path)), sentence(one)) for one in complaints(schema, value))
        assert said == reference.sentences(reference.validator(schema), value), value


def test_no_case_is_only_right() -> None:
    asked = [schema for schema, values in CASES if not any(complaints(schema, value) for value in values)]
    assert asked == [{"uniqueItems": False}, {"if": {"type": "string"}}]


def test_a_sample_is_asked_for_its_type_alone() -> None:
    schema = {"properties": {"a": {"type": "string", "pattern": "^x"}, "b": {"type": "integer", "minimum": 9}}}
    samples = {"a": "${Vpc}", "b": "${Vpc}"}
    assert [one.rule for one in complaints(schema, samples)] == ["pattern", "type"]
    assert [one.rule for one in complaints(schema, samples, {("a",), ("b",)})] == ["type"]


def test_alternatives_and_conditions_take_a_sample_as_it_is() -> None:
    schema = {"properties": {"a": {"anyOf": [{"pattern": "^x"}, {"minLength": 99}]}}, "not": {"required": ["a"]}}
    found = complaints(schema, {"a": "${Vpc}"}, {("a",)})
    assert [(one.rule, len(one.branches)) for one in found] == [("anyOf", 2), ("not", 0)]


def test_complaints_name_what_was_asked() -> None:
    (wrong,) = complaints({"additionalProperties": False, "properties": {"b": {}}}, {"a": 1, "b": 2, "c": 3})
    assert (wrong.rule, wrong.path, wrong.asked) == ("additionalProperties", (), ["a", "c"])
    (wrong,) = complaints({"items": {"required": ["a"]}}, [{}])
    assert (wrong.path, wrong.value, wrong.asked) == ((0,), {}, "a")


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(KeyError):
        complaints({"type": "string"}, object())
