"""A secret of the Compose file is hidden wherever it stands; everything else is shown."""

from __future__ import annotations

from shipway.views.hidden import hidden

SECRET = "swordfish99"
PROJECT = {
    "name": "shop",
    "services": {
        "web": {
            "environment": {
                "DATABASE_URL": f"postgres://shop:{SECRET}@db:5432/shop?x=1",
                "OTHER_URL": "redis://:elsewhere123@cache:6379",
                "API_KEY": "key-of-the-api",
                "LOG_LEVEL": "info",
                "TOKEN_TTL": "3600",
                "UNSET": None,
            },
            "command": ["serve", f"--password={SECRET}", "--level=info"],
            "healthcheck": {"test": ["CMD-SHELL", f"PGPASSWORD={SECRET} psql"]},
            "build": {"context": ".", "args": {"NPM_TOKEN": "npm-token-of-mine"}},
            "labels": {"note": "key-of-the-api is here"},
        },
        "db": {"environment": {"POSTGRES_PASSWORD": SECRET, "POSTGRES_USER": "shop"}},
    },
    "secrets": {"certificate": {"content": "-----BEGIN KEY-----"}},
}


def test_no_secret_is_left():
    text = repr(hidden(PROJECT))
    for secret in (SECRET, "elsewhere123", "key-of-the-api", "npm-token-of-mine", "BEGIN KEY"):
        assert secret not in text


def test_the_rest_is_as_it_was():
    web = hidden(PROJECT)["services"]["web"]
    assert web["environment"]["DATABASE_URL"] == "postgres://shop:<hidden>@db:5432/shop?x=1"
    assert web["environment"]["LOG_LEVEL"] == "info"
    assert web["environment"]["TOKEN_TTL"] == "3600"
    assert web["environment"]["UNSET"] is None
    assert web["command"] == ["serve", "--password=<hidden>", "--level=info"]
    assert web["build"]["context"] == "."


def test_a_short_password_is_not_cut_out_of_other_words():
    shown = hidden({"services": {"db": {"environment": {"DB_PASSWORD": "app", "NAME": "app"}, "image": "app:1"}}})
    assert shown["services"]["db"] == {"environment": {"DB_PASSWORD": "<hidden>", "NAME": "app"}, "image": "app:1"}
