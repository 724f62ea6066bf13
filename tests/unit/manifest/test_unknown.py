"""Misspelt, misplaced, duplicated and missing words."""

from __future__ import annotations

import pytest

from shipway.diagnostics import Diagnostics, InputError
from shipway.inputs import Request, load_inputs
from shipway.pipeline import intend

from ..files import DictReader
from .reading import good, one, told


@pytest.mark.parametrize(
    ("text", "said", "fix"),
    [
        ("enviroments: {}", 'the manifest does not know "enviroments"', 'Did you mean "environments"?'),
        ("services: {web: {helth: /x}}", 'the service "web" does not know "helth"', 'Did you mean "health"?'),
        ("services: {web: {scale: {minn: 1}}}", '`scale` of the service "web" does not know "minn"', '"min"'),
        ("services: {web: {public: {pth: /}}}", '`public` of the service "web" does not know "pth"', '"path"'),
        ("datastores: {db: {public: true}}", 'the datastore "db"', "It is a key of `services: {NAME: …}`"),
        ("services: {db: {storage: 20}}", 'the service "db"', "It is a key of `datastores: {NAME: …}`"),
        ("services: {db: {zones: 2}}", 'the service "db"', "It is a key of `environments: {NAME: …}`"),
        ("environments: {p: {secrets: [A]}}", 'the environment "p"', "It is a key of the top of the file"),
        ("healthh: /x", "the manifest", 'Did you mean "health"? It is a key of `services: {NAME: …}`'),
        ("environments: {p: {services: {w: {rn: x}}}}", 'the service "w" of the environment "p"', '"run"'),
        ("quite: other", 'the manifest does not know "quite"', "It takes app, region, compose, services"),
    ],
)
def test_an_unknown_word_is_told_with_the_one_that_was_meant(text: str, said: str, fix: str) -> None:
    found = one("\n" + text)
    assert (found.code, str(found.origin)) == ("manifest.unknown-word", "shipway.yaml:2")
    assert said in found.summary
    assert fix in found.fix


def test_a_word_of_another_home_is_told_with_the_home() -> None:
    """U-02: "`backup_days` of a cache" was ignored."""
    found = one("datastores:\n  cache:\n    as: elasticache\n    backup_days: 3\n")
    assert found.summary == '`backup_days` of the datastore "cache" does not apply to elasticache'
    assert found.fix == "Remove it, or write `as: rds`."
    assert str(found.origin) == "shipway.yaml:4"
    assert "does not apply to rds" in one("datastores: {db: {as: rds, replicas: 1}}").summary


def test_without_a_home_every_homes_words_may_stand() -> None:
    options = good("datastores: {a: {storage: 30, class: db.t4g.small}, b: {class: cache.t4g.micro}}").datastores
    assert options["a"].options == {"storage": 30, "class": "db.t4g.small"}
    assert options["b"].options == {"class": "cache.t4g.micro"}
    assert "an instance class such as db.t4g.medium or a node type" in one("datastores: {a: {class: big}}").summary


def test_a_word_that_means_nothing_for_what_a_datastore_becomes_by_itself() -> None:
    """U-02: "`backup_days` of a cache" was ignored; without `as:` what it becomes decides."""
    compose = "services: {cache: {image: redis}, web: {image: x, environment: {REDIS_URL: 'redis://cache:6379'}}}"
    reader = DictReader({"compose.yaml": compose, "shipway.yaml": "datastores:\n  cache: {backup_days: 3}\n"})
    diagnostics = Diagnostics()
    request = Request("/projects/shop", {})
    with pytest.raises(InputError):
        intend(load_inputs(reader, request, diagnostics), request, diagnostics)
    (found,) = diagnostics.errors()
    assert found.summary == '"cache" becomes Amazon ElastiCache for Valkey, which does not take `backup_days`'
    assert str(found.origin) == "shipway.yaml:2"
    assert (str(found.origin), found.fix) == (
        "shipway.yaml:2",
        "It takes `class`, `replicas` or `version`.",
    )


def test_a_home_that_is_not_known_hides_no_other_problem() -> None:
    found = told("datastores:\n  a: {as: rdss}\nenvironments:\n  p: {target: fargat, account: 1}\n")
    assert [one.fix.split("?")[0] for one in found[:2]] == ['Did you mean "rds"', 'Did you mean "fargate"']
    assert "`environments.p.account`" in found[2].summary


def test_a_word_that_is_missing() -> None:
    found = one("app: shop\nrelease: {service: web}\n")
    assert (found.summary, str(found.origin)) == ("`release` lacks `command`", "shipway.yaml:2")


def test_a_word_that_is_written_twice() -> None:
    found = one("app: a\napp: b\n")
    assert (found.code, str(found.origin)) == ("compose.duplicate-key", "shipway.yaml:2")
    assert "line 1" in found.detail


def test_words_of_ones_own() -> None:
    text = "x-small: &small {scale: {min: 1}}\nservices: {web: {<<: *small, x-note: 5}}\nenvironments: {p: {x-a: []}}\n"
    assert good(text).services["web"].scale == {"min": 1}
