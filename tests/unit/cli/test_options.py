"""Global options count wherever they stand."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from shipway.cli.options import Command, Family, Options, shared
from shipway.cli.root import COMMANDS, cli


@pytest.fixture
def seen():
    """`seen("-C", "x", "go")` gives the Options that the command `go` of a small group was called with."""
    caught = []

    @click.group(params=shared())
    def root(**options):
        pass

    family = Family("family")
    root.add_command(family)
    for parent in (root, family):
        parent.add_command(Command("go", callback=lambda options: caught.append(options)))

    def call(*arguments):
        result = CliRunner().invoke(root, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return caught.pop()

    return call


def test_nothing_given(seen):
    assert seen("go") == Options()


@pytest.mark.parametrize("arguments", [("--env", "x", "go"), ("go", "--env", "x"), ("--env", "y", "go", "--env", "x")])
def test_before_or_after_and_the_last_one_counts(seen, arguments):
    assert seen(*arguments) == Options(env="x")


def test_files_add_up_in_their_order(seen):
    assert seen("-f", "a", "go", "-f", "b", "-f", "c").files == ("a", "b", "c")


def test_between_a_family_and_its_command(seen):
    assert seen("-C", "d", "family", "--json", "go", "-q") == Options(directory="d", json=True, quiet=True)


def test_every_command_of_the_table_is_there_and_says_what_it_does():
    for name in COMMANDS:
        found = cli.get_command(click.Context(cli), name)
        assert found is not None
        assert found.name == name
        assert found.help


def test_every_command_takes_the_global_options():
    names = {parameter.name for parameter in shared()}
    for name in COMMANDS:
        found = cli.get_command(click.Context(cli), name)
        assert names <= {parameter.name for parameter in found.params}, name
