"""The lock against two deployers: an object in the bootstrap bucket, written only if there is none.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from shipway.deploy.events import Note, Progress
from shipway.errors import CloudError, Locked
from shipway.ports import Clock, Objects

STALE = timedelta(hours=1)
RENEWED = timedelta(minutes=10)
"""A long deployment says every ten minutes that it is alive; after an hour of silence it counts as dead."""


class Lock:
    """One environment's lock, held from `take` to `release`."""

    def __init__(self, objects: Objects, clock: Clock, bucket: str, app: str, environment: str, holder: str) -> None:
        self._objects = objects
        self._clock = clock
        self._bucket = bucket
        self._key = f"locks/{app}/{environment}.json"
        self._holder = holder
        self._written = b""
        self._time = clock.now()

    def take(self, progress: Progress) -> None:
        """Raises Locked where somebody else holds it; a stale lock is broken, and reported."""
        for _ in range(2):
            self._time = self._clock.now()
            self._written = self._body()
            if self._objects.put(self._bucket, self._key, self._written, only_if_absent=True):
                return
            held = self._objects.get(self._bucket, self._key)
            if held is None:
                continue
            holder, since = _read(held)
            if since is not None and self._time - since < STALE:
                raise Locked(
                    f"{holder} has been deploying this environment since {since:%H:%M:%S} UTC",
                    f"wait until it ends; if that deployment is dead, delete s3://{self._bucket}/{self._key}",
                )
            progress(Note("", f"the lock of {holder} is older than an hour, so it was broken"))
            self._objects.delete(self._bucket, self._key)
        raise Locked("somebody else has just started to deploy this environment", "wait until it ends, then try again")

    def renew(self) -> None:
        """Say that the holder is alive, if the last time is long enough ago."""
        now = self._clock.now()
        if now - self._time >= RENEWED and self._objects.get(self._bucket, self._key) == self._written:
            self._time = now
            self._written = self._body()
            self._objects.put(self._bucket, self._key, self._written)

    def release(self) -> None:
        """Release it, unless somebody broke it meanwhile and holds it now."""
        if self._objects.get(self._bucket, self._key) == self._written:
            self._objects.delete(self._bucket, self._key)

    def _body(self) -> bytes:
        return json.dumps({"holder": self._holder, "time": self._time.isoformat()}).encode()


@contextmanager
def held(lock: Lock, progress: Progress) -> Iterator[Lock]:
    """Hold the lock; released at the end whatever happened, and never hiding an error that is being raised."""
    lock.take(progress)
    try:
        yield lock
    finally:
        try:
            lock.release()
        except CloudError as error:
            progress(Note("", f"the lock could not be released, and expires in an hour: {error.what}"))


def _read(body: bytes) -> tuple[str, datetime | None]:
    """(holder, time); a lock that cannot be read is nobody's, and stale."""
    try:
        data = json.loads(body)
        return str(data["holder"]), datetime.fromisoformat(data["time"])
    except (ValueError, KeyError, TypeError):
        return "somebody", None
