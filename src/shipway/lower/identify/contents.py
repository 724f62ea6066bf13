"""The text of Compose's top-level `secrets:` and `configs:`, as far as the project knows it."""

from __future__ import annotations

from shipway.compose.types import FileSpec, Project


def content(spec: FileSpec, project: Project) -> str:
    """Written out, of a variable of the shell or of `.env`, or of a file; "" for what is outside the project."""
    if spec.content is not None:
        return spec.content
    if spec.environment is not None:
        known = project.variables.get(spec.environment)
        return project.environment.get(spec.environment, known[0] if known else "")
    file = project.files.get((spec.file or "").removeprefix("./"))
    return (file.text or "").rstrip("\n") if file is not None else ""
