"""What later stages need of the project's files, read once: Dockerfiles, bound files, build contexts, secret files.

After this nothing opens a file. A text is kept up to 256 KB, all texts together up to 8 MB.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from shipway.compose.examples import example_of
from shipway.compose.paths import remote
from shipway.compose.types import BuildSpec, File, FileSpec, Service
from shipway.diagnostics import Diagnostics

if TYPE_CHECKING:
    from shipway.compose.reader import Reader

MAX_TEXT = 262_144
MAX_ALL = 8_388_608
MAX_FILES = 500


class Gatherer:
    """Collects Files by project-relative path; each path is read once."""

    def __init__(self, reader: Reader, diagnostics: Diagnostics) -> None:
        self.reader = reader
        self.diagnostics = diagnostics
        self.files: dict[str, File] = {}
        self.total = 0

    def service(self, service: Service) -> None:
        if service.build is not None:
            self._build(service.name, service.build)
        for mount in service.mounts:
            if mount.type == "bind" and mount.source and not mount.source.startswith(("/", "~")):
                self.add(mount.source)

    def example(self, path: str) -> None:
        """The example beside an env file, if there is one."""
        found = example_of(path, self.reader)
        if found is not None:
            self.add(found)

    def _absent(self, folder: str) -> str:
        """What brings a folder that the repository does not hold itself."""
        modules = self.reader.text(".gitmodules") if self.reader.stat(".gitmodules") == "file" else None
        if modules and re.search(rf"path\s*=\s*{re.escape(folder.removeprefix('./').split('/')[0])}\b", modules):
            return "It is a submodule of git: run `git submodule update --init`."
        if posixpath.normpath(folder).split("/")[0] == "vendor":
            return "Dependencies are installed into vendor/: run `composer install` first, or correct `context`."
        return "Correct `context`; it is relative to the Compose file."

    def source(self, spec: FileSpec, kind: str) -> None:
        """The file of a top-level secret or config; one that is not there is an error."""
        if spec.file is None:
            return
        if self.add(spec.file).missing:
            self.diagnostics.error(
                "compose.missing-file",
                f'{kind} "{spec.name}" is read from {spec.file}, which does not exist',
                spec.origin,
                fix="Create the file, or correct the path; it is relative to the Compose file.",
            )

    def add(self, path: str) -> File:
        """Read a file, or the texts of a folder."""
        path = posixpath.normpath(path)
        if path in self.files:
            return self.files[path]
        kind = self.reader.stat(path)
        if kind is None:
            found = File(path, missing=True)
        elif kind == "folder":
            names = self.reader.files(path)
            found = File(path, self.reader.digest(path), folder=True, names=names)
            self.files[path] = found
            for name in names[:MAX_FILES]:
                self.add(posixpath.join(path, name))
        else:
            found = File(path, self.reader.digest(path), self._text(path))
        self.files[path] = found
        return found

    def _text(self, path: str) -> str | None:
        size = self.reader.size(path)
        if size > MAX_TEXT or self.total + size > MAX_ALL:
            return None
        self.total += size
        text = self.reader.text(path)
        return None if text is None or "\0" in text else text

    def _build(self, name: str, build: BuildSpec) -> None:
        if remote(build.context):
            return
        if self.reader.stat(build.context) != "folder":
            self.diagnostics.blocker(
                "compose.missing-context",
                f'service "{name}" is built from {build.context}, which is no folder',
                build.origin,
                detail="Without it the image cannot be built.",
                fix=self._absent(build.context),
            )
            self.files[posixpath.normpath(build.context)] = File(posixpath.normpath(build.context), missing=True)
            return
        ignore_text = self.reader.text(posixpath.join(build.context, ".dockerignore")) or ""
        ignore = tuple(line.strip() for line in ignore_text.splitlines() if line.strip() and not line.startswith("#"))
        context = posixpath.normpath(build.context)
        self.example(posixpath.join(context, ".env"))
        if context not in self.files:
            digest, names = self.reader.digest(context, ignore), self.reader.files(context, ignore)
            self.files[context] = File(context, digest, folder=True, names=names)
        if build.dockerfile_inline is None:
            path = posixpath.normpath(posixpath.join(build.context, build.dockerfile))
            if self.add(path).missing:
                self.diagnostics.blocker(
                    "compose.missing-dockerfile",
                    f'service "{name}" is built from {path}, which does not exist',
                    build.origin,
                    fix="Correct `dockerfile`; it is relative to the context.",
                )
