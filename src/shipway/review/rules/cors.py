"""Other people's web pages that may call."""

from __future__ import annotations

from shipway.review.rule import Rule
from shipway.review.variables import guard

NAME = r"(.*_)?(cors|allowed)_(.*_)?origins?|cors"
VALUE = r"\*|\[?['\"]\*['\"]\]?"
FIX = "Name the origins of your own pages."
DANGER = "any web page may call it with its visitors' rights"

RULES = (
    Rule(
        "production.cors",
        "any origin allowed",
        DANGER,
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
        FIX,
        intent=guard(NAME, VALUE, DANGER, FIX),
    ),
)
