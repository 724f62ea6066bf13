"""Where notes are kept: waiting ones in Redis, filed ones in PostgreSQL."""

import os
import time

import psycopg
import redis

WAITING = "notes:waiting"
COUNTED = "notes:counted"
TABLE = "CREATE TABLE IF NOT EXISTS notes (id bigserial PRIMARY KEY, text text NOT NULL)"


class Unreachable(OSError):
    """PostgreSQL or Redis does not answer."""


class Store:
    """Both servers; each process has one."""

    def __init__(self) -> None:
        self.redis = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=10)
        self.database = _connected(os.environ["DATABASE_URL"])
        with self.database.transaction():
            # Two processes that start together would both find no table; the lock lets one make it.
            self.database.execute("SELECT pg_advisory_xact_lock(1)")
            self.database.execute(TABLE)

    def hand_in(self, text: str) -> None:
        self.redis.rpush(WAITING, text)

    def next_waiting(self, seconds: int) -> str | None:
        found = self.redis.blpop([WAITING], timeout=seconds)
        return found[1] if found else None

    def file(self, text: str) -> None:
        self.database.execute("INSERT INTO notes (text) VALUES (%s)", (text,))

    def latest(self, count: int) -> list[str]:
        rows = self.database.execute("SELECT text FROM notes ORDER BY id DESC LIMIT %s", (count,))
        return [row[0] for row in rows]

    def count(self) -> int:
        number = self.database.execute("SELECT count(*) FROM notes").fetchone()[0]
        self.redis.set(COUNTED, number)
        return number

    def counted(self) -> int:
        return int(self.redis.get(COUNTED) or 0)

    def check(self) -> None:
        try:
            self.redis.ping()
            self.database.execute("SELECT 1")
        except (psycopg.Error, redis.RedisError) as error:
            raise Unreachable(type(error).__name__) from error


def _connected(url: str) -> psycopg.Connection:
    for attempt in range(10):
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            if attempt == 9:
                raise
            time.sleep(1)
    raise AssertionError
