"""A framework's development settings."""

from __future__ import annotations

from shipway.review.rule import Rule
from shipway.review.variables import guard

NAME = r"node_env|flask_env|app_env|rails_env|rack_env|environment|aspnetcore_environment|django_env|go_env|env"
VALUE = r"dev|development|local|debug"
FIX = "Set it to production."
DANGER = "the program runs with its development settings"

RULES = (
    Rule(
        "production.environment",
        "a framework's development environment",
        DANGER,
        "https://expressjs.com/en/advanced/best-practice-performance.html#set-node_env-to-production",
        FIX,
        intent=guard(NAME, VALUE, DANGER, FIX),
    ),
)
