"""The HTTP adapter against a server of the standard library."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from shipway.adapters.http import UrlHttp


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = {"/moved": 302, "/broken": 500, "/health?x=1": 200}
        status = 200 if self.headers["Host"] == "shop.example" else known.get(self.path, 404)
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("path", "status"), [("/health?x=1", 200), ("/moved", 302), ("/broken", 500), ("", 404)])
def test_status_as_it_is_and_no_redirect_followed(address: str, path: str, status: int) -> None:
    assert UrlHttp().get(f"http://{address}{path}").status == status


def test_host_is_said_apart_from_the_address(address: str) -> None:
    assert UrlHttp().get(f"http://{address}/any", "shop.example").status == 200


def test_nobody_there_has_a_reason() -> None:
    answer = UrlHttp().get("http://127.0.0.1:9/")
    assert answer.status == 0
    assert "refused" in answer.reason


def test_plain_server_behind_https_has_a_reason(address: str) -> None:
    answer = UrlHttp().get(f"https://{address}/")
    assert answer.status == 0
    assert answer.reason
