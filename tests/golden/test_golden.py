"""Golden cases: a Compose project in, templates out; `--update-golden` rewrites them, and the diff is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shipway.adapters.files import DiskReader
from shipway.cloudformation.template import dump
from shipway.compose.load import load
from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.lower.decide.environment import choose
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.manifest.types import Manifest
from shipway.targets.index import TARGETS, target
from shipway.topology.synthesize import synthesize

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.glob("*/*") if path.name in TARGETS)
"""CASE/TARGET: what is rendered of the project in CASE for each target that it has a folder for."""


def rendered(case: Path, diagnostics: Diagnostics | None = None) -> dict[str, str]:
    """Stack → template text."""
    diagnostics = diagnostics if diagnostics is not None else Diagnostics()
    folder, home = case.parent, target(case.name)
    project = load(DiskReader(folder), directory=str(folder), environ={}, diagnostics=diagnostics)
    written = folder / "shipway.yaml"
    manifest = Manifest()
    if written.exists():
        manifest = read(written.read_text(), "shipway.yaml", vocabulary(), diagnostics)
    choice = choose(manifest, None, home.name, diagnostics)
    lowered = lower(project, manifest, diagnostics, offers=offers(home.stores), choice=choice)
    topology = home.design(lowered.application, lowered.environment, diagnostics)
    diagnostics.raise_if_errors()
    return {stack.spec.name: dump(stack.template) for stack in synthesize(topology)}


def named(case: Path) -> str:
    return f"{case.parent.name}-{case.name}"


def test_every_project_is_rendered_for_some_target():
    assert {path.parent for path in HERE.glob("*/compose.yaml")} == {case.parent for case in CASES}
    assert {case.name for case in CASES} == set(TARGETS)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_templates_are_as_they_were(case, request):
    made = rendered(case)
    if request.config.getoption("--update-golden"):
        for old in case.glob("*.json"):
            old.unlink()
        for stack, text in made.items():
            (case / f"{stack}.json").write_text(text)
    assert made == {path.stem: path.read_text() for path in case.glob("*.json")}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_is_told_is_as_it_was(case, request):
    diagnostics = Diagnostics()
    rendered(case, diagnostics)
    said = "".join(f"{one.severity.value} {one.code} {one}\n" for one in diagnostics)
    expected = case / "diagnostics.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(said)
    assert said == expected.read_text()


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_same_bytes_every_time(case):
    assert rendered(case) == rendered(case)


def test_the_account_has_one_bootstrap_stack_whatever_the_target():
    """Two targets with templates of their own would take turns in changing it."""
    assert len({rendered(case)["bootstrap"] for case in CASES}) == 1


def test_cfn_lint_finds_no_error():
    """AWS's own linter over every golden template: no error, and no warning but those explained here."""
    from cfnlint.api import lint_file
    from cfnlint.config import ManualArgs

    explained = {
        "W1011",  # dynamic references are used for secrets; where a parameter is one, it is an ARN
        "W3005",  # a dependency that is also implied says why it is there
        "W3691",  # reads PostgreSQL's major alone as its minor 0; RDS takes it as the newest minor of that major
    }
    found = []
    for path in sorted(template for case in CASES for template in case.glob("*.json")):
        for match in lint_file(path, config=ManualArgs(regions=["us-east-1"])):
            if match.rule.id not in explained:
                found.append(f"{path.parent.parent.name}/{path.name}: {match.rule.id} {match.message}")
    assert found == []


def test_no_secret_of_any_case_is_in_a_template():
    for case in CASES:
        text = json.dumps(rendered(case))
        assert "golden-secret" not in text, named(case)
