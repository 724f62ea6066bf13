"""A target group speaks what its port speaks, whatever the port's number is known for."""

from __future__ import annotations

import pytest

from shipway.diagnostics import Origin
from shipway.model.image import Image
from shipway.model.speech import Speech
from shipway.model.workload import Kind, Port, Workload
from shipway.resources.load_balancer import target_group


def web(port: int, speaks: Speech, path: str = "") -> Workload:
    image = Image("web", "example/web")
    ports = (Port(port, speaks=speaks),)
    return Workload("web", Kind.WEB, image, Origin("compose.yaml", 1), ports=ports, health_path=path)


@pytest.mark.parametrize(
    ("port", "speaks", "protocol"),
    [
        (8443, Speech.HTTPS, "HTTPS"),
        (8443, Speech.HTTP, "HTTP"),
        (3000, Speech.HTTPS, "HTTPS"),
        (80, Speech.HTTP, "HTTP"),
    ],
)
def test_by_what_it_is_called(port: int, speaks: Speech, protocol: str) -> None:
    made = target_group(web(port, speaks), port).properties
    assert (made["Port"], made["Protocol"]) == (port, protocol)


def test_a_path_that_somebody_named_has_to_answer() -> None:
    named = target_group(web(80, Speech.HTTP, "/health"), 80).properties
    assert (named["HealthCheckPath"], named["Matcher"]) == ("/health", {"HttpCode": "200-399"})
    unknown = target_group(web(80, Speech.HTTP), 80).properties
    assert (unknown["HealthCheckPath"], unknown["Matcher"]) == ("/", {"HttpCode": "200-499"})
