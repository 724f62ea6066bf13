"""Which values have a shape, and what they are read as."""

from __future__ import annotations

import pytest

from shipway.fits import fits
from shipway.shapes import GIGABYTES, SWITCH, TEXT, VERSION, choice, gigabytes, number, pattern
from shipway.words import Shape

CLASS = pattern(r"^db\.[a-z0-9]+\.[a-z0-9]+$", "a class")


@pytest.mark.parametrize(
    ("shape", "value", "read"),
    [
        (GIGABYTES, 20, 20),
        (GIGABYTES, "20GB", 20),
        (GIGABYTES, "20 GiB", 20),
        (number(0, 35), 0, 0),
        (number(0, 35), 35, 35),
        (SWITCH, False, False),
        (TEXT, "a", "a"),
        (VERSION, 16, "16"),
        (VERSION, 8.4, "8.4"),
        (VERSION, "10.11", "10.11"),
        (choice("required", "offered"), "offered", "offered"),
        (CLASS, "db.t4g.micro", "db.t4g.micro"),
    ],
)
def test_what_fits_is_read_and_fits_again(shape: Shape, value: object, read: object) -> None:
    assert fits(shape, value)
    assert shape.read(value) == read
    assert fits(shape, shape.read(value))


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (GIGABYTES, "20TB"),
        (GIGABYTES, 0),
        (GIGABYTES, "0GB"),
        (gigabytes(20, 65_536), "10GB"),
        (GIGABYTES, True),
        (number(0, 35), 36),
        (number(0, 35), -1),
        (number(0, 35), "7"),
        (number(0, 35), True),
        (number(0, 35), 2.5),
        (SWITCH, "yes"),
        (SWITCH, 1),
        (SWITCH, None),
        (TEXT, 5),
        (TEXT, ["a"]),
        (TEXT, ""),
        (VERSION, "latest"),
        (VERSION, True),
        (choice("required", "offered"), "preferred"),
        (CLASS, "cache.t4g.micro"),
    ],
)
def test_what_does_not_fit(shape: Shape, value: object) -> None:
    assert not fits(shape, value)
