"""Where a text names a service: as a URL, as host:port, as a bare host, or inside a connection string."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shipway.records import record

URL = re.compile(
    r"(?<![a-zA-Z0-9+.-])(?P<scheme>(?:jdbc:)?[a-zA-Z][a-zA-Z0-9+.-]*)://"
    r"(?:(?P<user>[^\s:/@?#]*)(?::(?P<password>[^\s/@?#]*))?@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)"
    r"(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^\s?#,;\"'`<>]*)?"
    r"(?:\?(?P<query>[^\s#,;\"'`<>]*))?"
)
# As text: most texts that name a service are one URL.
HOST = r"(?<![\w.@/-])(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)(?::(?P<port>\d{1,5}))?(?![\w.-])"
EMBEDDED = (
    r"(?:(?<=@)|(?<=\()|(?<==)|(?<=\s-h\s)|(?<=\s--host\s))"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*)(?::(?P<port>\d{1,5}))?(?=[\s,;)/]|$)"
)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
LIST = r"[\w.:,\s-]+"
DRIVER = r"(?i)connection$"
"""Laravel's `DB_CONNECTION: mysql` names a driver, whatever a service is called."""
HOSTLIKE = r"(?i)host|server|addr|broker|endpoint|url|uri|dsn|node|peer|upstream|target|connection|link"


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
    if not text or directory.keys().isdisjoint(NAME.findall(text)):
        return []
    found: list[Reference] = []
    urls = list(URL.finditer(text))
    for match in urls:
        service = directory.get(match["host"])
        if service is not None:
            port = int(match["port"]) if match["port"] else None
            found.append(Reference(service, "url", match.start(), match.end(), port, match.groupdict()))
    if urls and urls[0].span() == (0, len(text)):
        return found
    from bisect import bisect_right  # late: most texts that name a service are one URL

    begins, ends, seen = [m.start() for m in urls], [m.end() for m in urls], set()
    for match in _hosts(name, text):
        service, start = directory.get(match["host"]), match.start()
        before = bisect_right(begins, start) - 1
        if service is None or start in seen or (before >= 0 and start < ends[before]):
            continue
        seen.add(start)
        port = int(match["port"]) if match["port"] else None
        found.append(Reference(service, "host", start, match.end(), port, match.groupdict()))
    return sorted(found, key=lambda reference: reference.start)


def _hosts(name: str, text: str) -> list[re.Match[str]]:
    """Bare hosts count where a port follows, or where they are the whole value of a variable about hosts."""
    embedded = list(re.finditer(EMBEDDED, text))
    found = []
    whole = text.strip()
    hostlike = re.search(HOSTLIKE, name) is not None and re.search(DRIVER, name) is None
    listed = hostlike and re.fullmatch(LIST, text) is not None
    several = "," in text or " " in text or "@" in text
    for match in re.finditer(HOST, text):
        alone = whole == match.group() or listed
        followed = match["port"] is not None and (whole == match.group() or several)
        if followed or (alone and (hostlike or not name)):
            found.append(match)
    return found + embedded
