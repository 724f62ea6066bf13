"""Identifiers and read-only attributes of new resources: in AWS's own forms where they matter, else by the schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipway.cloudformation.schemas import Schema, schema
from shipway.rehearse.formats import EC2_PREFIXES, FORMATS, engine_port
from shipway.rehearse.identifiers import DIGITS, LOWER, UPPER
from shipway.rehearse.naming_rules import name_of, naming
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

_RANDOM = re.compile(r"(hex|low|up|digits)(\d+)")
_ALPHABETS = {"hex": "0123456789abcdef", "low": LOWER, "up": UPPER, "digits": DIGITS}


def identified(work: Work) -> Record:
    """A record with its physical id and attributes; not in the store yet."""
    known = schema(work.type)
    attributes: dict[str, Any] = {}
    rule = naming(work.type)
    if rule is not None:
        attributes[rule.property] = name_of(work, rule)
    fields = _Fields(work, str(attributes.get(rule.property, "")) if rule else "")
    for path, form in FORMATS.get(work.type, {}).items():
        attributes[path] = form.format_map(fields) if isinstance(form, str) else form(work, fields)
    for path in known.read_only:
        if path not in attributes and "*" not in path and not _parent(path, known):
            attributes[path] = _synthetic(path, known, fields)
    for path in known.ref:
        if path not in attributes and work.properties.get(path) is None and "/" not in path:
            attributes[path] = _synthetic(path, known, fields)
    record = Record(work.type, "", work.properties, attributes, work.region.clock.now(), work.stack, work.logical_id)
    record.physical_id = "|".join(_text(record.value(path)) for path in known.ref)
    record.tags = dict(work.tags) | own_tags(work.properties)
    return record


class _Fields(dict[str, Any]):
    """What a format may name: region, account, name, hex17, uuid…, or one of the resource's properties."""

    def __init__(self, work: Work, name: str) -> None:
        region = work.region
        super().__init__(
            name=name,
            region=region.name,
            account=region.account,
            partition=region.partition,
            suffix=region.suffix,
            uuid=work.source.uuid("id"),
        )
        self.work = work

    def __missing__(self, key: str) -> str:
        found = _RANDOM.fullmatch(key)
        if found:
            return self.work.source.text(int(found[2]), _ALPHABETS[found[1]], "id")
        return _text(self.work.properties.get(key, ""))


def _parent(path: str, known: Schema) -> bool:
    """Whether a read-only object's parts are listed beside it."""
    return any(other.startswith(f"{path}/") for other in known.read_only)


def _synthetic(path: str, known: Schema, fields: _Fields) -> Any:
    kind = known.type_of(path)
    if kind in ("integer", "number"):
        return engine_port(fields.work, fields) if path.endswith("Port") else 0
    if kind == "boolean":
        return False
    if kind in ("array", "object"):
        return [] if kind == "array" else {}
    return _synthetic_text(path, known, fields)


def _synthetic_text(path: str, known: Schema, fields: _Fields) -> str:
    service, _, word = known.name.removeprefix("AWS::").lower().partition("::")
    leaf = path.rpartition("/")[2]
    if leaf.endswith("Arn"):
        return fields.work.region.arn(service, f"{word}/{fields['name'] or fields['hex17']}")
    if leaf.endswith("Port"):
        return str(engine_port(fields.work, fields))
    if leaf.endswith(("Address", "Addresses", "DNSName", "DomainName", "Endpoint", "Url", "URL")):
        return f"{(fields['name'] or word).lower()}.{fields['low12']}.{fields['region']}.{service}.{fields['suffix']}"
    if known.name in EC2_PREFIXES and path in known.ref:
        return f"{EC2_PREFIXES[known.name]}-{fields['hex17']}"
    return f"{word}-{fields['hex17']}"


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else "" if value is None else str(value)


def own_tags(properties: Mapping[str, Any]) -> dict[str, str]:
    """The tags that a resource has in its properties, in whichever of AWS's forms."""
    for key in ("Tags", "FileSystemTags", "TagList", "HostedZoneTags"):
        tags = properties.get(key)
        if isinstance(tags, Mapping):
            return {str(name): str(value) for name, value in tags.items()}
        if isinstance(tags, list):
            return {
                str(tag["Key"]): str(tag.get("Value", "")) for tag in tags if isinstance(tag, Mapping) and "Key" in tag
            }
    return {}
