"""The address of an image repository, from the stack that has it."""

from __future__ import annotations

from shipway.plan.model import LiveStack
from shipway.plan.outputs import PHYSICAL
from shipway.ports import Stacks


def repository_uri(stacks: Stacks, live: LiveStack | None, key: str) -> str:
    """`123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web`; "" where the stack or the repository is not there.

    key: an output that is the address, or PHYSICAL and the repository's logical id; the address follows from its name.
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html#registry_concepts
    """
    if live is None:
        return ""
    if not key.startswith(PHYSICAL):
        return live.outputs.get(key, "")
    id = key.removeprefix(PHYSICAL)
    name = next((row.physical_id for row in stacks.resources(live.name) if row.logical_id == id), "")
    _, partition, _, region, account, *_ = [*live.id.split(":"), *[""] * 5]
    suffix = ".cn" if partition == "aws-cn" else ""
    return f"{account}.dkr.ecr.{region}.amazonaws.com{suffix}/{name}" if name else ""
