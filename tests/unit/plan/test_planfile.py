"""A plan goes into a file and comes back as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.shop import facts, plan, shop

from shipway.diagnostics import Origin
from shipway.errors import ShipwayError
from shipway.plan.model import (
    Action,
    BuildImage,
    Change,
    DeployStack,
    Output,
    Physical,
    Plan,
    PropertyChange,
    ProtectStack,
    RemoveStack,
    RunJob,
    Stack,
    StoreSecret,
    WaitService,
)
from shipway.plan.planfile import read, write
from shipway.topology.graph import StackKind

text = st.text(max_size=8)
pairs = st.lists(st.tuples(text, text), max_size=2).map(tuple)
names = st.lists(text, max_size=2).map(tuple)
outputs = st.builds(Output, text, text)
inputs = st.one_of(text, outputs, st.builds(Physical, text, text))
parameters = st.lists(st.tuples(text, inputs), max_size=2).map(tuple)
origins = st.one_of(st.none(), st.builds(Origin, text, st.integers(1, 9)))
json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), text),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(text, inner, max_size=2)),
    max_leaves=4,
)
steps = st.one_of(
    st.builds(DeployStack, text, text, names, parameters, names, kind=st.sampled_from(StackKind), tidies=st.booleans()),
    st.builds(
        BuildImage, text, names, text, text, st.one_of(st.none(), inputs), st.one_of(st.none(), text), args=pairs
    ),
    st.builds(StoreSecret, text, names, text, inputs, origins),
    st.builds(
        RunJob, text, names, text, inputs, inputs, st.lists(inputs, max_size=2).map(tuple), inputs, text, st.booleans()
    ),
    st.builds(WaitService, text, names, text, inputs, inputs, text),
    st.builds(ProtectStack, text, names, text),
    st.builds(RemoveStack, text, names, text),
)
properties = st.builds(PropertyChange, text, st.one_of(st.none(), text), st.one_of(st.none(), text))
changes = st.builds(
    Change,
    text,
    text,
    text,
    st.sampled_from(Action),
    st.lists(properties, max_size=2).map(tuple),
    text,
    st.booleans(),
    origins,
)
stacks = st.builds(Stack, text, text, text, st.dictionaries(text, json_values, max_size=2), names, parameters, pairs)
plans = st.builds(
    Plan, text, text, text, text, st.booleans(), text,
    st.lists(stacks, max_size=2).map(tuple), st.lists(changes, max_size=2).map(tuple),
    st.lists(steps, max_size=4).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(plans)
def test_any_plan_comes_back(planned: Plan) -> None:
    assert read(write(planned)) == planned
    assert write(read(write(planned))) == write(planned)


def test_a_real_plan_comes_back() -> None:
    planned = plan(shop(tag="bbbb"), facts(shop()))
    assert read(write(planned)) == planned


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"shipway_plan": 99}',
        '{"shipway_plan": 1}',
        '{"shipway_plan": 2, "record": "Plan", "app": "x"}',
    ],
)
def test_no_plan_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(ShipwayError, match="could not read the plan") as caught:
        read(text)
    assert "shipway plan" in caught.value.next_step


def test_unknown_step_is_refused() -> None:
    data = json.loads(write(plan(shop())))
    data["steps"][0]["after"] = "not a list"
    with pytest.raises(ShipwayError, match="could not read the plan"):
        read(json.dumps(data))
