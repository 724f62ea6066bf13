"""What a target is: everything that the rest of Shipway has to know of it, as one record.

A target is a package of its own, `targets/NAME/`, whose `target.py` has `TARGET`, a Target; a row in index.py makes it
known to the pipeline, the manifest, the docs and the import contracts. What several targets share lives in `resources/`
(AWS building blocks), `topology/` (permissions, delivery of values, actions) and beside this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Protocol

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.records import record
from shipway.targets.obstacles import Support
from shipway.targets.quotas import Quota
from shipway.topology.graph import Topology


@record
class Live:
    """What lives already and a design must reckon with. templates: of the deployed stacks, by CloudFormation name."""

    templates: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


NOTHING = Live()


class Design(Protocol):
    """From what the user means to the graph of AWS resources and the actions between them.

    Pure. What the target cannot give goes into `diagnostics` as errors; a topology is returned all the same.
    """

    def __call__(
        self, application: Application, environment: Environment, diagnostics: Diagnostics, live: Live = NOTHING
    ) -> Topology: ...


@record
class Target:
    """One way to run an application on AWS.

    name: as `target:` has it. title: what people call it. options: the record of words (words.py) of an environment on
    this target; service_options: of a service, None where it has none of its own. stores: the `as:` words of the homes
    that a datastore may have here, the preferred ones first. support: what becomes of each Compose attribute.
    limits: what an account has room for. design: see Design.

    The last three are functions that import what they need when they are called, so that who asks for a target's words
    loads no building block.
    """

    name: str
    title: str
    options: type[Any]
    service_options: type[Any] | None
    stores: tuple[str, ...]
    support: Callable[[], Support]
    limits: Callable[[], tuple[Quota, ...]]
    design: Design
