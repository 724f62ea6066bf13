"""One schema: for editors, for `read`, for the manual; a word is one field."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from shipway.inputs import vocabulary
from shipway.manifest.schema import schema, text
from shipway.manifest.vocabulary import Vocabulary
from shipway.records import record
from shipway.shapes import choice, number
from shipway.words import Shape, filled, word

from .reading import good, told

REPOSITORY = Path(__file__).parents[3]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
TOP = ("app:", "region:", "services:", "datastores:", "environments:", "env:", "secrets:", "release:", "# yaml-l")
BLOCK = re.compile(r"```ya?ml\n(.*?)```", re.DOTALL)
WRITTEN = [
    *(
        pytest.param(block, id=f"{page.name}-{number}")
        for page in PAGES
        for number, block in enumerate(BLOCK.findall(page.read_text()))
        if block.startswith(TOP) and "image:" not in block and "build:" not in block
    ),
    *(
        pytest.param(file.read_text(), id=f"{file.parent.name}/shipway.yaml")
        for folder in ("examples", "tests/golden")
        for file in sorted((REPOSITORY / folder).rglob("shipway.yaml"))
    ),
]


def test_there_is_something_to_read() -> None:
    assert len(WRITTEN) >= 9


@pytest.mark.parametrize("block", WRITTEN)
def test_every_manifest_of_the_documentation_is_read_without_a_word(block: str) -> None:
    """H-01: the manual's own example was refused; and another validator takes it by the schema alone."""
    good(block)
    jsonschema.Draft7Validator(schema(vocabulary())).validate(yaml.safe_load(block))


def test_it_is_a_schema() -> None:
    made = schema(vocabulary())
    jsonschema.Draft7Validator.check_schema(made)
    assert made["properties"]["region"]["default"] == "us-east-1"
    zones = made["definitions"]["environment-fargate"]["properties"]["zones"]
    assert zones == {
        **{"description": "Availability zones.", "default": 2, "type": "integer", "minimum": 2, "maximum": 6},
        "errorMessage": "must be a whole number from 2 to 6",
    }
    assert text(vocabulary()) == text(vocabulary())


def test_every_word_has_a_description() -> None:
    made = schema(vocabulary())
    for name, part in {**made["definitions"], "top": made}.items():
        for key, value in part["properties"].items():
            assert value.get("description", "").endswith(".") or value == {} or "-" in name, f"{name}: {key}"


@record
class Ponds:
    """Of an environment on a target that is not there."""

    depth: int = word("depth", number(1, 9), "how deep it is", default=3)
    shore: str | None = word("shore", choice("sand", "reed"), "what is around it")


@record
class PondService:
    """Of a service there."""

    ducks: int = word("ducks", number(0, 40), "how many swim on it", default=0)


def pond() -> Vocabulary:
    today = vocabulary()
    return Vocabulary({**today.targets, "pond": Ponds}, today.homes, {"pond": PondService}, today.later)


def test_a_word_is_one_field() -> None:
    """A word added to a record is in the schema, the checks, the typed value and the manual; nothing else names it."""
    made = schema(pond())
    depth = made["definitions"]["environment-pond"]["properties"]["depth"]
    assert (depth["description"], depth["default"], depth["maximum"]) == ("How deep it is.", 3, 9)
    said = told("environments:\n  p:\n    target: pond\n    depth: 12\n    shore: rede\n", pond())
    assert [str(one) for one in said] == [
        "shipway.yaml:4: `environments.p.depth` must be a whole number from 1 to 9, not 12",
        'shipway.yaml:5: `environments.p.shore` must be `sand` or `reed`, not "rede"',
    ]
    assert said[1].fix == 'Did you mean "reed"?'
    assert filled(Ponds, {"depth": 5}) == Ponds(5, None)
    page = pages().page("<!-- words: environments -->\n<!-- end -->", pond())
    assert "| `depth` | `pond` | a whole number from 1 to 9 | how deep it is | `3` |" in page


@record
class Clocks:
    """Of an environment on a target that is not there, with a word that takes a few numbers."""

    hands: int = word("hands", Shape({"type": "integer", "enum": [2, 3]}, "2 or 3"), "how many it has", default=2)


def test_a_word_may_take_a_few_numbers() -> None:
    """The hint looked for the nearest text among them, and ended in a traceback."""
    today = vocabulary()
    clocks = Vocabulary({**today.targets, "clock": Clocks}, today.homes)
    (said,) = told("environments: {p: {target: clock, hands: 4}}", clocks)
    assert str(said) == "shipway.yaml:1: `environments.p.hands` must be 2 or 3, not 4"
    assert said.fix == "See docs/manifest.md for every key and what it takes."


def test_a_target_has_words_of_its_own_for_services() -> None:
    """A per-service word for a target had no way at all."""
    text = "services: {web: {ducks: 5}}\nenvironments: {p: {target: pond, services: {web: {ducks: 7}}}}"
    assert told(text, pond()) == []
    wrong = told("environments:\n  f: {target: fargate, services: {web: {ducks: 7}}, depth: 2}\n", pond())
    assert [one.summary for one in wrong] == [
        '`depth` of the environment "f" does not apply to fargate',
        '`ducks` of the service "web" of the environment "f" does not apply to fargate',
    ]


def pages() -> Any:
    """scripts/manifest_words.py, which is no part of the package."""
    place = REPOSITORY / "scripts" / "manifest_words.py"
    spec = importlib.util.spec_from_file_location("manifest_words", place)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["manifest_words"] = found
    spec.loader.exec_module(found)
    return found
