"""Texts that point at a replaced datastore become typed references."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from shipway.engines.family import Credentials
from shipway.lower.decide.datastores import Replaced
from shipway.lower.identify import readings
from shipway.lower.identify.readings import Text
from shipway.lower.identify.references import Reference
from shipway.lower.values.secrets import LONG_ENOUGH
from shipway.model.value import Attribute, ConnectionUrl, Key, Part
from shipway.records import record

# Kept as text and compiled when needed: few projects have all of these.
USERLIKE = r"(?i)user|login|role|owner"
DATABASELIKE = r"(?i)db$|_db_|database|dbname|db_?name|schema|(^|_)name$"
PASSWORDLIKE = r"(?i)pass|pwd|secret|pw$"
PORTLIKE = r"(?i)port"
COMMON = ("postgres", "mariadb", "example", "default", "development", "production")
SIGNED = r"(?i)(user|username|password)="
"""Keys of a URL's query that sign in, as JDBC has them."""


@record
class Rewiring:
    """How the texts of one service are rewritten. directory: name → service.

    used: the datastores that the service names, in its configuration files too.
    """

    replaced: Mapping[str, Replaced]
    directory: Mapping[str, str]
    used: frozenset[str]

    def text(self, key: str, text: str) -> tuple[Part, ...]:
        """The parts of a text that was not read yet."""
        return self.rewired(readings.text(key, text, self.directory)) if self.replaced else (text,)

    def rewired(self, said: Text) -> tuple[Part, ...]:
        """The parts of a text: what names a replaced datastore is a reference, the rest stays as it is."""
        parts: list[Part] = []
        position = 0
        known: Replaced | None = None
        for reference in said.names:
            if reference.service not in self.replaced:
                continue
            known = self.replaced[reference.service]
            parts += _plain(said.text[position : reference.start], known)
            parts += _named(reference, known)
            position = reference.end
        if known is None:
            return (said.text,) if said.key else self._password_words(said.text)
        parts += _plain(said.text[position:], known)
        return tuple(part for part in parts if part != "")

    def _password_words(self, text: str) -> tuple[Part, ...]:
        """A used datastore's password as an argument, as after `--password`, or in a line for a shell."""
        for datastore in sorted(self.used):
            own = self.replaced[datastore].credentials
            reference = Attribute(datastore, Key.PASSWORD)
            if text and text == own.password:
                return (reference,)
            if _telling(own) and (match := re.search(rf"(?<![\w-]){re.escape(own.password)}(?![\w-])", text)):
                before, after = text[: match.start()], self._password_words(text[match.end() :])
                return tuple(part for part in (before, reference, *after) if part != "")
        return (text,)

    def attribute(self, name: str, text: str, used: Collection[str]) -> Attribute | None:
        """What repeats a used datastore's user, password, database or port. name: the variable's, or a file's key."""
        for datastore in sorted(used):
            known = self.replaced[datastore]
            own, secret = known.credentials, re.search(PASSWORDLIKE, name)
            if own.password and text == own.password and (secret or _telling(own)):
                return Attribute(datastore, Key.PASSWORD)
            if secret:
                continue
            if own.user and text == own.user and re.search(USERLIKE, name):
                return Attribute(datastore, Key.USER)
            if own.database and text == own.database and re.search(DATABASELIKE, name):
                return Attribute(datastore, Key.DATABASE)
            if text == str(known.datastore.port) and re.search(PORTLIKE, name) and len(name) > 4:
                return Attribute(datastore, Key.PORT)
        return None


def rewiring(replaced: Mapping[str, Replaced], directory: Mapping[str, str], said: Iterable[Text]) -> Rewiring:
    """said: everything that the service says, in its configuration files too."""
    used = frozenset(one.service for text in said for one in text.names if one.service in replaced)
    return Rewiring(replaced, directory, used)


def _named(reference: Reference, known: Replaced) -> list[Part]:
    if reference.kind == "url":
        return [_url(reference.parts, known)]
    port: list[Part] = [":", Attribute(reference.service, Key.PORT)] if reference.port is not None else []
    return [Attribute(reference.service, Key.HOST), *port]


def _plain(text: str, known: Replaced) -> list[Part]:
    """The text around a reference: the password in a connection string is a reference too."""
    password = known.credentials.password
    if not password or not text:
        return [text]
    match = re.search(rf"(?<![\w-]){re.escape(password)}(?=[@;\s,)]|$)", text)
    if match is None or not re.search(r"(:|pass\w*=|pwd=)$", text[: match.start()], re.I):
        return [text]
    return [text[: match.start()], Attribute(known.datastore.name, Key.PASSWORD), text[match.end() :]]


def _url(parts: Mapping[str, str | None], known: Replaced) -> ConnectionUrl:
    """A URL, whole; one with another user than the datastore's own is rewired to the datastore's user."""
    path, database = parts["path"] or "", known.datastore.database
    words = (parts["query"] or "").split("&")
    signed = {match[1].lower(): match[1] for word in words if (match := re.match(SIGNED, word))}
    names_database = bool(database) and _unquoted(path.strip("/")) == database
    return ConnectionUrl(
        datastore=known.datastore.name,
        scheme=parts["scheme"] or "",
        user=bool(parts["user"]),
        password=bool(parts["password"]),
        port=parts["port"] is not None,
        path="/" if names_database else path,
        database=names_database,
        query="&".join(word for word in words if not re.match(SIGNED, word)),
        user_word=signed.get("user", signed.get("username", "")),
        password_word=signed.get("password", ""),
    )


def _telling(own: Credentials) -> bool:
    """Whether a text that equals the password can be nothing else, whatever the variable is called."""
    return len(own.password) >= LONG_ENOUGH and own.password not in (own.user, own.database, *COMMON)


def _unquoted(path: str) -> str:
    if "%" not in path:
        return path
    from urllib.parse import unquote  # late: hardly any database has a name that a URL has to quote

    return unquote(path)
