"""Certificates that nobody checks: by a switch, or by a word in a connection URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.review.rule import Finding, Intent, Rule
from shipway.review.variables import guard, variables

NAME = r"node_tls_reject_unauthorized|pythonhttpsverify|.*ssl_?verify.*|.*verify_?ssl.*|.*tls_?verify.*"
VALUE = r"0|false|no|off|none"
IN_URLS = r"(?i)ssl_cert_reqs=(?:CERT_)?none|sslmode=(?:disable|allow)|sslverify=false|verify=false"
FIX = "Remove it."
DANGER = "certificates are not checked, so anybody in between can answer"
switched = guard(NAME, VALUE, DANGER, FIX)


def look(intent: Intent) -> Iterator[Finding]:
    yield from switched(intent)
    for one in variables(intent.application):
        if re.search(IN_URLS, one.text):
            summary = f'{one.name} of "{one.workload}" switches the check of certificates off'
            yield Finding(summary, one.origin, fix="Remove that parameter.")


RULES = (
    Rule(
        "production.tls",
        "the check of certificates switched off",
        DANGER,
        "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
        FIX,
        intent=look,
    ),
)
