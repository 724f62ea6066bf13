"""Containers that only prepare files and end, such as one that gives a volume to a user."""

from __future__ import annotations

import re

from shipway.compose.types import Service

ARRANGING = frozenset(
    ("chown", "chmod", "chgrp", "mkdir", "cp", "mv", "ln", "rm", "touch", "install", "setfacl", "echo", "true", "exit")
)


def only_arranges(service: Service) -> bool:
    """Whether all its commands only prepare files and end, as in a container that gives a volume to a user."""
    words = [*(service.entrypoint or ()), *(service.command or ())]
    if words and words[0].rsplit("/", 1)[-1] in ("sh", "bash", "ash"):
        words = [word for word in words[1:] if not word.startswith("-")]
    commands = [part.split() for part in re.split(r"&&|\|\||[;\n]", " ".join(words)) if part.strip()]
    return bool(commands) and all(command[0].rsplit("/", 1)[-1] in ARRANGING for command in commands)
