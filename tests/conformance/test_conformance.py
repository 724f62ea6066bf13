"""Compose conformance data harvested from compose-go's own tests, read from beside the repository where it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shipway.compose import dotenv
from shipway.compose.implied import implied
from shipway.compose.interpolate import Invalid, Required, substitute
from shipway.compose.merge import merge, settle
from shipway.compose.read import read
from shipway.compose.tree import Node, plain
from shipway.diagnostics import Diagnostics

DATA = Path(__file__).parents[3] / "shared/conformance"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the conformance data is not beside the repository (../shared/conformance)"
)

# The harvested text is Go source with its escapes, or the expectation is of another layer; each with its reason.
DIFFERENT = {
    ("TestInvalid", "Invalid template"): "the harvest took the error's text for a template",
    ("TestMergeExtraHostsMapping", ""): "the same hosts in another order",
}
DOTENV_DIFFERENT = {
    "TestReadPlainEnv": "asserts a part of the file's variables",
    "TestLoadDoesNotOverride": "is about the process environment",
    "TestLoadPlainEnv": "asserts a part of the file's variables",
    "TestUTF8BOM": "asserts a part of the file's variables",
    "TestSubstitutionsWithEnvFilePrecedence": "is about the process environment",
    "TestSubstitutionsWithEnvFileDefaultValuePrecedence": "is about the process environment",
}
NORMALIZE_ENVIRONMENT = {"TestNormalizeEnvironment": {"BAR": "bar"}}
"""What the harvest left out of the case."""
ESCAPES = "the harvest kept Go's escapes"


def cases(name: str) -> list[dict]:
    path = DATA / f"{name}.json"
    return json.loads(path.read_text()) if path.is_file() else []


def document(text: str) -> Node:
    diagnostics = Diagnostics()
    (tree,) = read(text, "compose.yaml", diagnostics)
    assert not diagnostics.errors()
    return tree


@pytest.mark.parametrize("case", cases("merge"), ids=lambda case: case["test"])
def test_merge(case):
    if (case["test"], "") in DIFFERENT:
        pytest.xfail(DIFFERENT[(case["test"], "")])
    merged = settle(merge(document(case["base"]), document(case["override"])))
    assert plain(merged) == plain(settle(document(case["expected"])))


@pytest.mark.parametrize("case", cases("normalize"), ids=lambda case: case["test"])
def test_normalize(case):
    environ = case["env"] or NORMALIZE_ENVIRONMENT.get(case["test"], {})
    assert implied(plain(document(case["project"])), environ) == plain(document(case["expected"]))


@pytest.mark.parametrize("case", cases("unicity"), ids=lambda case: case["test"])
def test_unicity(case):
    assert plain(settle(document(case["before"]))) == plain(settle(document(case["expected"])))


@pytest.mark.parametrize("case", cases("template"), ids=lambda case: case["template"])
def test_template(case):
    if (case["test"], case["template"]) in DIFFERENT:
        pytest.xfail(DIFFERENT[(case["test"], case["template"])])
    variables = {name: (value, None) for name, value in case["env"].items()}
    if "expected" in case and "expectedError" not in case:
        assert substitute(case["template"], variables).text == case["expected"]
    else:
        with pytest.raises((Invalid, Required)):
            substitute(case["template"], variables)


@pytest.mark.parametrize("case", cases("dotenv"), ids=lambda case: f"{case['test']}-{case.get('line', '')}")
def test_dotenv(case):
    if case["test"] in DOTENV_DIFFERENT:
        pytest.xfail(DOTENV_DIFFERENT[case["test"]])
    if "line" in case and "\\\\" in case["value"].replace("\\\\\\\\", ""):
        pytest.xfail(ESCAPES)
    diagnostics = Diagnostics()
    text = case["line"] if "line" in case else (DATA / "dotenv-fixtures" / case["fixture"]).read_text()
    entries = dotenv.parse(text, ".env", diagnostics)
    if "line" in case:
        assert [(entry.key, entry.value) for entry in entries] == [(case["key"], case["value"])]
    else:
        assert {entry.key: entry.value for entry in entries if entry.value is not None} == case["expected"]
