"""Each kind of bad input: exit status 2, the file and line, what to do, nothing written and no traceback."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from functional.running import project, shipway, tree

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    + ["services: {web: {image: nginx, labels: *a11}}"]
)
TWO_ON_ONE_HOST = """\
services:
  shop: {image: nginx, ports: ["80:80"]}
  blog: {image: nginx, ports: ["81:80"]}
"""


@dataclass(frozen=True)
class Bad:
    """compose None: no such file. where: the place named. says: words of the message, among them what to do."""

    name: str
    compose: str | None
    where: str
    says: tuple[str, ...]
    more: dict[str, str] = field(default_factory=dict)


CASES = (
    Bad("no Compose file", None, "compose.yaml:1", ("no Compose file", "-C DIR", "-f FILE")),
    Bad("an empty file", "", "compose.yaml:1", ("is empty", "services:")),
    Bad("not YAML", "services:\n  web: [unclosed\n  db: }\n", "compose.yaml:3", ("not valid YAML", "indentation")),
    Bad("an alias bomb", BOMB, "compose.yaml:1", ("aliases", "anchors")),
    Bad(
        "a missing env file",
        "services:\n  web:\n    image: nginx\n    env_file: missing.env\n",
        "compose.yaml:4",
        ("missing.env", "does not exist", "required: false"),
    ),
    Bad(
        "an undefined variable with :?",
        "services:\n  web:\n    image: nginx:${TAG:?say which release}\n",
        "compose.yaml:3",
        ('"TAG"', "say which release", ".env"),
    ),
    Bad(
        "a dependency cycle",
        "services:\n  a: {image: nginx, depends_on: [b]}\n  b: {image: nginx, depends_on: [a]}\n",
        "compose.yaml:3",
        ("a → b → a", "Remove one"),
    ),
    Bad(
        "an unknown service in depends_on",
        "services:\n  web:\n    image: nginx\n    depends_on: [databse]\n  database: {image: postgres}\n",
        "compose.yaml:4",
        ('"databse"', "not defined", 'Did you mean "database"?'),
    ),
    Bad(
        "two services on one host and path",
        TWO_ON_ONE_HOST,
        "compose.yaml:3",
        ('"shop" and "blog"', "www.example.org/", "Give one of them another host"),
        {
            "manifest": "services:\n  shop: {public: www.example.org}\n  blog: {public: www.example.org}\n"
            "environments:\n  dev: {domain: example.org}\n"
        },
    ),
    Bad(
        "a name that AWS does not take, in Compose",
        "name: 9lives_project\nservices:\n  web: {image: nginx}\n",
        "compose.yaml:1",
        ('"9lives_project"', "`app:` in shipway.yaml"),
    ),
    Bad(
        "a name that AWS does not take, in the manifest",
        "services:\n  web: {image: nginx}\n",
        "shipway.yaml:1",
        ('"My_Shop!"', "lower-case letters"),
        {"manifest": "app: My_Shop!\n"},
    ),
)


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_bad_input_is_told_and_nothing_is_written(bad, tmp_path):
    files = bad.more if bad.compose is None else {"compose": bad.compose, **bad.more}
    folder = project(tmp_path / "project", **files)
    before = tree(folder)
    done = shipway("-C", folder, "render", "-o", folder / "out", home=tmp_path)
    assert done.status == 2, done.said
    assert f"error: {bad.where}: " in done.err
    for words in bad.says:
        assert words in " ".join(done.err.split())
    assert "Traceback" not in done.said
    assert done.out == ""
    assert tree(folder) == before


@pytest.mark.parametrize("command", [["plan"], ["config"], ["rehearse"], ["deploy", "--yes"], ["init"], ["status"]])
def test_every_command_refuses_it_alike(command, tmp_path):
    folder = project(tmp_path / "project", compose="services:\n  web: {image: nginx, depends_on: [db]}\n")
    done = shipway(*command, "-C", folder, home=tmp_path)
    assert done.status == 2
    assert 'compose.yaml:2: service "web" depends on "db"' in done.err
    assert tree(folder) == ["compose.yaml"]


def test_all_problems_are_told_at_once(tmp_path):
    compose = "services:\n  a: {image: nginx, depends_on: [x]}\n  b: {image: nginx, depends_on: [y]}\n"
    done = shipway("-C", project(tmp_path / "p", compose=compose), "plan", home=tmp_path)
    assert len(re.findall(r"^error: ", done.err, re.M)) == 2


def test_with_json_the_diagnostics_are_data(tmp_path):
    import json

    folder = project(tmp_path / "p", compose="services:\n  web: {image: nginx, depends_on: [db]}\n")
    done = shipway("--json", "-C", folder, "plan", home=tmp_path)
    (found,) = json.loads(done.out)["diagnostics"]
    assert (found["file"], found["line"], found["severity"]) == ("compose.yaml", 2, "error")
    assert found["fix"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-C", "/no/such/folder", "plan"], "no such directory"),
        (["pan"], "did you mean `shipway plan`?"),
        (["-f", "other.yaml", "plan"], "other.yaml:1"),
        (["render"], "'-o'"),
        (["plan", "--nonsense"], "--nonsense"),
    ],
)
def test_a_wrong_command_line_is_wrong_input(arguments, words, tmp_path):
    done = shipway(*arguments, home=tmp_path)
    assert done.status == 2
    assert words in done.err
    assert done.out == ""
