"""Following a stack while CloudFormation works on it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

from shipway.deploy.events import StackProgress
from shipway.deploy.running import Deployment, Emit
from shipway.plan.model import LiveStack
from shipway.ports import StackEvent, Stacks


@dataclass(slots=True)
class Watch:
    """One stack's live history.

    reference: its name, or its ARN, under which a deleted stack is still known. why: what a dying task in it said.
    """

    stacks: Stacks
    step: str
    name: str
    reference: str
    emit: Emit
    seen: list[StackEvent] = field(default_factory=list)
    last: str | None = None
    why: str = ""

    def skip(self) -> None:
        """Treat what has happened so far as known."""
        events = self.stacks.events(self.reference)
        self.last = events[-1].id if events else None

    def news(self) -> tuple[StackEvent, ...]:
        """Report the events since the last look, and return them."""
        events = tuple(self.stacks.events(self.reference, self.last))
        for event in events:
            self.last = event.id
            self.seen.append(event)
            self.emit(StackProgress(self.step, self.name, event))
        return events

    def settle(self) -> Generator[None, None, LiveStack | None]:
        """Wait until nothing is in progress; returns the stack, None where it is gone."""
        while True:
            live = self.stacks.look(self.name)
            self.news()
            if live is None or not live.status.endswith("_IN_PROGRESS") or live.status == "REVIEW_IN_PROGRESS":
                return live
            yield


def watch(run: Deployment, step: str, name: str, live: LiveStack | None = None) -> Watch:
    return Watch(run.cloud.stacks, step, name, (live.id if live else "") or name, run.tell)
