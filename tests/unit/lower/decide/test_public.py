"""`public:` of the manifest: true opens, false closes, and nothing leaves it to the evidence."""

from __future__ import annotations

import pytest
from unit.files import project
from unit.lower.lowering import lowered

from shipway.inputs import vocabulary
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.targets.fargate.target import TARGET

COMPOSE = "services: {web: {image: me/web, ports: ['80:80']}, tools: {image: adminer, ports: ['8080:8080']}}"


def routes(manifest: str | None, compose: str = COMPOSE) -> list[tuple[str, int]]:
    loaded, diagnostics = project(compose)
    written = read(manifest, "shipway.yaml", vocabulary(), diagnostics)
    result = lower(loaded, written, diagnostics, offers=offers(TARGET.stores))
    assert not diagnostics.errors()
    return [(route.workload, route.port) for route in result.application.routes]


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        (None, [("web", 80)]),
        ("services: {web: {public: false}}", []),
        ("services: {tools: {public: true}}", [("web", 80), ("tools", 8080)]),
        ("services: {web: {public: true}}", [("web", 80)]),
    ],
)
def test_public_opens_and_closes(manifest: str | None, expected: list[tuple[str, int]]) -> None:
    assert routes(manifest) == expected


def test_public_true_opens_what_is_closed_by_itself() -> None:
    compose = "services: {hooks: {image: me/hooks, ports: ['127.0.0.1:9000:9000']}}"
    assert routes(None, compose) == []
    assert routes("services: {hooks: {public: true}}", compose) == [("hooks", 9000)]


def test_public_below_an_environment_wins() -> None:
    manifest = "environments: {dev: {services: {web: {public: false}}}}\nservices: {web: {public: true}}"
    assert routes(manifest) == []


LABELLED = """
services:
  web:
    image: nginx
    ports: ["80:80"]
    labels: {traefik.http.routers.web.rule: "Host(`shop.example.org`)"}
"""


def test_public_false_closes_what_labels_lead_to_and_nobody_wonders() -> None:
    """Who closed it knows that nothing can be reached."""
    result, found = lowered(LABELLED, "services: {web: {public: false}}")
    assert result.application.routes == ()
    assert [one.code for one in found if one.code.startswith("route.")] == []


def test_where_nothing_is_public_unasked_it_is_told() -> None:
    lowered("services: {web: {image: acme/app, ports: ['127.0.0.1:80:80']}}", told="route.none")
