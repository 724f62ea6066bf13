"""Host names inside values: where a workload is reached by a name other than its Compose name."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from shipway.model.value import Value
from shipway.model.workload import Workload

HOSTLIKE = r"host|server|addr|broker|endpoint|node|peer|upstream"
"""Variables whose whole value is a host's name; in others, such as `CACHE_DRIVER: redis`, it is not a host."""
HOST = (
    r"(^|(?<=://)|(?<=@)|(?<=,)){}(?!://)(?=[:/,?]|$)",  # in a URL or a list
    r"(?<=[\s=\"'])()({})(?=:\d)",  # host:port anywhere
    r"((?:\s-h|--host|_HOST|_host)[ =][\"']?){}(?=[\s\"';]|$)",  # a client's option
    r"(\s){}(?=\s+\d{{2,5}}\b)",  # host and port apart, as nc and wait scripts have them
)
"""Where a name in a text is a host: in a job's script it may also be a word of its own (`mc mb minio/bucket`)."""


def renamed(workload: Workload, names: Mapping[str, str]) -> Workload:
    """The workload with other host names in its values, commands and files. names: as written → as reached."""
    if not names:
        return workload
    return dataclasses.replace(
        workload,
        environment=tuple((name, _variable(name, value, names)) for name, value in workload.environment),
        command=_words(workload.command, names),
        entrypoint=_words(workload.entrypoint, names),
        secret_files=tuple(dataclasses.replace(f, value=_value(f.value, names)) for f in workload.secret_files),
    )


def _variable(name: str, value: Value, names: Mapping[str, str]) -> Value:
    word = value.literal in names and not re.search(HOSTLIKE, name, re.I)
    return value if word else _value(value, names)


def _words(words: tuple[Value, ...] | None, names: Mapping[str, str]) -> tuple[Value, ...] | None:
    return None if words is None else tuple(_value(word, names) for word in words)


def _value(value: Value, names: Mapping[str, str]) -> Value:
    return Value(tuple(in_text(p, names) if isinstance(p, str) else p for p in value.parts), value.origin)


def in_text(text: str, names: Mapping[str, str]) -> str:
    """The text with each name replaced where it is a host."""
    for alias, name in names.items():
        for place in HOST:
            text = re.sub(place.format(re.escape(alias)), rf"\g<1>{name}", text)
    return text
