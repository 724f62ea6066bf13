"""The application's name: the manifest's, else the Compose project's, in the letters that names have there."""

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
            f'"{written}" is called {clean} there',
            project.name_origin,
            detail="Names there have up to 30 lower-case letters, digits and dashes.",
            fix="Write `app:` in shipway.yaml to call it otherwise.",
        )
        return clean
    if written is not None:
        if not re.fullmatch(APP_NAME, written):
            diagnostics.error(
                "app.name",
                f'"{written}" cannot be an application\'s name',
                manifest.origin if manifest.app else project.name_origin,
                detail="It is part of the names of everything that is made.",
                fix="Write `app:` in shipway.yaml with up to 30 lower-case letters, digits and dashes, a letter first.",
            )
        return written
    return clean if clean and clean[0].isalpha() else f"app-{clean}".strip("-")[:30]


def _written(project: Project) -> str | None:
    """A name that the project gives itself, which is not to be changed silently."""
    return project.name if project.named else None
