"""Schedules have the form that EventBridge Scheduler takes."""

from __future__ import annotations

import pytest

from shipway.manifest.schedule import meant

from .reading import good, one


@pytest.mark.parametrize(
    "text",
    [
        "cron(0 3 * * ? *)",
        "cron(0/15 8-18 ? * MON-FRI *)",
        "cron(0 10 L * ? *)",
        "cron(0 10 3W * ? *)",
        "cron(15 10 ? * 6L 2026-2030)",
        "cron(0 8 ? JAN,jul TUE#1 *)",
        "cron(5,35 14 1,15 * ? *)",
        "rate(5 minutes)",
        "rate(1 hour)",
        "rate(7 days)",
        "at(2027-01-31T03:00:00)",
    ],
)
def test_what_is_taken(text: str) -> None:
    assert good(f'services: {{n: {{schedule: "{text}"}}}}').services["n"].schedule == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("every day at 3", 'a schedule such as "cron(0 3 * * ? *)"'),
        ("cron(0 3 * * *)", "of six fields, minute hour day month weekday year (this one has 5)"),
        ("cron(60 3 * * ? *)", "whose minute is from 0 to 59 (60 is not)"),
        ("cron(0 3 * 13 ? *)", "whose month is from 1 to 12"),
        ("cron(0 3 ? * 0 *)", "whose day of the week is from 1 to 7"),
        ("cron(0 3 ? * 3#6 *)", "whose day of the week"),
        ("cron(0/0 3 * * ? *)", "whose minute"),
        ("cron(0 3 * * * *)", 'with "?" for either'),
        ("cron(0 3 ? * ? *)", 'with "?" for either'),
        ("rate(0 minutes)", "a number above 0 and a unit"),
        ("rate(5 weeks)", "a number above 0 and a unit"),
        ("at(2027-02-30T03:00:00)", "a date and time that exist"),
    ],
)
def test_what_is_not(text: str, said: str) -> None:
    """U-02: `schedule: "every day at 3"` went into a template."""
    found = one(f'services: {{n: {{schedule: "{text}"}}}}')
    assert said in found.summary
    assert found.code == "manifest.bad-value"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0 3 * * *", "cron(0 3 * * ? *)"),
        ("0 3 * * 1-5", "cron(0 3 ? * 2-6 *)"),
        ("*/5 * * * 0", "cron(*/5 * ? * 1 *)"),
        ("0 3 1 * *", "cron(0 3 1 * ? *)"),
        ("0 3 * * ? *", "cron(0 3 * * ? *)"),
        ("every day at 3", ""),
    ],
)
def test_unix_cron_is_told_as_aws_has_it(text: str, wanted: str) -> None:
    assert meant(text) == wanted
    if wanted:
        assert one(f'services: {{n: {{schedule: "{text}"}}}}').fix == f'Did you mean "{wanted}"?'
