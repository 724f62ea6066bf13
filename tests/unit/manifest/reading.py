"""A manifest's text, read as the pipeline reads it."""

from __future__ import annotations

from shipway.diagnostics import Diagnostic, Diagnostics
from shipway.inputs import vocabulary
from shipway.manifest.read import read
from shipway.manifest.types import Manifest
from shipway.manifest.vocabulary import Vocabulary


def told(text: str, words: Vocabulary | None = None) -> list[Diagnostic]:
    """What is said of it."""
    diagnostics = Diagnostics()
    read(text, "shipway.yaml", words or vocabulary(), diagnostics)
    return list(diagnostics)


def one(text: str) -> Diagnostic:
    """The only thing that is said of it."""
    said = told(text)
    assert len(said) == 1, [(d.summary, d.fix) for d in said]
    return said[0]


def good(text: str) -> Manifest:
    """The manifest, of which nothing is said."""
    diagnostics = Diagnostics()
    found = read(text, "shipway.yaml", vocabulary(), diagnostics)
    assert not list(diagnostics), [str(d) for d in diagnostics]
    return found
