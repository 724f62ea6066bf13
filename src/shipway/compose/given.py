"""What a load is given beside the files' own text: the variables, which files, and the project's name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shipway.compose import dotenv
from shipway.compose.interpolate import Definitions
from shipway.compose.read import read
from shipway.diagnostics import Diagnostics, Origin

if TYPE_CHECKING:
    from shipway.compose.reader import Reader

DEFAULT_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")


def variables(
    reader: Reader, environ: Mapping[str, str], env_files: Sequence[str], diagnostics: Diagnostics
) -> Definitions:
    """The interpolation environment: `.env` or the files that stand in for it, and the shell above them.

    env_files: of --env-file, else of COMPOSE_ENV_FILES; a later one counts before an earlier one.
    """
    shell: dict[str, tuple[str, Origin | None]] = {key: (value, None) for key, value in environ.items()}
    named = list(env_files) or [path for path in environ.get("COMPOSE_ENV_FILES", "").split(",") if path]
    found: dict[str, tuple[str, Origin | None]] = {}
    for path in named or [".env"]:
        text = reader.text(path) if reader.stat(path) == "file" else None
        if text is not None:
            found |= dotenv.values(dotenv.parse(text, path, diagnostics, {**found, **shell}))
        elif named:
            diagnostics.error(
                "compose.missing-env-file",
                f"the env file {path} does not exist",
                Origin(path, 1),
                fix="Correct the path given with --env-file or in COMPOSE_ENV_FILES; it is relative to -C.",
            )
    return {**found, **shell}


def known(variables: Definitions, name: str) -> str:
    return variables[name][0] if name in variables else ""


def paths(reader: Reader, files: Sequence[str], variables: Definitions, diagnostics: Diagnostics) -> list[str]:
    """The Compose files, as `docker compose` would take them."""
    separator = known(variables, "COMPOSE_PATH_SEPARATOR") or ":"
    named = list(files) or [part for part in known(variables, "COMPOSE_FILE").split(separator) if part]
    if named:
        for path in named:
            if reader.stat(path) != "file":
                diagnostics.error(
                    "compose.missing-file",
                    f"the Compose file {path} does not exist",
                    Origin(path, 1),
                    fix="Correct the path given with -f or in COMPOSE_FILE; it is relative to -C.",
                )
        return [posixpath.normpath(path) for path in named]
    for name in DEFAULT_NAMES:
        if reader.stat(name) == "file":
            stem, suffix = posixpath.splitext(name)
            overrides = [f"{stem}.override{s}" for s in (suffix, ".yml", ".yaml")]
            return [name, *[o for o in overrides if reader.stat(o) == "file"][:1]]
    diagnostics.error(
        "compose.no-file",
        "there is no Compose file here",
        Origin(DEFAULT_NAMES[0], 1),
        detail=f"Looked for {', '.join(DEFAULT_NAMES)}.",
        fix="Go to the folder of your Compose project, or name it: shipway -C DIR …, shipway -f FILE ….",
    )
    return []


def elsewhere(reader: Reader, named: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """(kind, name) → the common Compose file that defines it, where others were named: a file may be an overlay."""
    folder = posixpath.dirname(named[0]) if named else ""
    common = [posixpath.join(folder, name) for name in DEFAULT_NAMES]
    if not named or set(common) & set(named):
        return {}
    path = next((path for path in common if reader.stat(path) == "file"), "")
    text = reader.text(path) if path else None
    found: dict[tuple[str, str], str] = {}
    for tree in read(text, path, Diagnostics()) if text is not None else ():
        for section in ("services", "volumes", "networks", "secrets", "configs"):
            node = tree.get(section)
            if node is not None and isinstance(node.value, dict):
                found |= dict.fromkeys(((section[:-1], name) for name in node.value), path)
    return found


def folder_name(directory: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "", posixpath.basename(directory.rstrip("/")).lower()).lstrip("_-") or "app"
