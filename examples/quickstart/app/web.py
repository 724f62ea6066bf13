"""The page: shows the latest notes, takes new ones."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from app.page import render


class Page(BaseHTTPRequestHandler):
    store = None  # given by `serve`

    def do_GET(self) -> None:
        if self.path == "/health":
            self._health()
        elif self.path == "/":
            notes = render(os.environ.get("TITLE", "Guest book"), self.store.latest(20), self.store.counted())
            self._answer(200, notes, "text/html; charset=utf-8")
        else:
            self._answer(404, "not here\n")

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), 2000)
        for note in parse_qs(self.rfile.read(length).decode(errors="replace")).get("note", [])[:1]:
            self.store.hand_in(note[:200])
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _health(self) -> None:
        try:
            self.store.check()
        except OSError as error:
            self._answer(503, f"{error}\n")
        else:
            self._answer(200, "ok\n")

    def _answer(self, status: int, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(store, port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("", port), type("Page", (Page,), {"store": store}))


if __name__ == "__main__":
    from app.store import Store

    serve(Store(), int(os.environ.get("PORT", "8080"))).serve_forever()
