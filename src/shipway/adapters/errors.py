"""botocore's exceptions as ours, worded `what happened: why`; nothing above the adapters sees botocore's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.parsers import ResponseParserError

from shipway.errors import AccessDenied, CloudError, NotFound

_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
_UNKNOWN_KEY = frozenset(
    {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "AuthFailure",
        "InvalidAccessKeyId",
    }
)
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403", "Forbidden"})
_ABSENT = frozenset(
    {
        "404",
        "ChangeSetNotFound",
        "ClusterNotFoundException",
        "DBInstanceNotFound",
        "ImageNotFoundException",
        "NoSuchBucket",
        "NoSuchKey",
        "NotFoundException",
        "RepositoryNotFoundException",
        "ResourceNotFoundException",
        "ServiceNotFoundException",
        "TargetGroupNotFound",
    }
)
_NO_CREDENTIALS = (
    NoCredentialsError,
    PartialCredentialsError,
    CredentialRetrievalError,
    ProfileNotFound,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
LOG_IN = "run `aws sso login` or `aws configure`, or choose the profile with --profile, then try again"


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Raise CloudError, AccessDenied or NotFound for what botocore raises inside. doing: `read the stack web-dev`."""
    try:
        yield
    except ClientError as error:
        raise refusal(doing, error) from error
    except ParamValidationError:
        # Its message quotes the offending value, which may be a secret: neither it nor the chain is kept.
        raise CloudError(f"could not {doing}: the request has a value that AWS does not take") from None
    except _NO_CREDENTIALS as error:
        raise AccessDenied(f"could not {doing}: {_sentence(str(error))}", LOG_IN, "NoCredentials") from error
    except NoRegionError as error:
        raise CloudError(f"could not {doing}: no region is set", "say `region:` in shipway.yaml or --region") from error
    except ResponseParserError as error:
        fix = "a proxy on the way may have answered instead of AWS: check it, then run the same command again"
        raise CloudError(f"could not {doing}: the answer is none of AWS's", fix, "Unreadable") from error
    except BotoCoreError as error:
        fix = "check the network and the region, then run the same command again"
        raise CloudError(f"could not {doing}: {_sentence(str(error))}", fix, type(error).__name__) from error


def refusal(doing: str, error: ClientError) -> CloudError:
    """AWS's answer as one of our errors, with its code and its own words."""
    body = error.response.get("Error", {})
    code = str(body.get("Code", ""))
    what = f"could not {doing}: {_sentence(str(body.get('Message') or code or 'AWS gave no reason'))}"
    if code in _EXPIRED:
        return AccessDenied(what, f"the session has expired: {LOG_IN}", code)
    if code in _UNKNOWN_KEY:
        return AccessDenied(what, LOG_IN, code)
    if code in _DENIED:
        fix = f"allow `{error.operation_name}` to the role or user that deploys, then run the same command again"
        return AccessDenied(what, fix, code)
    if code in _ABSENT or (code == "ValidationError" and "does not exist" in what):
        return NotFound(what, "", code)
    return CloudError(what, "", code)


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
