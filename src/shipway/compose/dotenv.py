"""The text of a `.env` or env file becomes variables, each with its line.

Quotes, escapes, `export`, comments and cross references as Compose reads them:
https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shipway.compose.interpolate import Definitions, Invalid, Required, substitute
from shipway.diagnostics import Diagnostics, Origin
from shipway.records import record

KEY = r"[^\S\n]*(?:export[^\S\n]+)?(?P<key>[^\s=:#'\"]*)[^\S\n]*(?P<sign>[=:]?)[^\S\n]*"
GOOD_KEY = r"[A-Za-z0-9_.\[\]-]+"
ESCAPE = r"(?s)\\(0[0-7]{1,4}|.)"
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\", "$": "$$"}


@record
class Entry:
    """value None: the name alone, taken from the shell. raw: the value as written, without quotes."""

    key: str
    value: str | None
    origin: Origin
    raw: str = ""


def parse(
    text: str, file: str, diagnostics: Diagnostics, lookup: Definitions | None = None, *, raw: bool = False
) -> list[Entry]:
    """The entries in order. lookup: what references may name, before the file's own; raw: no quotes, no references."""
    if raw:
        return _raw(text, file)
    known: dict[str, tuple[str, Origin | None]] = {}
    entries: list[Entry] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    position, line = 0, 1
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if not text[position:end].strip() or text[position:end].lstrip().startswith("#"):
            position, line = end + 1, line + 1
            continue
        origin = Origin(file, line)
        stop, entry = _entry(text, position, end, origin, {**known, **(lookup or {})}, diagnostics)
        if entry is not None:
            entries.append(entry)
            if entry.value is not None:
                known[entry.key] = (entry.value, origin)
        line += text.count("\n", position, stop) + 1
        position = stop + 1
    return entries


def _raw(text: str, file: str) -> list[Entry]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        key, sign, value = line.partition("=")
        if key.strip() and not key.lstrip().startswith("#"):
            found.append(Entry(key.strip(), value if sign else None, Origin(file, number), value))
    return found


def _entry(
    text: str, start: int, end: int, origin: Origin, known: Definitions, diagnostics: Diagnostics
) -> tuple[int, Entry | None]:
    """The entry that begins at `start`, and the index of the line end after it."""
    head = re.compile(KEY).match(text, start, end)
    assert head is not None
    key = head["key"]
    if not re.fullmatch(GOOD_KEY, key) and not (key == "" and head["sign"]):
        diagnostics.error(
            "compose.bad-env-line",
            f"{origin.file} has a line that is no NAME=value",
            origin,
            fix="Write NAME=value, or put a # before the line.",
        )
        return end, None
    if not head["sign"]:
        if head.end() < end and not text[head.end() : end].lstrip().startswith("#"):
            diagnostics.error(
                "compose.bad-env-line",
                f'the variable name "{text[start:end].strip()[:30]}" contains a space',
                origin,
                fix="Write NAME=value; quote a value that has spaces.",
            )
            return end, None
        return end, Entry(key, None, origin)
    quote = text[head.end() : head.end() + 1]
    if quote in ("'", '"'):
        closing = _closing(text, head.end(), quote)
        if closing < 0:
            diagnostics.error(
                "compose.bad-env-line",
                f'the value of "{key}" has no closing quote',
                origin,
                fix=f"End the value with {quote}.",
            )
            return len(text), None
        body = text[head.end() + 1 : closing]
        stop = text.find("\n", closing)
        value = (
            body.replace("\\'", "'")
            if quote == "'"
            else _references(re.sub(ESCAPE, _escape, body), origin, known, diagnostics)
        )
        return (len(text) if stop < 0 else stop), Entry(key, value, origin, body)
    body = re.split(r"(?:^|\s)#", text[head.end() : end], maxsplit=1)[0].strip()
    return end, Entry(key, _references(body, origin, known, diagnostics), origin, body)


def _closing(text: str, opening: int, quote: str) -> int:
    """The index of the quote that closes the one at `opening`, -1 where there is none."""
    index = opening + 1
    while index < len(text):
        if text[index] == "\\":
            index += 2
            continue
        if text[index] == quote:
            return index
        index += 1
    return -1


def _escape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "0" and len(code) > 1:
        return chr(int(code, 8))
    return ESCAPES.get(code, match[0])


def _references(text: str, origin: Origin, known: Definitions, diagnostics: Diagnostics) -> str:
    if "$" not in text:
        return text
    try:
        return substitute(text, known).text
    except Required as error:
        diagnostics.error(
            "compose.required-variable",
            f'the required variable "{error.name}" has no value',
            origin,
            fix=f"Define {error.name} above this line, or set it in the shell.",
        )
    except Invalid:
        return text.replace("$$", "$")  # docker compose takes what is no reference as it stands
    return ""


def values(entries: list[Entry]) -> Mapping[str, tuple[str, Origin]]:
    """Name → value and origin, the last one winning; names without a value are left out."""
    return {entry.key: (entry.value, entry.origin) for entry in entries if entry.value is not None}
