"""The application's name: the manifest's, else the Compose project's, in the letters that a cloud allows."""

from __future__ import annotations

import re

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.manifest.types import Manifest
from shipway.naming import APP_NAME, clip


def application_name(project: Project, manifest: Manifest, diagnostics: Diagnostics) -> str:
    written = manifest.app or _written(project)
    clean = clip(re.sub(r"[^a-z0-9-]+", "-", (written or project.name).lower()).strip("-"), 30)
    if written is not None and manifest.app is None and clean != written and re.fullmatch(APP_NAME, clean):
        diagnostics.note(
            "app.name",
            f'"{written}" is named {clean} when it is deployed',
            project.name_origin,
            detail="A deployed application's name has up to 30 lower-case letters, digits and dashes.",
            fix="Write `app:` in shipway.yaml to choose another name.",
        )
        return clean
    if written is not None:
        if not re.fullmatch(APP_NAME, written):
            diagnostics.error(
                "app.name",
                f'"{written}" cannot be an application\'s name',
                manifest.origin if manifest.app else project.name_origin,
                detail="It becomes part of the name of everything that is created.",
                fix="Write `app:` in shipway.yaml: up to 30 lower-case letters, digits and dashes, first a letter.",
            )
        return written
    return clean if clean and clean[0].isalpha() else f"app-{clean}".strip("-")[:30]


def _written(project: Project) -> str | None:
    """A name that the project gives itself; it must not change silently."""
    return project.name if project.named else None
