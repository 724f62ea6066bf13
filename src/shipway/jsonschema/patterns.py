"""The schemas' regular expressions are JavaScript's; here they become Python's.

A pattern is compiled when the first value is held against it: of the 300 in the schemas a plan needs a dozen.
https://tc39.es/ecma262/#sec-patterns
"""

from __future__ import annotations

import re
from functools import cache

DIGIT, WORD, LINE_END = "0-9", "A-Za-z0-9_", "\\n\\r\\u2028\\u2029"
SPACE = " \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
BLANK = f"\\t-\\r\\ufeff{SPACE}"
INSIDE = {
    "[": "\\[",
    "\\d": DIGIT,
    "\\w": WORD,
    "\\s": BLANK,
    # AWS allows letters wherever it allows numbers, and the underscore with them: together that is Python's \w.
    "\\p{L}": "\\w",
    "\\p{N}": "\\w",
    "\\p{Z}": SPACE,
}
OUTSIDE = {
    "$": "\\Z",
    ".": f"[^{LINE_END}]",
    "\\d": f"[{DIGIT}]",
    "\\D": f"[^{DIGIT}]",
    "\\w": f"[{WORD}]",
    "\\W": f"[^{WORD}]",
    "\\s": f"[{BLANK}]",
    "\\S": f"[^{BLANK}]",
}
"""What is spelled differently inside of a character class and outside. In Python `$` also stands before a last line
end, `.` takes all line ends but one, a class may hold no bare bracket, and the short classes are not ASCII's."""
RARE = ("\r", "\u2028", "\u2029")
"""The line ends that Python's own dot takes."""


def found(pattern: str, text: str) -> bool:
    """Whether the pattern is somewhere in the text. Raises re.error where Python has no such pattern."""
    return compiled(pattern, any(end in text for end in RARE)).search(text) is not None


@cache
def compiled(pattern: str, rare: bool = True) -> re.Pattern[str]:
    """The pattern, for `search`. rare: for texts with the RARE line ends; the class without them is long to compile.

    Raises re.error where Python has no such pattern.
    """
    return re.compile(translated(pattern, OUTSIDE["."] if rare else "."))


def translated(pattern: str, dot: str = OUTSIDE["."]) -> str:
    """The pattern in Python's spelling. dot: what stands for any character but a line end."""
    out: list[str] = []
    inside = False
    rest = iter(pattern)
    for one in rest:
        if one == "\\":
            one += next(rest, "")
            if one == "\\p":
                one += "".join(next(rest, "") for _ in "{L}")
        spelled = (INSIDE if inside else OUTSIDE).get(one, one)
        out.append(dot if one == "." and not inside else spelled)
        if one in "[]":
            inside = one == "["
    return "".join(out)
