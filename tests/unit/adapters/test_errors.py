"""botocore's exceptions as ours."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
)

from shipway.adapters.errors import translated
from shipway.errors import AccessDenied, CloudError, NotFound


def refusal(code: str, message: str = "It may not be.") -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": message}}
    return ClientError(response, "DescribeStacks")


@pytest.mark.parametrize(
    ("error", "kind", "what", "fix"),
    [
        (refusal("AccessDenied"), AccessDenied, "It may not be", "allow `DescribeStacks`"),
        (refusal("ExpiredToken"), AccessDenied, "It may not be", "the session has expired"),
        (refusal("InvalidClientTokenId"), AccessDenied, "It may not be", "aws sso login"),
        (refusal("RepositoryNotFoundException"), NotFound, "It may not be", ""),
        (refusal("ValidationError", "Stack with id x does not exist"), NotFound, "does not exist", ""),
        (refusal("ValidationError", "Too\n  long"), CloudError, "Too long", ""),
        (refusal("Odd", ""), CloudError, "Odd", ""),
        (NoCredentialsError(), AccessDenied, "Unable to locate credentials", "aws sso login"),
        (NoRegionError(), CloudError, "no region is set", "--region"),
        (EndpointConnectionError(endpoint_url="https://x"), CloudError, "Could not connect", "check the network"),
    ],
)
def test_each_kind_with_what_to_do(error: Exception, kind: type[CloudError], what: str, fix: str) -> None:
    with pytest.raises(CloudError) as caught, translated("read the stack x"):
        raise error
    assert type(caught.value) is kind
    assert caught.value.what.startswith("could not read the stack x: ")
    assert what in caught.value.what
    assert fix in caught.value.next_step


def test_offending_value_is_not_quoted() -> None:
    report = "Invalid type for parameter SecretString, value: hunter2"
    with pytest.raises(CloudError) as caught, translated("store a value"):
        raise ParamValidationError(report=report)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ is True
