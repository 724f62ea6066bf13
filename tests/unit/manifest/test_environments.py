"""What an environment says of services, datastores and variables is laid over the rest."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from .reading import good, one

TEXT = """
services:
  web: {health: /health, public: www.example.org, scale: {min: 1}}
  old: {skip: gone}
datastores:
  db: {as: rds, storage: 20GB, multi_az: false}
  cache: {as: elasticache, replicas: 1}
env: {A: outer, B: outer}
environments:
  staging:
    datastores: {db: {as: volume}}
  production:
    services: {web: {scale: {min: 2, max: 9}}, new: {public: false}}
    datastores: {db: {storage: 100}, cache: {as: elasticache, class: cache.t4g.small}}
    env: {B: inner, C: inner}
"""


def test_the_inner_words_win_and_the_others_stay() -> None:
    found = good(TEXT).for_environment("production")
    web = found.services["web"]
    assert (web.health, web.public, web.scale) == ("/health", ("www.example.org",), {"min": 2, "max": 9})
    assert web.origin.line == 13
    assert found.services["new"].opened is False
    assert found.services["old"].skip == "gone"
    assert found.datastores["db"].as_ == "rds"
    assert found.datastores["db"].options == {"storage": 100, "multi_az": False}
    assert found.datastores["cache"].options == {"replicas": 1, "class": "cache.t4g.small"}
    assert {name: text for name, text, _ in found.env} == {"A": "outer", "B": "inner", "C": "inner"}
    assert found.stated == {"A", "B", "C"}


def test_another_home_takes_nothing_from_above() -> None:
    found = good(TEXT).for_environment("staging")
    assert (found.datastores["db"].as_, found.datastores["db"].options) == ("volume", {})


def test_an_environment_that_says_nothing_changes_nothing() -> None:
    manifest = good(TEXT)
    assert manifest.for_environment("elsewhere") is manifest


def test_they_are_checked_as_those_at_the_top() -> None:
    found = one("environments:\n  p:\n    services:\n      web: {scale: {min: x}}\n")
    assert found.summary.startswith("`environments.p.services.web.scale.min` must be")
    assert str(found.origin) == "shipway.yaml:4"


def test_lowering_takes_them() -> None:
    manifest = "env: {MODE: a}\nenvironments: {dev: {env: {MODE: b}, services: {web: {health: /up}}}}"
    result, _ = lowered("services: {web: {image: x, ports: ['80:80']}}", manifest)
    web = result.application.workload("web")
    assert web.health_path == "/up"
    assert dict(web.environment)["MODE"].literal == "b"


def test_public_has_three_states() -> None:
    """U-01: `public: false` was accepted and ignored, `public: yes` became a host."""
    services = good("services: {a: {public: true}, b: {public: false}, c: {public: a.example.org}, d: {}}").services
    assert [one.opened for one in services.values()] == [True, False, True, None]
    assert services["c"].public == ("a.example.org",)
    both = good("services: {a: {public: {host: [a.b.org, '${domain}'], path: /x}}, b: {public: ['*.a.org']}}").services
    assert (both["a"].public, both["a"].path, both["b"].public) == (("a.b.org", "${domain}"), "/x", ("*.a.org",))


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("skip: for developers", "run: keep", (None, "keep", None)),
        ("run: keep", "skip: none here", ("none here", None, None)),
        ("schedule: rate(1 hour)", "run: always", (None, "always", None)),
        ("run: always", "schedule: rate(1 hour)", (None, None, "rate(1 hour)")),
        ("skip: for developers", "health: /up", ("for developers", None, None)),
    ],
)
def test_what_becomes_of_a_service_is_said_by_one_of_the_two(
    outer: str, inner: str, expected: tuple[str | None, ...]
) -> None:
    """Beside a `skip` that stays, `run: keep` would mean nothing."""
    text = f"services: {{web: {{{outer}}}}}\nenvironments: {{dev: {{services: {{web: {{{inner}}}}}}}}}\n"
    web = good(text).for_environment("dev").services["web"]
    assert (web.skip, web.run, web.schedule) == expected


COMPOSE = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: long-enough-1}}
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:long-enough-1@db/app"}}
"""


@pytest.mark.parametrize(("home", "options"), [("rds", {"backup_days": 14, "multi_az": True}), ("volume", None)])
def test_a_home_that_an_environment_names_keeps_what_was_said_without_one(home: str, options: object) -> None:
    """`backup_days: 14` at the top is not lost to an environment that says `as: rds`, which it is anyway."""
    own = ", multi_az: true" if home == "rds" else ""
    text = (
        f"datastores: {{db: {{backup_days: 14}}}}\nenvironments: {{dev: {{datastores: {{db: {{as: {home}{own}}}}}}}}}\n"
    )
    stores = lowered(COMPOSE, text)[0].application.datastores
    assert (stores[0].options if stores else None) == options


def test_a_slip_beside_what_is_inherited_is_told() -> None:
    text = "datastores: {db: {backup_days: 14}}\nenvironments: {dev: {datastores: {db: {as: rds, bakup_days: 3}}}}\n"
    lowered(COMPOSE, text, told="manifest.unknown-word")


def test_the_target_s_words_of_an_environment_reach_it() -> None:
    text = "environments: {dev: {domain: example.org, zone: Z123, nat: none, zones: 3}}"
    assert good(text).environments["dev"].options == {"zone": "Z123", "nat": "none", "zones": 3}


def test_one_value_is_told_once() -> None:
    """It breaks the schema in two places: as none of the homes' words, and in each alternative."""
    assert one("datastores: {db: {storage: much}}").code == "manifest.bad-value"
