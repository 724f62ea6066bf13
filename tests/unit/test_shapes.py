"""Shapes of the manifest's values: what fits, and what is read."""

from __future__ import annotations

import pytest

from shipway.shapes import DAYS, GIGABYTES, HOST, SWITCH, TEXT, VERSION, choice, fits, gigabytes, instance_class, number
from shipway.words import Shape


@pytest.mark.parametrize(
    ("shape", "value", "read"),
    [
        (GIGABYTES, 20, 20),
        (GIGABYTES, "20GB", 20),
        (GIGABYTES, "20 GiB", 20),
        (DAYS, 0, 0),
        (DAYS, 35, 35),
        (SWITCH, False, False),
        (TEXT, "a", "a"),
        (VERSION, 16, "16"),
        (VERSION, 8.4, "8.4"),
        (VERSION, "10.11", "10.11"),
        (HOST, "db.example.org", "db.example.org"),
        (HOST, "10.0.0.7", "10.0.0.7"),
        (number(0, 5), 5, 5),
        (choice("required", "offered"), "offered", "offered"),
        (instance_class("db"), "db.t4g.micro", "db.t4g.micro"),
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
        (DAYS, 36),
        (DAYS, -1),
        (DAYS, "7"),
        (DAYS, True),
        (SWITCH, "yes"),
        (SWITCH, 1),
        (TEXT, 5),
        (TEXT, ["a"]),
        (VERSION, "latest"),
        (VERSION, True),
        (HOST, "https://db.example.org"),
        (number(0, 5), 6),
        (number(0, 5), 2.5),
        (choice("required", "offered"), "preferred"),
        (instance_class("db"), "cache.t4g.micro"),
        (instance_class("db"), "t4g.micro"),
    ],
)
def test_what_does_not_fit(shape: Shape, value: object) -> None:
    assert not fits(shape, value)
