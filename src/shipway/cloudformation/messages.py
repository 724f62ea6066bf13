"""CloudFormation's own words for malformed intrinsic functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shipway.cloudformation.scope import IntrinsicError

SUB = (
    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as "
    "first argument, and an optional second argument to specify a mapping of values to replace in the string"
)
JOIN = (
    "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings "
    "to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."
)
SPLIT = (
    "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be "
    "split or a function that returns a string to be split."
)
SELECT = "Template error: Fn::Select requires a list argument with two elements: an integer index and a list"
FIND_IN_MAP = (
    "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute "
    "for return value"
)
GET_ATT = (
    "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource "
    "attribute"
)
CIDR = (
    "Template error: every Fn::Cidr object requires two or three parameters: an IP block, a count of 1 to 256 and the "
    "subnet bits"
)
EQUALS = "Template error: every Fn::Equals object requires a list of 2 string parameters."


def pair(argument: Any, wrong: str) -> Sequence[Any]:
    """The two elements of a function's argument. Raises IntrinsicError(wrong) where there are not two."""
    if not isinstance(argument, list) or len(argument) != 2:
        raise IntrinsicError(wrong)
    return argument
