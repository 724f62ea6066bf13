"""Counts the filed notes at regular times. Only one may run."""

import os
import time

from app.alive import beat

if __name__ == "__main__":
    from app.store import Store

    store = Store()
    due = 0.0
    while True:
        if time.monotonic() >= due:
            print(f"{store.count()} notes")
            due = time.monotonic() + float(os.environ.get("EVERY_SECONDS", "60"))
        beat()
        time.sleep(1)
