"""The resolved Compose project, as YAML or as JSON, its secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.views.hidden import hidden

NUMBER = re.compile(r"[-+]?(0o[0-7]+|0x[0-9a-fA-F]+|(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)")
"""https://yaml.org/spec/1.2.2/#1032-tag-resolution"""


def data(plain: Mapping[str, Any]) -> dict[str, Any]:
    """`plain` is compose.types.Project.plain."""
    return hidden(plain)


def human(shown: Mapping[str, Any]) -> Iterator[str]:
    """What `data` gave, as YAML."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Quotes what YAML 1.2, which Compose reads, takes for a number and YAML 1.1 does not."""

    def quoted(dumper: Dumper, text: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if NUMBER.fullmatch(text) else None)

    Dumper.add_representer(str, quoted)
    text: str = yaml.dump(dict(shown), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)
    yield text.rstrip("\n")
