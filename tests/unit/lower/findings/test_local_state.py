"""SQLite and local files: findings, since a task's disk is lost and not shared."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered


def codes(service: str, told: str = "") -> list[str]:
    _, diagnostics = lowered(f"services: {{web: {{image: x, {service}}}}}\nvolumes: {{data: }}", told=told)
    return [d.code for d in diagnostics if d.code.startswith("state.")]


@pytest.mark.parametrize(
    "variable",
    [
        "FILE_STORAGE_MODE: local",
        "FILESYSTEM_DISK: public",
        "ACTIVE_STORAGE_SERVICE: local",
        "DB_CONNECTION: sqlite",
        "DATABASE_URL: 'sqlite:////data/app.db'",
        "DATABASE_URL: 'sqlite+aiosqlite:///./app.db'",
        "DATABASE_URL: 'file:./dev.db'",
        "DATABASE_PATH: /var/lib/app/app.sqlite3",
    ],
)
def test_state_without_a_volume_is_lost(variable: str) -> None:
    """D001-35: "FILE_STORAGE_MODE=local, SQLite and their like without a volume, or on several tasks, are findings"."""
    assert codes(f"environment: {{{variable}}}", "state.lost") == ["state.lost"]


@pytest.mark.parametrize(
    ("variable", "found"),
    [
        ("DATABASE_URL: 'sqlite:////data/app.db'", []),
        ("DATABASE_URL: 'sqlite:////elsewhere/app.db'", ["state.lost"]),
        ("FILE_STORAGE_MODE: local", []),
    ],
)
def test_state_on_a_volume_lasts(variable: str, found: list[str]) -> None:
    assert codes(f"environment: {{{variable}}}, volumes: ['data:/data']", " ".join(found)) == found


def test_several_tasks_do_not_share_it() -> None:
    service = "environment: {DATABASE_URL: 'sqlite:////data/app.db'}, scale: 2, volumes: ['data:/data']"
    found = codes(service, "state.not-shared")
    assert found == ["state.not-shared"]


@pytest.mark.parametrize(
    "variable",
    [
        "DATABASE_URL: 'postgres://far.example.org/x'",
        "DATABASE_URL: 'sqlite://:memory:'",
        "STORAGE_DRIVER: s3",
        "TURSO_URL: 'libsql://x.turso.io'",
        "LOG_FILE: /var/log/app.log",
        "CONFIG: 'file:/etc/app.ini'",
        "DB_CONNECTION: pgsql",
    ],
)
def test_others_are_no_state(variable: str) -> None:
    assert codes(f"environment: {{{variable}}}") == []
