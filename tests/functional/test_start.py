"""The start path stays light: modules are counted, since times differ from machine to machine."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from functional.running import QUICKSTART

HEAVY = ("rich", "pygments", "boto3", "botocore", "jsonschema_rs", "importlib.metadata", "yaml", "json")
HELP, COMMANDS, PLAN = 6, 80, 281
"""Modules beyond an empty interpreter's that may be loaded: by `--help`; by what all commands share, of which click
takes about 60; by an offline plan of the quickstart beyond that, PyYAML's 20 among them.

A module of ours takes 0.2 ms, an empty one 0.13: who adds one that most projects do not need imports it late."""


def loaded(code: str) -> set[str]:
    """The modules that are loaded after `code` beyond those of an empty interpreter."""
    return _modules(code) - _modules("")


def _modules(code: str) -> set[str]:
    show = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def running(*arguments: str) -> str:
    entry = f"import sys\nfrom shipway.cli.main import main\nsys.argv[1:] = {arguments!r}"
    return f"{entry}\ntry:\n    main()\nexcept SystemExit:\n    pass"


def heavy(modules: set[str], names: tuple[str, ...] = HEAVY) -> list[str]:
    return [name for name in names if name in modules]


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version_load_next_to_nothing(option: str) -> None:
    modules = loaded(running(option))
    assert "click" not in modules
    assert len(modules) <= HELP, sorted(modules)


def test_what_all_commands_share_imports_no_command() -> None:
    modules = loaded("import shipway.cli.root")
    assert heavy(modules) == []
    assert not {m for m in modules if m.startswith("shipway.cli.") and m.split(".")[-1] in ("plan", "deploy")}
    assert len(modules) <= COMMANDS, sorted(modules)


def test_an_offline_plan_loads_what_it_needs() -> None:
    modules = loaded(running("-C", str(QUICKSTART), "plan", "--offline"))
    assert heavy(modules, ("rich", "pygments", "boto3", "botocore", "jsonschema_rs", "importlib.metadata")) == []
    assert len(modules) <= COMMANDS + PLAN, sorted(modules)


def test_without_a_manifest_nothing_that_reads_one_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    modules = loaded(running("-C", str(tmp_path), "config"))
    assert heavy(modules, ("jsonschema_rs", "shipway.manifest.read", "shipway.manifest.schema")) == []


@pytest.mark.parametrize("columns", ["", "nonsense", "0", "40", "80", "109", "110", "200"])
@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_the_prepared_answer_is_what_click_would_print(columns: str, arguments: list[str]) -> None:
    environ = {**os.environ, "COLUMNS": columns}
    ours = [sys.executable, "-m", "shipway", *arguments]
    clicks = [sys.executable, "-c", "from shipway.cli.root import cli; cli(prog_name='shipway')", *arguments]
    printed = [
        subprocess.run(words, capture_output=True, text=True, check=True, env=environ).stdout
        for words in (ours, clicks)
    ]
    assert printed[0] == printed[1]


def test_the_usual_widths_are_prepared() -> None:
    """`make docs` makes the texts; tests/unit/cli/test_reference.py checks that they are current."""
    entry = importlib.import_module("shipway.cli.main")
    assert sorted(os.listdir(entry.HELP)) == ["110.txt", "80.txt"]
    assert entry.prepared(["plan", "--help"]) is None
    assert entry.prepared([]) is None
