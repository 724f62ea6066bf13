"""What blocks a production environment, and what does not."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostic, Severity
from shipway.review.review import review_intent
from shipway.review.rule import Intent


def blockers(service: str, environment: str = "production") -> list[Diagnostic]:
    result, found = lowered(f"services: {{web: {{image: x, {service}}}}}", f"environments: {{{environment}: {{}}}}")
    review_intent(Intent(result.application, result.environment, result.values), found)
    return [one for one in found if one.severity is Severity.BLOCKER]


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("environment: {DEBUG: 'True'}", "debug"),
        ("environment: {DJANGO_DEBUG: '1'}", "debug"),
        ("environment: {NODE_ENV: development}", "environment"),
        ("environment: {ALLOWED_HOSTS: '*'}", "hosts"),
        ("environment: {CORS_ALLOWED_ORIGINS: '*'}", "cors"),
        ("environment: {BACKEND_CORS_ORIGINS: '[\"*\"]'}", "cors"),
        ("environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}", "tls"),
        ("environment: {BROKER: 'rediss://c.example.org:6379/0?ssl_cert_reqs=none'}", "tls"),
        ("command: uvicorn app:app --reload", "command"),
        ("command: python manage.py runserver 0.0.0.0:8000", "command"),
        ("command: npm run dev", "command"),
        ("environment: {SECRET_KEY: changeme-please}", "weak-secret"),
        ("environment: {JWT_SECRET: your-secret-key}", "weak-secret"),
        ("environment: {DB_PASSWORD: postgres}", "weak-secret"),
        ("environment: {API_TOKEN: abc}", "weak-secret"),
    ],
)
def test_development_s_defaults_block(service: str, code: str) -> None:
    found = blockers(service)
    assert [one.code for one in found] == [f"production.{code}"]
    assert found[0].origin is not None
    assert found[0].fix


@pytest.mark.parametrize(
    "service",
    [
        "environment: {DEBUG: 'false'}",
        "environment: {DEBUG_LEVEL: info}",
        "environment: {NODE_ENV: production}",
        "environment: {ALLOWED_HOSTS: 'example.org,www.example.org'}",
        "environment: {CORS_ALLOWED_ORIGINS: 'https://example.org'}",
        "command: gunicorn config.wsgi --bind 0.0.0.0:8000",
        "command: npm run start",
        "environment: {SECRET_KEY: 8f14e45fceea167a5a36dedd4bea2543}",
    ],
)
def test_production_s_values_do_not(service: str) -> None:
    assert blockers(service) == []


def test_other_environments_are_left_alone() -> None:
    assert blockers("environment: {DEBUG: 'True', SECRET_KEY: changeme}", "dev") == []


def test_no_weak_value_is_shown() -> None:
    assert not any("changeme-please" in repr(one) for one in blockers("environment: {SECRET_KEY: changeme-please}"))
