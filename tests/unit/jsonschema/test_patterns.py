"""Every pattern of the bundle takes the same texts as in jsonschema-rs, whose engine is another.

Two differences are the library's: it takes `a` for `^[a-z]+.*[a-z]+$`, which needs two letters, and in patterns that
look ahead or behind, and there alone, `.`, `\\s` and `\\w` are not JavaScript's: these are asked for ASCII.
"""

from __future__ import annotations

import random
import string
from functools import cache

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.jsonschema.bundle import patterns
from unit.jsonschema.reference import MISREAD

from shipway.jsonschema.patterns import compiled, found, translated

PATTERNS = patterns()
ENDLESS = {
    "^[\\/]+([^~]*(~[01])*){1,512}$",
    "^([^:*\\/]+\\/?)*[^:*\\/]+$",
    "arn:aws(-[\\w]+)*:execute-api:[a-z0-9-]+:[0-9]{12}:.+",
    "arn:aws(-[a-z0-9-]+)*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+",
}
"""Patterns that repeat a repetition: a long text that just misses one is searched without an end, by any engine that
steps back. They hold names that Shipway gives and ARNs, so that no text of a user's reaches them, and no random one."""

ODD = "\n\r\t\v \u00a0\u2028\u3000\ufeff\u0085éßΩ٣Ⅷ²_-.:/=+@$[]{}|^\\#%&,;'\"<>()*?!`~\x00\x7f日"
WORDS = (
    *(
        "",
        "a",
        "arn:aws:kms:eu-west-1:123456789012:key/abc",
        "aws:x",
        "custom-x",
        "aurora",
        "10.0.0.0/16",
        "/",
        "a/b/c",
    ),
    *(
        "true",
        "Standard",
        "db.t4g.micro",
        "2026-01-01T00:00:00Z",
        "mon:01:00-mon:02:00",
        "cron(0 1 * * ? *)",
        "x" * 300,
    ),
    *("https://example.com/x?y=1", "user@example.com", "a.example.com", "sg-0123456789abcdef0", "123456789012", "-1"),
)


@cache
def reference(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern})


def differing(pattern: str, texts: set[str]) -> list[str]:
    ours, theirs = compiled(pattern), reference(pattern)
    if "(?" in pattern:
        texts = {text for text in texts if text.isascii() and "\r" not in text}
    if pattern == MISREAD:
        texts = {text for text in texts if not (len(text) == 1 and ours.search(text * 2))}
    return [text for text in sorted(texts) if found(pattern, text) != theirs.is_valid(text)]


def neighbours(text: str) -> set[str]:
    """The text, and texts that differ from it by an odd character."""
    chance = random.Random(text)
    near = {text, f"{text}\n", f"\n{text}"}
    for odd in chance.sample(ODD, 12):
        at = chance.randint(0, len(text))
        near |= {text[:at] + odd + text[at:], text[:at] + odd + text[at + 1 :]}
    return near


def test_the_bundle_has_patterns() -> None:
    assert len(PATTERNS) > 250
    assert {*PATTERNS} > ENDLESS


@pytest.mark.parametrize("pattern", PATTERNS)
def test_ordinary_and_odd_texts(pattern: str) -> None:
    texts = {*WORDS, *ODD, *string.ascii_letters, *string.digits, *(f"a{odd}" for odd in ODD)}
    assert differing(pattern, texts) == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted({*PATTERNS} - ENDLESS)).flatmap(lambda p: st.tuples(st.just(p), st.from_regex(compiled(p))))
)
def test_texts_that_fit_and_their_neighbours(pair: tuple[str, str]) -> None:
    pattern, text = pair
    assert differing(pattern, neighbours(text)) == []


@pytest.mark.parametrize(
    ("pattern", "spelled"),
    [
        ("^a$", "^a\\Z"),
        ("[$.]", "[$.]"),
        ("\\$\\.", "\\$\\."),
        ("[[]", "[\\[]"),
        ("[\\]$]$", "[\\]$]\\Z"),
        ("\\d[\\d]", "[0-9][0-9]"),
    ],
)
def test_the_spelling(pattern: str, spelled: str) -> None:
    assert translated(pattern) == spelled


def test_where_the_library_is_wrong() -> None:
    """Fails when the library is mended: then the exceptions above go."""
    assert reference(MISREAD).is_valid("a")
    assert not compiled(MISREAD).search("a")
    assert reference("^(?!x).$").is_valid("\r")
    assert not reference("^.$").is_valid("\r")


def test_letters_are_allowed_where_numbers_are() -> None:
    for pattern in PATTERNS:
        assert ("\\p{L}" in pattern) == ("\\p{N}" in pattern) == ("\\p{Z}\\p{N}_" in pattern), pattern
