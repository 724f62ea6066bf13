"""Configuration files that are bound into a container: each line that gives a key its value is read like a variable."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from shipway.compose.types import Project
from shipway.lower.identify import readings
from shipway.lower.identify.mentions import FORMATS
from shipway.lower.identify.readings import Text
from shipway.model.image import Overlay
from shipway.records import record

LARGEST = 32_768
"""Bytes. Secret stores take 64 KB at most, and what a container is given in plain text is as small."""
LINE = (
    r"(?m)^[ \t]*(?:-[ \t]+)?"
    r"(?:[\"']?(?P<key>[\w./\[\]-]+)[\"']?(?:[ \t]*(?:=>|=|:(?=[\s\"']))[ \t]*|[ \t]+))?"  # key: value, key = value
    r"(?P<quote>[\"']?)(?P<value>[^\s\"'](?:[^\"'\n]*?[^\s\"',;])?)(?P=quote)"
    r"[ \t]*[,;]?[ \t]*(?:[ \t][#;].*)?$"
)
ATTRIBUTE = r"(?<![\w.:-])(?P<key>[\w.:-]+)=\"(?P<value>[^\"]*)\"|<(?P<tag>[\w.:-]+)>(?P<text>[^<]+)</(?P=tag)>"
"""XML's."""
COMMENT = r"[ \t]*(#|;|//|<!--)"
NAMELESS = "item"
"""The key of a line that has none: where a name stands alone it may mean anything."""


@record
class Setting:
    """start: where the value begins in the file's text."""

    said: Text
    start: int


@record
class Bound:
    """A file with its place in the container, and the values in it where it may name a datastore."""

    path: str
    target: str
    text: str
    settings: tuple[Setting, ...] = ()


def settings(text: str, xml: bool = False) -> Iterator[tuple[str, str, int]]:
    """Every value of a file: (key, value, where it begins)."""
    for match in re.finditer(ATTRIBUTE if xml else LINE, text):
        if not xml and re.match(COMMENT, match.group()):
            continue
        group = "text" if xml and match["text"] is not None else "value"
        key = match["tag"] if group == "text" else match["key"]
        yield _last(key or NAMELESS), match[group], match.start(group)


def _last(key: str) -> str:
    """`spring.datasource.url` is about a url."""
    return re.split(r"[./:\[\]]+", key.strip("./:[]"))[-1] or NAMELESS


def bound(
    overlays: Iterable[Overlay], project: Project, stores: Collection[str], directory: Mapping[str, str]
) -> tuple[Bound, ...]:
    """The configuration files among what goes into an image, read where they name one of `stores`."""
    found = []
    for path, target, text in _files(overlays, project):
        named = any(name in text for name, service in directory.items() if service in stores)
        values = settings(text, path.endswith((".xml", ".config"))) if named else ()
        read = (Setting(readings.text(key, value, directory), start) for key, value, start in values)
        found.append(Bound(path, target, text, tuple(read)))
    return tuple(found)


def _files(overlays: Iterable[Overlay], project: Project) -> Iterator[tuple[str, str, str]]:
    """(path, place in the container, text) of the configuration files."""
    for overlay in overlays:
        file = project.files.get(overlay.source)
        for name in (file.names or ("",)) if file is not None else ():
            path = posixpath.normpath(posixpath.join(overlay.source, name))
            text = project.files[path].text if path in project.files else None
            if text and path.endswith(FORMATS) and len(text.encode()) <= LARGEST:
                yield path, posixpath.join(overlay.target, name) if name else overlay.target, text
