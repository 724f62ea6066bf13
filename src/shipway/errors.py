"""Everything that Shipway raises on purpose.

ShipwayError             what happened: why; and what to do next      exit 1
├── InputError           the user's files are wrong (diagnostics.py)  exit 2
├── Declined             a question was answered no                   exit 3
├── CloudError           AWS refused or failed a call
│   ├── AccessDenied     the credentials may not do it, or there are none
│   └── NotFound         the thing asked for is not there
├── StackFailed          a stack operation ended in failure; carries the first real cause
├── PlanOutdated         what is deployed moved since the plan was made
├── Locked               someone else is deploying this environment
├── BuildFailed          docker could not build or push an image
└── Unsupported          the embedded cloud does not know an operation
"""

from __future__ import annotations


class ShipwayError(Exception):
    """`what happened: why`, followed by the next step; shown to the user as it is.

    what: a sentence without a full stop. next_step: a command or an action, "" where there is none.
    """

    exit_code = 1

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


class Declined(ShipwayError):
    """A question was answered no; nothing was changed since it was asked."""

    exit_code = 3


class CloudError(ShipwayError):
    """AWS refused or failed a call. `code` is AWS's own error code, such as `ValidationError`."""

    def __init__(self, what: str, next_step: str = "", code: str = "") -> None:
        super().__init__(what, next_step)
        self.code = code


class AccessDenied(CloudError):
    """The credentials are missing, expired or not allowed to do this."""


class NotFound(CloudError):
    """The stack, secret, image or service asked for is not there."""


class StackFailed(ShipwayError):
    """A stack operation failed. `cause` is the first real failure, not the cancellations after it."""

    def __init__(self, what: str, next_step: str = "", cause: str = "") -> None:
        super().__init__(what, next_step)
        self.cause = cause


class PlanOutdated(ShipwayError):
    """The plan was made against something else than what is deployed now."""


class Locked(ShipwayError):
    """Another deployer holds the environment."""


class BuildFailed(ShipwayError):
    """An image could not be built or pushed."""


class Unsupported(ShipwayError):
    """The embedded cloud was asked for an operation that it does not know."""
