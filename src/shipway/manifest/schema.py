"""The JSON Schema of shipway.yaml, made from its records and from the keys that targets and homes add.

Draft 7, which editors' YAML server knows. `errorMessage` is that server's own: what the value must be, in words. A
datastore has the keys of the home after its `as:`, an environment those of its target; without `as:` a datastore has
every home's, without `target:` an environment has the default target's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shipway.manifest.types import DatastoreChoice, EnvironmentChoice, Manifest, ServiceChoice
from shipway.manifest.vocabulary import Vocabulary
from shipway.shapes import choice, listed
from shipway.words import Shape, Word, words_of

DRAFT = "http://json-schema.org/draft-07/schema#"
LATER = "is not supported yet"
Schema = dict[str, Any]


def schema(vocabulary: Vocabulary) -> Schema:
    """The whole schema as plain data."""
    made = _Maker(vocabulary)
    top = made.mapping([Manifest], None)
    head = {"$schema": DRAFT, "title": "shipway.yaml", "description": "What Compose cannot say. All of it is optional."}
    return {**head, **top, "definitions": dict(sorted(made.definitions.items()))}


def text(vocabulary: Vocabulary) -> str:
    """As the file that editors read."""
    return json.dumps(schema(vocabulary), indent=1, ensure_ascii=False) + "\n"


class _Maker:
    """Collects definitions, each made once. target: the one whose keys services have, None for every target's."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.definitions: dict[str, Schema] = {}

    def mapping(self, records: Iterable[type[Any]], target: str | None) -> Schema:
        """A mapping with the keys of all these records."""
        found: dict[str, list[Word]] = {}
        for one in records:
            for word in words_of(one):
                found.setdefault(word.name, []).append(word)
        required = [name for name, words in found.items() if words[0].required]
        properties = {name: self._property(words, target) for name, words in found.items()}
        return _closed(properties) | ({"required": required} if required else {})

    def _property(self, words: list[Word], target: str | None) -> Schema:
        words = [word for word in words if not word.later] or words
        first = words[0]
        if first.later:
            return {
                "description": f"{_sentence(first.meaning)} Not supported yet.",
                "not": {},
                "doNotSuggest": True,
                "errorMessage": LATER,
            }
        shapes = {id(word.shape): word.shape for word in words}
        made = [self.value(shape, target) for shape in shapes.values()]
        made = [one for number, one in enumerate(made) if one not in made[:number]]
        said = " or ".join(dict.fromkeys(shape.said for shape in shapes.values()))
        value = made[0] if len(made) == 1 else {"anyOf": made, "errorMessage": f"must be {said}"}
        told: Schema = {"description": _sentence(first.meaning)}
        if first.without:
            told["description"] += f" Default: {first.without.replace('`', '')}."
        elif isinstance(first.default, str | int):
            told["default"] = first.default
        return {**told, "allOf": [value]} if "$ref" in value else {**told, **value}

    def value(self, shape: Shape, target: str | None) -> Schema:
        """What a value of the shape may be."""
        types = shape.schema.get("type", ())
        if shape.words is not None and types == ["object", "null"]:
            return {"$ref": f"#/definitions/{self._definition(shape.words, target)}"}
        made = {**shape.schema, "errorMessage": f"must be {shape.said}"}
        if shape.words is not None:
            made = self.mapping([shape.words], target) | made
        if shape.each is not None:
            made["items" if "array" in types else "additionalProperties"] = self.value(shape.each, target)
        return made

    def _definition(self, record: type[Any], target: str | None) -> str:
        name = record.__name__.removesuffix("Choice").lower()
        if record is ServiceChoice and target is not None and self.vocabulary.services:
            name = f"{name}-{target}"
        if name not in self.definitions:
            self.definitions[name] = {}  # taken, for what is below it
            self.definitions[name] = self._record(record, target)
        return name

    def _record(self, record: type[Any], target: str | None) -> Schema:
        if record is DatastoreChoice:
            return self._chosen("as", record, self.vocabulary.homes, None)
        if record is EnvironmentChoice:
            return self._chosen("target", record, self.vocabulary.targets, record("").target)
        if record is ServiceChoice:
            named = self.vocabulary.services
            return self.mapping([record, *(one for name, one in named.items() if target in (None, name))], target)
        return self.mapping([record], target)

    def _chosen(self, key: str, record: type[Any], options: Mapping[str, type[Any]], default: str | None) -> Schema:
        """A mapping whose keys depend on the value of one of them. default: its value where it is not written."""
        name = record.__name__.removesuffix("Choice").lower()
        for one, more in options.items():
            made = self.mapping([record, more], one if record is EnvironmentChoice else None)
            self.definitions[f"{name}-{one}"] = _open_at(key, made)
        if default is None:
            self.definitions[f"{name}-any"] = _open_at(key, self.mapping([record, *options.values()], None))
        # An unknown value, which is reported: the rest of the mapping cannot be judged.
        other = _open_at(key, self.mapping([record], None))
        self.definitions[f"{name}-other"] = {"properties": other["properties"]}
        chooser = next(word for word in words_of(record) if word.name == key)
        told = {"description": f"{_sentence(chooser.meaning)}", **({"default": default} if default else {})}
        enum = self.value(choice(*options), None)
        ways: list[Schema] = [
            {
                "if": {"properties": {key: {"const": one}}, "required": [key]},
                "then": {"$ref": f"#/definitions/{name}-{one}"},
            }
            for one in options
        ]
        unknown = {"properties": {key: {"not": {"enum": [*options]}}}, "required": [key]}
        ways.append({"if": unknown, "then": {"$ref": f"#/definitions/{name}-other"}})
        ways.append({"if": {"required": [key]}, "else": {"$ref": f"#/definitions/{name}-{default or 'any'}"}})
        return {"type": ["object", "null"], "properties": {key: {**told, **enum}}, "allOf": ways}


def _closed(properties: Schema) -> Schema:
    known = [name for name, part in properties.items() if part.get("errorMessage") != LATER]
    return {
        "type": ["object", "null"],
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
        "errorMessage": f"must be a mapping of {listed(known)}" if known else "must be a mapping",
    }


def _open_at(key: str, made: Schema) -> Schema:
    """One of several definitions that hold for the same mapping: the key and the type are checked elsewhere."""
    made["properties"][key] = {}
    return {name: value for name, value in made.items() if name != "type"}


def _sentence(phrase: str) -> str:
    plain = phrase.replace("`", "")
    return f"{plain[0].upper()}{plain[1:]}."
