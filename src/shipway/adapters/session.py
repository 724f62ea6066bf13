"""A boto3 session, and whether making one is worth while."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

# https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
VARIABLES = (
    *("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"),
    *("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"),
)
FILES = (("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"), ("AWS_CONFIG_FILE", ".aws/config"))


def configured(environ: Mapping[str, str]) -> bool:
    """Whether credentials are evidently set up, told without a network and without boto3."""
    if any(environ.get(name) for name in VARIABLES):
        return True
    home = environ.get("HOME") or environ.get("USERPROFILE") or "~"
    return any(Path(environ.get(name) or Path(home).expanduser() / path).is_file() for name, path in FILES)


def session(profile: str | None, region: str, *, instance_role: bool = True) -> Any:
    """A boto3 session of a profile. instance_role False: the metadata service of EC2 is not asked for credentials,
    which takes seconds on a machine that has none.

    Raises AccessDenied where the profile does not exist.
    """
    import boto3
    import botocore.session

    from shipway.adapters.errors import translated

    with translated("use the AWS credentials"):
        core = botocore.session.Session(profile=profile)
        if not instance_role:
            core.get_component("credential_provider").remove("iam-role")
        return boto3.Session(botocore_session=core, region_name=region)
