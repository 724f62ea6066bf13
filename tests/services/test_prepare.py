"""The prepare job's scripts, as the task definition has them, against real servers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from services import servers

from shipway.lower.connect.prepare import _script

PASSWORD = "plain"
BASH = shutil.which("bash") or "bash"


def run(dialect: str, files: list[Path], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [BASH, "-c", _script(dialect), "prepare", *map(str, files)]
    path = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(command, env={**path, **environ}, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    servers.program("psql", "postgresql-client")
    with servers.postgres(tmp_path_factory.mktemp("prepare"), "app", PASSWORD, "shop") as url:
        at = urlsplit(url)
        yield {
            "PGHOST": at.hostname or "",
            "PGPORT": str(at.port),
            "PGUSER": "app",
            "PGPASSWORD": PASSWORD,
            "PGDATABASE": "shop",
            "POSTGRES_USER": "app",
            "POSTGRES_DB": "shop",
        }


@pytest.fixture(scope="module")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    servers.program("mariadb", "mariadb-client")
    with servers.mariadb(tmp_path_factory.mktemp("prepare"), "app", PASSWORD, "shop") as port:
        yield {
            "MYSQL_HOST": "127.0.0.1",
            "MYSQL_TCP_PORT": str(port),
            "MYSQL_USER": "app",
            "MYSQL_PWD": PASSWORD,
            "MYSQL_DATABASE": "shop",
        }


def ask(environ: Mapping[str, str], sql: str) -> str:
    if "PGHOST" in environ:
        command = ["psql", "-tAqc", sql]
    else:
        command = ["mariadb", "-h127.0.0.1", f"-P{environ['MYSQL_TCP_PORT']}", "-uapp", "-BN", "shop", "-e", sql]
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def written(folder: Path, **texts: str) -> list[Path]:
    """Files in a folder; a `_` in a keyword is the name's dot."""
    found = []
    for name, text in texts.items():
        path = folder / name.replace("_", ".").replace("..", "_")
        path.write_text(text)
        found.append(path)
    return found


def test_postgres_runs_sql_and_scripts_once_in_order(postgres: dict[str, str], tmp_path: Path) -> None:
    files = written(
        tmp_path,
        a_sql="create table items (name text);",
        b_sh='psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<-EOSQL\n'
        "    insert into items values ('from a script');\nEOSQL\n",
        c_sh='"${psql[@]}" -c "insert into items values (\'by the array of the image\')"\n',
        d_txt="no script",
    )
    first = run("postgres", files, postgres)
    assert first.returncode == 0, first.stderr
    assert ask(postgres, "select string_agg(name, ',') from items") == "from a script,by the array of the image"
    second = run("postgres", files, postgres)
    assert second.returncode == 0, second.stderr
    assert ask(postgres, "select count(*) from items") == "2"
    assert "a.sql: ran before" in second.stdout
    assert "d.txt: passed over" in first.stdout
    assert PASSWORD not in first.stdout + first.stderr


def test_postgres_makes_extensions(postgres: dict[str, str]) -> None:
    """pgcrypto stands in for pgvector, which the server of the tests does not bring."""
    done = run("postgres", [], {**postgres, "SHIPWAY_EXTENSIONS": "pgcrypto"})
    if "could not open extension control file" in done.stderr:
        pytest.skip("this PostgreSQL comes without contributed extensions: apt-get install postgresql-contrib")
    assert done.returncode == 0, done.stderr
    assert ask(postgres, "select extname from pg_extension where extname = 'pgcrypto'") == "pgcrypto"


def test_a_script_that_fails_fails_the_job_and_runs_again(postgres: dict[str, str], tmp_path: Path) -> None:
    (file,) = written(tmp_path, broken_sql="insert into missing values (1);")
    done = run("postgres", [file], postgres)
    assert done.returncode != 0
    assert 'relation "missing" does not exist' in done.stderr
    file.write_text("create table missing (x int); insert into missing values (1);")
    assert run("postgres", [file], postgres).returncode == 0
    assert ask(postgres, "select count(*) from missing") == "1"


def test_a_name_with_a_quote_is_a_name(postgres: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "it's.sql"
    path.write_text("create table quoted (x int);")
    assert run("postgres", [path], postgres).returncode == 0
    assert "ran before" in run("postgres", [path], postgres).stdout


def test_mariadb_runs_sql_and_scripts_once_in_order(mariadb: dict[str, str], tmp_path: Path) -> None:
    files = written(
        tmp_path,
        a_sql="create table items (name varchar(40));",
        b_sh='"${mysql[@]}" shop <<<"insert into items values (\'from a script\')"\n',
    )
    quoted = tmp_path / "c'd.sql"
    quoted.write_text("insert into items values ('third');")
    first = run("mysql", [*files, quoted], mariadb)
    assert first.returncode == 0, first.stderr
    second = run("mysql", [*files, quoted], mariadb)
    assert second.returncode == 0, second.stderr
    assert ask(mariadb, "select group_concat(name) from items") == "from a script,third"
    assert "a.sql: ran before" in second.stdout


def test_mariadb_fails_where_a_script_fails(mariadb: dict[str, str], tmp_path: Path) -> None:
    (file,) = written(tmp_path, broken_sql="insert into nowhere values (1);")
    done = run("mysql", [file], mariadb)
    assert done.returncode != 0
    assert "nowhere" in done.stderr
