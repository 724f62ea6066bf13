"""An attribute that is switched off or empty asks for nothing, so nothing is said of it."""

from __future__ import annotations

import pytest
from unit.targets.test_large import designed

from shipway.compose.attributes.service import KNOWN
from shipway.diagnostics import InputError, Severity
from shipway.targets.fargate.support import OBSTACLES

MEANT = {"restart", "cpuset"}
"""Those whose `no` and 0 are a wish."""
EVERY = ("false", "[]", "{}", "", '""', "0", '"false"', "off")
SPELLED = {
    "network_mode",
    "pid",
    "ipc",
    "isolation",
    "platform",
    "runtime",
    "stop_signal",
    "uts",
    "cap_add",
    "dns",
    "dns_search",
}
"""Those whose value is a word, so that `false` would be one."""


def told(attribute: str, serious: str = "") -> list[tuple[str, Severity]]:
    """What the target says of it; nothing where Compose itself refuses the value."""
    try:
        _, found = designed(f"  web:\n    image: example/web\n    {attribute}\n", told=serious)
    except InputError as refused:
        found = refused.diagnostics
    return [(one.code, one.severity) for one in found if one.code == f"fargate.{attribute.partition(':')[0]}"]


@pytest.mark.parametrize("attribute", sorted({o.attribute for o in OBSTACLES} & KNOWN - MEANT))
def test_empty_values_ask_for_nothing(attribute: str) -> None:
    """H-05: `use_api_socket: false` and `device_cgroup_rules: []` were errors, and with them every obstacle that was
    told by its name alone. A value that the attribute does not take is Compose's own error, and no obstacle."""
    for value in ("", '""', "[]") if attribute in SPELLED else EVERY:
        assert told(f"{attribute}: {value}") == [], value


@pytest.mark.parametrize(
    ("attribute", "severity"),
    [
        ("use_api_socket: true", Severity.ERROR),
        ("use_api_socket: ${SOCKET:-true}", Severity.ERROR),
        ("device_cgroup_rules: ['c 1:3 mr']", Severity.ERROR),
        ("devices: [{source: /dev/snd, target: /dev/snd}]", Severity.ERROR),
        ("gpus: all", Severity.ERROR),
        ("gpus: [{count: 1}]", Severity.ERROR),
        ("privileged: 'true'", Severity.ERROR),
        ("privileged: ${ALL:-yes}", Severity.ERROR),
        ("oom_kill_disable: true", Severity.NOTE),
        ("logging: {driver: syslog}", Severity.NOTE),
        ("cpuset: 0", Severity.NOTE),
        ("pids_limit: 100", Severity.NOTE),
        ("restart: no", Severity.NOTE),
    ],
)
def test_what_is_switched_on_is_told(attribute: str, severity: Severity) -> None:
    """H-05, the other way: a text that means true is as good as true, or a privileged container went out without."""
    name = attribute.partition(":")[0]
    code = f"fargate.{name}"
    assert told(attribute, code if severity is Severity.ERROR else "") == [(code, severity)]


def test_no_limit_of_processes_limits_nothing() -> None:
    assert told("pids_limit: -1") == []
