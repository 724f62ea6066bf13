"""What a port speaks, as far as it matters to who may be led to it."""

from __future__ import annotations

from enum import StrEnum


class Speech(StrEnum):
    HTTP = "http"
    HTTPS = "https"
    GRPC = "grpc"
    FASTCGI = "fastcgi"
    DEBUGGER = "debugger"
    DATABASE = "database"
    UDP = "udp"
    OTHER = "other"  # a protocol of its own over TCP
