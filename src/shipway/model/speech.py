"""What a port speaks, as far as it decides who may be sent to it."""

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
    OTHER = "other"  # its own protocol over TCP
