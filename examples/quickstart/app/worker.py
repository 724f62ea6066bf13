"""Files the notes that wait, one after the other."""

from app.alive import beat


def work(store, seconds: int = 5) -> bool:
    """One turn: waits up to `seconds` for a note; whether there was one."""
    note = store.next_waiting(seconds)
    if note is not None:
        store.file(" ".join(note.split()))
        print(f"filed a note of {len(note)} characters")
    return note is not None


if __name__ == "__main__":
    from app.store import Store

    store = Store()
    while True:
        work(store)
        beat()
