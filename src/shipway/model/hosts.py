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


ADDRESS = r"://|@|:\d|(?:^|\s)-h\b|--host|_host|\s\d{2,5}\b"
"""What a text has that names a host beside words: `worker,mail` and `cache/files` have none of it."""
OPTION = rf"^(-h|--?[\w-]*({HOSTLIKE})[\w-]*)$"
"""The word of a command whose next one is a host."""


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
    said = "".join(part for part in value.parts if isinstance(part, str))
    place = re.search(HOSTLIKE, name, re.I) or re.search(ADDRESS, said, re.I)
    return _value(value, names) if place else value


def _words(words: tuple[Value, ...] | None, names: Mapping[str, str]) -> tuple[Value, ...] | None:
    """A word alone is a host after an option that says so, or before a port: in `celery worker` it is none."""
    if words is None:
        return None
    around = zip((None, *words), words, (*words[1:], None), strict=False)
    return tuple(
        word if word.literal in names and not _host_between(before, after) else _value(word, names)
        for before, word, after in around
    )


def _host_between(before: Value | None, after: Value | None) -> bool:
    option = before.literal if before is not None else None
    port = after.literal if after is not None else None
    return bool(re.search(OPTION, option or "", re.I) or re.fullmatch(r"\d{2,5}", port or ""))


def _value(value: Value, names: Mapping[str, str]) -> Value:
    return Value(tuple(in_text(p, names) if isinstance(p, str) else p for p in value.parts), value.origin)


def in_text(text: str, names: Mapping[str, str]) -> str:
    """The text with each name replaced where it is a host."""
    for alias, name in names.items():
        for place in HOST:
            text = re.sub(place.format(re.escape(alias)), rf"\g<1>{name}", text)
    return text
