"""A manifest's tree, checked by the schema, becomes its records; what is wrong in it is skipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.compose.tree import Node
from shipway.diagnostics import Diagnostics
from shipway.manifest import messages
from shipway.manifest.check import bad_value
from shipway.manifest.types import DatastoreChoice, EnvironmentChoice, Manifest, ServiceChoice
from shipway.manifest.violations import Path
from shipway.manifest.vocabulary import Vocabulary
from shipway.records import record
from shipway.words import Shape, filled, words_of


@record
class Builder:
    """wrong: the paths of what the schema refused."""

    vocabulary: Vocabulary
    wrong: frozenset[Path]
    diagnostics: Diagnostics

    def manifest(self, tree: Node) -> Manifest:
        """The whole manifest. Values that their shapes refuse are reported, as the schema's refusals were before."""
        values = self._words(tree, (), [Manifest])
        named = ("services", "datastores", "environments", "env", "secrets", "release")
        values = {name: value for name, value in values.items() if name not in named} | self._sections(tree, ())
        secrets = tree.get("secrets")
        if secrets is not None and ("secrets",) not in self.wrong:
            nodes = secrets.items if isinstance(secrets.value, list) else [secrets]
            good = [node for at, node in enumerate(nodes) if ("secrets", at) not in self.wrong]
            values["secrets"] = tuple((node.text, node.origin) for node in good)
        release = tree.get("release")
        if release is not None and release.value and not any(path[:1] == ("release",) for path in self.wrong):
            values["release"] = (release.mapping["service"].text, release.mapping["command"].text, release.origin)
        entries = self._entries(tree, (), "environments")
        values["environments"] = {name: self._environment(node, tree, name) for name, node in entries.items()}
        return filled(Manifest, values, origin=tree.origin)

    def _sections(self, tree: Node, path: Path) -> dict[str, Any]:
        """What may be at the top level and below an environment alike."""
        services, datastores = (self._entries(tree, path, name) for name in ("services", "datastores"))
        return {
            "services": {name: self._service(node, tree, (*path, "services", name)) for name, node in services.items()},
            "datastores": {
                name: self._datastore(node, tree, (*path, "datastores", name)) for name, node in datastores.items()
            },
            "env": tuple((name, node.text, node.origin) for name, node in self._entries(tree, path, "env").items()),
        }

    def _entries(self, tree: Node, path: Path, name: str) -> Mapping[str, Node]:
        """The good entries of a mapping that is keyed by names."""
        node, here = tree.get(name), (*path, name)
        if node is None or here in self.wrong:
            return {}
        return {key: child for key, child in node.mapping.items() if (*here, key) not in self.wrong}

    def _service(self, node: Node, tree: Node, path: Path) -> ServiceChoice:
        values = self._words(node, path, [ServiceChoice, *self.vocabulary.services.values()])
        origin = _section(tree, path).key_origin(str(path[-1]))
        return filled(ServiceChoice, values, name=str(path[-1]), origin=origin, options=_rest(values, ServiceChoice))

    def _datastore(self, node: Node, tree: Node, path: Path) -> DatastoreChoice:
        home, homes = self._chosen(node, path, "as", "any"), self.vocabulary.homes
        own = homes.values() if home == "any" else [homes[home]] if home in homes else []
        values = self._words(node, path, [DatastoreChoice, *own])
        origin = _section(tree, path).key_origin(str(path[-1]))
        places = {key: node.key_origin(key) for key in node.mapping}
        options = _rest(values, DatastoreChoice)
        return filled(DatastoreChoice, values, name=str(path[-1]), origin=origin, options=options, places=places)

    def _environment(self, node: Node, tree: Node, name: str) -> EnvironmentChoice:
        path: Path = ("environments", name)
        target = self._chosen(node, path, "target", EnvironmentChoice("").target)
        own = [self.vocabulary.targets[target]] if target in self.vocabulary.targets else []
        values = self._words(node, path, [EnvironmentChoice, *own]) | self._sections(node, path)
        origin = tree.mapping["environments"].key_origin(name)
        return filled(EnvironmentChoice, values, name=name, origin=origin, options=_rest(values, EnvironmentChoice))

    def _chosen(self, node: Node, path: Path, key: str, unsaid: str) -> str:
        """The value of the key that decides which other keys there are; "" for a wrong one."""
        if key not in node.mapping:
            return unsaid
        return "" if (*path, key) in self.wrong else node.mapping[key].text

    def _words(self, node: Node, path: Path, records: list[type[Any]]) -> dict[str, Any]:
        """The good values of a mapping by their written names."""
        shapes = {word.name: word.shape for one in records for word in words_of(one) if not word.later}
        values: dict[str, Any] = {}
        for key, child in node.mapping.items():
            if key in shapes and (*path, key) not in self.wrong and key not in SECTIONS:
                self._keep(values, shapes[key], child, (*path, key))
        for one in records:
            said = one.agree(values) if hasattr(one, "agree") else None
            if said is not None and said[0] in values:
                del values[said[0]]
                self._refuse(node.mapping[said[0]], (*path, said[0]), said[1])
        return values

    def _keep(self, values: dict[str, Any], shape: Shape, node: Node, path: Path) -> None:
        try:
            values[str(path[-1])] = self._value(shape, node, path)
        except ValueError as error:
            self._refuse(node, path, str(error))

    def _refuse(self, node: Node, path: Path, must: str) -> None:
        bad_value(path, node, f"must be {must}", messages.PAGE, self.diagnostics)

    def _value(self, shape: Shape, node: Node, path: Path) -> Any:
        """The typed value. Raises ValueError with what it must be."""
        if isinstance(node.value, list):
            good = [(at, one) for at, one in enumerate(node.items) if (*path, at) not in self.wrong]
            each = shape.each or shape
            return shape.read([self._value(each, one, (*path, at)) for at, one in good])
        if shape.words is not None and not isinstance(node.value, str | bool | int | float):
            return shape.read(self._words(node, path, [shape.words]))
        if isinstance(node.value, dict):
            return shape.read({key: child.text for key, child in node.mapping.items()})
        number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        return shape.read(node.raw if number and "string" in shape.schema.get("type", ()) else node.value)


SECTIONS = ("services", "datastores", "environments", "env", "secrets", "release")
"""Keys whose values keep the lines of their entries; they are built by hand."""


def _section(tree: Node, path: Path) -> Node:
    return tree.mapping[str(path[-2])]


def _rest(values: Mapping[str, Any], record: type[Any]) -> dict[str, Any]:
    own = {word.name for word in words_of(record)}
    return {name: value for name, value in values.items() if name not in own}
