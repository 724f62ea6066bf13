"""Compose files become one tree: each is read and interpolated, its `extends` and `include` followed, all merged."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shipway.compose import dotenv
from shipway.compose.interpolate import Definitions, Scope, interpolate
from shipway.compose.merge import merge
from shipway.compose.paths import rebase
from shipway.compose.read import read
from shipway.compose.tree import Node, mapping
from shipway.diagnostics import Diagnostics, Origin

if TYPE_CHECKING:
    from shipway.compose.include import Inclusion
    from shipway.compose.reader import Reader

MAX_INCLUDE_DEPTH = 20
INTERPOLATED = re.compile(r"(?<!\$)\$\{?([A-Za-z_]\w*)")


class Combiner:
    """Reads the files of one load; remembers what is open, so that no circle is followed."""

    def __init__(self, reader: Reader, diagnostics: Diagnostics, examples: Definitions, stored: frozenset[str]) -> None:
        self.reader = reader
        self.examples = examples
        self.stored = stored
        self.diagnostics = diagnostics
        self.named: set[str] = set()
        """Every variable that some file interpolates."""

    def merged(self, paths: Sequence[str], variables: Definitions, folder: str, seen: tuple[str, ...]) -> Node:
        """The files merged in order; relative paths are relative to `folder`, the first one's by default."""
        result: Node | None = None
        for path in paths:
            for document in self._documents(path, variables):
                tree = self._resolved(document, path, variables, folder, (*seen, path))
                result = tree if result is None else merge(result, tree)
            if result is None and not self.diagnostics.errors():
                self.diagnostics.error(
                    "compose.empty",
                    f"{path} is empty",
                    Origin(path, 1),
                    fix="Write a `services:` section into it, or name another file with -f.",
                )
        return result if result is not None else mapping(Origin(paths[0] if paths else "compose.yaml", 1))

    def _documents(self, path: str, variables: Definitions) -> list[Node]:
        text = self.reader.text(path)
        if text is None:
            return []
        self.named.update(INTERPOLATED.findall(text))
        trees = read(text, path, self.diagnostics)
        scope = Scope(variables, self.examples, self.stored)
        return [interpolate(tree, scope, self.diagnostics) for tree in trees]

    def _resolved(self, tree: Node, path: str, variables: Definitions, folder: str, seen: tuple[str, ...]) -> Node:
        tree = self._extended(tree, variables, folder)
        if tree.get("include") is None:
            return tree
        from shipway.compose.include import include  # late: few files include others

        return include(tree, lambda inclusion: self._included(inclusion, folder, variables, seen), self.diagnostics)

    def _extended(self, tree: Node, variables: Definitions, folder: str) -> Node:
        def open_file(other: str, origin: Origin) -> Node | None:
            if self.reader.stat(other) != "file":
                self.diagnostics.error(
                    "compose.missing-file",
                    f"{other} does not exist",
                    origin,
                    fix="Correct the path of `extends: {file: …}`.",
                )
                return None
            documents = self._documents(other, variables)
            return documents[0] if documents else None

        services = tree.get("services")
        if services is None or not any("extends" in service.mapping for service in services.mapping.values()):
            return tree
        from shipway.compose.extend import extend  # late: few services extend others

        return extend(tree, folder, open_file, self.diagnostics)

    def _included(
        self, inclusion: Inclusion, folder: str, variables: Definitions, seen: tuple[str, ...]
    ) -> Node | None:
        paths = [posixpath.normpath(posixpath.join(folder, path)) for path in inclusion.paths]
        for path in paths:
            if path in seen or len(seen) > MAX_INCLUDE_DEPTH:
                self.diagnostics.error(
                    "compose.include-cycle",
                    f"{path} includes itself: {' → '.join([*seen, path])}",
                    inclusion.origin,
                    fix="Remove one of the includes.",
                )
                return None
            if self.reader.stat(path) != "file":
                self.diagnostics.error(
                    "compose.missing-file",
                    f"{path} is included but does not exist",
                    inclusion.origin,
                    fix="Correct the path; it is relative to the including file.",
                )
                return None
        home = (
            posixpath.normpath(posixpath.join(folder, inclusion.project_directory))
            if inclusion.project_directory
            else posixpath.dirname(paths[0])
        )
        known = self._own_variables(inclusion, folder, home, variables)
        tree = self.merged(paths, known, home, seen)
        services = tree.get("services")
        if services is not None:
            for name, child in list(services.mapping.items()):
                services.put(name, rebase(child, home, folder), services.key_origin(name))
        return tree

    def _own_variables(self, inclusion: Inclusion, folder: str, home: str, variables: Definitions) -> Definitions:
        """An included project's `.env` counts below what the including one has."""
        files = [posixpath.join(folder, p) for p in inclusion.env_files] or [posixpath.join(home, ".env")]
        own: dict[str, tuple[str, Origin | None]] = {}
        for path in files:
            text = self.reader.text(path) if self.reader.stat(path) == "file" else None
            if text is not None:
                own |= dotenv.values(dotenv.parse(text, path, self.diagnostics, variables))
        return {**own, **variables}
