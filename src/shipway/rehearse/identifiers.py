"""Identifiers that look like AWS's and are the same in every rehearsal: made of a seed and of what they are for."""

from __future__ import annotations

import base64
import hashlib
import uuid

LOWER = "abcdefghijklmnopqrstuvwxyz0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Identifiers:
    """Gives a new identifier each time, even for the same purpose; two clouds with one seed give the same ones."""

    def __init__(self, seed: str = "shipway") -> None:
        self._seed = seed
        self._given: dict[str, int] = {}

    def fresh(self, *purpose: str) -> Source:
        """A source for one thing; asked again for the same purpose it is another one."""
        key = "\0".join(purpose)
        number = self._given[key] = self._given.get(key, 0) + 1
        return Source(f"{self._seed}\0{key}\0{number}")


class Source:
    """Identifiers of one thing. The same kind and name give the same value."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def text(self, length: int, alphabet: str = LOWER, name: str = "") -> str:
        """So many characters of the alphabet."""
        out, block = "", 0
        while len(out) < length:
            digest = hashlib.sha256(f"{self._seed}\0{name}\0{alphabet}\0{block}".encode()).digest()
            out += "".join(alphabet[byte % len(alphabet)] for byte in digest)
            block += 1
        return out[:length]

    def hexadecimal(self, length: int, name: str = "") -> str:
        return self.text(length, "0123456789abcdef", name)

    def uuid(self, name: str = "") -> str:
        return str(uuid.UUID(hashlib.sha256(f"{self._seed}\0{name}".encode()).hexdigest()[:32], version=4))

    def token(self, name: str = "") -> str:
        """An opaque base64 token."""
        return base64.b64encode(hashlib.sha256(f"{self._seed}\0{name}".encode()).digest()).decode()
