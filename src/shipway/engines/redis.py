"""Redis and Valkey: a password at most, in the command or in a variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shipway.engines.command import flags
from shipway.engines.family import EVERYWHERE, Credentials, Family, Given


def credentials(given: Given) -> Credentials:
    words = given.words
    password = words[words.index("--requirepass") + 1] if "--requirepass" in words[:-1] else ""
    return Credentials("", password or given.first("REDIS_PASSWORD"), "")


def settings(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names with dashes, as redis.conf has them."""
    for name, value in flags(words):
        yield name.replace("_", "-"), value


FAMILY = Family(
    name="redis",
    port=6379,
    user="",
    credentials=credentials,
    signed=False,
    own=("REDIS_", "VALKEY_", *EVERYWHERE),
    settings=settings,
)
