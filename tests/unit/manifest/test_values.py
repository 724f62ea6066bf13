"""Every value is checked for type, range, unit and enumeration, at its own line."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

from shipway.diagnostics import Severity
from shipway.inputs import vocabulary
from shipway.manifest.schema import schema

from .reading import good, one, told

BAD = (
    # text below the word at which the value stands; what is said of it; what to do
    ("services: {web: {scale: {min: -3}}}", "`services.web.scale.min` must be a whole number from 0 to 5,000, not -3"),
    ("services: {web: {scale: {max: banana}}}", 'whole number from 1 to 5,000, not "banana"'),
    ("services: {web: {scale: {cpu: 400}}}", "a percentage from 1 to 100, not 400"),
    ("services: {web: {scale: {min: 1.5}}}", "from 0 to 5,000, not 1.5"),
    ("services: {web: {public: 42}}", "true, false, a host such as"),
    ("services: {web: {public: []}}", "not a list"),
    ("services: {web: {public: }}", "not nothing"),
    ("services: {web: {public: ''}}", 'not ""'),
    ("services: {web: {public: {host: 'https://a.b'}}}", "`services.web.public.host` must be a host"),
    ("services: {web: {health: health}}", "must be a path such as /health"),
    ("services: {web: {run: sometimes}}", "must be `before-release`, `keep` or `always`"),
    ("services: {web: 3}", "must be a mapping of `public`, `health`"),
    ("datastores: {db: {as: rds, storage: a lot}}", "must be a number of gigabytes from 20 to 65,536"),
    ("datastores: {db: {storage: big}}", "must be a number of gigabytes"),
    ("datastores: {db: {as: rds, multi_az: perhaps}}", 'must be true or false, not "perhaps"'),
    (
        "datastores: {db: {as: rds, backup_days: 99}}",
        "db.backup_days` must be a number of days from 0 to 35",
    ),
    ("datastores: {db: {as: rds, class: db.t99.enormous}}", "an instance class such as db.t4g.medium"),
    ("datastores: {db: {tls: maybe}}", "must be `required` or `offered`"),
    ("environments: {p: {zones: 17}}", "`environments.p.zones` must be a whole number from 2 to 6, not 17"),
    ("environments: {p: {nat: lots}}", 'must be `one`, `per-zone` or `none`, not "lots"'),
    ("environments: {p: {nat: two}}", "must be `one`, `per-zone` or `none`"),
    ("environments: {p: {production: yes please}}", 'must be true or false, not "yes please"'),
    ("environments: {p: {account: 12}}", "an account's 12 digits in quotes"),
    ("environments: {p: {domain: 'https://x.org/'}}", "must be a bare domain such as shop.example.org"),
    ("environments: {p: {region: europe}}", "must be an AWS region such as eu-central-1"),
    ("environments: [a]", "must be a mapping keyed by names of environments, not a list"),
    ("region: moon-1", 'must be an AWS region such as eu-central-1, not "moon-1"'),
    ("compose: 7", "`compose` must be a file's path, or a list of several, not 7"),
    ("compose: []", "not a list"),
    ("app: My_Shop!", "lower-case letters, digits and dashes"),
    ("secrets: {a: b}", "`secrets` must be a list of variables' names, without their values, not a mapping"),
    ("env: {A: [x]}", "`env.A` must be a text, not a list"),
    ("release: job", "`release` must be a mapping of `service` or `command`"),
)


@pytest.mark.parametrize(("text", "said"), BAD, ids=[text for text, _ in BAD])
def test_a_value_of_the_wrong_kind_is_an_error_at_its_line(text: str, said: str) -> None:
    """U-02, H-03: leaf values were unchecked: another value, into templates, or ignored."""
    found = one("# a comment\n" + text)
    assert found.severity is Severity.ERROR
    assert found.code == "manifest.bad-value"
    assert str(found.origin) == "shipway.yaml:2"
    assert said in found.summary
    assert found.fix


@pytest.mark.parametrize("text", [text for text, _ in BAD])
def test_another_validator_refuses_it_by_the_schema_that_editors_get(text: str) -> None:
    """U-02: "the JSON Schema that editors get is the one that `read` uses"."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema(vocabulary())).validate(yaml.safe_load(text))


def test_the_line_is_the_values_own() -> None:
    found = told("services:\n  web:\n    scale:\n      min: 2\n      max: many\n    health:\n      - /x\n")
    assert [str(one.origin) for one in found] == ["shipway.yaml:5", "shipway.yaml:7"]


