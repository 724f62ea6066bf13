"""Every text of the project that may name a service, read once, with the services that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shipway.compose.types import Project, Service
from shipway.lower.identify import references
from shipway.lower.identify.references import Reference
from shipway.records import record


@record
class Text:
    """key: the variable's name or the file's key, "" for a word of a command. names: what of it names a service."""

    key: str
    text: str
    names: tuple[Reference, ...] = ()


@record
class Said:
    """What one service says: its variables that have a value, then the words of its command and its entrypoint."""

    variables: Mapping[str, Text]
    command: tuple[Text, ...]
    entrypoint: tuple[Text, ...]

    def __iter__(self) -> Iterator[Text]:
        yield from self.variables.values()
        yield from self.command
        yield from self.entrypoint

    def in_commands(self, named: Callable[[Text], Iterable[str]]) -> Iterator[tuple[str, str]]:
        """(`entrypoint` or `command`, service) for each service that `named` finds in its words."""
        for attribute, words in (("entrypoint", self.entrypoint), ("command", self.command)):
            for name in sorted({name for word in words for name in named(word)}):
                yield attribute, name


def read(project: Project, directory: Mapping[str, str]) -> dict[str, Said]:
    """Service → what it says. directory: name → service."""
    return {service.name: _said(service, directory) for service in project.services}


def _said(service: Service, directory: Mapping[str, str]) -> Said:
    return Said(
        variables={v.name: text(v.name, v.value, directory) for v in service.environment if v.value},
        command=tuple(text("", word, directory) for word in service.command or ()),
        entrypoint=tuple(text("", word, directory) for word in service.entrypoint or ()),
    )


def text(key: str, said: str, directory: Mapping[str, str]) -> Text:
    """A text with the services that it names, left to right."""
    return Text(key, said, tuple(references.find(key, said, directory)))
