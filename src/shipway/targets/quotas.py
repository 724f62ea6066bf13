"""Where a design is larger than what an AWS account has from the start: told before anything is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shipway.diagnostics import Diagnostics, Origin
from shipway.records import record
from shipway.topology.graph import Resource


@record
class Quota:
    """At most `most` resources of `type` in one `of`. fix: what the user can do to stay below; "" where nothing.

    adjustable: AWS raises it on request, at https://console.aws.amazon.com/servicequotas. source: where AWS says so.
    """

    type: str
    most: int
    what: str
    of: str
    adjustable: bool
    source: str
    fix: str = ""


@record
class Excess:
    """A quota that a design goes beyond. of: what has no room, where it is one of several."""

    quota: Quota
    number: int
    of: str = ""


def exceeded(resources: Iterable[Resource], quotas: Iterable[Quota]) -> tuple[Excess, ...]:
    """Every quota that counts a type over the whole design and is exceeded."""
    counted = Counter(resource.type for resource in resources)
    return tuple(Excess(quota, counted[quota.type]) for quota in quotas if counted[quota.type] > quota.most)


def tell(target: str, found: Iterable[Excess], origin: Origin | None, diagnostics: Diagnostics) -> None:
    """A warning where AWS raises the quota, else an error. target: its name, which begins the code."""
    for excess in found:
        quota = excess.quota
        summary = f"the project has {excess.number} {quota.what}; {excess.of or quota.of} has room for {quota.most}"
        if quota.adjustable:
            ask = f"Ask AWS to raise it before you deploy (Service Quotas; {quota.source})."
            diagnostics.warning(f"{target}.quota", summary, origin, fix=f"{quota.fix} {ask}".strip())
        else:
            diagnostics.error(f"{target}.quota", summary, origin, detail=f"See {quota.source}.", fix=quota.fix)
