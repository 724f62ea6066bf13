"""What `synthesize` gives: templates with the sources of their parameters."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.records import record
from shipway.topology.graph import Json, StackSpec


@record
class StackOutput:
    """A parameter read from another stack's output (stack: its key)."""

    stack: str
    output: str


@record
class ImageInput:
    """A parameter that is an image's `repository@digest`."""

    image: str


@record
class SynthesizedStack:
    """spec, the template as plain data, and where each parameter without a default comes from."""

    spec: StackSpec
    template: Mapping[str, Json]
    parameters: tuple[tuple[str, StackOutput | ImageInput], ...] = ()
