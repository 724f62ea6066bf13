"""When a scheduled service runs: cron(…), rate(…) and at(…) as EventBridge Scheduler takes them.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

from __future__ import annotations

import re

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
FIELDS = (
    ("the minute", 0, 59, (), ""),
    ("the hour", 0, 23, (), ""),
    ("the day of the month", 1, 31, (), "?LW"),
    ("the month", 1, 12, MONTHS, ""),
    ("the day of the week", 1, 7, DAYS, "?L#"),
    ("the year", 1970, 2199, (), ""),
)
"""Each field of cron(…): its name, its range, the names that stand for numbers from the first on, its wildcards."""


def schedule(text: str) -> str:
    """The expression, checked. Raises ValueError with what must be there."""
    if text.startswith("cron("):
        _cron(text[5:-1].split())
    elif text.startswith("rate("):
        _rate(text)
    else:
        _at(text[3:-1])
    return text


def meant(text: str) -> str:
    """The expression that was probably meant, "" where nothing tells."""
    fields = text.split()
    if len(fields) not in (5, 6):
        return ""
    guess = f"cron({text if len(fields) == 6 else _six(fields)})"
    try:
        return schedule(guess)
    except ValueError:
        return ""


def _rate(text: str) -> None:
    if not re.fullmatch(r"rate\([1-9][0-9]* (minute|hour|day)s?\)", text):
        raise ValueError('a number above 0 and a unit, as in "rate(5 minutes)", "rate(6 hours)" or "rate(1 day)"')


def _at(text: str) -> None:
    from datetime import datetime  # late: few schedules run once

    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        raise ValueError('a date and time that exist, as in "at(2027-01-31T03:00:00)"') from None


def _cron(parts: list[str]) -> None:
    if len(parts) != 6:
        raise ValueError(f"a schedule of six fields, minute hour day month weekday year (this one has {len(parts)})")
    for part, (name, low, high, names, wild) in zip(parts, FIELDS, strict=True):
        if not all(_element(one, low, high, names, wild) for one in part.split(",")):
            raise ValueError(f"a schedule whose {name[4:]} is from {low} to {high} ({part} is not)")
    if (parts[2] == "?") == (parts[4] == "?"):
        raise ValueError('a schedule with "?" for either the day of the month or the day of the week, not both')


def _six(parts: list[str]) -> str:
    """Unix cron's five fields as AWS has them: one of the two days is `?`, and Sunday is 1."""
    minute, hour, day, month, weekday = parts
    if weekday == "*":
        return f"{minute} {hour} {day} {month} ? *"
    moved = re.sub(r"(?<![/#\d])[0-7](?!\d)", lambda match: str(int(match.group()) % 7 + 1), weekday)
    return f"{minute} {hour} {'?' if day == '*' else day} {month} {moved if day == '*' else '?'} *"


def _element(text: str, low: int, high: int, names: tuple[str, ...], wild: str) -> bool:
    """Whether a field, or a part between its commas, is a value, a range, a step or a wildcard of the field."""
    if text in ("*", *wild.replace("#", "")):
        return True
    base, slash, step = text.partition("/")
    if slash:
        whole = base in ("*", "") or _span(base, low, high, names)
        return whole and step.isascii() and step.isdigit() and 0 < int(step) <= high
    if "#" in wild and "#" in text:
        day, _, which = text.partition("#")
        return _value(day, low, high, names) is not None and which in ("1", "2", "3", "4", "5")
    if "W" in wild and text.endswith("W"):
        return text == "LW" or _value(text[:-1], low, high, ()) is not None
    if "#" in wild and text.endswith("L"):
        return _value(text[:-1], low, high, names) is not None
    if text.startswith("L-") and "W" in wild:
        return _value(text[2:], low, high, ()) is not None
    return _span(text, low, high, names)


def _span(text: str, low: int, high: int, names: tuple[str, ...]) -> bool:
    first, dash, last = text.partition("-")
    return _value(first, low, high, names) is not None and (not dash or _value(last, low, high, names) is not None)


def _value(text: str, low: int, high: int, names: tuple[str, ...]) -> int | None:
    if text.upper() in names:
        return low + names.index(text.upper())
    return int(text) if text.isascii() and text.isdigit() and low <= int(text) <= high else None
