"""The keys that targets and datastores' homes add: the manifest's shape is made of them and of its own records.

The pipeline hands a Vocabulary in; the manifest itself knows no target and no home.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from shipway.records import record


@record
class Vocabulary:
    """Records of options, their fields made by `word(…)`.

    targets: name → what an environment may say. services: name of a target → what a service may say. homes: what a
    datastore may say, by the word after `as:`. later: targets and homes of the manifest's shape that are not there yet.
    """

    targets: Mapping[str, type[Any]]
    homes: Mapping[str, type[Any]]
    services: Mapping[str, type[Any]] = field(default_factory=dict)
    later: tuple[str, ...] = ()
