"""How the embedded cloud says no: in AWS's codes and words."""

from __future__ import annotations


class Refused(Exception):
    """AWS's answer to a call that it does not take. code: such as `ValidationError`; status: of HTTP."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


class Failed(Exception):
    """A resource could not be made, changed or removed. reason: as the stack's event says it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def handled(message: str, code: str, token: str) -> Failed:
    """What a resource handler says, wrapped as CloudFormation wraps it. code: HandlerErrorCode, such as NotFound.

    https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
    """
    return Failed(f'Resource handler returned message: "{message}" (RequestToken: {token}, HandlerErrorCode: {code})')


def invalid(message: str) -> Refused:
    """CloudFormation's answer to almost everything that is wrong with a request."""
    return Refused("ValidationError", message)
