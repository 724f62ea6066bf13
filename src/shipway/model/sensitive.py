"""Sensitive: a secret value on its way from a file into Secrets Manager."""

from __future__ import annotations


class Sensitive:
    """A value that prints as `<hidden>` and cannot be formatted, compared in a message or pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself; only the adapter that stores it calls this, and nothing that writes or prints."""
        return self._value

    def __repr__(self) -> str:
        return "<hidden>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "<hidden>"

    def __reduce__(self) -> str:
        raise TypeError("a sensitive value must not be written anywhere")
