"""The page as text."""

from html import escape

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1><p>{count} notes, as the scheduler last counted.</p>
<form method="post"><label>Your note <input name="note" maxlength="200" required></label>
<button>Leave it</button></form>
<ul>{notes}</ul></html>
"""


def render(title: str, notes: list[str], count: int) -> str:
    return PAGE.format(title=escape(title), count=count, notes="".join(f"<li>{escape(note)}</li>" for note in notes))
