"""A rule of the review: its name, its reason, its source, and how it looks for violations.

A rule runs at one of two moments: `intent`, when it is known what the user means and nothing is designed yet, so that
blockers are reported even if the design fails; `design`, when the graph of AWS resources is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shipway.diagnostics import Origin, Severity
from shipway.model.application import Application, Environment
from shipway.model.sensitive import Sensitive
from shipway.records import record
from shipway.topology.graph import Topology


@record
class Finding:
    """One place where a rule is broken. fix: "" for the rule's own. No secret's value may be in any of them."""

    summary: str
    origin: Origin | None = None
    detail: str = ""
    fix: str = ""


@record
class Intent:
    """What the user means. values: of the secrets, by name."""

    application: Application
    environment: Environment
    values: Mapping[str, Sensitive]


@record
class Designed:
    """The same, and what AWS would get."""

    application: Application
    environment: Environment
    topology: Topology


@record
class Rule:
    """id: the code of its diagnostics. title: what is forbidden, in a few words. source: an address that says so.

    production: whether it holds only for production environments.
    """

    id: str
    title: str
    why: str
    source: str
    fix: str
    severity: Severity = Severity.BLOCKER
    production: bool = True
    intent: Callable[[Intent], Iterator[Finding]] | None = None
    design: Callable[[Designed], Iterator[Finding]] | None = None