def test_words_that_contradict_each_other() -> None:
    """U-02: `scale: {min: 5, max: 2}` became none."""
    found = one("services: {web: {scale: {min: 5, max: 2}}}")
    assert found.summary == "`services.web.scale.max` must be at least `min`, which is 5, not 2"
    found = one("datastores: {db: {as: rds, storage: 200GB, max_storage: 150}}")
    assert found.summary == "`datastores.db.max_storage` must be at least `storage`, which is 200, not 150"


def test_a_range_holds_for_texts_with_a_unit_too() -> None:
    assert "from 20 to 65,536" in one("datastores: {db: {as: rds, storage: 5GB}}").summary
    assert good("datastores: {db: {as: rds, storage: 50 GB}}").datastores["db"].options == {"storage": 50}


def test_all_problems_are_told_at_once_and_the_good_values_stay() -> None:
    from shipway.diagnostics import Diagnostics
    from shipway.manifest.read import read

    diagnostics = Diagnostics()
    text = "region: moon-1\nservices:\n  web: {health: /ok, run: x, scale: {min: x, max: 3}}\nenv: {A: 1, B: []}\n"
    found = read(text, "shipway.yaml", vocabulary(), diagnostics)
    assert [one.origin.line for one in diagnostics if one.origin] == [1, 3, 3, 4]
    web = found.services["web"]
    assert (found.region, web.health, web.run, web.scale) == ("us-east-1", "/ok", None, {"max": 3})
    assert [name for name, _, _ in found.env] == ["A"]


def test_a_host_of_something_external_is_taken() -> None:
    """H-01: `as: external, host: …`, the manual's own example, was refused."""
    choice = good("datastores: {turso: {as: external, host: db.example.org}}").datastores["turso"]
    assert (choice.as_, choice.options) == ("external", {"host": "db.example.org"})


def test_tls_is_taken() -> None:
    """H-02: `tls: required`, offered by a warning and documented, was refused."""
    assert good("datastores: {db: {tls: required}}").datastores["db"].options == {"tls": "required"}
    assert good("datastores: {db: {as: rds, tls: offered}}").datastores["db"].options == {"tls": "offered"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sites: {ui: {build: x}}", "`sites` of the manifest"),
        ("budget: 500", "`budget` of the manifest"),
        ("services: {web: {spot: 70}}", '`spot` of the service "web"'),
        ("services: {web: {scale: {queue: {length: 5}}}}", '`queue` of `scale` of the service "web"'),
        ("services: {web: {public: {allow: 10.0.0.0/8}}}", '`allow` of `public` of the service "web"'),
        ("datastores: {db: {as: rds, user: me}}", '`user` of the datastore "db"'),
        ("datastores: {db: {as: instance}}", '`as: instance` of the datastore "db"'),
        ("datastores: {db: {as: neptune}}", '`as: neptune` of the datastore "db"'),
        ("environments: {p: {waf: true}}", '`waf` of the environment "p"'),
        ("environments: {p: {target: beanstalk, instance: t3.large}}", '`target: beanstalk` of the environment "p"'),
    ],
)
def test_what_is_not_acted_upon_yet_is_an_error_that_says_so(text: str, said: str) -> None:
    """U-02: what is not supported yet is an error that says so; `as: instance` was ignored in silence."""
    found = one("x-mine: 1\n" + text)
    assert (found.code, found.severity) == ("manifest.not-yet", Severity.ERROR)
    assert found.summary == f"{said} is not supported yet"
    assert str(found.origin) == "shipway.yaml:2"
    assert "remove it" in found.fix.lower()


@pytest.mark.parametrize(
    "text",
    [
        "secrets: ['STRIPE=hunter-two']",
        "secrets: {STRIPE: hunter-two}",
        "secrets: hunter-two=",
        "env: {TOKEN: {value: hunter-two}}",
        "environments: {p: {env: {TOKEN: [hunter-two]}}}",
        "datastores: {db: {as: external, host: 'app:hunter-two@db.example.org'}}",
        "services: {web: {password: hunter-two}}",
        "env: {TOKEN: !x {hunter-two: }}",
    ],
)
def test_no_secret_is_repeated(text: str) -> None:
    said = told(text)
    assert said
    assert "hunter" not in repr(said)
