"""A database's password in a file: who repeats it, and who mounts the file, is given the new one."""

from __future__ import annotations

import pytest
from unit.lower.lowering import environment, lowered

from shipway.model.value import Attribute, Key

OLD = "from-a-file-11"
NEW = (Attribute("db", Key.PASSWORD),)
SOURCES = (
    ("{file: ./pw.txt}", {"pw.txt": f"{OLD}\n"}),
    ("{environment: PW}", {".env": f"PW={OLD}\n"}),
    (f"{{content: {OLD}}}", {}),
)
ENGINES = (
    ("postgres:16", "POSTGRES_USER: app, POSTGRES_PASSWORD_FILE: /run/secrets/pw"),
    ("mysql:8.4", "MYSQL_USER: app, MYSQL_PASSWORD_FILE: /run/secrets/pw, MYSQL_ROOT_PASSWORD: other"),
    ("mysql:8.4", "MYSQL_ROOT_PASSWORD_FILE: /run/secrets/pw, MYSQL_DATABASE: app"),
    ("mariadb:11.4", "MARIADB_USER: app, MARIADB_PASSWORD_FILE: /run/secrets/pw, MARIADB_DATABASE: app"),
)


@pytest.mark.parametrize(("secret", "files"), SOURCES)
@pytest.mark.parametrize(("image", "variables"), ENGINES)
def test_the_password_of_a_file_is_the_database_s(
    image: str, variables: str, secret: str, files: dict[str, str]
) -> None:
    result, _ = lowered(
        f"""
services:
  db: {{image: "{image}", environment: {{{variables}}}, secrets: [pw]}}
  web: {{image: x, environment: {{DB_HOST: db, DB_PASSWORD: {OLD}}}, secrets: [pw]}}
secrets: {{pw: {secret}}}
""",
        files=files,
    )
    assert environment(result, "web")["DB_PASSWORD"].parts == NEW
    assert [file.value.parts for file in result.application.workload("web").secret_files] == [NEW]
    assert result.values == {}
