"""Our reading of JSON Schema has against a value what jsonschema-rs has against it, in the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from unit.jsonschema import reference
from unit.jsonschema.bundle import keywords
from unit.jsonschema.values import Maker

from shipway.cloudformation.intrinsics import resolve
from shipway.cloudformation.samples import Samples, plain
from shipway.cloudformation.schemas import known_types, schema
from shipway.cloudformation.verdict import Places, counts
from shipway.jsonschema.check import KEYWORDS, complaints
from shipway.jsonschema.complaint import Complaint
from shipway.jsonschema.sentences import sentence

GOLDEN = Path(__file__).parent.parent.parent / "golden"
TEMPLATES = sorted(GOLDEN.glob("*/*/*.json"))
SAID_BY_OTHERS = {"$ref", "definitions", "then", "else", "format"}
Told = tuple[Any, ...]


def told(complaint: Complaint) -> Told:
    """All that a complaint says, in a form that can be sorted."""
    branches = tuple(sorted(repr(sorted(map(told, branch), key=repr)) for branch in complaint.branches))
    asked = told(complaint.asked) if isinstance(complaint.asked, Complaint) else complaint.asked
    if complaint.rule == "additionalProperties":
        asked = sorted(asked)
    kept = asked if complaint.rule in {*reference.ASKED, "propertyNames", "oneOf"} else None
    return complaint.rule, str(complaint.path), repr(complaint.value), repr(kept), branches


def everything(found: Iterable[Complaint]) -> list[Told]:
    return sorted(told(one) for one in found if one.asked != reference.MISREAD)


def _rightly(said: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return sorted(one for one in said if reference.MISREAD not in one[2])


def assert_same(type_name: str, value: Any, places: Places | None = None) -> int:
    """That both have the same against the value; how much that is."""
    theirs = reference.complaints(type_name, value)
    ours = complaints(schema(type_name).raw, value)
    assert everything(ours) == everything(theirs), value
    said = [(one.rule, str(list(one.path)), sentence(one)) for one in ours]
    assert _rightly(said) == _rightly(reference.sentences(reference.of_type(type_name), value)), value
    if places:
        counted = [one for one in theirs if counts(one, places)]
        spared = [one for one in complaints(schema(type_name).raw, value, places) if counts(one, places)]
        assert everything(spared) == everything(counted), (value, places)
    return len(theirs)


def resources() -> list[tuple[str, Any, Places]]:
    """Every resource of the golden templates, with samples for what only AWS knows."""
    found = []
    for path in TEMPLATES:
        template = json.loads(path.read_text())
        for body in template["Resources"].values():
            value, places = plain(resolve(body.get("Properties", {}), Samples(template, {})))
            found.append((body["Type"], value, places))
    return found


def test_every_keyword_of_the_bundle_is_known() -> None:
    known = {keyword for table in KEYWORDS.values() for keyword in table}
    assert keywords() - known == SAID_BY_OTHERS - known


def test_golden_resources_and_what_is_wrong_with_them() -> None:
    """Every resource that Shipway makes today, as it is and with something broken in it."""
    every = resources()
    assert len(every) > 300
    wrong = 0
    for number, (type_name, value, places) in enumerate(every):
        maker = Maker(dict(schema(type_name).raw), Random(number))
        wrong += assert_same(type_name, value, places)
        for _ in range(4):
            broken = maker.broken(value)
            left = {path: unknown for path, unknown in places.items() if _there(broken, path)}
            wrong += assert_same(type_name, broken, left)
    assert wrong > 1000


def _there(value: Any, path: Iterable[str | int]) -> bool:
    try:
        for step in path:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return False
    return True


@pytest.mark.parametrize("type_name", sorted(known_types()))
def test_every_type(type_name: str) -> None:
    raw = dict(schema(type_name).raw)
    maker = Maker(raw, Random(type_name))
    wrong = 0
    for _ in range(12):
        value = maker.value(raw)
        wrong += assert_same(type_name, value)
        for _ in range(3):
            value = maker.broken(value)
            wrong += assert_same(type_name, value)
    assert wrong > 0
