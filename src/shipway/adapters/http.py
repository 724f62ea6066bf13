"""HTTP requests for `verify`: one GET, no redirect followed, the host said apart from the address."""

from __future__ import annotations

import http.client
import socket
import ssl
from urllib.parse import urlsplit

from shipway.ports import Answer

TIMEOUT = 10.0
"""Seconds for the connection and for the first bytes; the load balancer's own default is 60, too long to wait for."""


class UrlHttp:
    def get(self, url: str, host: str | None = None) -> Answer:
        """What the URL answers. host: the Host header, and the name in TLS, where DNS does not point there yet."""
        parts = urlsplit(url)
        address = parts.hostname or ""
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        connection = http.client.HTTPConnection(address, port, timeout=TIMEOUT)
        try:
            connection.sock = socket.create_connection((address, port), TIMEOUT)
            if secure:
                context = ssl.create_default_context()
                connection.sock = context.wrap_socket(connection.sock, server_hostname=host or address)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            default = 443 if secure else 80
            name = host or (address if port == default else f"{address}:{port}")
            connection.request("GET", target, headers={"Host": name, "User-Agent": "shipway", "Accept": "*/*"})
            response = connection.getresponse()
            return Answer(response.status, response.reason)
        except ssl.SSLCertVerificationError as error:
            return Answer(0, f"the certificate is not valid: {error.verify_message}")
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, str(error) or type(error).__name__)
        finally:
            connection.close()
