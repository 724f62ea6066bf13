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
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.synthesize import synthesize

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/compose.yaml"))


def rendered(folder: Path, diagnostics: Diagnostics | None = None) -> dict[str, str]:
    """Stack → template text."""
    diagnostics = diagnostics if diagnostics is not None else Diagnostics()
    project = load(DiskReader(folder), directory=str(folder), environ={}, diagnostics=diagnostics)
    manifest = folder / "shipway.yaml"
    text = manifest.read_text() if manifest.exists() else None
    lowered = lower(
        project, read(text, "shipway.yaml", vocabulary(), diagnostics), diagnostics, offers=offers(TARGET.stores)
    )
    topology = design(lowered.application, lowered.environment, diagnostics)
    diagnostics.raise_if_errors()
    return {stack.spec.name: dump(stack.template) for stack in synthesize(topology)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_templates_are_as_they_were(case, request):
    expected = case / "fargate"
    made = rendered(case)
    if request.config.getoption("--update-golden"):
        expected.mkdir(exist_ok=True)
        for old in expected.glob("*.json"):
            old.unlink()
        for stack, text in made.items():
            (expected / f"{stack}.json").write_text(text)
    assert made == {path.stem: path.read_text() for path in expected.glob("*.json")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_told_is_as_it_was(case, request):
    diagnostics = Diagnostics()
    rendered(case, diagnostics)
    said = "".join(f"{one.severity.value} {one.code} {one}\n" for one in diagnostics)
    expected = case / "diagnostics.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(said)
    assert said == expected.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_bytes_every_time(case):
    assert rendered(case) == rendered(case)


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
    for path in sorted(Path(__file__).parent.glob("*/fargate/*.json")):
        for match in lint_file(path, config=ManualArgs(regions=["us-east-1"])):
            if match.rule.id not in explained:
                found.append(f"{path.parent.parent.name}/{path.name}: {match.rule.id} {match.message}")
    assert found == []


def test_no_secret_of_any_case_is_in_a_template():
    for case in CASES:
        text = json.dumps(rendered(case))
        assert "golden-secret" not in text, case.name
