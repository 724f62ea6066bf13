"""Begins a new part of Shipway: its files, its rows in the tables, and a test that fails and says what comes next.

    make new KIND=rule NAME=open_bucket [OF=…]

Each kind is a folder of new/: recipe.toml says which files are made of which templates, and what is put where into
files that are there; a template is text in which $name and the like are filled in (`words` below; `$$` is a dollar).
Nothing is written where anything is wrong. `git checkout . && git clean -fd src tests` takes it back.
"""

from __future__ import annotations

import argparse
import json
import keyword
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

ROOT = Path(__file__).parent.parent
KINDS = Path(__file__).with_name("new")
NAME = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"
EMPTY_NAMES = frozenset(("utils", "helpers", "common", "manager", "context"))
"""Names that say nothing; no file of the house has one."""
LONGEST = 24
SCHEMAS = ROOT / "src" / "shipway" / "data" / "schemas"


class Refused(Exception):
    """Nothing was written; the text says why, and what to do."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(usage="make new KIND=… NAME=… [OF=…]")
    parser.add_argument("kind")
    parser.add_argument("name")
    parser.add_argument("--of", default="")
    asked = parser.parse_args(arguments)
    try:
        for line in begin(asked.kind, asked.name, asked.of):
            print(line)
    except Refused as refusal:
        print(f"make new: {refusal}", file=sys.stderr)
        return 2
    return 0


def begin(kind: str, name: str, of: str = "") -> Iterator[str]:
    """Makes everything, and tells it by lines. Raises Refused before anything is written."""
    recipe = recipe_of(kind)
    known = words(kind, checked(name), of or recipe.get("of", ""))
    changed = dict(plan(recipe, kind, known))
    for path, text in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        yield f"{'changed' if path.exists() else 'new    '} {path.relative_to(ROOT)}"
        path.write_text(text)
    run("-m", "ruff", "check", "--quiet", "--fix", "--select", "I", *python(changed))
    run("-m", "ruff", "format", "--quiet", *python(changed))
    for script in recipe.get("run", ()):
        yield f"ran     {script}"
        run(script)
    yield f"\nNext: {filled(recipe['next'], known)}"
    yield f"      .venv/bin/python -m pytest -n 0 {filled(recipe['test'], known)}"


def recipe_of(kind: str) -> dict[str, Any]:
    kinds = sorted(path.name for path in KINDS.iterdir() if (path / "recipe.toml").is_file())
    if kind not in kinds:
        close = nearest(kind, kinds)
        hint = f'did you mean "{close}"? ' if close else ""
        raise Refused(f'there is no kind "{kind}": {hint}There are {", ".join(kinds)}.')
    return tomllib.loads((KINDS / kind / "recipe.toml").read_text())


def checked(name: str) -> str:
    """The name as modules have it. Raises Refused for one that cannot be one, or says nothing."""
    snake = name.replace("-", "_")
    if re.fullmatch(NAME, name) is None or keyword.iskeyword(snake):
        raise Refused(
            f'"{name}" is no name: write small letters and digits, words joined by _ or -, as in open_bucket.'
        )
    if len(name) > LONGEST:
        raise Refused(f'"{name}" is long: {LONGEST} characters are enough for a name.')
    if snake in EMPTY_NAMES:
        raise Refused(f'"{name}" does not say what it is; name the thing itself.')
    return snake


def words(kind: str, name: str, of: str) -> dict[str, str]:
    """What templates may say. of: what the part is of, where its kind asks; see the kind's recipe."""
    parts = name.split("_")
    found = {
        "name": name,
        "kebab": "-".join(parts),
        "Pascal": "".join(part.capitalize() for part in parts),
        "CONST": name.upper(),
        "words": " ".join(parts),
        "Words": " ".join(parts).capitalize(),
        "of": of,
        "of_name": re.sub(r"(?<=[a-z])(?=[A-Z])", "_", of).lower(),
    }
    if kind == "resource":
        found |= resource_type(found["Pascal"], of)
    if kind == "target":
        found |= attributes()
    return found


