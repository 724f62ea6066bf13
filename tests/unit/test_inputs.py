"""What is read before anything is understood: both files, and the mistakes of both at once."""

from __future__ import annotations

import pytest
from tests.unit.files import DictReader

from shipway.diagnostics import Diagnostics, InputError
from shipway.inputs import Request, load_inputs

BROKEN_COMPOSE = 'services:\n  web:\n    image: nginx\n    prots: ["80:80"]\n'
BROKEN_MANIFEST = "regoin: eu-west-1\n"


def told(files: dict[str, str]) -> list[str]:
    diagnostics = Diagnostics()
    with pytest.raises(InputError) as raised:
        load_inputs(DictReader(files), Request("/projects/shop", {}), diagnostics)
    assert raised.value.diagnostics == tuple(diagnostics)
    return [f"{one.origin}: {one.summary}" for one in diagnostics.errors()]


def test_mistakes_of_both_files_are_told_at_once() -> None:
    assert told({"shipway.yaml": BROKEN_MANIFEST, "compose.yaml": BROKEN_COMPOSE}) == [
        'shipway.yaml:1: the manifest does not know "regoin"',
        'compose.yaml:4: service "web" has the unknown attribute "prots"',
    ]


def test_a_wrong_manifest_stops_a_right_compose_file() -> None:
    right = "services: {web: {image: nginx}}"
    assert told({"shipway.yaml": BROKEN_MANIFEST, "compose.yaml": right}) == [
        'shipway.yaml:1: the manifest does not know "regoin"'
    ]


def test_yaml_that_cannot_be_read_in_both_is_told_for_both() -> None:
    origins = [one.split(": ")[0] for one in told({"shipway.yaml": "a: [", "compose.yaml": "services: {"})]
    assert {origin.partition(":")[0] for origin in origins} == {"shipway.yaml", "compose.yaml"}
