"""Which variables hold secrets, by their names and by their values."""

from __future__ import annotations

import re

SECRET_NAME = re.compile(
    r"pass(word|wd|phrase|wort)?$|passwd|pwd$|_pw$|^pw$|_pass(_|$)|secret|token|api_?key|apikey|private_?key|credential|"
    r"access_?key|encryption_?key|signing_?key|auth_?key|master_?key|license_?key|jwt_?key|salt$|webhook",
    re.I,
)
OPEN_NAME = re.compile(
    r"_(file|path|enabled|expir\w*|ttl|timeout|length|url|uri|name|id|prefix|header|algorithm|type|size|count|"
    r"days|hours|minutes|seconds|host|port|user|username|endpoint|region|dir|max|min|limit|mode)$|public|^disable|^enable|"
    r"token_?(limit|count)|max_?token",
    re.I,
)
OPEN_VALUE = re.compile(r"(/.*|yes|no|on|off|true|false|none|\d{1,5}|)", re.I)
URL_PASSWORD = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*://[^\s:/@]*:)([^\s/@${}]+)(@)")


def secret_name(name: str) -> bool:
    """Whether a variable is a secret by its name."""
    return bool(SECRET_NAME.search(name)) and not OPEN_NAME.search(name)


def secret_variable(name: str, value: str) -> bool:
    """A secret's name with something worth hiding; a switch, a number or a path is none."""
    return secret_name(name) and not OPEN_VALUE.fullmatch(value.strip())


def url_password(value: str) -> re.Match[str] | None:
    """The password inside a URL, as group 2."""
    return URL_PASSWORD.search(value)
