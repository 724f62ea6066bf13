"""Messages about a wrong manifest: what is written, what may be written, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipway.compose.tree import Node
from shipway.manifest.schedule import meant
from shipway.manifest.shapes import SCHEDULE
from shipway.manifest.violations import Path
from shipway.spelling import nearest

PAGE = "See docs/manifest.md for every key and what it takes."
SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
ENTRIES = {"services": "service", "datastores": "datastore", "environments": "environment", "sites": "site"}
LONGEST = 60


def dotted(path: Path) -> str:
    """`services.web.scale.min`, `secrets[2]` as a person counts."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return f"`{text}`"


def owner(path: Path) -> str:
    """Whose key is meant: `the service "web"`, `scale` of the service "web", the manifest."""
    text, steps = "", list(path)
    while steps:
        step = steps.pop(0)
        if step in ENTRIES and steps:
            said = f'the {ENTRIES[str(step)]} "{steps.pop(0)}"'
        else:
            said = dotted((step,)) if isinstance(step, str) else f"entry {step + 1}"
        text = f"{said} of {text}" if text else said
    return text or "the manifest"


def found(node: Node, path: Path) -> str:
    """What is written there. A value that may be a secret is never repeated."""
    if node.value is None:
        return "nothing"
    if isinstance(node.value, dict | list):
        return "a mapping" if isinstance(node.value, dict) else "a list"
    if "env" in path or path[:1] == ("secrets",):
        return "what is written"
    if isinstance(node.value, str):
        # user:password@host in the wrong place would be printed
        return "this text" if "@" in node.value or len(node.value) > LONGEST else f'"{node.value}"'
    return node.raw or node.text


def hint(node: Node, part: Mapping[str, Any]) -> str:
    """What to write instead, where what is written tells."""
    types = part.get("type", ())
    text = node.value if isinstance(node.value, str) else ""
    if node.value is None:
        return "Write a value after the colon, or remove the line."
    if "enum" in part:
        lowered, names = node.text.lower(), [one for one in part["enum"] if isinstance(one, str)]
        close = lowered if lowered in names else nearest(lowered, names)
        return f'Did you mean "{close}"?' if close else PAGE
    if "boolean" in types and (said := _switch(text)):
        return said
    zero = " Without quotes YAML reads a number, which loses the leading 0." if node.raw[:1] == "0" else ""
    text_alone = "string" in types and ("integer" not in types or zero)
    if isinstance(node.value, bool | int | float) and text_alone and _fits(node.raw, part):
        return f'Quote it: "{node.raw}".{zero}'
    if text.isdigit() and "integer" in types and "string" not in types:
        return f"Write {text}, without quotes."
    if part.get("pattern") == SCHEDULE.schema["pattern"] and (said := meant(text)):
        return f'Did you mean "{said}"?'
    if "://" in text and "@" not in text and "pattern" in part:
        return f"Write only {text.split('://')[1].split('/')[0]}."
    return PAGE


def _fits(text: str, part: Mapping[str, Any]) -> bool:
    return re.search(part.get("pattern", ""), text) is not None


def _switch(text: str) -> str:
    lowered = text.strip().lower()
    if lowered in ("true", "false"):
        return f"Write {lowered}, without quotes."
    if lowered in SWITCHES:
        return f"Write {SWITCHES[lowered]}: in Compose's YAML `{lowered}` is text."
    return ""
