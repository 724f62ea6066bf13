"""Secrets that are easy to guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.review.rule import Finding, Intent, Rule

WEAK = (
    r"(?i)change[-_ ]?(?:me|this|it).*|(?:my|your|the|some|a|very|super|dev|test|insecure|django-insecure)?[-_ ]*"
    r"(?:secret|password|passwd|token|key|pass)[-_ ]*(?:key|here|value|\d{0,4})?|postgres|root|admin|test|"
    r"example|default|django-insecure.*|password\d*|123456\d*|qwerty.*|minioadmin|guest|toor|app|dev|localdev|xxx+|none|placeholder"
)
SHORT = 8


def look(intent: Intent) -> Iterator[Finding]:
    """No value is in a finding."""
    for secret in intent.application.secrets:
        value = intent.values.get(secret.name)
        if value is not None and (len(value.reveal()) < SHORT or re.fullmatch(WEAK, value.reveal().strip())):
            yield Finding(
                f"{secret.name} has a value that is easy to guess",
                secret.source,
                fix=f"Give it a long random one: `shipway secrets set {secret.name}`, or in the file it comes from.",
            )


RULES = (
    Rule(
        "production.weak-secret",
        "a secret with a short or common value",
        "lists of common passwords are tried first",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "Give it a long random one.",
        intent=look,
    ),
)
