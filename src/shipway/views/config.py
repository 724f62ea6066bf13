"""The resolved Compose project, as YAML or as JSON, its secrets hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shipway.views.hidden import hidden


def data(plain: Mapping[str, Any]) -> dict[str, Any]:
    """`plain` is compose.types.Project.plain."""
    return hidden(plain)


def human(shown: Mapping[str, Any]) -> Iterator[str]:
    """What `data` gave, as YAML."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(dict(shown), Dumper=dumper, sort_keys=False, allow_unicode=True, width=120)
    yield text.rstrip("\n")
