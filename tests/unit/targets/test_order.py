"""Backends are deployed before those that call them."""

from __future__ import annotations

from unit.targets.test_large import designed

from shipway.plan.assemble import assemble
from shipway.plan.model import Facts
from shipway.topology.synthesize import synthesize

CHAIN = """
  web: {image: x, environment: {API_URL: "http://api:80"}, expose: ["80"]}
  api: {image: x, environment: {QUEUE_URL: "amqp://queue:5672"}, expose: ["80"]}
  queue: {image: "rabbitmq:4"}
"""


def order(services: str, told: str = "") -> tuple[list[str], list[str]]:
    """(workload stacks and jobs in the plan's order, summaries of circles)."""
    topology, found = designed(services, told=told)
    plan = assemble(topology, synthesize(topology), Facts())
    names = [step.id.removeprefix("deploy-workload-") for step in plan.steps if step.id.startswith("deploy-workload-")]
    return names, [one.summary for one in found if one.code == "links.circle"]


def test_what_is_called_comes_first() -> None:
    assert order(CHAIN) == (["queue", "api", "web"], [])


def test_a_circle_is_broken_and_told() -> None:
    names, circles = order(
        """
  a: {image: x, environment: {B_URL: "http://b:80"}, expose: ["80"]}
  b: {image: x, environment: {A_URL: "http://a:80"}, expose: ["80"]}
""",
        "links.circle",
    )
    assert names == ["b", "a"]
    assert circles == ['services call each other in a circle: "b" calls "a", deployed after its caller the first time']


def test_jobs_between_keep_their_place() -> None:
    """A worker before a migration calls the web that waits for it: the migration's order counts."""
    names, _ = order(
        """
  web: {image: x, expose: ["80"], depends_on: {migrate: {condition: service_completed_successfully}}}
  migrate: {image: x, command: run, environment: {WORKER_URL: "http://worker:80"}}
  worker: {image: x, expose: ["80"], environment: {WEB_URL: "http://web:80"}}
"""
    )
    assert names.index("worker") < names.index("migrate") or names.index("migrate") < names.index("web")
    assert names.index("migrate") < names.index("web")
