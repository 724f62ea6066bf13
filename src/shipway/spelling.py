"""The known word that a mistyped one is near to."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The closest of the known words, None where none is close. cutoff: from 0, anything, to 1, the same."""
    import difflib  # late: only input with a mistake in it needs it

    found = difflib.get_close_matches(word, [name for name in known if name != word], 1, cutoff)
    return found[0] if found else None
