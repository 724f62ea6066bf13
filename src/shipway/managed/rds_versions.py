"""Which version is requested from RDS."""

from __future__ import annotations

import re

from shipway.diagnostics import Diagnostics
from shipway.model.application import Datastore

# Majors in standard support, newest first; where the tag says none, the second is taken, as the proven one.
# https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html and its like,
# as of 2026-11.
SUPPORTED = {
    "postgres": ("18", "17", "16", "15", "14"),
    "mysql": ("8.4",),
    "mariadb": ("11.8", "11.4", "10.11", "10.6"),
}
# MySQL and MariaDB are requested by minor version: the newest that every region had in 2026-08.
MINORS = {"8.4": "8.4.8", "10.6": "10.6.25", "10.11": "10.11.16", "11.4": "11.4.10", "11.8": "11.8.6"}
DEFAULT = {"postgres": "17", "mysql": "8.4", "mariadb": "11.4"}


def version(datastore: Datastore, stated: str | None, diagnostics: Diagnostics) -> str:
    """The major version to request: the local one where RDS offers it, else the next that it offers.

    stated: in the manifest.
    """
    known = SUPPORTED[datastore.engine]
    asked = stated or datastore.version
    if not asked:
        return DEFAULT[datastore.engine]
    wanted = _numbers(asked)
    for major in known:
        parts = _numbers(major)
        if wanted[: len(parts)] == parts:
            return major
    later = [major for major in known if _numbers(major) >= wanted[:2]] or [known[0]]
    chosen = later[-1]
    diagnostics.warning(
        "rds.version",
        f'"{datastore.name}" runs version {asked} locally and {chosen} on RDS',
        datastore.origin,
        detail="RDS does not offer that version in standard support.",
        fix=f"Test with the image's tag {chosen}, or set datastores: {{{datastore.name}: {{version: …}}}}.",
    )
    return chosen


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def engine_version(major: str) -> str:
    """What the template says: PostgreSQL's major alone, which RDS fills in, or a minor."""
    return MINORS.get(major, major)
