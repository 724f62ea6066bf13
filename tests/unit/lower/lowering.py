"""A Compose file lowered for a test, which says what is told of it."""

from __future__ import annotations

from unit.files import project
from unit.strict import expect

from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.targets.fargate.target import TARGET

SHOP = """
services:
  db:
    image: postgres:16-alpine
    environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: hunter-two, POSTGRES_DB: shop}
    volumes: ["data:/var/lib/postgresql/data"]
  cache: {image: "redis:7"}
  web:
    image: shop:1
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgresql+asyncpg://app:hunter-two@db:5432/shop?x=1
      REDIS_URL: redis://cache:6379/0
      SECRET_KEY: keep-this-one-hidden
      DEBUG: "true"
    depends_on: [db, cache]
volumes: {data: }
"""


def lowered(
    compose: str, manifest: str | None = None, files: dict[str, str] | None = None, *, told: str = "", may: str = ""
) -> tuple[Lowered, Diagnostics]:
    """told: the codes of all errors, blockers and warnings; more or fewer fail the test (unit.strict)."""
    loaded, diagnostics = project(compose, files)
    written = read(manifest, "shipway.yaml", vocabulary(), diagnostics)
    result = lower(loaded, written, diagnostics, offers=offers(TARGET.stores))
    expect(diagnostics, told, may)
    return result, diagnostics


def environment(result: Lowered, workload: str) -> dict:
    return dict(result.application.workload(workload).environment)
