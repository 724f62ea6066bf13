"""A boto3 session whose clients are answered in this process, through botocore's own event hooks.

botocore builds and validates every request as usual; `before-call` then gives the answer where it would have sent one.
Endpoints, retries and the parsing of responses are bypassed. https://docs.aws.amazon.com/boto3/latest/guide/events.html
"""

from __future__ import annotations

import os
from typing import Any

from shipway.rehearse.cloud import EmbeddedCloud
from shipway.rehearse.dispatch import answer
from shipway.rehearse.refusal import Refused

_PARAMETERS = "shipway_parameters"
# What would read the user's own configuration, or send something somewhere.
_SETTINGS: dict[str, Any] = {
    "profile": None,
    "config_file": os.devnull,
    "credentials_file": os.devnull,
    "ignore_configured_endpoint_urls": True,
    "ec2_metadata_service_endpoint": None,
    "ca_bundle": None,
    "parameter_validation": True,
}


def session(cloud: EmbeddedCloud, region: str = "us-east-1") -> Any:
    """A boto3.Session over the embedded cloud. Needs no credentials, reads no file of the user's, opens no socket.

    Its clients raise botocore's ClientError with AWS's codes, and errors.Unsupported for an operation that the embedded
    cloud does not know.
    """
    import boto3
    import botocore.session

    core = botocore.session.Session()
    for name, value in _SETTINGS.items():
        core.set_config_variable(name, value)
    core.set_credentials("rehearsal", "rehearsal")
    served = _Served(cloud)
    register: Any = core.register  # handlers are called by keyword, with what their event has
    register("before-parameter-build", served.keep)
    register("before-call", served.answer)
    return boto3.Session(botocore_session=core, region_name=region)


class _Served:
    """The two hooks."""

    def __init__(self, cloud: EmbeddedCloud) -> None:
        self._cloud = cloud

    def keep(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        """Remember what the caller passed: afterwards it is only there as bytes on a wire."""
        context[_PARAMETERS] = params

    def answer(self, model: Any, context: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any]]:
        """(HTTP response, parsed body), as botocore would have made them of AWS's answer."""
        from botocore.awsrequest import AWSResponse

        region = self._cloud.region(context["client_region"])
        service, operation = model.service_model.service_name, model.name
        metadata: dict[str, Any] = {"RequestId": region.ids.fresh("request").uuid(), "RetryAttempts": 0}
        try:
            body = answer(region, service, operation, context[_PARAMETERS])
            status = 200
        except Refused as error:
            status = error.status
            body = {"Error": {"Code": error.code, "Message": error.message, "Type": "Sender"}}
        metadata |= {"HTTPStatusCode": status, "HTTPHeaders": {}}
        response: Any = AWSResponse  # its raw body is never looked at
        return response(None, status, {}, None), {**body, "ResponseMetadata": metadata}
