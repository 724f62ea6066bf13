"""What `render` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shipway.diagnostics import Diagnostic
from shipway.topology.stacks import SynthesizedStack
from shipway.views import diagnostics


def human(files: Mapping[Path, str], stacks: Sequence[SynthesizedStack]) -> Iterator[str]:
    width = max((len(str(path)) for path in files), default=0)
    for path, stack in zip(files, stacks, strict=True):
        yield f"{path!s:{width}}  {_count(stack)} resources, {len(stack.parameters)} parameters"
    yield f"{len(files)} templates in deployment order; parameters are outputs of the stacks before them"


def data(files: Mapping[Path, str], stacks: Sequence[SynthesizedStack], found: Iterable[Diagnostic]) -> dict[str, Any]:
    rows = [
        {"stack": stack.spec.name, "file": str(path), "resources": _count(stack), "region": stack.spec.region}
        for path, stack in zip(files, stacks, strict=True)
    ]
    return {"templates": rows, "diagnostics": diagnostics.data(found)}


def _count(stack: SynthesizedStack) -> int:
    resources = stack.template["Resources"]
    return len(resources) if isinstance(resources, Mapping) else 0
