"""Facts with where they were read: the strongest wins, and a disagreement is reported."""

from __future__ import annotations

from unit.files import project

from shipway.diagnostics import Diagnostics
from shipway.lower.identify.evidence import Evidence, Strength, disagreeing, strongest
from shipway.lower.identify.identify import identify
from shipway.lower.lower import lower
from shipway.manifest.types import Manifest
from shipway.model.speech import Speech


def said(*facts: tuple[object, Strength]) -> list[Evidence]:
    return [Evidence(fact, strength, "here") for fact, strength in facts]


def test_the_strongest_wins_and_the_first_of_equals():
    found = said((1, Strength.NUMBER), (2, Strength.IMAGE), (3, Strength.IMAGE), (4, Strength.OWN))
    best = strongest(found)
    assert best is not None
    assert best.fact == 2
    assert strongest([]) is None


def test_kinds_disagree_only_where_they_have_no_fact_in_common():
    one = said((80, Strength.STATED), (443, Strength.STATED), (80, Strength.OWN))
    assert disagreeing(one, (Strength.STATED, Strength.OWN)) is None
    other = said((80, Strength.STATED), (3000, Strength.OWN), (9, Strength.NUMBER))
    found = disagreeing(other, (Strength.STATED, Strength.OWN))
    assert found is not None
    assert [one.fact for one in found] == [80, 3000]


def found(compose: str, files: dict[str, str] | None = None):
    return identify(project(compose, files)[0])


def speech(compose: str, port: int, service: str = "x", **more) -> Speech:
    known = found(compose, **more)
    return known.speaks.of(known.project.service(service), port)


def test_a_number_decides_where_nothing_else_is_said():
    compose = "services: {x: {image: me/x, ports: ['5678:5678', '6379:6379', '8443:8443', '50051:50051', '80:80']}}"
    spoken = [speech(compose, port) for port in (5678, 6379, 8443, 50051, 80)]
    assert spoken == [Speech.DEBUGGER, Speech.DATABASE, Speech.HTTPS, Speech.GRPC, Speech.HTTP]


def test_a_health_check_tells_more_than_a_number():
    check = "healthcheck: {test: [CMD, curl, -f, 'http://localhost:5678/healthz']}"
    assert speech(f"services: {{x: {{image: me/x, ports: ['5678:5678'], {check}}}}}", 5678) is Speech.HTTP


def test_a_callers_url_tells_more_than_a_number():
    compose = "services: {x: {image: me/x}, y: {image: me/y, environment: {API_URL: 'http://x:7000/v1'}}}"
    assert speech(compose, 7000) is Speech.HTTP
    (one,) = [e for e in found(compose).speaks.evidence(found(compose).project.service("x"), 7000) if e.strength > 0]
    assert (one.read, one.strength) == ('http:// in "y"', Strength.CALLED)


def test_the_compose_file_tells_most():
    compose = "services: {x: {image: me/x, ports: [{target: 8080, published: '8080', app_protocol: grpc}]}}"
    assert speech(compose, 8080) is Speech.GRPC


def test_a_port_in_a_task_says_what_it_speaks():
    compose = "services: {x: {image: me/x, ports: ['8443:8443', '80:80']}}"
    loaded, diagnostics = project(compose)
    (port, other) = lower(loaded, Manifest(), diagnostics, offers={}).application.workload("x").ports
    assert (port.speaks, other.speaks) == (Speech.HTTPS, Speech.HTTP)


def ports(compose: str, files: dict[str, str] | None = None) -> list[int]:
    loaded, diagnostics = project(compose, files)
    return [port.number for port in lower(loaded, Manifest(), diagnostics, offers={}).application.workload("x").ports]


def test_ports_are_believed_in_the_order_of_their_evidence():
    exposing = {"Dockerfile": "FROM node:20\nEXPOSE 3000\n"}
    assert ports("services: {x: {build: ., ports: ['8000:8000']}}", exposing) == [8000, 3000]
    assert ports("services: {x: {image: me/x, environment: {PORT: '4000'}}}") == [4000]
    assert ports("services: {x: {image: me/x, command: serve --port 5000, environment: {PORT: '4000'}}}") == [4000]
    assert ports("services: {x: {image: redis:7, command: redis-server --port 7000}, y: {image: me/y}}") == [7000]
    assert ports("services: {x: {image: redis:7}}") == [6379]


def test_a_published_port_at_which_the_program_does_not_listen_is_told():
    loaded, diagnostics = project("services: {x: {image: me/x, ports: ['8080:80'], command: serve --port 3000}}")
    lower(loaded, Manifest(), diagnostics, offers={})
    assert [str(d) for d in diagnostics if d.code == "port.disagreement"] == [
        'compose.yaml:1: "x" publishes port 80 but listens on 3000, by its own variables, command or health check'
    ]


def test_ports_that_agree_are_not_told():
    loaded, diagnostics = project("services: {x: {image: me/x, ports: ['8080:3000'], command: serve --port 3000}}")
    lower(loaded, Manifest(), diagnostics, offers={})
    assert isinstance(diagnostics, Diagnostics)
    assert not [d for d in diagnostics if d.code == "port.disagreement"]


def test_what_the_file_states_tells_more_than_a_callers_url():
    compose = """
services:
  x: {image: me/x, ports: [{target: 7000, published: 7000, app_protocol: http}]}
  y: {image: me/y, environment: {API_URL: "grpc://x:7000"}}
"""
    assert speech(compose, 7000) is Speech.HTTP
    assert speech(compose.replace(", app_protocol: http", ""), 7000) is Speech.GRPC


def test_ports_that_others_call_are_open_to_them_beside_those_that_the_file_states():
    """Callers of a port that is in no list would find it closed."""
    compose = """
services:
  x: {image: me/x, expose: ["80"], environment: {PORT: "3000"}}
  y: {image: me/y, environment: {METRICS_URL: "http://x:9000/metrics"}}
"""
    known = found(compose)
    service = known.project.service("x")
    assert [port.number for port in known.listening["x"].ports((), service.origin)] == [80, 9000]
