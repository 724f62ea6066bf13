"""Nothing of a service is dropped in silence: each attribute has its place in the tables."""

from __future__ import annotations

import dis
from collections.abc import Callable

import pytest
from unit.targets.test_large import designed

from shipway.compose.attributes.service import KNOWN, OPEN
from shipway.diagnostics import Severity
from shipway.targets.fargate.support import CARRIED, OBSTACLES
from shipway.targets.index import TARGETS, target
from shipway.targets.obstacles import always


def test_every_attribute_is_in_one_of_the_tables() -> None:
    told = {obstacle.attribute for obstacle in OBSTACLES}
    assert told | CARRIED.keys() == KNOWN
    assert not told & CARRIED.keys()


@pytest.mark.parametrize(
    ("attribute", "severity"),
    [
        ("extra_hosts: ['a:10.0.0.1']", Severity.NOTE),
        ("sysctls: {net.core.somaxconn: 1024}", Severity.NOTE),
        ("logging: {driver: json-file}", Severity.NOTE),
        ("cpu_shares: 73", Severity.NOTE),
        ("tty: true", Severity.NOTE),
        ("restart: 'no'", Severity.NOTE),
        ("devices: ['/dev/snd:/dev/snd']", Severity.ERROR),
        ("network_mode: host", Severity.ERROR),
        ("privileged: true", Severity.ERROR),
        ("cap_add: [NET_ADMIN]", Severity.ERROR),
        ("provider: {type: model}", Severity.ERROR),
    ],
)
def test_what_is_not_carried_over_is_told_at_its_line(attribute: str, severity: Severity) -> None:
    name = attribute.partition(":")[0]
    serious = f"fargate.{name}" if severity is Severity.ERROR else ""
    _, found = designed(f"  web:\n    image: example/web\n    {attribute}\n", told=serious)
    told = [one for one in found if one.code == f"fargate.{name}"]
    assert [(one.severity, str(one.origin)) for one in told] == [(severity, "compose.yaml:5")]


@pytest.mark.parametrize(
    "attribute",
    [
        "tty: false",
        "restart: always",
        "privileged: false",
        "network_mode: bridge",
        "cap_add: [SYS_PTRACE]",
        "init: true",
    ],
)
def test_what_fargate_has_is_not_told(attribute: str) -> None:
    _, found = designed(f"  web:\n    image: example/web\n    {attribute}\n")
    assert not [one for one in found if one.code.startswith("fargate.")]


@pytest.mark.parametrize("name", TARGETS)
def test_an_obstacle_that_reads_a_value_is_given_it(name: str) -> None:
    """Of an attribute that is not OPEN a target learns that it is set, so what asks for its value would never apply."""
    reading = {one.attribute for one in target(name).support().obstacles if _reads(one.applies)}
    assert reading - OPEN == set(), "add it to OPEN in compose/attributes/service.py, where it holds no secret"


def _reads(applies: Callable[[str], bool]) -> bool:
    """Whether it asks for more than that the attribute is set."""
    if applies in (always, bool):
        return False
    return any(one.opname.startswith("LOAD_FAST") for one in dis.get_instructions(applies))
