"""The few answers of AWS that a peer asks for before it renders a template, given at once by a server in this process.

ecs-composex has no offline mode: it asks for availability zones and has each template validated. Answered here, it is
measured without the network, which favours it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

ZONES = "".join(
    f"<item><zoneName>us-east-1{letter}</zoneName><zoneState>available</zoneState><regionName>us-east-1</regionName>"
    f"<zoneId>use1-az{number}</zoneId><zoneType>availability-zone</zoneType></item>"
    for number, letter in enumerate("abc", start=1)
)
ANSWERS = {
    "DescribeAvailabilityZones": f"<R xmlns='http://ec2.amazonaws.com/doc/2016-11-15/'><availabilityZoneInfo>{ZONES}"
    "</availabilityZoneInfo></R>",
    "ValidateTemplate": "<ValidateTemplateResponse xmlns='http://cloudformation.amazonaws.com/doc/2010-05-15/'>"
    "<ValidateTemplateResult><Parameters/></ValidateTemplateResult></ValidateTemplateResponse>",
    "GetCallerIdentity": "<GetCallerIdentityResponse xmlns='https://sts.amazonaws.com/doc/2011-06-15/'>"
    "<GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/bench</Arn>"
    "<UserId>bench</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>",
}


class Answers(BaseHTTPRequestHandler):
    """Answers the operations above and refuses every other by name."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        action = form.get("Action", [self.headers.get("X-Amz-Target", "")])[0]
        text = ANSWERS.get(action, f"<Error><Code>Unknown</Code><Message>{action}</Message></Error>").encode()
        self.send_response(200 if action in ANSWERS else 400)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the table is the only output."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that answers until the block is left."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
