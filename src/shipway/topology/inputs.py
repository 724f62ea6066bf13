"""What an action works on: text, a resource of the topology, or, once planned, what an earlier step gives."""

from __future__ import annotations

from shipway.records import record


@record
class Ref:
    """Another resource's Ref (attribute None) or GetAtt. id: unique in the topology."""

    id: str
    attribute: str | None = None


@record
class Output:
    """What step `step` gives under `key`: a stack's step its outputs, an image's `Image` (repository@digest)."""

    step: str
    key: str


@record
class Physical:
    """The physical id of a resource in the stack that `step` deploys; the deployer asks the stack for it.

    It is what Ref of a resource gives:
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
    """

    step: str
    resource: str


Input = str | Ref | Output | Physical
"""A target writes text and Refs; in a plan each Ref has become an Output or a Physical."""
