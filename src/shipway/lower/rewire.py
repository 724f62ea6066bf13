"""Variables that point at a replaced datastore become typed references; secrets become names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote

from shipway.compose.types import Service, Variable
from shipway.engines.family import Credentials
from shipway.lower import classify, references
from shipway.lower.datastores import Replaced
from shipway.lower.mentions import texts
from shipway.lower.secrets import LONG_ENOUGH, Vault
from shipway.model.value import Attribute, ConnectionUrl, Key, Part, Value

USERLIKE = re.compile(r"user|login|role|owner", re.I)
DATABASELIKE = re.compile(r"db$|_db_|database|dbname|db_?name|schema|(^|_)name$", re.I)
PASSWORDLIKE = re.compile(r"pass|pwd|secret|pw$", re.I)
PORTLIKE = re.compile(r"port", re.I)
COMMON = ("postgres", "mariadb", "example", "default", "development", "production")
SIGNED = re.compile(r"(user|username|password)=", re.I)
"""Words of a URL's query that sign in, as JDBC has them."""


class Rewirer:
    """Rewrites the texts of one service. used: the datastores that the service names, in `in_files` too."""

    def __init__(
        self,
        service: Service,
        replaced: Mapping[str, Replaced],
        directory: Mapping[str, str],
        vault: Vault,
        in_files: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.service = service
        self.replaced = replaced
        self.directory = directory
        self.vault = vault
        self.used = {
            r.service
            for name, text in (*texts(service), *in_files)
            for r in references.find(name, text, directory)
            if r.service in replaced
        }

    def variable(self, variable: Variable) -> Value | None:
        """The value of a variable; None where it is not set at all."""
        if variable.value is None:
            return self._unset(variable)
        text, origin = variable.value, variable.origin
        rewritten = self.text(variable.name, text)
        if any(not isinstance(part, str) for part in rewritten):
            return Value(tuple(rewritten), origin)
        attribute = self.attribute(variable.name, text, self.used)
        if attribute is not None:
            return Value((attribute,), origin)
        if classify.secret_variable(variable.name, text):
            source = next((o for _, o in variable.sources if o is not None), origin)
            return Value((self.vault.keep(variable.name, text, source, self.service.name),), origin)
        if text == "" and classify.secret_name(variable.name) and variable.raw:
            return Value((self.vault.keep(variable.name, "", None, self.service.name),), origin)
        return Value(tuple(self._passwords(variable.name, text, variable)) if text else (), origin)

    def _unset(self, variable: Variable) -> Value | None:
        if classify.secret_name(variable.name):
            return Value((self.vault.keep(variable.name, "", None, self.service.name),), variable.origin)
        return None

    def _passwords(self, name: str, text: str, variable: Variable) -> list[Part]:
        """The text with the passwords of URLs and connection strings as secrets."""
        source = next((o for _, o in variable.sources if o is not None), variable.origin)
        parts: list[Part] = []
        position = 0
        for start, end in classify.passwords(text):
            own = text[start:end]
            secret = self.vault.named(own) or self.vault.keep(f"{name}_PASSWORD", own, source, self.service.name)
            parts += [text[position:start], secret]
            position = end
        return [part for part in (*parts, text[position:]) if part != ""]

    def text(self, name: str, text: str) -> list[Part]:
        """The parts of a text: what names a replaced datastore is a reference, the rest stays as it is."""
        parts: list[Part] = []
        position = 0
        for reference in references.find(name, text, self.directory):
            known = self.replaced.get(reference.service)
            if known is None:
                continue
            parts += self._plain(text[position : reference.start], known)
            if reference.kind == "url":
                parts += self._url(reference.parts, known)
            else:
                parts.append(Attribute(reference.service, Key.HOST))
                if reference.port is not None:
                    parts += [":", Attribute(reference.service, Key.PORT)]
            position = reference.end
        if not parts:
            return [text if name else self._password_word(text)]
        last = next(r for r in reversed(references.find(name, text, self.directory)) if r.service in self.replaced)
        parts += self._plain(text[position:], self.replaced[last.service])
        return [part for part in parts if part != ""]

    def _password_word(self, text: str) -> Part:
        """An argument that is a used datastore's password, as after `--password`, stands for it."""
        for datastore in sorted(self.used):
            if text and text == self.replaced[datastore].credentials.password:
                return Attribute(datastore, Key.PASSWORD)
        return text

    def _plain(self, text: str, known: Replaced) -> list[Part]:
        """The text around a reference: the password in a connection string is a reference too."""
        password = known.credentials.password
        if not password or not text:
            return [text]
        match = re.search(rf"(?<![\w-]){re.escape(password)}(?=[@;\s,)]|$)", text)
        if match is None or not re.search(r"(:|pass\w*=|pwd=)$", text[: match.start()], re.I):
            return [text]
        return [text[: match.start()], Attribute(known.datastore.name, Key.PASSWORD), text[match.end() :]]

    def _url(self, parts: Mapping[str, str | None], known: Replaced) -> list[Part]:
        """A URL, whole; one with another user than the datastore's own is rewired to the datastore's user."""
        path, database = parts["path"] or "", known.datastore.database
        words = (parts["query"] or "").split("&")
        signed = {match[1].lower(): match[1] for word in words if (match := SIGNED.match(word))}
        names_database = bool(database) and unquote(path.strip("/")) == database
        return [
            ConnectionUrl(
                datastore=known.datastore.name,
                scheme=parts["scheme"] or "",
                user=bool(parts["user"]),
                password=bool(parts["password"]),
                port=parts["port"] is not None,
                path="/" if names_database else path,
                database=names_database,
                query="&".join(word for word in words if not SIGNED.match(word)),
                user_word=signed.get("user", signed.get("username", "")),
                password_word=signed.get("password", ""),
            )
        ]

    def attribute(self, name: str, text: str, used: Collection[str]) -> Attribute | None:
        """What repeats a used datastore's user, password, database or port. name: the variable's, or a file's key."""
        for datastore in sorted(used):
            known = self.replaced[datastore]
            own = known.credentials
            if own.password and text == own.password and (PASSWORDLIKE.search(name) or _telling(own)):
                return Attribute(datastore, Key.PASSWORD)
            if PASSWORDLIKE.search(name):
                continue
            if own.user and text == own.user and USERLIKE.search(name):
                return Attribute(datastore, Key.USER)
            if own.database and text == own.database and DATABASELIKE.search(name):
                return Attribute(datastore, Key.DATABASE)
            if text == str(known.datastore.port) and PORTLIKE.search(name) and len(name) > 4:
                return Attribute(datastore, Key.PORT)
        return None


def _telling(own: Credentials) -> bool:
    """Whether a text that equals the password can be nothing else, whatever the variable is called."""
    return len(own.password) >= LONG_ENOUGH and own.password not in (own.user, own.database, *COMMON)
