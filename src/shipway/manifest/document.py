"""The text of shipway.yaml becomes a tree; where YAML itself is in the way, the message says what to write."""

from __future__ import annotations

from dataclasses import replace

from shipway.compose.read import read
from shipway.compose.tree import Node
from shipway.diagnostics import Diagnostic, Diagnostics

ALIAS = 'A text that begins with `*` must be quoted: "*.example.org".'
BRACES = 'Quote a text with ${…} inside of { }: "www.${domain}".'
TAB = "Indent with spaces: YAML allows no tabs there."
TOP = "Begin lines with keys such as `environments:`, and indent what belongs to each."


def document(text: str, file: str, diagnostics: Diagnostics) -> Node | None:
    """The file's mapping; None where there is none, or where it cannot be read, which is reported."""
    found = Diagnostics()
    documents = read(text, file, found)
    for one in found:
        diagnostics.add(_told(one, file, text.splitlines()))
    if len(documents) > 1:
        diagnostics.error(
            "manifest.several",
            f"{file} holds {len(documents)} documents, and only the first would count",
            documents[1].origin,
            fix="Remove the `---` lines between them, or keep only one document.",
        )
    return documents[0] if documents else None


def _told(one: Diagnostic, file: str, lines: list[str]) -> Diagnostic:
    """What the reader of Compose files says, reworded for the manifest."""
    if one.code == "compose.not-a-mapping":
        return replace(one, summary=f"{file} must be a mapping, with keys such as `environments:` at the top", fix=TOP)
    if one.code == "compose.not-yaml" and one.origin is not None:
        near = " ".join(lines[max(0, one.origin.line - 2) : one.origin.line])
        return replace(one, fix=_fix(one, near))
    if one.code in ("compose.bad-key", "compose.too-large", "compose.too-deep"):
        words = [
            text.replace(" and Compose takes", " and a key is")
            .replace("Compose files", "Manifests")
            .replace("Compose needs", "it needs")
            for text in (one.summary, one.detail, one.fix)
        ]
        return replace(one, summary=words[0], detail=words[1], fix=words[2])
    return one


def _fix(one: Diagnostic, near: str) -> str:
    if "alias" in one.summary or "alphabetic or numeric" in one.summary:
        return ALIAS
    if "\t" in near:
        return TAB
    if "{" in near.replace("${", "") and "${" in near:
        return BRACES
    return one.fix
