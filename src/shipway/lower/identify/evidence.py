"""Evidence: a fact, where it was read, and how much that counts. The strongest wins; a disagreement is reported."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import IntEnum
from typing import Generic, TypeVar

from shipway.diagnostics import Origin
from shipway.records import record

F = TypeVar("F", bound=Hashable)


class Strength(IntEnum):
    """What is written for the purpose counts more than what is inferred; a number alone counts least."""

    NUMBER = 0  # the port's number is known for something
    CATALOGUE = 1  # what the image is
    SCHEME = 2  # a URL's scheme, where the URL says no port
    OWN = 3  # the service itself: its PORT, its command, its health check
    CALLED = 4  # what others call it by
    IMAGE = 5  # the Dockerfile
    LED = 6  # a proxy's configuration points there
    STATED = 7  # the Compose file itself


@record
class Evidence(Generic[F]):
    """read: where, as in `EXPOSE in its Dockerfile`."""

    fact: F
    strength: Strength
    read: str
    origin: Origin | None = None


def strongest(found: Iterable[Evidence[F]]) -> Evidence[F] | None:
    """The first of the strongest; None where there is none."""
    return max(found, key=lambda one: one.strength, default=None)


def disagreeing(found: Iterable[Evidence[F]], among: Iterable[Strength]) -> tuple[Evidence[F], Evidence[F]] | None:
    """Two of `among`, the stronger first, whose kinds have no fact in common; None where all agree."""
    known = tuple(found)
    kinds = sorted({one.strength for one in known} & set(among), reverse=True)
    for weaker in kinds[1:]:
        theirs = [one for one in known if one.strength is weaker]
        ours = [one for one in known if one.strength is kinds[0]]
        if not {one.fact for one in ours} & {one.fact for one in theirs}:
            return ours[0], theirs[0]
    return None
