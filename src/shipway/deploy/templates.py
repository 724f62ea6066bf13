"""How a template reaches CloudFormation: in the request, or through the bootstrap bucket where it is too long."""

from __future__ import annotations

from shipway.deploy.running import Deployment
from shipway.errors import ShipwayError
from shipway.plan.digest import text_digest
from shipway.plan.model import Stack

INLINE = 51_200
"""Bytes. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""


def source(run: Deployment, stack: Stack, text: str) -> str:
    """The text itself, or the address of its copy in the bootstrap bucket."""
    body = text.encode()
    if len(body) <= INLINE:
        return text
    bucket = run.bucket()
    if bucket is None:
        raise ShipwayError(
            f"the template of {stack.name} is {len(body)} bytes, and there is no bootstrap bucket for it"
        )
    key = f"templates/{run.plan.app}/{run.plan.environment}/{stack.key}-{text_digest(text)[7:23]}.json"
    run.cloud.objects.put(bucket, key, body)
    # The address form that works in every commercial region.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    return f"https://{bucket}.s3.{stack.region}.amazonaws.com/{key}"
