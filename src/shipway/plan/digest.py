"""Digests that tell whether two plans, or the facts that they were made from, are the same."""

from __future__ import annotations

import json

from shipway.plan.model import Facts
from shipway.plan.standing import stands
from shipway.sha256 import hexadecimal


def text_digest(text: str) -> str:
    """`sha256:…` of a text."""
    return "sha256:" + hexadecimal(text)


def base_digest(facts: Facts) -> str:
    """The facts behind a plan: account, region, and each stack's template and parameters.

    Leftovers of failed first deployments and the current status do not count, so that looking twice while nothing is
    done gives the same digest.
    """
    stacks = {
        name: {"template": live.template, "parameters": dict(live.parameters)}
        for name, live in facts.stacks.items()
        if stands(live)
    }
    ground = {"known": facts.known, "account": facts.account, "region": facts.region, "stacks": stacks}
    return text_digest(json.dumps(ground, sort_keys=True, separators=(",", ":")))
