"""What each port speaks, and how we know: by who calls it and how, by what the image is, by its number last of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from shipway.compose.types import Project, Service
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.evidence import Evidence, Strength, strongest
from shipway.lower.identify.readings import Said
from shipway.model.speech import Speech
from shipway.records import record

if TYPE_CHECKING:
    from shipway.lower.identify.way import Led

DEBUGGERS = {9229: "Node.js", 9230: "Node.js", 5678: "debugpy", 5005: "Java", 2345: "Delve", 9003: "Xdebug"}
DATABASES = {
    1433: "SQL Server",
    1521: "Oracle",
    3306: "MySQL",
    5432: "PostgreSQL",
    5672: "AMQP",
    6379: "Redis",
    9092: "Kafka",
    11211: "memcached",
    27017: "MongoDB",
}
OWN_PROTOCOLS = frozenset({
    21, 22, 25, 53, 110, 143, 389, 465, 514, 587, 636, 993, 995, 1025, 1514, 1883, 1935, 2181, 2380, 2888, 3310, 3389,
    3478, 3888, 4150, 4222, 4317, 5044, 5060, 5140, 5222, 5671, 6380, 6650, 7000, 7687, 8883, 9042, 9094, 9300, 10800,
    11300, 12201, 14250, 19092, 25565, 26257, 26379, 29092, 61613, 61616,
})  # fmt: skip
GRPC = frozenset(range(50051, 50060))
TLS = frozenset({443, 8443, 9443})
SCHEMES = {
    **dict.fromkeys(("http", "ws"), Speech.HTTP),
    **dict.fromkeys(("https", "wss"), Speech.HTTPS),
    **dict.fromkeys(("grpc", "grpcs"), Speech.GRPC),
}
APP_PROTOCOLS = {**SCHEMES, "http2": Speech.GRPC, "h2c": Speech.GRPC, "tcp": Speech.OTHER}
CHECKED = r"(?P<scheme>https?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(?P<port>\d{2,5})\b"

Called = Mapping[tuple[str, int], tuple[Evidence[Speech], ...]]


@record
class Speaking:
    """called: (service, port) → what the URLs of others that name it speak. led: service → what proxies lead there."""

    called: Called
    detected: Mapping[str, Detected]
    led: Mapping[str, tuple[Led, ...]]

    def evidence(self, service: Service, number: int, protocol: str = "tcp") -> tuple[Evidence[Speech], ...]:
        """Everything that is known of what one port of a service speaks. protocol: tcp or udp."""
        called = self.called.get((service.name, number), ())
        return (*_stated(service, number, protocol), *self._own(service, number), *called, *_by_number(number))

    def of(self, service: Service, number: int, protocol: str = "tcp") -> Speech:
        """What the port speaks by the strongest of it; HTTP where nothing tells."""
        best = strongest(self.evidence(service, number, protocol))
        return best.fact if best is not None else Speech.HTTP

    def _own(self, service: Service, number: int) -> Iterator[Evidence[Speech]]:
        if any(way.port == number for way in self.led.get(service.name, ())):
            yield Evidence(Speech.HTTP, Strength.LED, "a proxy's labels", service.origin_of("labels"))
        detected = self.detected[service.name]
        if number == 9000 and "fpm" in detected.image:
            yield Evidence(Speech.FASTCGI, Strength.CATALOGUE, f"the image {detected.image}")
        image = detected.stage.health if detected.stage is not None else None
        test = service.healthcheck.test if service.healthcheck else (image.command if image else ())
        for match in re.finditer(CHECKED, " ".join(test)):
            if int(match["port"]) == number:
                yield Evidence(SCHEMES[match["scheme"]], Strength.OWN, "its health check", service.origin)


def speaking(
    project: Project, detected: Mapping[str, Detected], said: Mapping[str, Said], led: Mapping[str, tuple[Led, ...]]
) -> Speaking:
    """said: service → its texts. led: service → what proxies lead there."""
    called: dict[tuple[str, int], list[Evidence[Speech]]] = {}
    for service in project.services:
        for one in (one for text in said[service.name] for one in text.names if one.kind == "url"):
            scheme = (one.parts.get("scheme") or "").lower()
            if one.port is not None and one.service != service.name and scheme in SCHEMES:
                found = Evidence(SCHEMES[scheme], Strength.CALLED, f'{scheme}:// in "{service.name}"', service.origin)
                called.setdefault((one.service, one.port), []).append(found)
    return Speaking({key: tuple(found) for key, found in called.items()}, detected, led)


def _stated(service: Service, number: int, protocol: str) -> Iterator[Evidence[Speech]]:
    if protocol == "udp":
        yield Evidence(Speech.UDP, Strength.STATED, "`ports`", service.origin_of("ports"))
    for port in service.ports:
        said = APP_PROTOCOLS.get(port.app_protocol.lower())
        if said is not None and (port.target, port.protocol) == (number, protocol):
            yield Evidence(said, Strength.STATED, "`app_protocol`", port.origin)


def _by_number(number: int) -> Iterator[Evidence[Speech]]:
    """What a port number is known for decides where nothing else does."""
    known = (
        (Speech.DEBUGGER, number in DEBUGGERS),
        (Speech.DATABASE, number in DATABASES),
        (Speech.OTHER, number in OWN_PROTOCOLS),
        (Speech.GRPC, number in GRPC),
        (Speech.HTTPS, number in TLS),
    )
    for speech, fits in known:
        if fits:
            yield Evidence(speech, Strength.NUMBER, f"the number {number}")
