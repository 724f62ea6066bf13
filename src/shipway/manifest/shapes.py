"""Shapes of the manifest's own values: names, regions, hosts, paths."""

from __future__ import annotations

from typing import Any

from shipway.shapes import TEXT, pattern, several
from shipway.words import Shape, filled

LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
TOP_LEVEL = "[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?"

APP = pattern("^[a-z][a-z0-9-]{0,29}$", "up to 30 lower-case letters, digits and dashes, starting with a letter")
REGION = pattern("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", "an AWS region such as eu-central-1")
DOMAIN = pattern(f"^({LABEL}\\.)+{TOP_LEVEL}$", "a bare domain such as shop.example.org")
PATH = pattern("^/[^?#\\s]*$", "a path such as /health")
ADDRESS = pattern("^[^@\\s]+@[^@\\s]+$", "an email address")
URL = pattern("^https?://", "a URL such as https://${web.host}/health")
SECRET = pattern("^[A-Za-z_][A-Za-z0-9_.-]*$", "a variable's name such as STRIPE_KEY, without its value")
FILES = several(TEXT, "a file's path, or a list of several")

ACCOUNT = Shape(
    # Unquoted it is a number, and still the account unless it begins with 0.
    {"type": ["string", "integer"], "pattern": "^[0-9]{12}$", "minimum": 10**11, "maximum": 10**12 - 1},
    'an account\'s 12 digits in quotes, such as "123456789012"',
    str,
)
HOST = pattern(
    f"^(\\*\\.)?({LABEL}\\.)*(\\$\\{{domain\\}}|{LABEL}\\.{TOP_LEVEL})$",
    "a host such as shop.example.org or www.${domain}",
)
HOSTS = several(HOST, f"{HOST.said}, or a list of several")


def _schedule(text: str) -> str:
    from shipway.manifest.schedule import schedule  # late: few services run on a schedule

    return schedule(text)


SCHEDULE = Shape(
    {"type": "string", "pattern": "^(cron|rate|at)\\([^()]*\\)$"},
    'a schedule such as "cron(0 3 * * ? *)", "rate(6 hours)" or "at(2027-01-31T03:00:00)"',
    _schedule,
)


def public(words: type[Any]) -> Shape:
    """`public:`, written as a host, several, true, false, or a mapping of keys. words: `opened` is not one of them."""

    def read(value: Any) -> Any:
        if isinstance(value, bool):
            return words(opened=value)
        return filled(words, value if isinstance(value, dict) else {"host": HOSTS.read(value)}, opened=True)

    schema = {**HOSTS.schema, "type": ["boolean", "string", "array", "object"]}
    said = "true, false, a host such as www.${domain}, a list of hosts, or a mapping of `host` and `path`"
    return Shape(schema, said, read, words=words, each=HOST)
