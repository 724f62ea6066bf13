"""Which variables hold secrets, by their names and by their values."""

from __future__ import annotations

import re

SECRET_WORDS = (
    *("passwd", "secret", "token", "api_key", "apikey", "private_key", "privatekey", "credential", "webhook"),
    *("access_key", "accesskey", "encryption_key", "encryptionkey", "signing_key", "signingkey", "auth_key", "authkey"),
    *("master_key", "masterkey", "license_key", "licensekey", "jwt_key", "jwtkey", "_pass_"),
)
SECRET_ENDS = ("pass", "password", "passphrase", "passwort", "pwd", "_pw", "app_key", "appkey", "salt")
OPEN_WORDS = ("public", "token_limit", "tokenlimit", "token_count", "tokencount", "max_token", "maxtoken")
OPEN_BEGINNINGS = ("disable", "enable")
OPEN_ENDS = frozenset((
    *("file", "path", "enabled", "ttl", "timeout", "length", "url", "uri", "name", "id", "prefix", "header"),
    *("algorithm", "type", "size", "count", "days", "hours", "minutes", "seconds", "host", "port", "user", "username"),
    *("endpoint", "region", "dir", "max", "min", "limit", "mode"),
))  # fmt: skip
"""What a variable's name ends with, after an underscore, that is about a secret and holds none: `TOKEN_URL`."""
IDENTITIES = frozenset((
    "user", "username", "login", "role", "owner", "db", "database", "dbname", "name", "schema", "vhost",
))  # fmt: skip
SWITCHES = frozenset(("yes", "no", "on", "off", "true", "false", "none", ""))
# As text: of the patterns a usual project needs IN_URL alone, and only where it has a URL.
IN_URL = (
    r"(?i)(?<=://)(?P<user>[^\s:/@]*):(?P<before>(?!\$\{?\w+\}?@)[^\s/@{}]+)(?=@)"
    r"|(?:^|[?&;\s])(?:password|passwd|pwd)\s*=\s*(?P<word>(?!\$\{?\w+\}?(?:[\s&;]|$))[^\s&;#\"'{}]+)"
)
"""A password before the host, or a word of the query or of a connection string; a shell's variable is none."""

# Tokens of known services, by the prefixes that they chose so that scanners find them; private keys; JWTs.
BEGINNINGS = (
    *("-----BEGIN ", "sk_", "rk_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox"),
    *("AKIA", "AIza", "SG.", "sk-", "eyJ", "base64:", "npm_", "dop_v1_"),
)
SECRET_VALUE = (
    r"-----BEGIN [A-Z ]*PRIVATE KEY|(?:sk|rk)_(?:live|test)_\w{10,}|whsec_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|"
    r"glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|"
    r"sk-[\w-]{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|base64:[A-Za-z0-9+/]{20,}={0,2}$|npm_\w{30,}|dop_v1_\w{30,}"
)
WITHIN = ("PRIVATE KEY", "private_key", "client_secret")
INSIDE = r"-----BEGIN [A-Z ]*PRIVATE KEY|[\"']private_key[\"']\s*:|[\"']client_secret[\"']\s*:"
"""What is a secret anywhere in a text: a service account's JSON has its key in the middle."""
RANDOM = r"(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9+/=_-]{20,}"


def secret_value(name: str, value: str) -> bool:
    """Whether a value is a secret by how it looks, or looks random and belongs to some key."""
    if any(word in value for word in WITHIN) and re.search(INSIDE, value):
        return True
    bare = value.strip()
    if bare.startswith(BEGINNINGS) and re.match(SECRET_VALUE, bare):
        return not re.search(r"public|publishable|(^|_)pk(_|$)|anon", name, re.I)
    keyed = name.lower().rpartition("_")[2].rstrip("0123456789") == "key" and re.search(r"(^|_)key\d?$", name, re.I)
    return bool(keyed) and not _open_name(name) and re.fullmatch(RANDOM, bare) is not None


def identity(name: str) -> bool:
    """Whether a variable holds the name of a user or a thing, and no secret."""
    return name.lower().rpartition("_")[2] in IDENTITIES and not _secret_name(name)


def secret_name(name: str) -> bool:
    """Whether a variable is a secret by its name."""
    return _secret_name(name) and not _open_name(name)


def _secret_name(name: str) -> bool:
    known = name.lower()
    return known.endswith(SECRET_ENDS) or known == "pw" or any(word in known for word in SECRET_WORDS)


def _open_name(name: str) -> bool:
    """Whether a variable whose name speaks of a secret holds something about it instead."""
    known = name.lower()
    _, underscore, end = known.rpartition("_")
    if (underscore and end in OPEN_ENDS) or ("_expir" in known and re.search(r"_expir\w*$", known)):
        return True
    return known.startswith(OPEN_BEGINNINGS) or any(word in known for word in OPEN_WORDS)


def secret_variable(name: str, value: str) -> bool:
    """A secret's name with something worth hiding (a switch, a number or a path is none), or a secret's value."""
    return (secret_name(name) and not _open_value(value.strip())) or secret_value(name, value)


def _open_value(value: str) -> bool:
    if value.startswith("/"):
        return "\n" not in value
    return value.lower() in SWITCHES or (value.isdecimal() and len(value) <= 5)


def passwords(text: str) -> list[tuple[int, int]]:
    """Where the passwords in a URL or a connection string begin and end."""
    if "://" not in text and "=" not in text:
        return []
    return [match.span("before" if match["before"] else "word") for match in re.finditer(IN_URL, text)]
