"""`make new` on a copy of the tree: each kind is made, nothing else breaks, and its test says what comes next."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {
    "engine": ("grainstore", "has no ports yet: give it `ports: [...]`"),
    "datastore": ("grain_silo", "design() in src/shipway/managed/grain_silo.py makes nothing yet"),
    "resource": ("topic", "no design has an AWS::SNS::Topic yet"),
    "manifest-key": ("grain", "`grain` is not acted upon yet"),
    "compose-attribute": ("grain", "`grain` is known and left out, with a note"),
    "rule": ("loose-grain", "production.loose-grain is to be told of `environment: {LOOSE_GRAIN: bad}`"),
    "step": ("mill-a-sack-of-grain", "mill_a_sack_of_grain() in src/shipway/deploy/steps/ does nothing yet"),
    "target": ("mill", "design() in src/shipway/targets/mill/ places no workload yet"),
}
"""Kind → (a name, what its test says)."""
TABLES = (
    "tests/unit/review/test_rules.py",
    "tests/unit/plan/test_kinds.py",
    "tests/unit/managed/test_index.py",
    "tests/unit/manifest/test_schema.py",
    "tests/unit/targets/test_index.py",
    "tests/unit/targets/test_support.py",
    "tests/unit/targets/test_asks_for_nothing.py",
    "tests/unit/engines/test_catalogue.py",
    "tests/unit/cli/test_reference.py",
    "tests/unit/test_rooms.py",
)
"""Tests that hold tables to what is there."""


def python(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return subprocess.run([sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True)


def new(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(tree, "scripts/new.py", *arguments)


def copied(tree: Path) -> Path:
    left = shutil.ignore_patterns("__pycache__", ".*_cache")
    for name in ("src", "scripts", "tests", "docs", "examples"):
        shutil.copytree(ROOT / name, tree / name, ignore=left)
    for name in ("pyproject.toml", ".importlinter", "README.md"):
        shutil.copy(ROOT / name, tree / name)
    return tree


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A tree with a part of each kind."""
    tree = copied(tmp_path_factory.mktemp("new"))
    for kind, (name, _) in KINDS.items():
        made = new(tree, kind, name)
        assert made.returncode == 0, made.stderr
        assert "Next: " in made.stdout
    yield tree
    shutil.rmtree(tree)


@pytest.fixture(scope="module")
def ran(whole: Path) -> str:
    """What pytest says of the tests that were made, and of those that hold the tables to what is there."""
    made = [
        str(path.relative_to(whole))
        for path in whole.glob("tests/**/test_*.py")
        if not (ROOT / path.relative_to(whole)).exists()
    ]
    assert len(made) == len(KINDS) - 1, "a rule's cases stand in the test of all rules"
    done = python(whole, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *made, *TABLES)
    assert done.returncode == 1, (done.stdout + done.stderr)[-2000:]
    return done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_part_has_a_test_that_says_what_is_next(ran: str, kind: str) -> None:
    assert KINDS[kind][1] in ran.replace('"\nE', "")


def test_nothing_else_fails(ran: str) -> None:
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", ran, re.MULTILINE)
    assert len(failed) == len(KINDS), failed


def test_the_new_tree_is_clean(whole: Path) -> None:
    assert python(whole, "-m", "compileall", "-q", "src", "tests").returncode == 0
    assert python(whole, "-m", "ruff", "check", "--no-cache", ".").stdout == "All checks passed!\n"
    assert "would be reformatted" not in python(whole, "-m", "ruff", "format", "--no-cache", "--check", ".").stdout
    contracts = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    assert python(whole, "-c", contracts).returncode == 0


def test_no_text_is_left_to_fill_in(whole: Path) -> None:
    made = [path for name in ("src", "tests") for path in (whole / name).rglob("*.py")]
    new = [path for path in made if not (ROOT / path.relative_to(whole)).exists()]
    assert [path.name for path in new if re.search(r"\$\w|TODO", path.read_text())] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rul", "x"), 'there is no kind "rul": did you mean "rule"?'),
        (("rule", "Open Bucket"), '"Open Bucket" is no name'),
        (("rule", "class"), '"class" is no name'),
        (("rule", "helpers"), '"helpers" does not say what it is'),
        (("rule", "no-backups"), '"no_backups" is taken: src/shipway/review/rules/kept_data.py:'),
        (("engine", "postgres"), '"postgres" is taken: src/shipway/data/engines.json:1'),
        (("datastore", "rds"), '"rds" is taken: src/shipway/managed/index.py:'),
        (("resource", "vpc"), '"vpc" is taken: src/shipway/resources/vpc.py is there'),
        (("resource", "moonbeam"), "which type is it? Say OF=AWS::"),
        (("manifest-key", "health"), '"health" is taken: src/shipway/manifest/types.py:'),
        (("compose-attribute", "stop_signal"), '"stop_signal" is taken: src/shipway/compose/attributes/service.py:'),
        (("step", "run_job"), '"run_job" is taken: src/shipway/topology/actions.py:'),
        (("target", "fargate"), '"fargate" is taken: src/shipway/targets/fargate/__init__.py is there'),
    ],
)
def test_what_is_wrong_is_refused_before_anything_is_written(arguments: tuple[str, ...], said: str) -> None:
    """On the tree itself: a refusal that wrote something would be seen in it."""
    before = sorted(ROOT.glob("src/**/*.py"))
    refused = new(ROOT, *arguments)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"make new: {said}")
    assert sorted(ROOT.glob("src/**/*.py")) == before
