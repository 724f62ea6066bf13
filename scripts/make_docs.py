"""Writes the pages that are made from the code, docs/ and the help; `--check` only says whether they are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import datastore_homes
import diagnostic_codes
from manifest_words import page as manifest

from shipway.cli.main import HELP, WIDEST
from shipway.cli.options import NAMES, shared
from shipway.cli.root import COMMANDS, cli
from shipway.inputs import vocabulary
from shipway.review.registry import RULES
from shipway.review.rule import Rule
from shipway.targets.index import TARGETS, target
from shipway.targets.obstacles import Obstacle

DOCS = Path(__file__).parent.parent / "docs"
HEAD = """# Commands

Written by `make docs` from the code; do not edit.

Results go to stdout, progress and diagnostics to stderr. Exit status: 0 done, 1 it failed, 2 the input is wrong
(diagnostics name file and line), 3 a question was answered no.

## Global options

Every command takes them, before or after its name.
"""


COMPOSE = """\
# Compose on {title}

Written by `make docs` from the code; do not edit.

Every attribute of a service in the Compose Specification is known, and what becomes of it stands here. *Supported* is
carried over or needs nothing. *Degraded* is not carried over in full: `shipway plan` notes the line and goes on.
*Refused* cannot run on {title}: the plan names file and line, and stops. Where a value decides, the plan says so at the
line itself.

| attribute | on {title} | what becomes of it | what to do |
| --- | --- | --- | --- |
"""
CONFORMANCE = """
## Conformance

Measured on the cases of compose-go's own tests: merge 60 of 60, uniqueness 4 of 4, normalization 9 of 9, templates 49
of 50, dotenv 66 of 66, whole documents 341 of 343 accepted or rejected as there. What differs, and why:

- One template case is the text of an error that its test expects, not a template.
- A project without a name is named after its folder, as `docker compose` does it; the test's loader refuses it.
- One case needs the loader of remote files that its test brings along.

Fragments of documents are judged without what compose-go's tests switch off: that a service has an image, and that what
is named is there. Some dotenv cases are given the variables that their test sets in the process.
"""


RULES_PAGE = """\
# Rules

Written by `make docs` from the code; do not edit.

What `shipway plan` looks for beside what Compose and AWS ask. A *blocker* stops `deploy`, a *warning* does not.
*Intent* rules read what the project means, *design* rules what AWS would get for it.

| code | severity | where | looks at | what | why | what to do |
| --- | --- | --- | --- | --- | --- | --- |
"""


def rules() -> str:
    return RULES_PAGE + "".join(_rule(rule) for rule in RULES)


def _rule(rule: Rule) -> str:
    where = "production" if rule.production else "every environment"
    looks = "intent" if rule.intent else "design"
    why = f"{rule.why} ([source]({rule.source}))"
    return f"| `{rule.id}` | {rule.severity.value} | {where} | {looks} | {rule.title} | {why} | {rule.fix} |\n"


def compose(name: str) -> str:
    """What becomes of Compose's attributes on the target of this name."""
    support = target(name).support()
    rows = {obstacle.attribute: _obstacle(obstacle) for obstacle in reversed(support.obstacles)}
    rows |= {attribute: f"| `{attribute}` | supported | {said} | |" for attribute, said in support.carried.items()}
    return COMPOSE.format(title=name.capitalize()) + "\n".join(rows[attribute] for attribute in sorted(rows)) + "\n"


def compose_pages() -> dict[Path, str]:
    """A page for each target; the first one's has what is measured of Compose itself."""
    first, *others = TARGETS
    pages = {DOCS / f"compose-{name}.md": compose(name) for name in others}
    return {DOCS / "compose.md": compose(first) + CONFORMANCE, **pages}


def _obstacle(obstacle: Obstacle) -> str:
    level = "refused" if obstacle.refused else "degraded"
    return f"| `{obstacle.attribute}` | {level} | it {obstacle.why} | {obstacle.fix} |"


def page() -> str:
    return "\n".join([HEAD, *_options(shared()), "", *_commands()]) + "\n"


def _commands() -> Iterator[str]:
    root = cli.make_context("shipway", [], resilient_parsing=True)
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=root))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`\n"
    yield f"{_unwrapped(command.help or '')}\n"
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _command(child, click.Context(child, info_name=name, parent=context))
        return
    own = [parameter for parameter in command.params if parameter.name not in NAMES]
    if own:
        yield from (*_options(own), "")


def _options(parameters: list[click.Parameter]) -> Iterator[str]:
    yield "| option | meaning |"
    yield "| --- | --- |"
    for parameter in parameters:
        if isinstance(parameter, click.Option):
            words = ", ".join(parameter.opts) + ("" if parameter.is_flag else f" {parameter.metavar}")
            yield f"| `{words}` | {parameter.help} |"
        else:
            yield f"| `{parameter.human_readable_name}` | required |"


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def help_text(columns: int) -> str:
    """What `shipway --help` prints on a terminal of that width."""
    context = cli.make_context("shipway", [], resilient_parsing=True, terminal_width=columns - 2)
    return cli.get_help(context) + "\n"


def main() -> int:
    words = DOCS / "manifest.md"
    pages = {
        DOCS / "commands.md": page(),
        DOCS / "rules.md": rules(),
        DOCS / "codes.md": diagnostic_codes.page(),
        DOCS / "datastores.md": datastore_homes.page(),
        words: manifest(words.read_text(), vocabulary()),
    }
    pages |= compose_pages()
    pages |= {Path(HELP) / f"{columns}.txt": help_text(columns) for columns in (80, WIDEST)}
    if "--check" in sys.argv[1:]:
        return 0 if all(file.is_file() and file.read_text() == text for file, text in pages.items()) else 1
    for file, text in pages.items():
        file.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
