"""Passwords that Secrets Manager generates, deterministic here.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shipway.rehearse.identifiers import Source
from shipway.rehearse.refusal import Failed

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TYPES = (
    ("ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz"),
    ("ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("ExcludeNumbers", "0123456789"),
    ("ExcludePunctuation", PUNCTUATION),
)


def secret_string(rules: Mapping[str, Any], source: Source) -> str:
    """What GenerateSecretString makes: a password, or a JSON object with the password under its key."""
    password = _password(rules, source)
    template, key = rules.get("SecretStringTemplate"), rules.get("GenerateStringKey")
    if template is None and key is None:
        return password
    if template is None or key is None:
        raise Failed("You must specify both SecretStringTemplate and GenerateStringKey, or neither of them.")
    try:
        data = json.loads(str(template))
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise Failed("The SecretStringTemplate must be valid JSON.")
    return json.dumps({**data, str(key): password}, separators=(",", ":"))


def _password(rules: Mapping[str, Any], source: Source) -> str:
    length = int(rules.get("PasswordLength", 32))
    excluded = set(str(rules.get("ExcludeCharacters", "")))
    groups = [
        "".join(c for c in characters if c not in excluded)
        for rule, characters in _TYPES
        if not _yes(rules.get(rule, False))
    ]
    if _yes(rules.get("IncludeSpace", False)) and " " not in excluded:
        groups.append(" ")
    groups = [group for group in groups if group]
    if not groups or not 1 <= length <= 4096:
        raise Failed("The password length or the excluded characters leave no password to generate.")
    each = _yes(rules.get("RequireEachIncludedType", True))
    required = [source.text(1, group, f"required {n}") for n, group in enumerate(groups)] if each else []
    rest = source.text(max(0, length - len(required)), "".join(groups), "password")
    return _mixed("".join(required)[:length] + rest, source)


def _mixed(text: str, source: Source) -> str:
    """The characters in another order, so that the required ones are not always the first."""
    order = source.hexadecimal(4 * len(text), "order")
    keys = [order[4 * n : 4 * n + 4] for n in range(len(text))]
    return "".join(character for _, _, character in sorted(zip(keys, range(len(text)), text, strict=True)))


def _yes(value: Any) -> bool:
    return str(value).lower() == "true"
