"""What is wrong with a template."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.records import record
from shipway.spelling import nearest


@record
class Problem:
    """resource: a logical id, or the section (`Outputs`) outside of resources. path: a JSON pointer inside it.

    rule: a short name of what is broken, such as `required`, `reference` or `limit`. Problems sort by place.
    """

    resource: str
    path: str
    message: str
    rule: str

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, str, str, str]:
        return self.resource, self.path, self.message, self.rule

    def __str__(self) -> str:
        return f"{self.resource}{self.path}: {self.message} [{self.rule}]"


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean Engine?`, or nothing where no known word is near."""
    near = nearest(word, known, cutoff=0.75)
    return f"; did you mean {near}?" if near else ""
