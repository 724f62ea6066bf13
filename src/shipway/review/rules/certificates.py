"""Certificates that nobody checks: because of a switch, or a parameter in a connection URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.review.rule import Finding, Intent, Rule
from shipway.review.variables import guard, variables

NAME = r"node_tls_reject_unauthorized|pythonhttpsverify|.*ssl_?verify.*|.*verify_?ssl.*|.*tls_?verify.*"
VALUE = r"0|false|no|off|none"
IN_URLS = r"(?i)ssl_cert_reqs=(?:CERT_)?none|sslmode=(?:disable|allow)|sslverify=false|verify=false"
FIX = "Remove it."
DANGER = "certificates are not checked, so anyone in between can answer"
switched = guard(NAME, VALUE, DANGER, FIX)


def look(intent: Intent) -> Iterator[Finding]:
    yield from switched(intent)
    for one in variables(intent.application):
        if re.search(IN_URLS, one.text):
            summary = f'{one.name} of "{one.workload}" turns off the check of certificates'
            yield Finding(summary, one.origin, fix="Remove that parameter.")


RULES = (
    Rule(
        "production.tls",
        "the check of certificates turned off",
        DANGER,
        "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
        FIX,
        intent=look,
    ),
)
