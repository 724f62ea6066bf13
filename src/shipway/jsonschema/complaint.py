"""What a schema has against a value."""

from __future__ import annotations

from typing import Any

from shipway.records import record

Path = tuple[str | int, ...]


@record
class Complaint:
    """One keyword that a value breaks.

    rule: the keyword, `falseSchema` where nothing is allowed. path: from the outermost value to `value`. asked: what
    the keyword wants, see the keyword's function. branches: of `anyOf` and `oneOf`, what each alternative has against
    the value; one that has nothing is empty. sentences.py says it in words.
    """

    rule: str
    path: Path
    value: Any
    asked: Any = None
    branches: tuple[tuple[Complaint, ...], ...] = ()
