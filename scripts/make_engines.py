"""Make src/shipway/data/engines.json from catalogue.json and more_engines.yaml, both beside this file.

    make engines                                      after a change of more_engines.yaml
    .venv/bin/python scripts/make_engines.py FILE     after a new catalogue, which is a YAML file

catalogue.json is what was kept of the catalogue: what detection needs and where it came from, without counts and notes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from re import _parser  # the only reader of a pattern as data in the standard library

import yaml

from shipway.engines.catalogue import split_reference

MOST = 100
KEPT = Path(__file__).with_name("catalogue.json")
MORE = Path(__file__).with_name("more_engines.yaml")
TARGET = Path(__file__).parents[1] / "src/shipway/data/engines.json"


def words(values: list[str]) -> list[str]:
    """The names at the beginning of each entry, without remarks in brackets."""
    return [match.group() for value in values if (match := re.match(r"[A-Z][A-Z0-9_]+", value))]


def literals(pattern: str) -> list[str] | None:
    """Every name that a pattern matches; None where these are too many, or it is not anchored."""
    if not (pattern.startswith("^") and pattern.endswith("$")):
        return None
    try:
        found = expand(list(_parser.parse(pattern[1:-1])))
    except Endless:
        return None
    return sorted(found) if len(found) <= MOST else None


class Endless(Exception):
    """The pattern matches names without end, such as `.*`."""


def expand(tokens: list) -> set[str]:
    found = {""}
    for operator, argument in tokens:
        word = str(operator)
        if word == "LITERAL":
            pieces = {chr(argument)}
        elif word == "SUBPATTERN":
            pieces = expand(list(argument[3]))
        elif word == "BRANCH":
            pieces = set().union(*(expand(list(branch)) for branch in argument[1]))
        elif word == "MAX_REPEAT" and argument[:2] == (0, 1):
            pieces = {""} | expand(list(argument[2]))
        elif word == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
            pieces = {chr(code) for _, code in argument}
        else:
            raise Endless
        found = {head + tail for head in found for tail in pieces}
        if len(found) > MOST:
            raise Endless
    return found


def word(pattern: str) -> str:
    """The longest text that stands in every name that a pattern matches; "" where it has none."""
    runs, run = [""], ""
    for operator, argument in _parser.parse(pattern):
        if str(operator) == "LITERAL":
            run += chr(argument)
        else:
            runs.append(run)
            run = ""
    return max([*runs, run], key=len)


def worded(patterns: Iterable[str]) -> list[list[str]]:
    """Each pattern with its word; one without a word is taken apart, so that hardly any image has to be held to it."""
    return [[word(one), one] for pattern in patterns for one in ([pattern] if word(pattern) else alternatives(pattern))]


def alternatives(pattern: str) -> list[str]:
    """`^(?:a|b)$` as `^a$` and `^b$`."""
    match = re.fullmatch(r"(\^|\(\?:\^\|/\))\(\?:([^()]+)\)\$", pattern)
    return [f"{match[1]}{one}$" for one in match[2].split("|")] if match else [pattern]


def engine(name: str, facts: dict) -> dict:
    variables = facts.get("variables") or {}
    paths = [p.split(" ")[0] for p in (facts.get("data_dirs") or {}).get("paths") or []]
    patterns = (facts.get("images") or {}).get("patterns") or []
    kept = {
        "names": [name for p in patterns for name in literals(p) or []],
        "role": facts["role"]["value"],
        "family": facts["role"].get("family", ""),
        "patterns": worded(p for p in patterns if literals(p) is None),
        "ports": [p["port"] for p in (facts.get("ports") or {}).get("default") or [] if isinstance(p.get("port"), int)],
        "data": [p for p in paths if p.startswith("/") and "<" not in p],
        "schemes": (facts.get("url_schemes") or {}).get("known") or [],
        "nfs": bears_nfs((facts.get("nfs") or {}).get("survives", "")),
    }
    for key in ("user", "password", "database"):
        kept[key] = words(variables.get(key) or [])
    return {key: value for key, value in kept.items() if value or value is False}


def bears_nfs(survives: str) -> bool | None:
    """False for what the catalogue advises against; None for an engine without data, or of which nothing is known."""
    return False if re.match(r"no($|[: ](?!data))|not (advised|recommended)", survives) else None


def repositories(images: list[str]) -> list[str]:
    """Without the registry, as detection looks them up."""
    return sorted({split_reference(image)[0] for image in images})


def with_more(engines: dict, more: dict) -> dict:
    """The engines of both; where both have one, the repositories and patterns of both, and the other's facts."""
    for name, facts in more.items():
        names = repositories(facts.get("names", []))
        patterns = worded(facts.pop("patterns", []))
        known = engines.setdefault(name, facts)
        if patterns:
            known["patterns"] = [*known.get("patterns", []), *patterns]
        known["names"] = sorted({*(known.get("names", ()) if known is not facts else ()), *names})
        known.update({key: value for key, value in facts.items() if key != "names"})
        if "role" not in known:
            raise SystemExit(f"{name} is not in the catalogue: its row needs a role")
    return engines


def with_families(engines: dict, families: dict) -> dict:
    """What holds for each engine of a family, unless its own row says otherwise."""
    for facts in engines.values():
        for key, value in families.get(facts.get("family", ""), {}).items():
            facts.setdefault(key, value)
    return engines


def kept(catalogue: dict) -> dict:
    """What catalogue.json holds of a catalogue."""
    return {
        "source": catalogue["meta"]["corpus"]["source"],
        "date": str(catalogue["meta"]["date"]),
        "engines": {name: engine(name, facts) for name, facts in catalogue["engines"].items()},
    }


def by_line(catalogue: dict) -> str:
    """As JSON, an engine a line, so that a new catalogue's changes can be read."""
    said = {key: json.dumps(value, ensure_ascii=False) for key, value in catalogue.items()}
    rows = (
        f"  {json.dumps(name)}: {json.dumps(facts, ensure_ascii=False)}" for name, facts in catalogue["engines"].items()
    )
    said["engines"] = "{\n" + ",\n".join(rows) + "\n }"
    return "{\n" + ",\n".join(f' "{key}": {value}' for key, value in said.items()) + "\n}\n"


def made() -> str:
    """engines.json as it should be."""
    whole, more = json.loads(KEPT.read_text()), yaml.safe_load(MORE.read_text())
    whole["engines"] = with_families(with_more(whole["engines"], more["engines"]), more["families"])
    whole["helpers"] = {role: repositories(images) for role, images in more["helpers"].items()}
    whole["watchers"] = more["watchers"]
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False) + "\n"


def main() -> None:
    if len(sys.argv) > 1:
        catalogue = yaml.safe_load(Path(sys.argv[1]).read_text())
        KEPT.write_text(by_line(kept(catalogue)))
    TARGET.write_text(made())


if __name__ == "__main__":
    main()
