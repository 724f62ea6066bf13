"""The address of an image repository, from the stack that has it."""

from __future__ import annotations

from shipway.plan.model import LiveStack, Output, Physical
from shipway.ports import Stacks


def repository_uri(stacks: Stacks, live: LiveStack | None, source: Output | Physical) -> str:
    """`123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web`; "" where the stack or the repository does not exist.

    source: what gives the repository's name; account and region are the stack's.
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html#registry_concepts
    """
    if live is None:
        return ""
    if isinstance(source, Output):
        name = live.outputs.get(source.key, "")
    else:
        rows = stacks.resources(live.name)
        name = next((row.physical_id for row in rows if row.logical_id == source.resource), "")
    _, partition, _, region, account, *_ = [*live.id.split(":"), *[""] * 5]
    suffix = ".cn" if partition == "aws-cn" else ""
    return f"{account}.dkr.ecr.{region}.amazonaws.com{suffix}/{name}" if name else ""
