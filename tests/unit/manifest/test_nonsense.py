"""Whatever stands in the file, what comes is diagnostics with a line."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.manifest.read import read
from shipway.manifest.schema import schema
from shipway.manifest.types import Manifest

SCHEMA = schema(vocabulary())
WORDS = sorted({word for part in (SCHEMA, *SCHEMA["definitions"].values()) for word in part["properties"]})
VALUES = ("rds", "volume", "fargate", "one", "yes", "20GB", "/x", "cron(0 3 * * ? *)", "rate(x)", "at(1)", "a.b.c", "*")
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.text(max_size=8), st.sampled_from(VALUES)
)
KEYS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6), st.sampled_from(["web", "db", "x-a"]))
TREES = st.recursive(
    LEAVES,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.one_of(st.sampled_from(sorted(SCHEMA["properties"])), KEYS), TREES, max_size=4))
def test_nonsense_below_any_key_is_diagnostics_with_a_line(tree: dict[str, object]) -> None:
    diagnostics = Diagnostics()
    text = json.dumps(tree)  # JSON is YAML, but for NaN and Infinity, which are texts there
    found = read(text, "shipway.yaml", vocabulary(), diagnostics)
    assert isinstance(found, Manifest)
    for one in diagnostics:
        assert one.origin is not None
        assert one.origin.line >= 1
        assert one.summary
        assert one.fix


FINITE = st.one_of(st.none(), st.booleans(), st.integers(-99, 99), st.floats(0, 99), st.sampled_from(VALUES))
ENTRIES = st.dictionaries(st.sampled_from(["a", "b"]), st.dictionaries(st.sampled_from(WORDS), FINITE, max_size=4))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["services", "datastores", "environments"]), ENTRIES, max_size=3))
def test_nothing_is_accepted_that_the_schema_refuses_and_the_other_way_round(tree: dict[str, object]) -> None:
    """U-02: the editor's schema and `read` agree; what a schema cannot say may be refused beside it."""
    diagnostics = Diagnostics()
    text = json.dumps(tree)
    read(text, "shipway.yaml", vocabulary(), diagnostics)
    if not jsonschema.Draft7Validator(SCHEMA).is_valid(json.loads(text)):
        assert diagnostics.errors()
    elif diagnostics.errors():
        assert all("must be" in one.summary for one in diagnostics.errors())
