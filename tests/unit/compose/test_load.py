"""What a Compose project looks like after all phases, and what is said when it cannot be one."""

from __future__ import annotations

import pytest

from shipway.diagnostics import InputError, Origin

from ..files import project


def refused(compose: str, files: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        project(compose, files)
    errors = [d for d in caught.value.diagnostics if d.severity == "error"]
    assert all(d.origin is not None for d in errors)
    assert all(d.fix for d in errors), "every error says what to do"
    return [str(d) for d in errors]


def test_short_forms_become_long_ones():
    loaded, _ = project(
        """
services:
  web:
    image: nginx
    ports: ["127.0.0.1:8080:80", "9000-9001:9000-9001/udp", 3000]
    volumes: ["data:/data:ro", "./conf:/etc/app", "/cache"]
    environment: ["A=1", "B=two words", C]
    depends_on: [db]
    command: server --name "my app"
  db: {image: postgres}
volumes: {data: }
""",
        {"conf/a.conf": "x"},
    )
    web = loaded.service("web")
    assert [(p.host_ip, p.published, p.target, p.protocol) for p in web.ports] == [
        ("127.0.0.1", "8080", 80, "tcp"),
        ("", "9000", 9000, "udp"),
        ("", "9001", 9001, "udp"),
        ("", None, 3000, "tcp"),
    ]
    assert [(m.type, m.source, m.target, m.read_only) for m in web.mounts] == [
        ("volume", "data", "/data", True),
        ("bind", "conf", "/etc/app", False),
        ("volume", None, "/cache", False),
    ]
    assert [(v.name, v.value) for v in web.environment] == [("A", "1"), ("B", "two words"), ("C", None)]
    assert web.command == ("server", "--name", "my app")
    assert [(d.service, d.condition) for d in web.depends_on] == [("db", "service_started")]


def test_a_host_port_is_no_address():
    loaded, _ = project("services: {a: {image: x, ports: ['81:5000']}}")
    (port,) = loaded.service("a").ports
    assert (port.published, port.target, port.host_ip) == ("81", 5000, "")


def test_env_files_come_before_environment_and_dot_env_before_both():
    loaded, _ = project(
        """
services:
  web:
    image: web:${TAG:-latest}
    env_file: [web.env, {path: missing.env, required: false}]
    environment: {A: own, D: "${FROM_DOT_ENV}"}
""",
        {".env": "FROM_DOT_ENV=yes\nTAG=3\n", "web.env": "A=file\nB='literal $X'\nexport C=\"${A}!\"\n"},
    )
    web = loaded.service("web")
    assert web.image == "web:3"
    assert {v.name: v.value for v in web.environment} == {"A": "own", "B": "literal $X", "C": "file!", "D": "yes"}
    d = next(v for v in web.environment if v.name == "D")
    assert d.sources == (("FROM_DOT_ENV", Origin(".env", 1)),)


def test_yaml_traps():
    loaded, _ = project("""
services:
  a:
    image: x
    ports: [22222:22]
    environment: {ON: on, YES: yes, NO: "no", OCTAL: 0o17, NUMBER: 1.50, TRUE: true}
""")
    a = loaded.service("a")
    assert (a.ports[0].published, a.ports[0].target) == ("22222", 22)
    assert {v.name: v.value for v in a.environment} == {
        "ON": "on",
        "YES": "yes",
        "NO": "no",
        "OCTAL": "15",
        "NUMBER": "1.5",
        "TRUE": "true",
    }


def test_merge_keys_and_lists_of_them():
    loaded, _ = project("""
x-one: &one {image: one, user: a}
x-two: &two {image: two, read_only: true}
services:
  a: {<<: [*one, *two], user: mine}
""")
    a = loaded.service("a")
    assert (a.image, a.user, a.read_only) == ("one", "mine", True)


def test_override_file_reset_and_override_tags():
    loaded, _ = project(
        """
services:
  a: {image: x, ports: ["80:80"], command: one two, environment: {A: 1}}
  b: {image: y, ports: ["90:90"]}
""",
        {
            "compose.override.yaml": """
services:
  a: {ports: !reset [], command: three, environment: {B: 2}}
  b: {ports: !override ["91:90"]}
"""
        },
    )
    a = loaded.service("a")
    assert (a.ports, a.command) == ((), ("three",))
    assert {v.name for v in a.environment} == {"A", "B"}
    assert [p.published for p in loaded.service("b").ports] == ["91"]


def test_extends_from_another_file_moves_its_paths():
    loaded, _ = project(
        """
services:
  web: {extends: {file: base/common.yaml, service: app}, environment: {B: 2}}
""",
        {
            "base/common.yaml": "services: {app: {build: ./src, environment: {A: 1}, volumes: ['./x:/x']}}",
            "base/src/Dockerfile": "FROM x",
            "base/x/f": "",
        },
    )
    web = loaded.service("web")
    assert web.build is not None
    assert web.build.context == "base/src"
    assert web.mounts[0].source == "base/x"
    assert {v.name for v in web.environment} == {"A", "B"}


def test_include_has_its_own_folder_and_env():
    loaded, _ = project(
        """
include: [infra/compose.yaml]
services: {web: {image: x}}
""",
        {
            "infra/compose.yaml": "services: {db: {image: 'postgres:${PG}', volumes: ['./init:/init']}}",
            "infra/.env": "PG=16\n",
            "infra/init/a.sql": "",
        },
    )
    db = loaded.service("db")
    assert (db.image, db.mounts[0].source) == ("postgres:16", "infra/init")


def test_profiles():
    compose = "services: {a: {image: x}, b: {image: y, profiles: [debug]}}"
    assert [s.name for s in project(compose)[0].services] == ["a"]
    assert [s.name for s in project(compose, profiles=("debug",))[0].services] == ["a", "b"]


@pytest.mark.parametrize(
    ("compose", "said"),
    [
        ("", "compose.yaml:1: compose.yaml is empty"),
        ("just words", "must be a mapping"),
        ("services: [", "not valid YAML"),
        ("services: {}", "defines no services"),
        ("services: {a: {image: x, depends_on: [b]}}", 'depends on "b", which is not defined'),
        ("services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [a]}}", "in a circle"),
        ("services: {a: {image: '${X:?set it}'}}", 'required variable "X" has no value: set it'),
        ("services: {a: {image: x, env_file: none.env}}", "none.env, which `env_file` names, does not exist"),
        ("services: {a: {image: x, imge: y}}", 'unknown attribute "imge"'),
        ("services: {a: {image: x, volumes: ['data:/d']}}", 'volume "data", which is not defined'),
        ("services: {a: {image: x, ports: ['x:y']}}", "is no port"),
        ("services:\n  a: {image: x}\n  a: {image: y}", '"a" is written twice'),
        ("services: {a: {extends: b}, b: {extends: a}}", "extend each other in a circle"),
        ("services: {a: {image: x, healthcheck: {interval: soon}}}", "must be a duration"),
        ("services: {a: {command: x}}", "neither an image nor a build"),
        ("services: {a: {image: '${'}}", "invalid interpolation"),
    ],
)
def test_bad_input_is_told_with_its_line(compose, said):
    assert any(said in line for line in refused(compose)), refused(compose)


def test_everything_wrong_is_told_at_once():
    assert len(refused("services: {a: {image: x, prts: [1], depends_on: [z], ports: ['a:b']}}")) >= 3


def test_an_alias_bomb_is_refused_quickly():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert "aliases" in refused("\n".join(lines) + "\nservices: {a: {image: x}}")[0]


def test_deep_nesting_is_refused():
    assert refused("services: " + "{a: " * 500 + "1" + "}" * 500)


def test_the_resolved_project_reads_back_as_itself():
    import yaml

    loaded, _ = project(
        """
services:
  web:
    build: .
    command: echo "$$HOME"
    ports: ["80:80"]
    environment: [A=1]
    depends_on: [db]
  db: {image: postgres, volumes: ["d:/d"]}
volumes: {d: }
""",
        {"Dockerfile": "FROM x"},
    )
    again, _ = project(yaml.safe_dump(loaded.plain), {"Dockerfile": "FROM x"})
    assert again.plain == loaded.plain


PORTS = "services:\n  web:\n    image: x\n    ports:\n"
SINGLE = "".join(f"    - '{number}:80'\n" for number in range(1, 2_500))
RANGES = "".join(f"    - '{number}-{number + 9_000}:1-9001'\n" for number in range(1, 9))


@pytest.mark.parametrize(
    ("compose", "said"),
    [
        ("services: " + "{a: " * 100_000, "nested too deeply"),
        ("services:\n  web:\n    image: x\n    command: " + "- " * 50_000, "nested too deeply"),
        (PORTS + SINGLE, "more than 2,000 entries"),
        (PORTS + RANGES, "more than 20,000 ports"),
    ],
)
def test_no_input_eats_the_memory_or_the_time(compose, said):
    assert any(said in line for line in refused(compose))
