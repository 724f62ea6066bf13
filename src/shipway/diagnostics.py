"""What Shipway tells a user about their input: collected, located, and shown all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from shipway.errors import ShipwayError
from shipway.records import record


@record
class Origin:
    """Where something was written: a path relative to the project directory, and a line from 1. Sorts by both."""

    file: str
    line: int

    def __lt__(self, other: Origin) -> bool:
        return (self.file, self.line) < (other.file, other.line)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Severity(StrEnum):
    """How much a diagnostic stops.

    ERROR: the input is wrong, nothing can be planned (exit 2). BLOCKER: can be planned and rendered,
    but `deploy` refuses. WARNING: deploys, with a known weakness. NOTE: a decision worth knowing.
    """

    ERROR = "error"
    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@record
class Diagnostic:
    """One thing to tell: `code` is stable (`compose.unknown-service`), `fix` says what to do next."""

    code: str
    severity: Severity
    summary: str
    origin: Origin | None = None
    detail: str = ""
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.origin}: " if self.origin else ""
        return f"{where}{self.summary}"


class InputError(ShipwayError):
    """The user's files cannot be used; `diagnostics` says where and why, all at once."""

    exit_code = 2

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(f"{len(self.diagnostics)} problem(s) in the input")


def error(code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, summary, origin, detail, fix)


def blocker(code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.BLOCKER, summary, origin, detail, fix)


def warning(code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, summary, origin, detail, fix)


def note(code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.NOTE, summary, origin, detail, fix)


class Diagnostics:
    """An ordered, append-only collection, handed to each stage; the only mutable argument in the core."""

    def __init__(self, items: Iterable[Diagnostic] = ()) -> None:
        self._items: dict[Diagnostic, None] = dict.fromkeys(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(tuple(self._items))

    def __len__(self) -> int:
        return len(self._items)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic; the same one twice is kept once."""
        self._items[diagnostic] = None

    def tell(self, found: Iterable[Diagnostic]) -> None:
        """Keep each of them, in their order."""
        self._items.update(dict.fromkeys(found))

    def error(self, code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> None:
        self.add(Diagnostic(code, Severity.ERROR, summary, origin, detail, fix))

    def blocker(
        self, code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = ""
    ) -> None:
        self.add(Diagnostic(code, Severity.BLOCKER, summary, origin, detail, fix))

    def warning(
        self, code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = ""
    ) -> None:
        self.add(Diagnostic(code, Severity.WARNING, summary, origin, detail, fix))

    def note(self, code: str, summary: str, origin: Origin | None = None, *, detail: str = "", fix: str = "") -> None:
        self.add(Diagnostic(code, Severity.NOTE, summary, origin, detail, fix))

    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self._items if d.severity is Severity.ERROR)

    def raise_if_errors(self) -> None:
        """Raise InputError with everything collected so far when at least one is an error."""
        if self.errors():
            raise InputError(self._items)
