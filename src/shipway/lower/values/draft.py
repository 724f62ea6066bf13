"""A value before the secrets have their names: text, references, and what is hidden in it."""

from __future__ import annotations

from dataclasses import field

from shipway.diagnostics import Origin
from shipway.model.value import Part
from shipway.records import record


@record
class Hidden:
    """A secret where it stands. name: what it would be called. value: "" where the user still has to set it.

    service: whose it is, "" for the project's. shared: a value that already has another name keeps that name.
    """

    name: str
    value: str = field(repr=False)
    origin: Origin | None = None
    service: str = ""
    shared: bool = False


Draft = tuple[Part | Hidden, ...]


def hidden(*drafts: Draft) -> tuple[Hidden, ...]:
    """The secrets in some drafts, in their order."""
    return tuple(part for draft in drafts for part in draft if isinstance(part, Hidden))


def written(draft: Draft) -> str | None:
    """The text that a draft without references was made of, its secrets too; None for one that has some."""
    words = [part.value if isinstance(part, Hidden) else part for part in draft if isinstance(part, str | Hidden)]
    return "".join(words) if len(words) == len(draft) else None
