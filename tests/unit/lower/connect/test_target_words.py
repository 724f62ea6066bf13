"""A target's words for a service reach it with the workload."""

from __future__ import annotations

from dataclasses import replace

from unit.files import project
from unit.strict import expect

from shipway.inputs import vocabulary
from shipway.lower.lower import lower
from shipway.manifest.read import read
from shipway.records import record
from shipway.shapes import number
from shipway.words import filled, word

MANIFEST = """
services: {web: {ducks: 5, reeds: 7}}
environments: {p: {target: fargate, services: {web: {ducks: 6}}}}
"""


@record
class PondService:
    ducks: int = word("ducks", number(0, 40), "how many swim on it", default=0)
    reeds: int = word("reeds", number(0, 40), "how many grow around it", default=0)


def test_they_are_handed_on_as_the_environment_has_them() -> None:
    loaded, diagnostics = project("services: {web: {image: x}, worker: {image: x}}")
    words = replace(vocabulary(), services={"fargate": PondService})
    manifest = read(MANIFEST, "shipway.yaml", words, diagnostics)
    application = lower(loaded, manifest, diagnostics, offers={}).application
    expect(diagnostics)
    assert filled(PondService, application.workload("web").options) == PondService(6, 7)
    assert application.workload("worker").options == {}
