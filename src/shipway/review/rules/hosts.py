"""Host names that anyone may ask for."""

from __future__ import annotations

from shipway.review.rule import Rule
from shipway.review.variables import guard

NAME = r"(.*_)?allowed_hosts?"
VALUE = r"\*|.*[,\s]\*|\[?['\"]\*['\"]\]?"
FIX = "Name the hosts that it serves."
DANGER = "requests for any host name are answered, so links in emails can be forged"

RULES = (
    Rule(
        "production.hosts",
        "any host name allowed",
        DANGER,
        "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
        FIX,
        intent=guard(NAME, VALUE, DANGER, FIX),
    ),
)
