"""Which cloud a command talks to: AWS with the user's credentials, or the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from shipway.cli.options import Options
from shipway.model.sensitive import Sensitive
from shipway.records import record

if TYPE_CHECKING:
    from shipway.ports import Cloud


@record
class FoundValues:
    """The secret values that the project's files gave; implements ports.SecretValues."""

    found: Mapping[str, Sensitive] = field(default_factory=dict)

    def value(self, name: str) -> Sensitive | None:
        return self.found.get(name)


@record
class Wanted:
    """What a connection needs to know. instance_role: whether EC2's metadata may be asked for credentials."""

    region: str
    profile: str | None = None
    values: Mapping[str, Sensitive] = field(default_factory=dict)
    root: Path = Path()
    instance_role: bool = True


Connect: TypeAlias = "Callable[[Wanted], Cloud]"


def connect(wanted: Wanted) -> Cloud:
    """AWS; callers from Python may pass another cloud as the context's `obj`."""
    given: Connect | None = click.get_current_context().find_root().obj
    return (given or aws_cloud)(wanted)


def aws_cloud(wanted: Wanted) -> Cloud:
    from shipway.adapters.cloud import aws
    from shipway.adapters.session import session

    opened = session(wanted.profile, wanted.region, instance_role=wanted.instance_role)
    return aws(opened, values=FoundValues(wanted.values), root=wanted.root)


def of(options: Options, region: str, values: Mapping[str, Sensitive] | None = None) -> Cloud:
    """The cloud of a command that needs one."""
    return connect(Wanted(region, options.profile, values or {}, Path(options.directory)))
