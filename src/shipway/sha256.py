"""SHA-256 of texts and files, from Python's own implementation.

`import hashlib` loads OpenSSL, which takes 4 ms and is of use for files of many megabytes alone; the digests are equal.
The module's name is private to Python and has changed once, so hashlib stands behind it.
https://docs.python.org/3/library/hashlib.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # since Python 3.12
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["hexadecimal", "sha256"]


def hexadecimal(text: str) -> str:
    """The digest of a text in UTF-8: 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
