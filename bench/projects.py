"""Compose projects of any size, as teams write them: web services, workers, one PostgreSQL, one Redis."""

from __future__ import annotations

from pathlib import Path

DATASTORES = """\
  db:
    image: postgres:17
    environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: "${DB_PASSWORD:-shop}", POSTGRES_DB: shop}
    volumes: ["db:/var/lib/postgresql/data"]
  redis:
    image: redis:7
"""
WEB = """\
  web{number}:
    image: ghcr.io/example/shop-web{number}:1.0
    {opened}: ["{port}8000"]
    environment:
      DATABASE_URL: postgresql://shop:${{DB_PASSWORD:-shop}}@db:5432/shop
      REDIS_URL: redis://redis:6379/0
      LOG_LEVEL: info
    healthcheck: {{test: ["CMD", "curl", "-f", "http://localhost:8000/health"], interval: 30s}}
    depends_on: [db, redis]
    restart: unless-stopped
"""
PUBLIC = 40
WORKER = """\
  worker{number}:
    image: ghcr.io/example/shop-worker{number}:1.0
    command: ["celery", "-A", "shop", "worker"]
    environment:
      DATABASE_URL: postgresql://shop:${{DB_PASSWORD:-shop}}@db:5432/shop
      CELERY_BROKER_URL: redis://redis:6379/{database}
    depends_on: [db, redis]
    restart: unless-stopped
"""


def write(folder: Path, services: int) -> Path:
    """A project with that many services (at least 3, the two datastores among them); gives its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = ["services:\n", DATASTORES]
    for number in range(services - 2):
        kind = WORKER if number % 2 else WEB
        public = number < PUBLIC  # a load balancer has 50 listeners
        opened, port = ("ports", f"{8000 + number}:") if public else ("expose", "")
        parts.append(kind.format(number=number, opened=opened, port=port, database=number % 16))
    (folder / "compose.yaml").write_text("".join([*parts, "volumes:\n  db: {}\n"]))
    return folder
