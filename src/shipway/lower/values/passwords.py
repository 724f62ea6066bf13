"""Passwords that stand in a text: those of URLs and connection strings, and in a file the values of secret keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shipway.diagnostics import Origin
from shipway.lower.mount.settings import settings
from shipway.lower.values import classify
from shipway.lower.values.draft import Draft, Hidden
from shipway.model.value import Part

PLACEHOLDER = r"\$\{|\{\{|%\(|<%|\$\w"
"""How a value begins that is filled in when the program starts."""


def hiding(parts: Iterable[Part | Hidden], name: str, origin: Origin | None, service: str) -> Draft:
    """The parts with the passwords in their texts as secrets, called NAME_PASSWORD. service: whose they are."""
    found: list[Part | Hidden] = []
    for part in parts:
        found += _passwords(part, name, origin, service) if isinstance(part, str) else [part]
    return tuple(part for part in found if part != "")


def _passwords(text: str, name: str, origin: Origin | None, service: str) -> Iterator[Part | Hidden]:
    position = 0
    for start, end in classify.passwords(text):
        yield text[position:start]
        yield Hidden(f"{name}_PASSWORD", text[start:end], origin, service, shared=True)
        position = end
    yield text[position:]


def hiding_in_file(parts: Iterable[Part], path: str, origin: Origin | None, service: str) -> Draft:
    """The same for a file, whose keys say what is secret: `password: …`. A private key takes the text around it along.

    The file is put together by the cloud, so that all of its text but the secrets lies open in a template.
    """
    name = secret_name(path.rsplit("/", 1)[-1])
    found: list[Part | Hidden] = []
    for part in parts:
        if not isinstance(part, str):
            found.append(part)
        elif re.search(classify.INSIDE, part):
            found.append(Hidden(name, part, origin, service, shared=True))
        else:
            found += _settings(part, path, origin, service)
    return hiding(found, name, origin, service)


def _settings(text: str, path: str, origin: Origin | None, service: str) -> Iterator[Part | Hidden]:
    position = 0
    for key, value, start in settings(text, path.endswith((".xml", ".config"))):
        if classify.secret_variable(key, value) and not re.match(PLACEHOLDER, value):
            yield text[position:start]
            yield Hidden(secret_name(key), value, origin, service, shared=True)
            position = start + len(value)
    yield text[position:]


def secret_name(name: str) -> str:
    """`db-password` as the name of a secret: DB_PASSWORD."""
    return "".join(c if c.isalnum() else "_" for c in name).upper()
