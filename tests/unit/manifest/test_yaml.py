"""YAML's traps are told kindly."""

from __future__ import annotations

import pytest

from .reading import good, one


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("environments: {p: {account: 012345678901}}", 'Quote it: "012345678901". Without quotes YAML reads a number'),
        ("environments: {p: {production: yes}}", "Write true: in Compose's YAML `yes` is text."),
        ("environments: {p: {production: off}}", "Write false: in Compose's YAML `off` is text."),
        ("environments: {p: {production: 'true'}}", "Write true, without quotes."),
        ("services: {web: {public: yes}}", "Write true: in Compose's YAML `yes` is text."),
        ("environments: {p: {zones: '3'}}", "Write 3, without quotes."),
        ("environments: {p: {domain: 'https://x.org/'}}", "Write only x.org."),
        ("environments: {p: {nat: None}}", 'Did you mean "none"?'),
        ("services: {web: {skip: 5}}", 'Quote it: "5".'),
        ("region:", "Write a value after the colon, or remove the line."),
        ("services: {web: {public: *.example.org}}", "A text that begins with `*` must be quoted"),
        ("services: {web: {public: www.${domain}}}", 'Quote a text with ${…} inside of { }: "www.${domain}".'),
        ("services:\n\tweb: {}", "Indent with spaces"),
        ("- a", "Begin lines with keys such as `environments:`"),
    ],
)
def test_what_to_write_instead(text: str, fix: str) -> None:
    """U-01, U-02, U-14: what YAML makes of a value is told with what to write."""
    found = one(text)
    assert fix in found.fix
    assert found.origin is not None
    assert "Compose file" not in found.summary


def test_what_other_yaml_readers_get_wrong_is_right() -> None:
    text = "env: {PORT: 22222:22, SWITCH: on, EMPTY: , N: 5, T: true}\nenvironments: {p: {account: 123456789012}}"
    found = good(text)
    assert {name: text for name, text, _ in found.env} == {
        **{"PORT": "22222:22", "SWITCH": "on"},
        **{"EMPTY": "", "N": "5", "T": "true"},
    }
    assert found.environments["p"].account == "123456789012"


def test_a_version_keeps_its_zero() -> None:
    found = good("datastores: {a: {as: rds, version: 16.10}, b: {as: elasticache, version: 8.0}}").datastores
    assert (found["a"].options, found["b"].options) == ({"version": "16.10"}, {"version": "8.0"})


def test_several_documents() -> None:
    assert one("app: a\n---\napp: b\n").code == "manifest.several"


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "services:\nenvironments:\n  dev:\n"])
def test_an_empty_one_is_all_defaults(text: str) -> None:
    found = good(text)
    assert (found.region, dict(found.services)) == ("us-east-1", {})
