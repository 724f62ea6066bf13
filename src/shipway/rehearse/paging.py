"""Long answers in pages, as AWS gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from shipway.rehearse.refusal import invalid

Item = TypeVar("Item")


def page(
    items: Sequence[Item], parameters: Mapping[str, Any], size: int, token: str = "NextToken", limit: str = ""
) -> tuple[list[Item], dict[str, str]]:
    """The items asked for, and `{token: …}` where there are more. limit: the parameter that makes pages smaller."""
    given = str(parameters.get(token) or "0")
    if not given.isdigit():
        raise invalid("The token is not valid")
    start = int(given)
    end = start + min(size, int(parameters.get(limit) or size) if limit else size)
    return list(items[start:end]), {token: str(end)} if end < len(items) else {}
