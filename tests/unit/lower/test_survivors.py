"""Lines of `lower` that could be turned round without a test noticing (docs/mutations.md)."""

from __future__ import annotations

import pytest
from unit.files import project
from unit.lower.lowering import environment, lowered

from shipway.diagnostics import Diagnostics
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.model.value import Attribute, Key, SecretRef
from shipway.targets.fargate.target import TARGET


def with_shell(compose: str, environ: dict[str, str]) -> Lowered:
    loaded, found = project(compose, None, environ)
    return lower(loaded, Manifest(), found, offers=offers(TARGET.stores))


def test_a_password_file_from_the_shell_is_the_database_s_password() -> None:
    """A `_FILE` secret whose value is a variable of the shell: who repeats it is given the new password."""
    result = with_shell(
        """
services:
  db: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD_FILE: /run/secrets/pw}, secrets: [pw]}
  web: {image: x, environment: {DB_HOST: db, DB_USER: app, DB_PASSWORD: from-the-shell-1}}
secrets: {pw: {environment: PW}}
""",
        {"PW": "from-the-shell-1"},
    )
    assert environment(result, "web")["DB_PASSWORD"].parts == (Attribute("db", Key.PASSWORD),)


def test_a_service_of_another_network_does_not_hold_a_database_back() -> None:
    """`depends_on` reaches across networks, calls do not."""
    result, _ = lowered(
        """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: long-enough-1}, networks: [back]}
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:long-enough-1@db/postgres"}, networks: [back]}
  clock: {image: y, depends_on: [db], networks: [front]}
networks: {back: , front: }
"""
    )
    assert [store.name for store in result.application.datastores] == ["db"]


@pytest.mark.parametrize(("network", "linked"), [("back", [("web", "api", 80)]), ("front", [])])
def test_services_that_share_no_network_are_not_linked(network: str, linked: list[tuple[str, str, int]]) -> None:
    result, _ = lowered(
        f"""
services:
  web: {{image: x, environment: {{API: "http://api:80"}}, networks: [back]}}
  api: {{image: y, expose: ["80"], networks: [{network}]}}
networks: {{back: , front: }}
"""
    )
    assert [(one.source, one.sink, one.port) for one in result.application.links] == linked


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("no-new-privileges", True),
        ("no-new-privileges:true", True),
        ("no-new-privileges=true", True),
        ("no-new-privileges:false", False),
        ("seccomp:unconfined", False),
    ],
)
def test_no_new_privileges_is_what_the_option_says(option: str, expected: bool) -> None:
    result, _ = lowered(f"services: {{web: {{image: x, security_opt: ['{option}']}}}}")
    assert result.application.workload("web").hardening.no_new_privileges is expected


HIDDEN = "open-sesame-99"


def checked(test: str, variable: str = "PASSWORD") -> tuple[tuple[str, ...] | None, Diagnostics]:
    compose = (
        f"services: {{web: {{image: x, environment: {{{variable}: {HIDDEN}}}, healthcheck: {{test: {test}}}}},"
        f" other: {{image: y, environment: {{PASSWORD: {HIDDEN}}}}}}}"
    )
    loaded, found = project(compose)
    result = lower(loaded, Manifest(), found, offers=offers(TARGET.stores))
    health = result.application.workload("web").health
    return (health.command if health else None), found


def test_a_health_check_s_password_is_read_from_its_variable() -> None:
    command, found = checked(f"'check -p {HIDDEN}'")
    assert command == ("CMD-SHELL", "check -p ${PASSWORD}")
    assert [one.code for one in found if one.code.startswith("health.")] == ["health.secret"]


@pytest.mark.parametrize(
    ("test", "variable"),
    [(f"[CMD, check, -p, {HIDDEN}]", "PASSWORD"), (f"'check -p {HIDDEN}'", "UNSPOKEN")],
)
def test_a_health_check_that_cannot_read_its_password_is_left_out(test: str, variable: str) -> None:
    """Without a shell nothing reads a variable; and the container may have none with that value."""
    command, found = checked(test, variable)
    assert command is None
    assert [str(one.origin) for one in found if one.code == "health.dropped"] == ["compose.yaml:1"]


def test_a_secret_that_the_manifest_writes_out_is_a_secret() -> None:
    result, found = lowered(
        "services: {web: {image: x}}", "env: {API_TOKEN: open-sesame-99, LEVEL: info}", told="manifest.secret-in-env"
    )
    given = environment(result, "web")
    assert given["API_TOKEN"].parts == (SecretRef("API_TOKEN"),)
    assert given["LEVEL"].literal == "info"
    assert result.values["API_TOKEN"].reveal() == "open-sesame-99"
    assert "open-sesame-99" not in "".join(f"{one} {one.detail} {one.fix}" for one in found)
