"""Priorities of deployed listener rules are found again by host and path."""

from __future__ import annotations

from shipway.model.application import Route
from shipway.plan.living import living
from shipway.plan.model import Facts, LiveStack
from shipway.resources.listener_rules import rules
from shipway.targets.fargate.priorities import priorities

ROUTES = [
    Route("web", 80, "www.example.org"),
    Route("api", 80, "www.example.org", "/api"),
    Route("old", 80, "old.example.org", "/x/*"),
]


def live(routes, status="CREATE_COMPLETE", taken=None):
    body = {r.id: {"Type": r.type, "Properties": dict(r.properties)} for r in rules(routes, taken or {})}
    return Facts(True, stacks={"edge": LiveStack("edge", status, {"Resources": body})})


def test_what_is_deployed_keeps_its_priority():
    moved = {"www.example.org/": 7, "www.example.org/api": 8, "old.example.org/x/*": 9}
    found = priorities(living(live(ROUTES, taken=moved)))
    again = {r.id: r.properties["Priority"] for r in rules(ROUTES, found)}
    assert sorted(again.values()) == [7, 8, 9]


def test_a_stack_that_was_rolled_back_counts_for_nothing():
    assert priorities(living(live(ROUTES, "ROLLBACK_COMPLETE"))) == {}
    assert priorities(living(Facts())) == {}
