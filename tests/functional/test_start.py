"""The start path stays light: modules are counted, since times differ from machine to machine."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("rich", "pygments", "boto3", "botocore", "jsonschema_rs", "importlib.metadata", "yaml", "json")
BUDGET = 110
"""Modules that `--help` may load beyond an empty interpreter's; click alone takes about 90."""


def loaded(code: str) -> set[str]:
    """The modules that are loaded after `code` beyond those of an empty interpreter."""
    show = "import sys; print(*sys.modules, file=sys.stderr)"
    run = [sys.executable, "-c"]
    empty = subprocess.run([*run, show], capture_output=True, text=True, check=True).stderr.split()
    full = subprocess.run([*run, f"{code}\n{show}"], capture_output=True, text=True, check=True).stderr.split()
    return set(full) - set(empty)


def running(*arguments: str) -> str:
    return f"from shipway.cli.main import cli\ncli({list(arguments)!r}, standalone_mode=False)"


def heavy(modules: set[str], names: tuple[str, ...] = HEAVY) -> list[str]:
    return [name for name in names if name in modules]


def test_help_loads_little():
    modules = loaded(running("--help"))
    assert heavy(modules) == []
    assert len(modules) <= BUDGET


def test_help_imports_no_command():
    assert not {
        m for m in loaded(running("--help")) if m.startswith("shipway.cli.") and m.split(".")[-1] in ("plan", "deploy")
    }


def test_an_offline_plan_loads_neither_boto3_nor_rich():
    from functional.running import QUICKSTART

    modules = loaded(running("-C", str(QUICKSTART), "plan", "--offline"))
    assert heavy(modules, ("rich", "pygments", "boto3", "botocore", "importlib.metadata")) == []


def test_without_a_manifest_nothing_that_reads_one_is_loaded(tmp_path):
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    modules = loaded(running("-C", str(tmp_path), "config"))
    assert heavy(modules, ("jsonschema_rs", "shipway.manifest.read", "shipway.manifest.schema")) == []
