"""Every rule with projects that break it and projects that do not, and with what its page in docs/ needs."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostic, Severity
from shipway.review.registry import FILES, RULES
from shipway.review.review import review_design, review_intent
from shipway.review.rule import Designed, Intent, Rule
from shipway.targets.fargate.design import design

DB = """
  db: {{image: "postgres:16", environment: {{POSTGRES_USER: app, POSTGRES_PASSWORD: long-and-random-81}}}}
  web: {{image: x, environment: {{DATABASE_URL: "postgres://app:long-and-random-81@db/app"}}}}
datastores: {{db: {{{options}}}}}
"""
Case = str
"""The attributes of a service `web`; or, beginning with `db:`, options of a database in the manifest."""

BAD: dict[str, tuple[Case, ...]] = {
    "production.debug": (
        "environment: {DEBUG: 'true'}",
        "environment: {DJANGO_DEBUG: '1'}",
        "environment: {DEBUG: 'express:*'}",
    ),
    "production.environment": ("environment: {NODE_ENV: development}", "environment: {APP_ENV: local}"),
    "production.hosts": ("environment: {ALLOWED_HOSTS: '*'}", "environment: {DJANGO_ALLOWED_HOSTS: 'a.b, *'}"),
    "production.cors": ("environment: {CORS_ORIGINS: '*'}", "environment: {CORS: '*'}"),
    "production.tls": (
        "environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}",
        "environment: {GIT_SSL_VERIFY: 'false'}",
        "environment: {URL: 'postgres://far.example.org/x?sslmode=disable'}",
    ),
    "production.command": ("command: flask run", "command: go run .", "command: vite", "command: [npm, run, dev]"),
    "production.weak-secret": ("environment: {SECRET_KEY: changeme-now}", "environment: {API_TOKEN: abc}"),
    "production.no-backups": ("db: backup_days: 0",),
    "production.unprotected-data": ("db: deletion_protection: false",),
}
GOOD: dict[str, tuple[Case, ...]] = {
    "production.debug": ("environment: {DEBUG: 'false'}", "environment: {DEBUG_LEVEL: 'true'}"),
    "production.environment": ("environment: {NODE_ENV: production}", "environment: {NODE_ENVIRONS: development}"),
    "production.hosts": ("environment: {ALLOWED_HOSTS: 'a.example.org'}",),
    "production.cors": ("environment: {CORS_ORIGINS: 'https://a.example.org'}",),
    "production.tls": (
        "environment: {NODE_TLS_REJECT_UNAUTHORIZED: '1'}",
        "environment: {URL: 'postgres://far.example.org/x?sslmode=verify-full'}",
    ),
    "production.command": ("command: gunicorn app", "command: [npm, start]", "command: [node, server.js]"),
    "production.weak-secret": ("environment: {SECRET_KEY: 8f14e45fceea167a5a36dedd4bea2543}",),
    "production.no-backups": ("db: backup_days: 1", "db: {}"),
    "production.unprotected-data": ("db: deletion_protection: true", "db: {}"),
}


def reviewed(case: Case, environment: str = "production") -> list[Diagnostic]:
    """What all rules say of it."""
    stated = f"environments: {{{environment}: {{}}}}"
    compose = f"services: {{web: {{image: x, {case}}}}}"
    if case.startswith("db:"):
        options = case.removeprefix("db:").strip().removeprefix("{}")
        services, _, choice = DB.format(options=options).rpartition("datastores:")
        compose, stated = f"services:{services}", f"{stated}\ndatastores:{choice}"
    result, found = lowered(compose, stated, may="rds.master-user")
    before = len(found)
    review_intent(Intent(result.application, result.environment, result.values), found)
    said = list(found)[before:]
    topology = design(result.application, result.environment, found)
    before = len(found)
    review_design(Designed(result.application, result.environment, topology), found)
    return [*said, *list(found)[before:]]


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule in RULES for case in BAD.get(rule.id, ())])
def test_what_breaks_a_rule_is_told_by_it_alone(rule: Rule, case: Case) -> None:
    told = reviewed(case)
    assert [one.code for one in told] == [rule.id], f"{rule.id} is to be told of `{case}`, and nothing else"
    (one,) = told
    assert one.severity is rule.severity
    assert one.origin is not None
    assert one.origin.file == "compose.yaml"
    assert one.fix


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule in RULES for case in GOOD.get(rule.id, ())])
def test_what_keeps_a_rule_is_left_alone(rule: Rule, case: Case) -> None:
    assert [one for one in reviewed(case) if one.code == rule.id] == []


@pytest.mark.parametrize("case", [case for cases in BAD.values() for case in cases])
def test_rules_of_production_leave_other_environments_alone(case: Case) -> None:
    assert reviewed(case, "dev") == []


def test_every_rule_has_projects_that_break_it_and_projects_that_do_not() -> None:
    assert {rule.id for rule in RULES} == BAD.keys() == GOOD.keys()


def test_every_file_of_rules_looks_and_no_rule_twice() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    folder = Path(__file__).parents[3] / "src" / "shipway" / "review" / "rules"
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert sorted(files) == sorted(FILES), "a file that is not in registry.py never looks"
    written = [
        id for file in folder.glob("*.py") for id in re.findall(r'^\s+"(production\.[\w-]+)",$', file.read_text(), re.M)
    ]
    assert sorted(written) == sorted(ids), "a rule that is not in its file's RULES never looks"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_who_says_so(rule: Rule) -> None:
    assert {field.name for field in fields(rule)} >= {"id", "title", "why", "source"}
    assert rule.source.startswith("https://")
    assert rule.title
    assert rule.why
    assert rule.fix.endswith(".")
    assert (rule.intent is None) != (rule.design is None), "a rule looks at one moment"
    assert rule.severity in (Severity.BLOCKER, Severity.WARNING)
