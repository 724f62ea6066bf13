"""Make src/shipway/data/engines.json from a catalogue of engines in YAML.

usage: make_engines.py CATALOGUE.yaml

Keeps what detection needs and where it came from; the catalogue's counts and notes stay behind.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import yaml

TARGET = Path(__file__).parents[1] / "src/shipway/data/engines.json"


def words(values: list[str]) -> list[str]:
    """The names at the beginning of each entry, without remarks in brackets."""
    return [match.group() for value in values if (match := re.match(r"[A-Z][A-Z0-9_]+", value))]


def engine(name: str, facts: dict) -> dict:
    variables = facts.get("variables") or {}
    paths = [p.split(" ")[0] for p in (facts.get("data_dirs") or {}).get("paths") or []]
    kept = {
        "role": facts["role"]["value"],
        "family": facts["role"].get("family", ""),
        "patterns": (facts.get("images") or {}).get("patterns") or [],
        "ports": [p["port"] for p in (facts.get("ports") or {}).get("default") or [] if isinstance(p.get("port"), int)],
        "data": [p for p in paths if p.startswith("/") and "<" not in p],
        "schemes": (facts.get("url_schemes") or {}).get("known") or [],
        "managed": (facts.get("managed") or {}).get("services") or [],
    }
    for key in ("user", "password", "database"):
        kept[key] = words(variables.get(key) or [])
    return {key: value for key, value in kept.items() if value}


def main() -> None:
    catalogue = yaml.safe_load(Path(sys.argv[1]).read_text())
    made = {
        "source": catalogue["meta"]["corpus"]["source"],
        "date": str(catalogue["meta"]["date"]),
        "engines": {name: engine(name, facts) for name, facts in catalogue["engines"].items()},
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
