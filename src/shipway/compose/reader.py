"""Reader: how `load` reads the project's files; adapters/files.py reads a disk, tests hand in a dict."""

from __future__ import annotations

from typing import Protocol


class Reader(Protocol):
    """All paths are posix, relative to the project directory (`../x` may leave it), or absolute."""

    def text(self, path: str) -> str | None:
        """The file's text (UTF-8, undecodable bytes replaced), or None where there is no such file."""

    def stat(self, path: str) -> str | None:
        """`file`, `folder`, or None where there is nothing."""

    def files(self, path: str, ignore: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The files below a folder, relative to it, sorted; without `.git` and what .dockerignore patterns exclude."""

    def digest(self, path: str, ignore: tuple[str, ...] = ()) -> str:
        """A digest of a file's bytes, or of a folder's names and bytes without what .dockerignore patterns exclude."""

    def size(self, path: str) -> int:
        """Bytes of a file, 0 where there is none."""
