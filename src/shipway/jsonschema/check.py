"""The judge with all its keywords."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from shipway.jsonschema.arrays import ARRAY
from shipway.jsonschema.combined import COMBINED
from shipway.jsonschema.complaint import Complaint, Path
from shipway.jsonschema.judge import Judge, Keywords, Table
from shipway.jsonschema.objects import OBJECT
from shipway.jsonschema.scalars import ANY, NUMBER, STRING

OF_UNKNOWN: Table = {"type": ANY["type"], **COMBINED}
KEYWORDS: Keywords = {
    str: {**ANY, **STRING, **COMBINED},
    int: {**ANY, **NUMBER, **COMBINED},
    float: {**ANY, **NUMBER, **COMBINED},
    bool: {**ANY, **COMBINED},
    type(None): {**ANY, **COMBINED},
    list: {**ANY, **ARRAY, **COMBINED},
    dict: {**ANY, **OBJECT, **COMBINED},
}


def complaints(schema: Mapping[str, Any], value: Any, unknown: Container[Path] = ()) -> list[Complaint]:
    """Everything that the schema has against a value of JSON, as json.loads gives it.

    unknown: places that hold a sample instead of the value. A sample is asked for its type alone, and for what an
    alternative or a condition of the schema makes of it: who asks must judge those complaints.
    """
    return Judge(schema, KEYWORDS, OF_UNKNOWN, unknown).complaints(schema, value, ())
