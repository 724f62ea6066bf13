"""docs/codes.md: every code that a diagnostic can have, read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "shipway"
CODE = re.compile(r"[a-zA-Z]+(\.[a-zA-Z]+(-[a-zA-Z]+)*)?")
SEVERITIES = ("error", "blocker", "warning", "note")
MAKERS = {name: name for name in SEVERITIES} | {"_stop": "error", "Closed": "note", "Rule": "blocker"}
"""What makes a diagnostic out of a code → its severity where it is given none."""

HEAD = """\
# Diagnostic codes

Written by `make docs` from the code; do not edit.

What `shipway` may say of a project's files, by the code that stands with it (`--json` has it as `code`). An *error*
stops the plan, a *blocker* stops `deploy`, a *warning* and a *note* stop nothing. `…` stands for what differs from case
to case; what says nothing here takes its words from a table. Beside these there is `TARGET.ATTRIBUTE`, such as
`fargate.devices`, for each attribute of a service that a target does not carry over: see [compose.md](compose.md). The
rules of [rules.md](rules.md) have their reasons there.

| code | severity | says | made in |
| --- | --- | --- | --- |
"""
Row = tuple[str, str, str, str]


def page() -> str:
    return HEAD + "".join(f"| `{code}` | {level} | {said} | `{file}` |\n" for code, level, said, file in rows())


def rows() -> list[Row]:
    """(code, severity, what it says, file), each once, by code."""
    found = {row for path in sorted(SOURCE.rglob("*.py")) for row in _of_file(path)}
    return sorted(found)


def _of_file(path: Path) -> Iterator[Row]:
    file = str(path.relative_to(SOURCE))
    for call in ast.walk(ast.parse(path.read_text())):
        if isinstance(call, ast.Call) and call.args and (level := MAKERS.get(_name(call.func))):
            code = text(call.args[0], "{}").strip()
            if CODE.fullmatch(code):
                yield code, _severity(call) or level, _says(call), file


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _severity(call: ast.Call) -> str:
    """The one that is given, as `Severity.WARNING`."""
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(given, ast.Attribute) and getattr(given.value, "id", "") == "Severity":
            return given.attr.lower()
    return ""


def _says(call: ast.Call) -> str:
    said = text(call.args[1], "…") if len(call.args) > 1 else ""
    return said.replace("|", "\\|").replace("\n", " ")


def text(node: ast.expr, gap: str) -> str:
    """A text with its gaps: what differs stands as `gap`, or in capitals by its name where gap is {}."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.BinOp):
        return text(node.left, gap) + text(node.right, gap)
    if not isinstance(node, ast.JoinedStr):
        return "" if gap == "{}" else gap
    return "".join(
        part.value
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        else (ast.unparse(part.value).upper() if gap == "{}" and isinstance(part, ast.FormattedValue) else gap)
        for part in node.values
    )
