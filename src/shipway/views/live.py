"""The live display: finished steps scroll up, running ones stay at the bottom with the latest event of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from shipway.deploy.events import Event, Note, StackProgress, StepBegun, StepEnded, StepFailed
from shipway.views.duration import duration


class Board:
    """What is on the screen. Every message is also kept above, so nothing is lost when the display ends."""

    def __init__(self, title: str, *, color: bool, console: Console | None = None) -> None:
        self._title = title
        self._console = console or Console(stderr=True, no_color=not color, highlight=False)
        self._running: dict[str, tuple[str, str]] = {}
        self._done = 0
        self._total = 0
        self._live = Live(console=self._console, refresh_per_second=8, transient=True)

    @contextmanager
    def shown(self) -> Iterator[None]:
        with self._live:
            yield

    def tell(self, event: Event) -> None:
        match event:
            case StepBegun():
                self._total = event.total
                self._running[event.step] = (event.title, "")
            case StackProgress(event=told):
                self._latest(event.step, f"{told.resource} {told.status}")
                if told.status.endswith("_FAILED"):
                    self._console.print(Text(f"    {told.resource} ({told.type}) {told.status}: {told.reason}", "red"))
            case Note():
                self._console.print(Text(f"    {event.text}", "dim"))
            case StepEnded():
                self._ended(event.step, "✓", "green", f"{event.title}  {event.result}  {duration(event.seconds)}")
            case StepFailed():
                self._ended(event.step, "✗", "red", f"{event.title} after {duration(event.seconds)}: {event.reason}")
        self._live.update(self._drawn())

    def _latest(self, step: str, text: str) -> None:
        title, _ = self._running.get(step, (step, ""))
        self._running[step] = (title, text)

    def _ended(self, step: str, mark: str, color: str, text: str) -> None:
        self._running.pop(step, None)
        self._done += 1
        self._console.print(Text.assemble((f"  {mark} ", color), text))

    def _drawn(self) -> Group:
        head = Table.grid(padding=(0, 1))
        head.add_row(
            Text(self._title, "bold"),
            ProgressBar(total=max(self._total, 1), completed=self._done, width=30),
            Text(f"{self._done}/{self._total}"),
        )
        rows = Table.grid(padding=(0, 1))
        for title, latest in self._running.values():
            rows.add_row(Spinner("dots"), Text(title), Text(latest, "dim"))
        return Group(head, rows)
