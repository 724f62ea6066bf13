"""Whether what is written for a datastore means something for the home that it got without saying `as:`."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.manifest.types import DatastoreChoice
from shipway.manifest.vocabulary import Vocabulary
from shipway.shapes import listed
from shipway.words import words_of


def fit(choice: DatastoreChoice, home: str, vocabulary: Vocabulary, diagnostics: Diagnostics) -> None:
    """Tell the words that the home does not take. With `as:` the schema has told them, at their own lines."""
    known = {word.name for word in words_of(vocabulary.homes[home]) if not word.later}
    for name in choice.options:
        if name not in known:
            diagnostics.error(
                "manifest.unknown-word",
                f'`{name}` of the datastore "{choice.name}" means nothing for {home}, which it becomes',
                choice.origin,
                fix=f"Remove it; {home} takes {listed(sorted(known)) or 'no words'}.",
            )
