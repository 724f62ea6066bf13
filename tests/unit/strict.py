"""What the tests' helpers do with diagnostics: none above a note passes unless the test says that it is told."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.diagnostics import Diagnostic, Severity

ORDINARY = frozenset({"route.plain-http"})
"""Told of every project that has a public port and no domain, as nearly all projects of tests."""


def expect(found: Iterable[Diagnostic], told: str = "", may: str = "") -> None:
    """Fail unless exactly these errors, blockers and warnings are told. told, may: codes with spaces between.

    may: those that are no matter of the test and need not be there.
    """
    serious = [one for one in found if one.severity is not Severity.NOTE]
    codes = {one.code for one in serious} - ORDINARY - set(may.split())
    lines = "\n".join(f"  {one.severity.value} {one.code}: {one}" for one in serious)
    assert codes == set(told.split()) - ORDINARY, f"told is {sorted(codes)}:\n{lines}"
