"""What a service asks for in processor and memory, on the task that Fargate is asked for."""

from __future__ import annotations

import pytest
from unit.targets.test_large import designed

from shipway.topology.synthesize import synthesize


def size(attributes: str) -> tuple[str, str]:
    """(Cpu, Memory) of the rendered task definition."""
    topology, _ = designed(f"  web:\n    image: example/web\n{attributes}")
    (task,) = [
        body["Properties"]
        for stack in synthesize(topology)
        for body in stack.template["Resources"].values()
        if body["Type"] == "AWS::ECS::TaskDefinition"
    ]
    return task["Cpu"], task["Memory"]


@pytest.mark.parametrize(
    ("attributes", "memory"),
    [
        ("    mem_reservation: 6g\n", "6144"),
        ("    mem_reservation: 6g\n    mem_limit: 3g\n", "3072"),
        ("    mem_reservation: 3g\n    deploy: {resources: {reservations: {memory: 5g}}}\n", "5120"),
        ("    mem_reservation: 3g\n    deploy: {resources: {limits: {memory: 2g}}}\n", "2048"),
        ("    mem_limit: 3g\n    deploy: {resources: {reservations: {memory: 5g}}}\n", "3072"),
    ],
)
def test_memory_is_the_limit_else_the_reservation(attributes: str, memory: str) -> None:
    """H-04: mem_reservation counts as mem_limit where that is not given, as docs/compose.md says."""
    assert size(attributes)[1] == memory


@pytest.mark.parametrize(
    ("attributes", "cpu"),
    [
        ("    cpus: 4\n    deploy: {resources: {limits: {cpus: '1'}, reservations: {cpus: '2'}}}\n", "1024"),
        ("    cpus: 4\n    deploy: {resources: {reservations: {cpus: '2'}}}\n", "4096"),
        ("    deploy: {resources: {reservations: {cpus: '2'}}}\n", "2048"),
        ("", "512"),
    ],
)
def test_processors_are_the_limit_else_the_reservation(attributes: str, cpu: str) -> None:
    assert size(attributes)[0] == cpu
