"""The schemas' regular expressions are JavaScript's; here they become Python's.

A pattern is compiled when the first value is held against it: of the some 500 in the schemas a plan needs a few.
https://tc39.es/ecma262/#sec-patterns
"""

from __future__ import annotations

import re
from functools import cache

LINE_ENDS = "\\n\\r\\u2028\\u2029"
BLANKS = "\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
OUTSIDE = {"$": "\\Z", ".": f"[^{LINE_ENDS}]", "\\s": f"[{BLANKS}]", "\\S": f"[^{BLANKS}]"}
INSIDE = {"\\s": BLANKS, "[": "\\["}
"""What is spelled differently, outside of a character class and inside. In Python `$` also stands before a last line
end, `.` takes all line ends but one, and a class may not hold a bare bracket."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern for `search`; `\\d` and `\\w` stand for ASCII alone, as in JavaScript."""
    return re.compile(translated(pattern), re.ASCII)


def translated(pattern: str) -> str:
    """The pattern in Python's spelling."""
    out: list[str] = []
    inside = False
    rest = iter(pattern)
    for one in rest:
        if one == "\\":
            one += next(rest, "")
        out.append((INSIDE if inside else OUTSIDE).get(one, one))
        if one in "[]":
            inside = one == "["
    return "".join(out)
