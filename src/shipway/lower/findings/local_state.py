"""State on a program's own disk: SQLite and local file storage, which a container loses, and shares with no other."""

from __future__ import annotations

import posixpath
import re

from shipway.diagnostics import Diagnostics
from shipway.model.workload import Workload

# Kept as text: few values get this far, and only then are they compiled.
SQLITE = r"^(?P<scheme>sqlite3?|sqlite\+\w+|file|libsql):(?://)?(?P<url>[^?:]*)|^(?P<path>[^\s:]*\.(?:db|sqlite3?))$"
DRIVER = r"(^|_)(DB|DATABASE)_?(CONNECTION|ENGINE|DRIVER|TYPE|CLIENT|DIALECT)$"
STORAGE = (
    r"(STORAGE|FILESYSTEM|FILE|UPLOADS?|MEDIA|ACTIVE_STORAGE|ATTACHMENTS?)_?(MODE|DRIVER|TYPE|BACKEND|SERVICE|DISK|"
    r"PROVIDER|ADAPTER|ENGINE)$"
)
SIGNS = ("sqlite", "file:", ".db")
LOCAL = frozenset({"local", "disk", "file", "filesystem", "fs", "localstorage", "local_storage", "public"})


def local_state(workload: Workload, diagnostics: Diagnostics) -> None:
    """Warn of state that each deployment would lose, and of state that copies would not share."""
    if workload.engine:
        return
    for name, value in workload.environment:
        text = value.literal
        if text is None:
            continue
        kind, path = _state(name, text.strip())
        if kind:
            _tell(workload, name, kind, path, diagnostics)


def _state(name: str, text: str) -> tuple[str, str]:
    """(what it is, the file's path or "" unknown); ("", "") for a variable that names neither."""
    small = text.lower()
    if small in LOCAL and re.search(STORAGE, name, re.I):
        return "local file store", ""
    if not any(sign in small for sign in SIGNS):
        return "", ""
    if re.search(DRIVER, name, re.I) and re.fullmatch(r"(django\.db\.backends\.)?(better-)?sqlite3?", small):
        return "SQLite database", ""
    match = re.match(SQLITE, text, re.I)
    if match is None or (text.lower().startswith("file:") and not re.search(r"\.(db|sqlite3?)$", text, re.I)):
        return "", ""
    if text.lower().startswith("libsql:") or "memory" in text:
        return "", ""
    if match["path"]:
        return "SQLite database", match["path"]
    # sqlite:///relative.db and sqlite:////absolute.db: https://docs.sqlalchemy.org/en/20/dialects/sqlite.html
    root = "/" if match["scheme"].lower() == "file" else "//"
    return "SQLite database", "/" + match["url"].lstrip("/") if match["url"].startswith(root) else ""


def _tell(workload: Workload, name: str, kind: str, path: str, diagnostics: Diagnostics) -> None:
    origin = next((value.origin for n, value in workload.environment if n == name), None) or workload.origin
    durable = [posixpath.normpath(mount.path) for mount in workload.mounts if not mount.read_only]
    lasts = any(_below(path, place) for place in durable) if path.startswith("/") else bool(durable)
    if not lasts:
        diagnostics.warning(
            "state.lost",
            f'"{workload.name}" keeps a {kind} on its own disk ({name}), and every deployment loses it',
            origin,
            detail="A container's disk is new at each start, and no other container sees it.",
            fix=f"Mount a named volume at {posixpath.dirname(path) or 'the folder'}, or use a managed service.",
        )
    if workload.scaling.maximum > 1:
        diagnostics.warning(
            "state.not-shared",
            f'"{workload.name}" runs up to {workload.scaling.maximum} copies, and its {kind} ({name}) serves only one',
            workload.scaling.origin or origin,
            detail="SQLite's locks do not hold on a network file system."
            if "SQLite" in kind
            else "Without a shared volume each copy has its own files.",
            fix="Run one copy, or use a managed service.",
        )


def _below(path: str, place: str) -> bool:
    return posixpath.normpath(path).startswith(place.rstrip("/") + "/")
