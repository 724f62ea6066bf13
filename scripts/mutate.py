"""Breaks the code on purpose, one line at a time, and says which breaks no test notices.

    python scripts/mutate.py                     all of tests/mutations/*.toml
    python scripts/mutate.py deploy rehearse     those files
    python scripts/mutate.py --only NAME         one, by its name
    python scripts/mutate.py --list              names and places, without running anything

Each mutation is a text that occurs exactly once in src/, and what stands in its place. The file is found by the text,
so that a mutation follows its code when that is moved; a text that is found nowhere, or twice, makes it stale. The work
is done in a copy of the tree, one mutation after the other, by the tests that the mutation names, which have to pass
first in the copy as it is. Ends with 1 where a mutation survives that has no reason to (`lives`) or is stale.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("src", "tests", "examples", "scripts", "docs", "pyproject.toml", ".importlinter", "README.md")
SECONDS = 180.0
"""A mutation whose tests take longer has made something wait for ever, which is noticed."""
WHOLE = 1800.0
"""The tests of all mutations, once."""


@dataclass(frozen=True)
class Mutation:
    """find, put: texts. tests: paths for pytest. lives: why it may survive, "" where it may not."""

    room: str
    name: str
    find: str
    put: str
    tests: tuple[str, ...]
    lives: str = ""


@dataclass(frozen=True)
class Verdict:
    """result: killed, survived, stale, or broken where the changed code cannot even be imported."""

    mutation: Mutation
    result: str
    file: str
    said: str
    seconds: float


def load(names: Sequence[str]) -> list[Mutation]:
    """The mutations of these files, of all where none is named."""
    found: list[Mutation] = []
    for file in sorted((ROOT / "tests" / "mutations").glob("*.toml")):
        if names and file.stem not in names:
            continue
        data = tomllib.loads(file.read_text())
        for one in data["mutation"]:
            tests = tuple(one.get("tests", data["tests"]))
            found.append(Mutation(file.stem, one["name"], one["find"], one["put"], tests, one.get("lives", "")))
    return found


def places(tree: Path, text: str) -> list[Path]:
    """Where the text stands, a file as often as it does."""
    files = sorted((tree / "src").rglob("*.py"))
    return [file for file in files for _ in range(file.read_text().count(text))]


def pytest(tree: Path, tests: Iterable[str], seconds: float = SECONDS) -> tuple[int, str]:
    """(exit status, the last lines) of the tests that the tree has; 5 where it has none of them."""
    there = [test for test in tests if (tree / test.partition("::")[0]).exists()]
    if not there:
        return 5, "none of its tests is there"
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *there]
    environ = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environ, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return 1, "it waited for ever"
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return done.returncode, lines[0] if lines else done.stdout[-600:] + done.stderr[-600:]


def tried(tree: Path, mutation: Mutation) -> Verdict:
    """Apply it in the copy, run its tests, and take it back."""
    found = places(tree, mutation.find)
    if len(found) != 1:
        return Verdict(mutation, "stale", "", f"its text occurs {len(found)} times", 0.0)
    file, begun = found[0], time.monotonic()
    text = file.read_text()
    file.write_text(text.replace(mutation.find, mutation.put))
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*.pyc"):
        compiled.unlink()
    try:
        status, said = pytest(tree, mutation.tests)
    finally:
        file.write_text(text)
    result = {0: "survived", 1: "killed", 5: "stale"}.get(status, "broken")
    return Verdict(mutation, result, str(file.relative_to(tree / "src")), said, time.monotonic() - begun)


def copied(tree: Path, into: Path) -> Path:
    for name in COPIED:
        source = tree / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns(".venv", ".git", "*_cache"))
        elif source.exists():
            shutil.copy(source, into / name)
    return into


def run(tree: Path, mutations: Sequence[Mutation]) -> list[Verdict]:
    tests = dict.fromkeys(test for one in mutations for test in one.tests)
    if tree == ROOT and (missing := [test for test in tests if not (ROOT / test.partition("::")[0]).exists()]):
        raise SystemExit(f"tests/mutations names tests that are not there: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(tree, Path(folder).resolve())
        status, said = pytest(copy, tests, WHOLE)
        if status != 0:
            raise SystemExit(f"the tests fail already without a mutation: {said}")
        verdicts = []
        for number, mutation in enumerate(mutations, 1):
            verdict = tried(copy, mutation)
            verdicts.append(verdict)
            print(f"{number}/{len(mutations)} {mutation.room}/{mutation.name}: {verdict.result}", file=sys.stderr)
        return verdicts


def table(verdicts: Sequence[Verdict], before: Mapping[str, str]) -> str:
    """before: mutation → its result in an earlier run."""
    rows = ["| mutation | file | before | now | why it may live |", "| --- | --- | --- | --- | --- |"]
    for one in verdicts:
        name = f"{one.mutation.room}/{one.mutation.name}"
        rows.append(f"| {name} | {one.file} | {before.get(name, '')} | {one.result} | {one.mutation.lives} |")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description="Break the code on purpose and see which tests notice.")
    parser.add_argument("rooms", nargs="*", help="files of tests/mutations, without their ending")
    parser.add_argument("--only", action="append", default=[], help="a mutation's name; may be given again")
    parser.add_argument("--list", action="store_true", help="show where each would be, and run nothing")
    parser.add_argument("--tree", type=Path, default=ROOT, help="another checkout to break")
    parser.add_argument("--json", type=Path, help="write the results here, for --before")
    parser.add_argument("--before", type=Path, help="results of an earlier run, for the table")
    given = parser.parse_args()
    mutations = [one for one in load(given.rooms) if not given.only or one.name in given.only]
    if given.list:
        for one in mutations:
            found = places(given.tree.resolve(), one.find)
            print(f"{one.room}/{one.name}: {' '.join(file.name for file in found) or 'stale'}")
        return 0
    verdicts = run(given.tree.resolve(), mutations)
    results = {f"{one.mutation.room}/{one.mutation.name}": one.result for one in verdicts}
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n")
    print(table(verdicts, json.loads(given.before.read_text()) if given.before else {}))
    counted = {word: sum(one.result == word for one in verdicts) for word in ("killed", "survived", "stale", "broken")}
    print("\n" + ", ".join(f"{number} {word}" for word, number in counted.items()))
    return int(any(one.result != "killed" and not one.mutation.lives for one in verdicts))


if __name__ == "__main__":
    sys.exit(main())
