"""The variables of an application, as rules read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from shipway.diagnostics import Origin
from shipway.model.application import Application
from shipway.records import record
from shipway.review.rule import Finding, Intent


@record
class Spoken:
    """A variable of a workload. text: its value without what stands for secrets and addresses."""

    workload: str
    name: str
    text: str
    origin: Origin | None


def variables(application: Application) -> Iterator[Spoken]:
    for workload in application.workloads:
        for name, value in workload.environment:
            text = "".join(part for part in value.parts if isinstance(part, str)).strip()
            yield Spoken(workload.name, name, text, value.origin)


def matching(application: Application, name: str, value: str) -> Iterator[Spoken]:
    """Those whose full name and value match these patterns, in any case."""
    for one in variables(application):
        if re.fullmatch(name, one.name, re.I) and re.fullmatch(value, one.text, re.I):
            yield one


def guard(name: str, value: str, danger: str, fix: str) -> Callable[[Intent], Iterator[Finding]]:
    """A search for variables with such a name and value; they are plain text, so the value may be shown."""

    def look(intent: Intent) -> Iterator[Finding]:
        for one in matching(intent.application, name, value):
            summary = f'{one.name}={one.text} of "{one.workload}": {danger}'
            yield Finding(summary, one.origin, fix=settled(fix, one.name))

    return look


def settled(fix: str, name: str) -> str:
    return f"{fix} For all environments: `env: {{{name}: …}}` in shipway.yaml."
