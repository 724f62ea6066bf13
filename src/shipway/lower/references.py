"""Where a text names a service: as a URL, as host:port, as a bare host, or inside a connection string."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shipway.records import record

URL = re.compile(
    r"(?P<scheme>(?:jdbc:)?[a-zA-Z][a-zA-Z0-9+.-]*)://"
    r"(?:(?P<user>[^\s:/@?#]*)(?::(?P<password>[^\s/@?#]*))?@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)"
    r"(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^\s?#,;\"'`<>]*)?"
    r"(?:\?(?P<query>[^\s#,;\"'`<>]*))?"
)
HOST = re.compile(r"(?<![\w.@/-])(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)(?::(?P<port>\d{1,5}))?(?![\w.-])")
EMBEDDED = re.compile(
    r"(?:(?<=@)|(?<=\()|(?<==))(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)(?::(?P<port>\d{1,5}))?(?=[\s,;)/]|$)"
)
HOSTLIKE = re.compile(r"host|server|addr|broker|endpoint|url|uri|dsn|node|peer|upstream|target|connection|link", re.I)


@record
class Reference:
    """The service that text[start:end] names, and how: `url` (the match is in `parts`), or `host`."""

    service: str
    kind: str
    start: int
    end: int
    port: int | None
    parts: Mapping[str, str | None]


def find(name: str, text: str, directory: Mapping[str, str]) -> list[Reference]:
    """Every reference in a text, left to right, none overlapping. name: the variable's, "" for other text."""
    found: list[Reference] = []
    for match in URL.finditer(text):
        service = directory.get(match["host"])
        if service is not None:
            port = int(match["port"]) if match["port"] else None
            found.append(Reference(service, "url", match.start(), match.end(), port, match.groupdict()))
    taken = [(m.start(), m.end()) for m in URL.finditer(text)]
    for match in _hosts(name, text):
        service = directory.get(match["host"])
        if service is None or any(start <= match.start() < end for start, end in taken):
            continue
        port = int(match["port"]) if match["port"] else None
        found.append(Reference(service, "host", match.start(), match.end(), port, match.groupdict()))
        taken.append((match.start(), match.end()))
    return sorted(found, key=lambda reference: reference.start)


def _hosts(name: str, text: str) -> list[re.Match[str]]:
    """Bare hosts count where a port follows, or where they are the whole value of a variable about hosts."""
    embedded = list(EMBEDDED.finditer(text))
    found = []
    for match in HOST.finditer(text):
        alone = text.strip() == match.group() or (re.fullmatch(r"[\w.:,\s-]+", text) and HOSTLIKE.search(name))
        followed = match["port"] is not None and (
            text.strip() == match.group() or "," in text or " " in text or "@" in text
        )
        if followed or (alone and (HOSTLIKE.search(name) or not name)):
            found.append(match)
    return found + embedded
