"""Options of the whole suite."""

from __future__ import annotations

import importlib.util

import pytest

# The embedded cloud is still being built; what needs it is collected once its builder is there.
collect_ignore_glob = (
    []
    if importlib.util.find_spec("shipway.rehearse.builder")
    else ["contract/*", "unit/deploy/*", "unit/operate/*", "functional/*", "rehearsal/*"]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is rendered now as what is expected")
