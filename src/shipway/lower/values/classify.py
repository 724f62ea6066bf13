"""Which variables hold secrets, by their names and by their values."""

from __future__ import annotations

import re

SECRET_NAME = re.compile(
    r"pass(word|wd|phrase|wort)?$|passwd|pwd$|_pw$|^pw$|_pass(_|$)|secret|token|api_?key|apikey|private_?key|credential|"
    r"access_?key|encryption_?key|signing_?key|auth_?key|master_?key|license_?key|jwt_?key|app_?key$|salt$|webhook",
    re.I,
)
OPEN_NAME = re.compile(
    r"_(file|path|enabled|expir\w*|ttl|timeout|length|url|uri|name|id|prefix|header|algorithm|type|size|count|"
    r"days|hours|minutes|seconds|host|port|user|username|endpoint|region|dir|max|min|limit|mode)$|public|^disable|^enable|"
    r"token_?(limit|count)|max_?token",
    re.I,
)
IDENTITY = re.compile(r"(^|_)(user(name)?|login|role|owner|db|database|db_?name|name|schema|vhost)$", re.I)
OPEN_VALUE = re.compile(r"(/.*|yes|no|on|off|true|false|none|\d{1,5}|)", re.I)
IN_URL = re.compile(
    r"(?<=://)(?P<user>[^\s:/@]*):(?P<before>(?!\$\{?\w+\}?@)[^\s/@{}]+)(?=@)"
    r"|(?:^|[?&;\s])(?:password|passwd|pwd)\s*=\s*(?P<word>(?!\$\{?\w+\}?(?:[\s&;]|$))[^\s&;#\"'{}]+)",
    re.I,
)
"""A password before the host, or a word of the query or of a connection string; a shell's variable is none."""

# Tokens of known services, by the prefixes that they chose so that scanners find them; private keys; JWTs.
SECRET_VALUE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|(?:sk|rk)_(?:live|test)_\w{10,}|whsec_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|"
    r"glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|"
    r"sk-[\w-]{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|base64:[A-Za-z0-9+/]{20,}={0,2}$|npm_\w{30,}|dop_v1_\w{30,}"
)
INSIDE = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|[\"']private_key[\"']\s*:|[\"']client_secret[\"']\s*:")
"""What is a secret anywhere in a text: a service account's JSON has its key in the middle."""
RANDOM = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9+/=_-]{20,}")


def secret_value(name: str, value: str) -> bool:
    """Whether a value is a secret by how it looks, or looks random and belongs to some key."""
    if INSIDE.search(value):
        return True
    if SECRET_VALUE.match(value.strip()):
        return not re.search(r"public|publishable|(^|_)pk(_|$)|anon", name, re.I)
    keyed = re.search(r"(^|_)key\d?$", name, re.I) and not OPEN_NAME.search(name)
    return bool(keyed) and RANDOM.fullmatch(value.strip()) is not None


def identity(name: str) -> bool:
    """Whether a variable holds the name of a user or a thing, and no secret."""
    return bool(IDENTITY.search(name)) and not SECRET_NAME.search(name)


def secret_name(name: str) -> bool:
    """Whether a variable is a secret by its name."""
    return bool(SECRET_NAME.search(name)) and not OPEN_NAME.search(name)


def secret_variable(name: str, value: str) -> bool:
    """A secret's name with something worth hiding (a switch, a number or a path is none), or a secret's value."""
    return (secret_name(name) and not OPEN_VALUE.fullmatch(value.strip())) or secret_value(name, value)


def passwords(text: str) -> list[tuple[int, int]]:
    """Where the passwords in a URL or a connection string begin and end."""
    return [match.span("before" if match["before"] else "word") for match in IN_URL.finditer(text)]
