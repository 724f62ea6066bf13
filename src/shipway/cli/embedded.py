"""The embedded cloud, made ready for one rehearsal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shipway.lower.lower import Lowered
from shipway.model.sensitive import Sensitive
from shipway.ports import Cloud

ACCOUNT = "123456789012"


@dataclass(slots=True)
class RehearsedValues:
    """The project's secret values; a made-up one where it has none. Implements ports.SecretValues."""

    found: Mapping[str, Sensitive]
    made_up: list[str] = field(default_factory=list)

    def value(self, name: str) -> Sensitive | None:
        if name not in self.found:
            self.made_up.append(name)
        return self.found.get(name) or Sensitive(f"rehearsed-{name.lower()}")


def embedded(lowered: Lowered, values: RehearsedValues) -> Cloud:
    """A fresh cloud in this process, with a virtual clock, behind the same adapters as AWS."""
    from shipway.adapters.cloud import aws
    from shipway.rehearse.builder import RehearsalBuilder
    from shipway.rehearse.clock import VirtualClock
    from shipway.rehearse.cloud import EmbeddedCloud
    from shipway.rehearse.http import RehearsalHttp
    from shipway.rehearse.session import session

    clock = VirtualClock()
    cloud = EmbeddedCloud(clock=clock, account=lowered.environment.account or ACCOUNT)
    return aws(
        session(cloud, lowered.environment.region),
        values=values,
        builder=RehearsalBuilder(cloud),
        clock=clock,
        http=RehearsalHttp(cloud),
        name="the embedded cloud",
        real=False,
    )
