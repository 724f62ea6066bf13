"""Projects larger than one template, or than what an account has from the start."""

from __future__ import annotations

from unit.files import DictReader
from unit.strict import expect

from shipway.cloudformation.limits import exceeded
from shipway.compose.load import load
from shipway.diagnostics import Diagnostics, Severity
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.graph import Topology
from shipway.topology.synthesize import synthesize


def designed(services: str, *, told: str = "") -> tuple[Topology, Diagnostics]:
    """told: the codes of all errors, blockers and warnings (unit.strict)."""
    found = Diagnostics()
    text = f"name: large\nservices:\n{services}"
    project = load(DictReader({"compose.yaml": text}), directory=".", environ={}, diagnostics=found)
    lowered = lower(project, Manifest(), found, offers=offers(TARGET.stores))
    topology = design(lowered.application, lowered.environment, found)
    expect(found, told)
    return topology, found


def chain(count: int) -> str:
    """Each service calls the next one, the last the first."""
    one = "  s{n}: {{image: 'example/s{n}:1', expose: [80], environment: {{NEXT: 'http://s{next}:80'}}}}\n"
    return "".join(one.format(n=n, next=(n + 1) % count) for n in range(count))


def test_sixty_services_share_the_network_stack() -> None:
    topology, _ = designed(chain(60), told="links.circle")
    assert {r.stack for r in topology.resources if r.type.startswith("AWS::EC2::SecurityGroup")} == {"network"}


def test_more_have_stacks_of_their_own_and_no_circle() -> None:
    topology, _ = designed(chain(130), told="fargate.quota links.circle")
    keys = [stack.name for stack in topology.stacks]
    assert [key for key in keys if key.startswith("access-")] == ["access-1", "access-2", "access-3"]
    groups = {r.id: r.stack for r in topology.resources if r.type == "AWS::EC2::SecurityGroup"}
    rules = [r for r in topology.resources if r.type == "AWS::EC2::SecurityGroupIngress"]
    assert len(rules) == 130
    for rule in rules:
        ends = {groups[value.id] for value in rule.properties.values() if hasattr(value, "id")}
        assert rule.stack == max(ends, key=keys.index)
    for stack in synthesize(topology):
        assert exceeded(stack.template) == ()


def test_what_an_account_lacks_is_said() -> None:
    _, found = designed(chain(101), told="fargate.quota links.circle")
    said = [one for one in found if one.code == "fargate.quota"]
    assert [one.severity for one in said] == [Severity.WARNING]
    assert said[0].summary == "the project has 101 services; one Service Connect namespace has room for 100"
    assert "Ask AWS to raise it" in said[0].fix


def test_too_many_public_ports_name_the_domain() -> None:
    ports = "".join(f"  s{n}: {{image: 'example/s{n}:1', ports: ['{8000 + n}:80']}}\n" for n in range(51))
    _, found = designed(ports, told="fargate.quota")
    assert any("51 public ports" in one.summary and "`domain:`" in one.fix for one in found)
