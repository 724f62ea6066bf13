"""Configuration files that are bound into a container: each line that gives a key its value is read like a variable.

Those that name a replaced datastore are not part of the image: they are written, with its address and password, when
the task starts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify import references
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.mentions import FORMATS
from shipway.lower.mount import volumes
from shipway.lower.values.rewire import Rewirer
from shipway.model.application import Overlay
from shipway.model.value import Part, Value
from shipway.records import record

LARGEST = 32_768
"""A value of Secrets Manager holds 65,536 bytes, and a task definition with a file in the open as many in all.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
"""
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

    key: str
    value: str
    start: int


@record
class Bound:
    """A file with its place in the container."""

    path: str
    target: str
    text: str


def settings(text: str, xml: bool = False) -> Iterator[Setting]:
    """Every value of a file with its key."""
    for match in re.finditer(ATTRIBUTE if xml else LINE, text):
        if not xml and re.match(COMMENT, match.group()):
            continue
        group = "text" if xml and match["text"] is not None else "value"
        key = match["tag"] if group == "text" else match["key"]
        yield Setting(_last(key or NAMELESS), match[group], match.start(group))


def _last(key: str) -> str:
    """`spring.datasource.url` is about a url."""
    return re.split(r"[./:\[\]]+", key.strip("./:[]"))[-1] or NAMELESS


def bound(overlays: Iterable[Overlay], project: Project) -> list[Bound]:
    """The configuration files among what goes into an image, with their texts."""
    found: list[Bound] = []
    for overlay in overlays:
        file = project.files.get(overlay.source)
        for name in (file.names or ("",)) if file is not None else ():
            path = posixpath.normpath(posixpath.join(overlay.source, name))
            text = project.files[path].text if path in project.files else None
            if text and path.endswith(FORMATS) and len(text.encode()) <= LARGEST:
                target = posixpath.join(overlay.target, name) if name else overlay.target
                found.append(Bound(path, target, text))
    return found


def spoken(project: Project, detected: Mapping[str, Detected]) -> dict[str, list[tuple[str, str]]]:
    """Service → (key, value) of its bound configuration files, where they name a database that can be replaced."""
    stores = {service.name for service in project.services if detected[service.name].family}
    found: dict[str, list[tuple[str, str]]] = {}
    for service in project.services if stores else ():
        if not any(mount.type == "bind" for mount in service.mounts) or service.name in stores:
            continue
        for file in bound(_overlays(service, detected[service.name], project), project):
            if any(name in file.text for name in stores):
                pairs = [(one.key, one.value) for one in settings(file.text, _xml(file.path))]
                found.setdefault(service.name, []).extend(pairs)
    return found


def _overlays(service: Service, detected: Detected, project: Project) -> list[Overlay]:
    return volumes.mounts(service, detected, project, Diagnostics()).overlays


def rewired(file: Bound, rewirer: Rewirer) -> Value | None:
    """The file with every value that names a replaced datastore, and that datastore's words, as references.

    None where nothing in it names one.
    """
    pairs = list(settings(file.text, _xml(file.path)))
    named = {
        reference.service
        for one in pairs
        for reference in references.find(one.key, one.value, rewirer.directory)
        if reference.service in rewirer.replaced
    }
    if not named:
        return None
    parts: list[Part] = []
    position = 0
    for one in pairs:
        own = rewirer.text(one.key, one.value)
        if all(isinstance(part, str) for part in own):
            attribute = rewirer.attribute(one.key, one.value, named)
            if attribute is None:
                continue
            own = [attribute]
        parts += [file.text[position : one.start], *own]
        position = one.start + len(one.value)
    return Value(tuple(part for part in (*parts, file.text[position:]) if part != ""))


def _xml(path: str) -> bool:
    return path.endswith((".xml", ".config"))
