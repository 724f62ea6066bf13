"""What a target learns about what is deployed already."""

from __future__ import annotations

from shipway.plan.model import Facts
from shipway.plan.standing import stands
from shipway.targets.target import Live


def living(facts: Facts) -> Live:
    """The templates of the deployed stacks; leftovers of a failed first deployment do not count."""
    return Live({name: live.template for name, live in facts.stacks.items() if stands(live)})
