"""Short and long forms of a port: `"127.0.0.1:8000-8010:8000-8010/udp"`.

https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

import re
from collections.abc import Hashable

from shipway.compose.tree import Node
from shipway.records import record

SHORT = (
    r"(?:(?:(?P<ip>\[[0-9a-fA-F:.%]+\]|[0-9]+(?:\.[0-9]+){3}|[a-zA-Z][\w.-]*):)?"
    r"(?P<published>[0-9]*(?:-[0-9]+)?):)?"
    r"(?P<target>[0-9]+(?:-[0-9]+)?)"
    r"(?:/(?P<protocol>[a-zA-Z0-9]+))?"
)
HIGHEST, LONGEST = 65535, 100


class BadPort(ValueError):
    """Not a port; the message says what is wrong with it."""


@record
class ShortPort:
    """One port of the short form; a range gives one each."""

    target: int
    published: str | None
    protocol: str
    host_ip: str


def expand(text: str, longest: int = HIGHEST) -> list[ShortPort]:
    """The ports of a short form. longest: of a range. Raises BadPort."""
    match = re.fullmatch(SHORT, text.strip())
    if match is None:
        raise BadPort(f'"{text}" is no port; write CONTAINER, HOST:CONTAINER or IP:HOST:CONTAINER')
    targets = _range(match["target"], longest=longest)
    published = match["published"] or None
    protocol = (match["protocol"] or "tcp").lower()
    if protocol not in ("tcp", "udp", "sctp"):
        raise BadPort(f'"{text}" has the protocol "{protocol}"; tcp and udp are known')
    ip = (match["ip"] or "").strip("[]")
    if published is not None and len(targets) == 1:
        _range(published, lowest=0)  # 0 is a port of the host's choice
    if published is None or len(targets) == 1:
        return [ShortPort(target, published, protocol, ip) for target in targets]
    hosts = _range(published, longest=longest)
    if len(hosts) != len(targets):
        raise BadPort(f'"{text}" maps {len(hosts)} ports to {len(targets)}; the ranges must be of one length')
    return [ShortPort(target, str(host), protocol, ip) for target, host in zip(targets, hosts, strict=True)]


def _range(text: str, lowest: int = 1, longest: int = HIGHEST) -> list[int]:
    first, _, last = text.partition("-")
    low, high = int(first), int(last or first)
    if not lowest <= low <= HIGHEST or not lowest <= high <= HIGHEST:
        raise BadPort(f'"{text}" is outside 1 to {HIGHEST}')
    if high < low:
        raise BadPort(f'the range "{text}" ends before it begins')
    if high - low >= longest:
        raise BadPort(f'the range "{text}" is longer than {longest}')
    return list(range(low, high + 1))


def port_keys(node: Node) -> Hashable:
    """What makes two entries of `ports` the same when files are merged; a long range is compared as it is written."""
    if isinstance(node.value, dict):
        fields = [node.get(name) for name in ("host_ip", "target", "published", "protocol")]
        host_ip, target, published, protocol = ("" if f is None else f.text for f in fields)
        return ((target, published, protocol or "tcp", host_ip),)
    try:
        ports = expand(node.text, longest=LONGEST)
    except BadPort:
        return node.text
    return tuple((str(p.target), p.published or "", p.protocol, p.host_ip) for p in ports)
