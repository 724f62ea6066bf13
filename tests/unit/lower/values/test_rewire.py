"""Texts that point at a replaced datastore, as typed references."""

from __future__ import annotations

import pytest
from unit.lower.lowering import environment, lowered

from shipway.model.value import ConnectionUrl

COMPOSE = """
services:
  db: {{image: "mysql:8.4", environment: {{MYSQL_USER: app, MYSQL_PASSWORD: long-enough-1, MYSQL_DATABASE: shop}}}}
  web: {{image: x, environment: {{URL: "jdbc:mysql://db:3306/shop?{query}"}}}}
"""


@pytest.mark.parametrize(
    ("query", "user", "password", "left"),
    [
        ("user=app&password=long-enough-1&useUnicode=true", "user", "password", "useUnicode=true"),
        ("useUnicode=true&Username=app&PASSWORD=long-enough-1", "Username", "PASSWORD", "useUnicode=true"),
        ("password=long-enough-1", "", "password", ""),
    ],
)
def test_what_signs_in_by_the_query_is_no_text_any_more(query: str, user: str, password: str, left: str) -> None:
    """The words are kept and their values are not: the old password would lie in the open, and open nothing."""
    result, _ = lowered(COMPOSE.format(query=query))
    (url,) = environment(result, "web")["URL"].parts
    assert isinstance(url, ConnectionUrl)
    assert (url.user_word, url.password_word, url.query) == (user, password, left)
    assert "long-enough-1" not in repr(result)
