"""Runs the rules at their two moments, and reports what they find."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.diagnostics import Diagnostic, Diagnostics
from shipway.model.application import Environment
from shipway.review.rule import Designed, Finding, Intent, Rule


def rules(environment: Environment) -> tuple[Rule, ...]:
    """Those that hold for the environment. All are for production so far, so other environments import none."""
    if not environment.production:
        return ()
    from shipway.review.registry import RULES

    return RULES


def review_intent(intent: Intent, diagnostics: Diagnostics) -> None:
    for rule in rules(intent.environment):
        if rule.intent is not None:
            _tell(rule, rule.intent(intent), diagnostics)


def review_design(designed: Designed, diagnostics: Diagnostics) -> None:
    for rule in rules(designed.environment):
        if rule.design is not None:
            _tell(rule, rule.design(designed), diagnostics)


def _tell(rule: Rule, findings: Iterable[Finding], diagnostics: Diagnostics) -> None:
    for one in findings:
        fix = one.fix or rule.fix
        diagnostics.add(Diagnostic(rule.id, rule.severity, one.summary, one.origin, one.detail, fix))
