"""Questions before something is lost or costs money, and what counts as a cost."""

from __future__ import annotations

import sys

import click

from shipway.cli.options import Options
from shipway.errors import Declined
from shipway.plan.model import Action, Plan
from shipway.resources.facts import fact


def before_deploying(plan: Plan, options: Options) -> None:
    """Ask if the plan replaces or removes something, or adds something billed. Raises Declined on a no."""
    lost = [c for c in plan.changes if c.action in (Action.REPLACE, Action.REMOVE)]
    billed = [fact(c.type).word for c in plan.changes if c.action is Action.ADD and fact(c.type).hourly]
    reasons = []
    if lost:
        data = sum(change.holds_data for change in lost)
        reasons.append(
            f"{len(lost)} resources are replaced or removed" + (f", {data} of them with data" if data else "")
        )
    if billed:
        counts = ", ".join(f"{billed.count(what)} × {what}" for what in dict.fromkeys(billed))
        reasons.append(f"AWS charges for {counts}")
    if reasons:
        confirm(f"{'; '.join(reasons)}. Continue?", options)


def confirm(question: str, options: Options) -> None:
    """Raise Declined unless the answer is yes."""
    if options.yes:
        return
    _needs_a_person(question)
    if not click.confirm(question, err=True):
        raise Declined("nothing was changed: the answer was no")


def type_name(question: str, name: str, options: Options) -> None:
    """Raise Declined unless the name is typed."""
    if options.yes:
        return
    _needs_a_person(question)
    if click.prompt(f"{question}\nType {name} to continue", err=True, default="", show_default=False) != name:
        raise Declined(f"nothing was changed: the answer was not {name}")


def _needs_a_person(question: str) -> None:
    if not sys.stdin.isatty():
        raise Declined(
            f"nothing was changed: there is no terminal to ask: {question}", "run it in a terminal, or add --yes"
        )
