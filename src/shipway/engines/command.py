"""Settings in the arguments of a server's command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

FLAG = r"--([\w-]+)(?:=(.*))?"


def flags(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """`--name=value` and `--name value`; a flag without a value has "". The name as written."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        match = re.fullmatch(FLAG, word)
        if match is not None:
            yield match[1], match[2] if match[2] is not None else ("" if following.startswith("-") else following)
