"""Who owns the files that Compose's `secrets:` and `configs:` become.

https://docs.docker.com/reference/compose-file/services/#secrets
"""

from __future__ import annotations

from collections.abc import Iterator

from shipway.compose.types import FileUse, Service
from shipway.diagnostics import Diagnostic, note


def owner(use: FileUse, user: str | None) -> str:
    """`UID:GID`, `UID` or `:GID`, as chown takes it; "" where root may own the file. user: the service's `user:`.

    Compose gives a file without `uid` to the user of the container. That matters where only the owner may read it.
    """
    uid, gid = _number(use.uid), _number(use.gid)
    if not uid and _private(use.mode):
        uid, _, group = (user or "").partition(":")
        uid, gid = _number(uid), gid or _number(group)
    return f"{uid}:{gid}" if gid else uid


def unowned(service: Service) -> Iterator[Diagnostic]:
    """Note each file whose owner is a name: only the image's own /etc/passwd has its number."""
    for use in (*service.secrets, *service.configs):
        named = next((text for text in (use.uid, use.gid) if text and not _number(text)), "")
        if not named and not use.uid and _private(use.mode):
            named = next((text for text in (service.user or "").split(":") if text and not _number(text)), "")
        if named:
            yield note(
                "file.owner",
                f'the file of "{use.source}" in "{service.name}" belongs to root: "{named}" is not a number',
                use.origin,
                detail="It is written outside the image, where that name is unknown.",
                fix="Write `uid` and `gid` as numbers, or let everyone read it: `mode: 0444`.",
            )


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() else ""


def _private(mode: str) -> bool:
    """Whether an octal mode keeps others from reading."""
    return bool(mode) and mode[-1] in "01235"
