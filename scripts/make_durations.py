"""Make src/shipway/data/durations.json from a catalogue of measured times in YAML.

usage: make_durations.py CATALOGUE.yaml

Keeps every figure with its quality, its basis and where it was found; samples and remarks stay behind.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parents[1] / "src/shipway/data/durations.json"
PARTS = ("placement", "image_pull", "container_start", "HealthCheckIntervalSeconds", "settle")


def figure(row: dict[str, Any]) -> dict[str, Any]:
    """One row as it is kept: seconds, how good they are, and the sources as a list."""
    source = row.get("source", "")
    kept = {key: row[key] for key in ("variant", "low", "typical", "high", "quality", "basis") if key in row}
    sources = [
        re.sub(r",? stored file ids?.*", "", text) for text in (source if isinstance(source, list) else [source])
    ]
    return {**kept, "source": list(dict.fromkeys(sources))}


def main() -> None:
    catalogue = yaml.safe_load(Path(sys.argv[1]).read_text())
    types: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in catalogue["durations"]:
        if row["type"].startswith("AWS::"):
            types.setdefault(row["type"], {}).setdefault(row["operation"], []).append(figure(row))
    service = catalogue["formulas"]["ecs_service_create"]
    default = catalogue["default"]
    shared = {"quality": default["quality"], "source": default["source"]}
    made = {
        "made": str(catalogue["about"]["made"]),
        "unit": catalogue["about"]["unit"],
        "quality": catalogue["about"]["quality"],
        "default": {
            operation: figure({**default[operation], **shared}) for operation in ("create", "update", "delete")
        },
        "stack": figure(catalogue["overhead"]["per_stack_operation"]),
        "task": {
            "seconds": {part: service["defaults"][part] for part in PARTS},
            "quality": service["defaults_quality"],
            "source": service["source"],
        },
        "types": dict(sorted(types.items())),
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
