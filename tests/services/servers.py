"""A PostgreSQL, a MariaDB and a Redis of the test's own, on loopback, with nothing kept."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

READY = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str, package: str) -> str:
    """The path of a server's program; the test is skipped where there is none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([*map(str, places), os.environ.get("PATH", "")]))
    if found is None:
        pytest.skip(f"there is no {name} here: apt-get install {package}")
    return found


def wait(port: int) -> None:
    """Until something listens on the port."""
    until = time.monotonic() + READY
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port} after {READY:.0f} s")


@contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def postgres(folder: Path, user: str, password: str, database: str) -> Iterator[str]:
    """The URL of a database with one user. Root may not run PostgreSQL, so its own user does."""
    initdb, server = program("initdb", "postgresql"), program("postgres", "postgresql")
    as_user: dict[str, object] = {}
    home = folder / "postgres"
    home.mkdir()
    if os.geteuid() == 0:
        as_user = {"user": "postgres", "group": "postgres"}
        shutil.chown(home, "postgres", "postgres")
        for above in (folder, *folder.parents):
            if above.stat().st_uid == 0 and above != Path(above.anchor):
                above.chmod(above.stat().st_mode | 0o011)
    secret = home / "password"
    secret.write_text(password)
    shutil.chown(secret, "postgres", "postgres") if as_user else None
    made = [initdb, "-D", str(home / "data"), "-U", user, "--pwfile", str(secret), "--auth=scram-sha-256", "-N"]
    subprocess.run(made, check=True, capture_output=True, cwd=home, **as_user)  # type: ignore[call-overload]
    port = free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": "", "fsync": "off"}
    command = [server, "-D", str(home / "data"), *(f"--{key}={value}" for key, value in settings.items())]
    with running(command, cwd=home, stderr=subprocess.DEVNULL, **as_user):
        wait(port)
        url = f"postgresql://{user}:{password}@127.0.0.1:{port}"
        _create(f"{url}/postgres", database)
        yield f"{url}/{database}"


def _create(url: str, database: str) -> None:
    import psycopg

    until = time.monotonic() + READY
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{database}"'.encode())
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@contextmanager
def redis(folder: Path, password: str) -> Iterator[str]:
    """The URL of a Redis that wants a password, as ElastiCache does."""
    port = free_port()
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--requirepass", password]
    with running([program("redis-server", "redis-server"), *settings], cwd=folder, stdout=subprocess.DEVNULL):
        wait(port)
        yield f"redis://:{password}@127.0.0.1:{port}/0"


@contextmanager
def mariadb(folder: Path, user: str, password: str, database: str) -> Iterator[int]:
    """The port of a MariaDB with one database and a user who may do all."""
    install, server = program("mariadb-install-db", "mariadb-server"), program("mariadbd", "mariadb-server")
    home = folder / "mariadb"
    home.mkdir()
    subprocess.run(
        [install, "--no-defaults", f"--datadir={home}", "--auth-root-authentication-method=normal"],
        check=True,
        capture_output=True,
    )
    start = home / "start.sql"
    start.write_text(  # one statement a line
        f"CREATE DATABASE `{database}`;\n"
        "DELETE FROM mysql.global_priv WHERE User = '';\n"
        "FLUSH PRIVILEGES;\n"
        f"CREATE USER '{user}'@'%' IDENTIFIED BY '{password}';\n"
        f"GRANT ALL ON *.* TO '{user}'@'%' WITH GRANT OPTION;\n"
    )
    port = free_port()
    settings = {"datadir": home, "port": port, "bind-address": "127.0.0.1", "socket": home / "s", "init-file": start}
    settings |= {"pid-file": home / "pid", "user": "root"} if os.geteuid() == 0 else {"pid-file": home / "pid"}
    command = [server, "--no-defaults", *(f"--{key}={value}" for key, value in settings.items())]
    with running(command, cwd=home, stderr=subprocess.DEVNULL):
        wait(port)
        yield port
