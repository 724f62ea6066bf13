"""Which bucket holds the lock, the release records and long templates."""

from __future__ import annotations

from shipway.naming import stack_name
from shipway.plan.standing import stands
from shipway.ports import Stacks


def bootstrap_bucket(stacks: Stacks) -> str | None:
    """The bucket of the bootstrap stack of this account and region; None where there is no such stack yet."""
    name = stack_name("", "", "bootstrap")
    if not stands(stacks.look(name)):
        return None
    buckets = (row for row in stacks.resources(name) if row.type == "AWS::S3::Bucket" and row.physical_id)
    return next((row.physical_id for row in buckets if row.status.endswith("_COMPLETE")), None)