def resource_type(name: str, of: str) -> dict[str, str]:
    """The type of a resource by its last word, or by its whole name, and what AWS requires of it."""
    types = {path.stem.replace("-", "::"): path for path in SCHEMAS.glob("AWS-*.json")}
    said = [
        one for one in types if one == of or (not of and "".join(one.split("::")[1:]).lower().endswith(name.lower()))
    ]
    exact = [one for one in said if one.split("::")[2].lower() == name.lower()]
    said = exact or said
    if len(said) != 1:
        close = said or [one for one in (nearest(of or name, types),) if one]
        raise Refused(
            f"which type is it? Say OF=AWS::…, such as {', '.join(close[:4]) or 'AWS::SNS::Topic'}. One that is not in "
            "src/shipway/data/schemas/ is added to TYPES of scripts/make_schemas.py first."
        )
    required = json.loads(types[said[0]].read_text())["schema"].get("required", [])
    return {"of": said[0], "required": ", ".join(required) or "nothing"}


def attributes() -> dict[str, str]:
    """Every attribute of a Compose service, as the rows of a table."""
    sys.path.insert(0, str(ROOT / "src"))
    from shipway.compose.attributes.service import KNOWN

    return {"attributes": "".join(f'    "{name}": "it is not looked at yet",\n' for name in sorted(KNOWN - {"image"}))}


def plan(recipe: Mapping[str, Any], kind: str, known: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Each file with its new text. Raises Refused for a name that is taken."""
    for one in recipe.get("taken", ()):
        for path in places(one["file"]):
            found = re.search(filled(one["text"], known), path.read_text(), re.MULTILINE)
            if found:
                line = path.read_text()[: found.start()].count("\n") + 1
                raise Refused(
                    f'"{known["name"]}" is taken: {path.relative_to(ROOT)}:{line}. {one.get("then", "")}'.strip()
                )
    for template, target in recipe.get("files", {}).items():
        path = ROOT / filled(target, known)
        if path.exists():
            raise Refused(f'"{known["name"]}" is taken: {path.relative_to(ROOT)} is there.')
        yield path, filled((KINDS / kind / template).read_text(), known)
    texts: dict[Path, str] = {}
    for row in recipe.get("row", ()):
        for path in places(filled(row["file"], known)):
            texts[path] = edited(texts.get(path) or path.read_text(), row, known, path)
    yield from texts.items()


def places(pattern: str) -> list[Path]:
    return sorted(ROOT.glob(pattern))


def edited(text: str, row: Mapping[str, Any], known: Mapping[str, str], path: Path) -> str:
    """The text with a row put at the end of its table, or before a line of it.

    table: the line that begins it, or several of which a file has one. before: the line that the row goes before, else
    it is the table's end. find, put: instead of these, a pattern that is replaced.
    """
    if "find" in row:
        changed, times = re.subn(filled(row["find"], known), filled(row["put"], known), text, count=1)
        if not times:
            raise Refused(f"{path.relative_to(ROOT)} has changed: {row['find']} is not in it. Mend scripts/new/.")
        return changed
    lines, table = text.splitlines(keepends=True), row["table"]
    tables = table if isinstance(table, list) else [table]
    start = next((at for at, line in enumerate(lines) if line.rstrip() in tables), None)
    before = row.get("before")
    last = range(start + 1 if start is not None else len(lines), len(lines))
    end = next((at for at in last if (lines[at].rstrip() == before if before else closes(lines[at]))), None)
    if end is None:
        raise Refused(f"{path.relative_to(ROOT)} has changed: the table `{table}` is not in it. Mend scripts/new/.")
    return "".join([*lines[:end], filled(row["text"], known).rstrip("\n") + "\n", *lines[end:]])


def closes(line: str) -> bool:
    """Whether a line ends a table that began without indentation: a bracket, or an empty line or key in other files."""
    return not line[:1].isspace() or not line.strip()


def filled(text: str, known: Mapping[str, str]) -> str:
    return Template(text).substitute(known)


def nearest(word: str, known: Iterable[str]) -> str | None:
    sys.path.insert(0, str(ROOT / "src"))
    from shipway.spelling import nearest

    return nearest(word, known)


def python(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths if path.suffix == ".py"]


def run(*arguments: str) -> None:
    """Python, on this tree."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise Refused(f"`python {' '.join(arguments[:3])} …` failed, after the files were made; see above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
