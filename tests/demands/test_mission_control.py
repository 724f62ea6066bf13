"""Demands of 003_04fa9d0bcffeb92e.txt (Mission Control) that the lowering meets; each quotes its section."""

from __future__ import annotations

import pytest

from shipway.diagnostics import InputError
from shipway.model.workload import Kind

from .lowered import made

COMPOSE = """
name: mission-control
services:
  db:
    image: postgres:16
    environment: {POSTGRES_USER: mc, POSTGRES_PASSWORD: local-only-61, POSTGRES_DB: mission_control}
  redis: {image: "redis:7"}
  backend:
    build: .
    ports: ["8000:8000"]
    environment:
      MC_DATABASE_URL: postgresql+asyncpg://mc:local-only-61@db:5432/mission_control
      MC_REDIS_URL: redis://redis:6379/0
      MC_SECRET_KEY: ${MC_SECRET_KEY:?set it}
"""
FILES = {"Dockerfile": "FROM python:3.12\n", ".env": "MC_SECRET_KEY=local-only-62-abcdefgh\n"}


def test_d003_05_missing_values_are_named_before_anything_starts():
    """`export MC_DATABASE_URL=…`, `export MC_SECRET_KEY=…` are required."""
    with pytest.raises(InputError) as error:
        made(COMPOSE, {"Dockerfile": "FROM python:3.12\n"})
    (told,) = error.value.diagnostics
    assert str(told) == 'compose.yaml:14: the required variable "MC_SECRET_KEY" has no value: set it'


def test_d003_06_the_driver_is_kept_and_told_of_tls_in_its_dialect():
    """`MC_DATABASE_URL="postgresql+asyncpg://postgres:PASSWORD@DB_ENDPOINT:5432/mission_control"`."""
    found = made(COMPOSE, FILES, told="rds.master-user")
    assert "postgresql+asyncpg://" in found.templates
    assert "/mission_control?ssl=require" in found.templates


def test_d003_12_the_redis_url_follows_the_new_redis():
    """`Upgrade path: Simply change MC_REDIS_URL …`: one line of the manifest."""
    managed = made(COMPOSE, FILES, told="rds.master-user")
    container = made(COMPOSE, FILES, "datastores: {redis: {as: volume}}", told="rds.master-user")
    assert "MC_REDIS_URL" in managed.secrets("backend")
    assert container.environment("backend")["MC_REDIS_URL"] == "redis://redis:6379/0"


def test_d003_20_a_migration_that_compose_does_not_have_is_a_release_job():
    """Database Migration: `alembic upgrade head`."""
    found = made(COMPOSE, FILES, "release: {service: backend, command: alembic upgrade head}", told="rds.master-user")
    (job,) = [w for w in found.result.application.workloads if w.kind is Kind.JOB]
    assert [word.literal for word in job.command or ()] == ["alembic", "upgrade", "head"]
    assert "MC_DATABASE_URL" in {name for name, _ in job.environment}
