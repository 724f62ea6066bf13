"""shipway.yaml becomes a Manifest: read as YAML, checked by its own JSON Schema, and typed."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.manifest.build import Builder
from shipway.manifest.check import check
from shipway.manifest.document import document
from shipway.manifest.types import Manifest
from shipway.manifest.vocabulary import Vocabulary


def read(text: str | None, file: str, vocabulary: Vocabulary, diagnostics: Diagnostics) -> Manifest:
    """The manifest; only defaults where there is no file.

    vocabulary: what targets and homes take. All problems are collected, with file and line; what is wrong is left out
    of the manifest.
    """
    if text is None:
        return Manifest()
    tree = document(text, file, diagnostics)
    if tree is None:
        return Manifest()
    found = Diagnostics()
    wrong = check(tree, vocabulary, found)
    manifest = Builder(vocabulary, wrong, found).manifest(tree)
    for one in sorted(found, key=lambda one: one.origin or tree.origin):
        diagnostics.add(one)
    return manifest
