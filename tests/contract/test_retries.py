"""Throttled and failed calls are tried again; the embedded cloud bypasses this, so a server of our own answers here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest

from shipway.adapters.clients import Clients
from shipway.adapters.sts import StsIdentity
from shipway.errors import AccessDenied, CloudError

GOOD = """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>A</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>"""


def refusal(code: str) -> str:
    return f"<ErrorResponse><Error><Code>{code}</Code><Message>No, not now</Message></Error></ErrorResponse>"


@contextmanager
def answering(*answers: tuple[int, str]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn, the last one for ever; and the requests that it saw."""
    left, seen = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers["User-Agent"])
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def identity(address: str) -> StsIdentity:
    session = boto3.Session(aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
    return StsIdentity(Clients(session, address))


@pytest.mark.parametrize("first", [(400, refusal("Throttling")), (503, ""), (500, refusal("InternalFailure"))])
def test_passing_trouble_is_sat_out(first: tuple[int, str]) -> None:
    with answering(first, (200, GOOD)) as (address, seen):
        assert identity(address).account() == "123456789012"
    assert len(seen) == 2
    assert "shipway" in seen[0]


def test_denial_is_not_tried_again() -> None:
    words = "could not ask AWS who we are: No, not now"
    with answering((403, refusal("AccessDenied"))) as (address, seen), pytest.raises(AccessDenied, match=words):
        identity(address).account()
    assert len(seen) == 1


def test_nobody_there_is_said_in_words() -> None:
    with answering((200, GOOD)) as (address, _):
        pass
    client = identity(address)
    with pytest.raises(CloudError, match="could not ask AWS who we are: Could not connect") as caught:
        client.account()
    assert "check the network" in caught.value.next_step


def test_answer_of_a_proxy_is_told_from_aws() -> None:
    page, words = "<html><p>Please log in to the hotel's network", "the answer is none of AWS's"
    with answering((200, page)) as (address, _), pytest.raises(CloudError, match=words):
        identity(address).account()
