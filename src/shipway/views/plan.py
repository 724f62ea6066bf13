"""A plan: per stack what is added, changed property by property, replaced and removed; then the steps in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from shipway.diagnostics import Diagnostic
from shipway.plan.kinds import title
from shipway.plan.model import Action, Change, Plan, PropertyChange, Stack
from shipway.views import diagnostics

MARKS = {
    Action.ADD: ("+", "green"),
    Action.CHANGE: ("~", "yellow"),
    Action.REPLACE: ("±", "red"),
    Action.REMOVE: ("-", "red"),
}
WORDS = {Action.ADD: "to add", Action.CHANGE: "to change", Action.REPLACE: "to replace", Action.REMOVE: "to remove"}
LONGEST = 90


def human(plan: Plan, offline: str = "") -> Iterator[str]:
    """offline: why the plan did not look at AWS."""
    yield click.style(f"{plan.app} in environment {plan.environment}: {plan.target}, {plan.region}", bold=True)
    if not plan.known:
        yield f"Planned without looking at AWS ({offline or 'no credentials'}), as if nothing were deployed yet."
    changes: dict[str, list[Change]] = {}
    for change in plan.changes:
        changes.setdefault(change.stack, []).append(change)
    for stack in plan.stacks:
        yield from _stack(stack, changes.pop(stack.key, []))
    for key, gone in changes.items():
        yield from _changes(f"{key} is removed", gone)
    yield f"\n{click.style('Steps', bold=True)}"
    for number, step in enumerate(plan.steps, 1):
        yield f"  {number:3}. {title(step)}"
    yield ""
    yield f"{plan.app} {plan.environment}: {_totals(plan.changes)}"


def _stack(stack: Stack, changes: list[Change]) -> Iterator[str]:
    if changes:
        yield from _changes(f"{stack.name}: {_totals(changes)}", changes)
    else:
        yield f"\n{click.style(stack.name, bold=True)}: no changes"


def _changes(heading: str, changes: list[Change]) -> Iterator[str]:
    yield f"\n{click.style(heading, bold=True)}"
    for type in dict.fromkeys(c.type for c in changes if c.action is Action.ADD):
        names = ", ".join(c.resource for c in changes if c.action is Action.ADD and c.type == type)
        yield f"  {_mark(Action.ADD)} {type}: {names}"
    for change in changes:
        if change.action is not Action.ADD:
            data = click.style("  and its data is lost unless its policy keeps it", fg="red")
            at = f" ({change.origin})" if change.origin else ""
            lost = change.holds_data and change.action is not Action.CHANGE
            yield f"  {_mark(change.action)} {change.type}: {change.resource}{at}{data if lost else ''}"
            yield from (f"      {_property(one)}" for one in change.properties)


def _property(one: PropertyChange) -> str:
    forces = {"always": "  (this replaces it)", "may": "  (this may replace it)"}.get(one.requires, "")
    return f"{one.path}: {_short(one.before)} → {_short(one.after)}{forces}"


def _short(value: str | None) -> str:
    if value is None:
        return "nothing"
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _mark(action: Action) -> str:
    mark, color = MARKS[action]
    return click.style(mark, fg=color, bold=True)


def _totals(changes: Iterable[Change]) -> str:
    counts = {action: 0 for action in Action}
    for change in changes:
        counts[change.action] += 1
    return ", ".join(f"{count} {WORDS[action]}" for action, count in counts.items() if count) or "nothing to change"


def data(plan: Plan, offline: str = "", found: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """The plan without its templates, which `render` writes; the same plan gives the same data."""
    return {
        "app": plan.app,
        "environment": plan.environment,
        "target": plan.target,
        "region": plan.region,
        "known": plan.known,
        "offline": offline,
        "totals": {action.value: sum(c.action is action for c in plan.changes) for action in Action},
        "stacks": [
            {"key": s.key, "name": s.name, "region": s.region, "depends_on": list(s.depends_on)} for s in plan.stacks
        ],
        "changes": [_change(change) for change in plan.changes],
        "steps": [{"id": step.id, "title": title(step), "after": list(step.after)} for step in plan.steps],
        "diagnostics": diagnostics.data(found),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "stack": change.stack,
        "resource": change.resource,
        "type": change.type,
        "action": change.action.value,
        "subject": change.subject,
        "holds_data": change.holds_data,
        "origin": str(change.origin) if change.origin else None,
        "properties": [
            {"path": p.path, "before": p.before, "after": p.after, "requires_replacement": p.requires}
            for p in change.properties
        ],
    }
