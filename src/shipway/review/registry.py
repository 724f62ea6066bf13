"""Every rule, in the order in which they run. docs/rules.md is made from it."""

from __future__ import annotations

from importlib import import_module

from shipway.review.rule import Rule

FILES = (
    "debug",
    "settings",
    "hosts",
    "cors",
    "certificates",
    "command",
    "weak_secrets",
    "kept_data",
)
"""Of `rules/`; each has its RULES. A test compares them with the folder."""


def _rules(file: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = import_module(f"shipway.review.rules.{file}").RULES
    return found


RULES = tuple(rule for file in FILES for rule in _rules(file))
