"""Debug pages."""

from __future__ import annotations

from shipway.review.rule import Rule
from shipway.review.variables import guard

NAME = r"(.*_)?debug|flask_debug|app_debug|django_debug"
VALUE = r"true|1|yes|on|\*|.*:\*"
FIX = "Set it to false."
DANGER = "error pages show code, settings and secrets"

RULES = (
    Rule(
        "production.debug",
        "a debug switch that is on",
        DANGER,
        "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug",
        FIX,
        intent=guard(NAME, VALUE, DANGER, FIX),
    ),
)
